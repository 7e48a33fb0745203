import Crypto
import Curl
import Domain
import Foundation
import Testing

@testable import AdapterKit

/// Requests that come in over HTTP, at the program itself.
@Suite(.serialized, .enabled(if: Rig.isThere)) struct `What comes in over HTTP` {
    private static let hooks = """
        [[http.in]]
        path = "/in/exchange"
        secret = "the-token-of-the-exchange"
        when = { call_state = "Appeared", "from.number" = { exists = true } }
        publish = "call.incoming"
        id = "exchange-{{call_id}}-{{seq}}"
        data = { call_id = "{{call_id}}", from = "{{from.number}}", to = "{{to}}" }

        [[http.in]]
        path = "/in/form"
        secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        verify = "standard-webhooks"
        publish = "lead.created"
        id = "form-{{id}}"
        [http.in.data]
        lead_id = "site-{{id}}"
        hot = "{{urgent}}"
        "source.channel" = "site"
        "contact.phone" = "{{phone}}"
        fields = "{{{json more}}}"

        [[http.in]]
        path = "/in/mango"
        secret = "the-salt-of-mango"
        key = "the-key-of-mango"
        verify = "mango"
        publish = "call.ended"
        id = "mango-{{entry_id}}"
        data = { call_id = "{{entry_id}}", duration = "{{talk_time}}" }
        """

    private static let call =
        #"{"call_id": "C-1", "seq": 1, "call_state": "Appeared", "from": {"number": "+7381"},"#
        + #" "to": 5}"#

    private static let token = (name: "Authorization", value: "Bearer the-token-of-the-exchange")

    private func running(_ body: (Rig, RunningProgram) throws -> Void) throws {
        let rig = try Rig()
        defer { rig.remove() }
        let program = try RunningProgram(rig, Self.hooks)
        defer { program.stop() }
        try body(rig, program)
    }

    @Test func `becomes an event where it shows its token and its conditions hold`() throws {
        try running { rig, program in
            let path = "/in/exchange"
            let body = Array(Self.call.utf8)
            for wrong in ["", "Bearer the-token-of-the-exchangf", "Bearer the-token"] {
                let header = (name: "Authorization", value: wrong)
                let answer = try program.request("POST", path, headers: [header], body: body)
                #expect(answer.status == 401)
            }
            let other = Array(Self.call.replacing("Appeared", with: "Connected").utf8)
            let ignored = try program.request("POST", path, headers: [Self.token], body: other)
            #expect(ignored.status == 200)
            #expect(ignored.text.hasPrefix("ignored"))
            let taken = try program.request("POST", path, headers: [Self.token], body: body)
            #expect(taken.status == 200)
            let event = try rig.nextEvent()
            #expect(event["id"] == .text("exchange-C-1-1"))
            #expect(event["type"] == .text("call.incoming"))
            #expect(event["subject"] == .text("C-1"))
            #expect(event["data"]["from"] == .text("+7381"))
            #expect(event["data"]["to"] == .text("5"))
        }
    }

    @Test func `is no larger than 64 KiB, and is JSON or a form`() throws {
        try running { _, program in
            let large = Array("{\"a\": \"\(String(repeating: "x", count: 65 << 10))\"}".utf8)
            for (body, status) in [(large, 413), (Array("[1]".utf8), 400), ([0x7B], 400)] {
                let answer = try program.request(
                    "POST",
                    "/in/exchange",
                    headers: [Self.token],
                    body: body
                )
                #expect(answer.status == status)
            }
            #expect(try program.get("/in/exchange").status == 405)
            #expect(try program.request("POST", "/in/other", body: [0x7B, 0x7D]).status == 404)
        }
    }

    @Test func `is signed as Standard Webhooks do, and has fields of every kind`() throws {
        try running { rig, program in
            let body = #"{"id": 5, "urgent": true, "phone": "+7381", "more": {"budget": 5000}}"#
            let signed = Self.signed(body, at: Date())
            let old = Self.signed(body, at: Date().addingTimeInterval(-400))
            #expect(
                try program.request("POST", "/in/form", headers: old, body: Array(body.utf8)).status
                    == 401
            )
            let spoilt = Array(body.replacing("5000", with: "9000").utf8)
            #expect(
                try program.request("POST", "/in/form", headers: signed, body: spoilt).status == 401
            )
            #expect(
                try program.request("POST", "/in/form", headers: signed, body: Array(body.utf8))
                    .status == 200
            )
            let data = try rig.nextEvent()["data"]
            #expect(data["lead_id"] == .text("site-5"))
            #expect(data["hot"] == .bool(true))
            #expect(data["source"]["channel"] == .text("site"))
            #expect(data["contact"]["phone"] == .text("+7381"))
            #expect(data["fields"]["budget"] == .number(5000))
            let unfit = #"{"id": 6, "urgent": "perhaps"}"#
            let answer = try program.request(
                "POST",
                "/in/form",
                headers: Self.signed(unfit, at: Date()),
                body: Array(unfit.utf8)
            )
            #expect(answer.status == 422)
            #expect(answer.text.contains("hot"))
        }
    }

    private static func signed(_ body: String, at date: Date) -> [(name: String, value: String)] {
        let time = Int(date.timeIntervalSince1970)
        let key = Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ?? Data()
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("msg_1.\(time).\(body)".utf8),
            using: SymmetricKey(data: key)
        )
        return [
            ("webhook-id", "msg_1"), ("webhook-timestamp", String(time)),
            ("webhook-signature", "v1,\(Data(code).base64EncodedString())"),
        ]
    }

    @Test func `is a form of Mango with the digest of key, JSON and salt`() throws {
        try running { rig, program in
            let json = #"{"entry_id":"M-1","talk_time":35}"#
            let digest = SHA256.hash(data: Data("the-key-of-mango\(json)the-salt-of-mango".utf8))
            let sign = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let encoded = try #require(
                json.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            )
            let form = (name: "Content-Type", value: "application/x-www-form-urlencoded")
            for (sign, status) in [("00\(sign.dropFirst(2))", 401), (sign, 200)] {
                let body = "vpbx_api_key=the-key-of-mango&sign=\(sign)&json=\(encoded)"
                let answer = try program.request(
                    "POST",
                    "/in/mango",
                    headers: [form],
                    body: Array(body.utf8)
                )
                #expect(answer.status == status)
            }
            let data = try rig.nextEvent()["data"]
            #expect(data["call_id"] == .text("M-1"))
            #expect(data["duration"] == .number(35))
        }
    }

    @Test func `is a press on the page of a button, where that is posted`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let site = try Script("site")
        defer { site.stop() }
        let program = try RunningProgram(
            rig,
            """
            [[http.out]]
            types = ["chat.notify"]
            preset = "mattermost"
            url = "\(try site.address)/hooks/abc"
            allow_private = true
            """
        )
        defer { program.stop() }
        try rig.send("n1", "chat.notify", data: Self.offer)
        try rig.until { try !site.get("/_seen").elements.isEmpty }
        let body = Value(json: Array((try site.get("/_seen")[0]["body"].text ?? "").utf8))
        let text = try #require(body["text"].text)
        let links = text.matches(of: /\((http:\/\/[^)]+)(\/press\/[A-Za-z0-9_\-]{22})\)/)
        let paths = links.map { String($0.2) }
        #expect(paths.count == 2)
        let page = try program.get(paths[0])
        #expect(page.status == 200)
        #expect(page.text.contains("Беру"))
        #expect(try program.request("POST", paths[0]).status == 200)
        let event = try rig.nextEvent()
        #expect(event["type"] == .text("lead.offer_accepted"))
        #expect(event["data"]["lead_id"] == .text("7"))
        #expect(try program.request("POST", paths[0]).text.contains("Уже принято"))
        #expect(try program.request("POST", paths[1]).status == 410)
        let forged = "/press/\(Buttons.token())"
        #expect(try program.request("POST", forged).status == 404)
    }

    private static let offer: [String: Value] = [
        "recipient_id": .text("21"), "chat_id": .text("anna"), "lead_id": .text("7"),
        "text": .text("Новый лид"),
        "actions": .list(
            [("Беру", "lead.offer_accepted"), ("Отказаться", "lead.offer_declined")].map {
                .object([
                    "label": .text($0.0),
                    "event": .object([
                        "type": .text($0.1),
                        "data": .object(["lead_id": .text("7"), "person_id": .text("21")]),
                    ]),
                ])
            }
        ),
    ]
}
