import AdapterKit
import Domain
import Foundation
import Settings
import Testing

@testable import HTTPBridge

/// Templates, presets and signatures of the HTTP bridge.
@Suite struct `The HTTP bridge` {
    @Test func `fills templates, JSON and addresses`() throws {
        let value = Value(json: Array(#"{"text":"a \"b\"","lead":{"id":"7/8"},"n":5}"#.utf8))
        let body = try #require(BridgeTemplate(#"{"text": {{{json text}}}, "n": {{n}}}"#))
        #expect(body.text(value) == #"{"text": "a \"b\"", "n": 5}"#)
        let path = try #require(BridgeTemplate("/leads/{{url lead.id}}?x={{lead.missing}}"))
        #expect(path.text(value) == "/leads/7%2F8?x=")
    }

    @Test func `reads nothing in a value as a template`() throws {
        let value = Value(json: Array(#"{"text":"{{secret}}","secret":"x"}"#.utf8))
        #expect(try #require(BridgeTemplate("{{{text}}}")).text(value) == "{{secret}}")
    }

    @Test func `knows no malformed template`() {
        #expect(BridgeTemplate("{{#a}}") == nil)
        #expect(BridgeTemplate("{{a") == nil)
    }

    @Test func `escapes what clients wrote, as each chat wants it`() {
        #expect(Presets.markdown("[x](y) *b* @all") == "\\[x\\]\\(y\\) \\*b\\* @\u{200B}all")
        #expect(
            Presets.mrkdwn("<!channel> & <http://x|y>")
                == "&lt;!channel&gt; &amp; &lt;http://x|y&gt;"
        )
    }

    /// The example of the specification of Standard Webhooks.
    @Test func `signs as Standard Webhooks do`() {
        let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let body = Array(#"{"test": 2432232314}"#.utf8)
        let signature = StandardWebhooks.signature(
            secret,
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp: 1_614_265_330,
            body
        )
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        let headers = [
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,AAAA \(signature)",
        ]
        let then = Date(timeIntervalSince1970: 1_614_265_400)
        #expect(StandardWebhooks.isValid(secret, headers: headers, body, now: then))
        #expect(!StandardWebhooks.isValid(secret, headers: headers, body + [0], now: then))
        let later = then.addingTimeInterval(400)
        #expect(!StandardWebhooks.isValid(secret, headers: headers, body, now: later))
    }

    @Test(arguments: [
        ("", true, true), ("", false, false), ("secret = \"eight or more\"", false, true),
        ("verify = \"standard-webhooks\"", true, false),
        ("publish = \"call.started\"", true, false),
    ])
    func `wants a secret where strangers could reach it`(
        keys: String,
        isLocal: Bool,
        isRight: Bool
    ) throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "bridge-\(UUID().uuidString).toml")
        defer { try? FileManager.default.removeItem(at: file) }
        let publish = keys.contains("publish") ? "" : "publish = \"call.incoming\""
        let text = """
            [[in]]
            path = "/in/exchange"
            id = "{{id}}"
            \(publish)
            \(keys)
            data = { call_id = "{{id}}" }
            """
        try Data(text.utf8).write(to: file)
        let read = Result {
            try OtherFile.load(file.path(), environment: [:]) {
                BridgeSettings($0, isLocal: isLocal)
            }
        }
        #expect(((try? read.get()) != nil) == isRight)
    }

    @Test func `holds a request against conditions as rules have them`() {
        let condition = RuleCondition.field(
            RulePath(["call", "state"]),
            .equals(.text("Appeared"))
        )
        let value = Value(json: Array(#"{"call":{"state":"Appeared"}}"#.utf8))
        #expect(condition.holds(in: value))
        #expect(!condition.holds(in: .object([:])))
    }
}
