import Domain
import Foundation
import Telegram
import Testing

@testable import AdapterKit

/// The bot of Telegram and a stand-in of the five methods that it uses, `deploy/dev/telegram`.
@Suite(.serialized, .enabled(if: Rig.isThere)) struct `The Telegram adapter` {
    private func adapter(_ telegram: Script, token: String? = nil) throws -> TelegramAdapter {
        let text = """
            token = "\(try token ?? #require(telegram.said["token"].text))"
            api = "\(try telegram.address)"
            allow_private = true
            """
        return TelegramAdapter(
            try Adapters.settings(text) { TelegramSettings($0) },
            isShadow: false,
            logger: Adapters.quiet
        )
    }

    private func running(_ body: (Rig, Script) throws -> Void) throws {
        let rig = try Rig()
        defer { rig.remove() }
        let telegram = try Script("telegram")
        defer { telegram.stop() }
        try rig.running(try adapter(telegram)) { try body(rig, telegram) }
    }

    private func offer(expires: Date? = nil) -> [String: Value] {
        var offer: [String: Value] = [
            "recipient_id": .text("anna"), "chat_id": .text("500"), "lead_id": .text("7"),
            "text": .text("Лид <b>важный</b> _да_"),
            "actions": .list(
                [("Беру", "lead.offer_accepted"), ("Отказаться", "lead.offer_declined")].map {
                    .object([
                        "label": .text($0.0),
                        "event": .object([
                            "type": .text($0.1), "data": .object(["lead_id": .text("7")]),
                        ]),
                    ])
                }
            ),
        ]
        offer["expires_at"] = expires.map(Value.instant)
        return offer
    }

    private func message(_ telegram: Script) throws -> Value {
        try telegram.get("/state")["messages"][0]
    }

    private func press(_ telegram: Script, user: Decimal) throws {
        try telegram.post(
            "/press",
            .object(["chat": .number(500), "label": .text("Беру"), "user": .number(user)])
        )
    }

    @Test func `writes plain text with buttons that only the recipient presses`() throws {
        try running { rig, telegram in
            try rig.send("n1", "chat.notify", data: offer())
            try rig.until { try message(telegram)["text"].text != nil }
            #expect(try message(telegram)["text"] == .text("Лид <b>важный</b> _да_"))
            #expect(try message(telegram)["parse_mode"] == .null)
            // The state is committed only after the message went out.
            try rig.until { try rig.state(of: "n1", "main/telegram") == "done" }
            try press(telegram, user: 666)
            try rig.until { try !telegram.get("/state")["answers"].elements.isEmpty }
            #expect(
                try telegram.get("/state")["answers"][0]["text"] == .text("Эта кнопка не для вас")
            )
            try press(telegram, user: 500)
            let event = try rig.nextEvent()
            #expect(event["type"] == .text("lead.offer_accepted"))
            #expect(event["data"]["lead_id"] == .text("7"))
            try rig.until { try message(telegram)["reply_markup"] == .null }
            let polls = try telegram.get("/state")["calls"].elements.filter {
                $0["method"] == .text("getUpdates")
            }
            // Long polling: a press is there at once, and still few calls are made.
            #expect(polls.contains { $0["parameters"]["timeout"].integer == 5 })
            #expect(polls.count < 10)
        }
    }

    @Test func `takes the buttons off an offer that is withdrawn`() throws {
        try running { rig, telegram in
            try rig.send("n1", "chat.notify", data: offer())
            try rig.until { try rig.state(of: "n1", "main/telegram") == "done" }
            try rig.send(
                "w1",
                "lead.offer_withdrawn",
                data: ["lead_id": .text("7"), "person_id": .text("anna")]
            )
            try rig.until { try message(telegram)["reply_markup"] == .null }
        }
    }

    @Test func `takes the buttons off when their time is over`() throws {
        try running { rig, telegram in
            let expires = Date().addingTimeInterval(3)
            try rig.send("n1", "chat.notify", data: offer(expires: expires))
            try rig.until { try message(telegram)["reply_markup"] != .null }
            try rig.until { try message(telegram)["reply_markup"] == .null }
            #expect(Date() >= expires)
        }
    }

    @Test func `tells whoever starts it his number`() throws {
        try running { rig, telegram in
            try telegram.post("/start", .object(["chat": .number(700)]))
            try rig.until { try message(telegram)["text"].text?.contains("700") == true }
        }
    }

    @Test func `waits where it is asked for patience, and puts aside what is refused`() throws {
        try running { rig, telegram in
            func fail(_ status: Decimal, _ text: String) throws {
                try telegram.post(
                    "/fail",
                    .object([
                        "method": .text("sendMessage"), "status": .number(status),
                        "description": .text(text),
                    ])
                )
            }
            try fail(429, "Too Many Requests: retry after 1")
            try rig.send("n1", "chat.notify", data: offer())
            try rig.until { try rig.state(of: "n1", "main/telegram") == "done" }
            try fail(403, "Forbidden: bot was blocked by the user")
            try rig.send("n2", "chat.notify", data: offer())
            let failed = try rig.nextEvent()
            #expect(failed["type"] == .text("command.failed"))
            #expect(failed["data"]["code"] == .text("403"))
            #expect(failed["data"]["reason"].text?.contains("blocked by the user") == true)
            var nowhere = offer()
            nowhere["chat_id"] = nil
            try rig.send("n3", "chat.notify", data: nowhere)
            #expect(try rig.nextEvent()["data"]["code"] == .text("no_chat"))
        }
    }

    @Test func `says that its token is not accepted, without showing it`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let telegram = try Script("telegram")
        defer { telegram.stop() }
        let failure = #expect(throws: Failure.self) {
            try adapter(telegram, token: "123456:wrong").prepare(rig.ledger(), now: Date())
        }
        guard case .credentials(let reason) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(reason.contains("token"))
        #expect(!reason.contains("wrong"))
    }
}
