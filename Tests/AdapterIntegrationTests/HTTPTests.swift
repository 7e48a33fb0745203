import Crypto
import Domain
import Foundation
import Testing

@testable import AdapterKit
@testable import HTTPBridge

/// Commands that go out over HTTP, to a web server that answers as it is told.
@Suite(.serialized, .enabled(if: Rig.isThere)) struct `The HTTP adapter` {
    private func adapter(
        _ site: Script,
        _ keys: String,
        isShadow: Bool = false,
        publicURL: String? = "https://baton.test"
    ) throws -> OutgoingAdapter {
        let text = """
            [[out]]
            types = ["task.create", "chat.notify"]
            allow_private = true
            \(keys.replacing("SITE", with: try site.address))
            """
        let bridge = try Adapters.settings(text) { BridgeSettings($0, isLocal: true) }
        return OutgoingAdapter(
            try #require(bridge.outgoing.first),
            publicURL: publicURL,
            isShadow: isShadow,
            logger: Adapters.quiet
        )
    }

    /// Lets a command go out and waits until it was answered; what the server has seen.
    private func outcome(
        _ keys: String,
        answers: [Value] = [],
        type: String = "task.create",
        data: [String: Value],
        isDone: (Rig) throws -> Bool = { try $0.state(of: "c1", "main/http.1") == "done" }
    ) throws -> [Value] {
        let rig = try Rig()
        defer { rig.remove() }
        let site = try Script("site")
        defer { site.stop() }
        if !answers.isEmpty { try site.post("/_answers", .list(answers)) }
        try rig.running(try adapter(site, keys)) {
            try rig.send("c1", type, data: data)
            try rig.until { try isDone(rig) }
        }
        return try site.get("/_seen").elements
    }

    private static let asides: @Sendable (Rig) throws -> Bool = {
        try $0.state(of: "c1", "main/http.1") == "parked"
    }

    @Test func `fills address, headers and body, and names the command`() throws {
        let seen = try outcome(
            """
            url = "SITE/leads/{{url lead_id}}?kind={{url command.type}}"
            body = '{"text": {{{json title}}}}'
            headers = { "X-Source" = "baton" }
            authorization = "Bearer the-token"
            """,
            data: ["lead_id": .text("7/8 я"), "title": .text("Позвонить \"сейчас\"")]
        )
        let visit = try #require(seen.first)
        #expect(seen.count == 1)
        #expect(visit["method"] == .text("POST"))
        #expect(visit["path"] == .text("/leads/7%2F8%20%D1%8F?kind=task.create"))
        #expect(visit["body"] == .text(#"{"text": "Позвонить \"сейчас\""}"#))
        #expect(visit["headers"]["authorization"] == .text("Bearer the-token"))
        #expect(visit["headers"]["x-source"] == .text("baton"))
        #expect(visit["headers"]["idempotency-key"] == .text("c1"))
        #expect(visit["headers"]["content-type"] == .text("application/json"))
    }

    @Test func `signs as Standard Webhooks do`() throws {
        let seen = try outcome(
            "url = \"SITE/hook\"\nsigning_secret = \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"",
            data: ["title": .text("да")]
        )
        let visit = try #require(seen.first)
        let head = visit["headers"]
        let signed =
            "c1.\(head["webhook-timestamp"].text ?? "").\(visit["body"].text ?? "")"
        let key = try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(signed.utf8),
            using: SymmetricKey(data: key)
        )
        #expect(head["webhook-id"] == .text("c1"))
        #expect(
            head["webhook-signature"] == .text("v1,\(Data(code).base64EncodedString())")
        )
        #expect(visit["body"] == .text(#"{"title":"да"}"#))
    }

    @Test func `waits for a system that is away, and sends it once more`() throws {
        let seen = try outcome(
            "url = \"SITE/hook\"",
            answers: [
                .object(["status": .number(503)]),
                .object(["status": .number(429)]),
                .object([
                    "type": .text("text/html"), "body": .text("\n<!DOCTYPE html><p>Работы"),
                ]),
            ],
            data: ["title": .text("да")]
        )
        #expect(seen.count == 4)
        #expect(Set(seen.compactMap { $0["headers"]["idempotency-key"].text }) == ["c1"])
    }

    @Test func `takes a page for a yes where that is wanted`() throws {
        let seen = try outcome(
            "url = \"SITE/hook\"\naccept_html = true",
            answers: [.object(["body": .text("<html>ok")])],
            data: ["title": .text("да")]
        )
        #expect(seen.count == 1)
    }

    @Test func `puts aside what is refused, and tells of it`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let site = try Script("site")
        defer { site.stop() }
        try site.post(
            "/_answers",
            .list([.object(["status": .number(400), "body": .text("нет")])])
        )
        try rig.running(try adapter(site, "url = \"SITE/hook\"")) {
            try rig.send("c1", data: ["title": .text("да")])
            try rig.send("c2", data: ["title": .text("да")])
            let failed = try rig.nextEvent()
            #expect(failed["type"] == .text("command.failed"))
            #expect(failed["data"]["command_id"] == .text("c1"))
            #expect(failed["data"]["code"] == .text("400"))
            #expect(failed["data"]["reason"].text?.contains("нет") == true)
            #expect(failed["data"]["permanent"] == .bool(true))
            try rig.until { try rig.state(of: "c2", "main/http.1") == "done" }
        }
    }

    @Test func `follows no redirect`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let site = try Script("site")
        defer { site.stop() }
        let elsewhere: Value = .object([
            "status": .number(307),
            "headers": .object(["Location": .text(try site.address + "/elsewhere")]),
        ])
        try site.post("/_answers", .list([elsewhere]))
        try rig.running(try adapter(site, "url = \"SITE/hook\"")) {
            try rig.send("c1", data: ["title": .text("да")])
            #expect(try rig.nextEvent()["data"]["code"] == .text("307"))
        }
        #expect(try site.get("/_seen").elements.map { $0["path"].text } == ["/hook"])
    }

    @Test func `stops where the login is refused, tries with one command, and goes on`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let site = try Script("site")
        defer { site.stop() }
        try site.post("/_always", .object(["status": .number(401)]))
        let runner = try rig.runner(try adapter(site, "url = \"SITE/hook\""))
        try rig.running(runner) {
            for number in 1...6 { try rig.send("c\(number)", subject: "\(number)") }
            try rig.until { runner.hindrance?.contains("refuses the login") == true }
            try site.post("/_always", .object([:]))
            try rig.until { try rig.state(of: "c6", "main/http.1") == "done" }
            try rig.until { runner.hindrance == nil }
        }
        let asked = try site.get("/_seen").elements.map { $0["body"] }
        #expect(Set(asked.map { "\($0)" }).count == 6)
        // One alone has asked while the login was refused, however many waited.
        let refused = asked.count - 6
        #expect(refused >= 1 && refused < 6)
    }

    @Test func `reaches private networks only where that is allowed`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let site = try Script("site")
        defer { site.stop() }
        let address = try site.address.replacing("http:", with: "https:")
        let bridge = try Adapters.settings(
            "[[out]]\ntypes = [\"task.create\"]\nurl = \"\(address)/secret-path\""
        ) { BridgeSettings($0, isLocal: true) }
        let adapter = OutgoingAdapter(
            try #require(bridge.outgoing.first),
            publicURL: nil,
            isShadow: false,
            logger: Adapters.quiet
        )
        let runner = try rig.runner(adapter)
        try rig.running(runner) {
            try rig.send("c1", data: ["title": .text("да")])
            try rig.until { runner.hindrance?.contains("allow_private") == true }
            #expect(runner.hindrance?.contains("secret-path") == false)
        }
        #expect(try site.get("/_seen").elements.isEmpty)
    }

    @Test func `drops a notice whose time is over`() throws {
        let seen = try outcome(
            "url = \"SITE/hook\"",
            type: "chat.notify",
            data: ["text": .text("да"), "expires_at": .text("2026-01-01T00:00:00Z")],
            isDone: { try $0.state(of: "c1", "main/http.1") == "expired" }
        )
        #expect(seen.isEmpty)
    }

    @Test func `only prints what it would send, where it watches`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let site = try Script("site")
        defer { site.stop() }
        try rig.running(try adapter(site, "url = \"SITE/hook\"", isShadow: true)) {
            try rig.send("c1", data: ["title": .text("да")])
            try rig.until { try rig.state(of: "c1", "main/http.1") == "done" }
        }
        #expect(try site.get("/_seen").elements.isEmpty)
    }

    // MARK: - Presets

    private static let offer: [String: Value] = [
        "recipient_id": .text("21"), "chat_id": .text("anna"), "lead_id": .text("7"),
        "text": .text("Лид [важный](http://evil.test) <!channel> @all"),
        "actions": .list([
            .object([
                "label": .text("Беру"),
                "event": .object([
                    "type": .text("lead.offer_accepted"),
                    "data": .object(["lead_id": .text("7"), "person_id": .text("21")]),
                ]),
            ])
        ]),
    ]

    @Test func `writes to Mattermost as its incoming webhooks want it`() throws {
        let seen = try outcome(
            "preset = \"mattermost\"\nurl = \"SITE/hooks/abc\"",
            answers: [.object(["body": .text("ok"), "type": .text("text/plain")])],
            type: "chat.notify",
            data: Self.offer
        )
        let body = Value(json: Array((seen.first?["body"].text ?? "").utf8))
        #expect(body["channel"] == .text("@anna"))
        let text = body["text"].text ?? ""
        #expect(text.contains("\\[важный\\]\\(http://evil.test\\)"))
        #expect(text.contains("@\u{200B}all"))
        #expect(text.contains("[Беру](https://baton.test/press/"))
    }

    @Test func `writes to Slack, and hears where Slack says no`() throws {
        let seen = try outcome(
            "preset = \"slack\"\nurl = \"SITE/api/chat.postMessage\"",
            answers: [.object(["body": .text("<html>login")])],
            type: "chat.notify",
            data: Self.offer
        )
        #expect(seen.count == 2)
        let body = Value(json: Array((seen.last?["body"].text ?? "").utf8))
        #expect(body["channel"] == .text("anna"))
        #expect(body["text"].text?.contains("&lt;!channel&gt;") == true)
        #expect(body["text"].text?.contains("|Беру>") == true)
        let refused = try outcome(
            "preset = \"slack\"\nurl = \"SITE/api/chat.postMessage\"",
            answers: [.object(["body": .text(#"{"ok": false, "error": "channel_not_found"}"#)])],
            type: "chat.notify",
            data: Self.offer,
            isDone: Self.asides
        )
        #expect(refused.count == 1)
    }
}
