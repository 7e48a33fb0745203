package import AdapterKit
package import Domain
import Settings

/// What goes out and what comes in over HTTP; `[[http.out]]` and `[[http.in]]`.
package struct BridgeSettings: Sendable {
    package let outgoing: [OutgoingHook]
    package let incoming: [IncomingHook]

    /// Reads the two lists in section `[http]`.
    package init(_ section: SectionReader) {
        var count = 0
        outgoing = section.items("out", "Commands that go to an address.") { item in
            count += 1
            return OutgoingHook(item, number: count)
        }
        incoming = section.items("in", "Requests that become events.") { IncomingHook($0) }
        section.reportRepeats(of: "name", in: "out")
        section.reportRepeats(of: "path", in: "in")
    }

    package var isEmpty: Bool { outgoing.isEmpty && incoming.isEmpty }
}

/// Where commands of some types go.
package struct OutgoingHook: Sendable {
    /// Forms that are ready-made.
    package enum Preset: String, CaseIterable, Sendable {
        case none, mattermost, slack
    }

    package let name: String
    package let types: Set<String>
    package let preset: Preset
    /// The address, which may be a secret; its path and query may have tags.
    let url: Secret
    let method: String
    let headers: [(name: String, value: String)]
    let authorization: Secret?
    let body: BridgeTemplate?
    let contentType: String
    /// Signs requests by the rules of Standard Webhooks.
    let signingSecret: Secret?
    let allowsPrivate: Bool
    let caFile: String?
    let timeout: Duration
    let onUnclear: Job.OnUnclear

    init?(_ section: SectionReader, number: Int) {
        name = section.value(
            "name",
            .text("letters, digits, _ and -") { $0.wholeMatch(of: /[A-Za-z0-9_\-]{1,40}/) != nil },
            default: String(number),
            "how it is called where it is spoken of; by default its number"
        )
        let types = section.required(
            "types",
            Form.messageType("a command", among: nil).list(atLeast: 1),
            sample: "[\"chat.notify\"]",
            "the commands that go there"
        )
        preset = section.value(
            "preset",
            .choice,
            default: .none,
            "none | mattermost | slack: a ready-made form for notices"
        )
        let url = section.required(
            "url",
            .secret(bytesMin: 8),
            sample: "\"credential:baton_hook\"",
            "the address; tags such as {{url lead_id}} only behind the host"
        )
        method = section.value(
            "method",
            .text("POST, PUT, PATCH, DELETE or GET") {
                ["POST", "PUT", "PATCH", "DELETE", "GET"].contains($0)
            },
            default: "POST",
            "of the request"
        )
        headers = section.map(
            "headers",
            .text,
            samples: ["\"X-Source\" = \"baton\""],
            "Headers of the request."
        ).map { (name: $0.key, value: $0.value) }
        authorization = section.optional(
            "authorization",
            .secret(bytesMin: 1),
            sample: "\"credential:baton_hook_token\"",
            "header Authorization, such as \"Bearer …\""
        )
        let body = section.optional(
            "body",
            .text,
            sample: "'{\"text\": {{{json text}}}}'",
            "the template of the body, filled with the command's data; without it the data as JSON"
        )
        contentType = section.value(
            "content_type",
            .text,
            default: "application/json",
            "of the body"
        )
        signingSecret = section.optional(
            "signing_secret",
            .secret(bytesMin: 16),
            sample: "\"credential:baton_hook_signing\"",
            "signs requests as Standard Webhooks do; whsec_… or any text"
        )
        allowsPrivate = section.value(
            "allow_private",
            .flag,
            default: false,
            "whether the address may be on this machine or in a private network"
        )
        caFile = section.optional(
            "ca_file",
            .readableFile,
            sample: "\"/etc/baton/ca.pem\"",
            "trusted authorities; else the system's"
        )
        timeout = section.value(
            "timeout",
            .duration(.seconds(1) ... .seconds(300)),
            default: .seconds(20),
            "of one request"
        )
        onUnclear = section.value(
            "on_unclear",
            .choice,
            default: .again,
            "repeat | park: what follows where the answer was lost"
        )
        self.body = body.flatMap { BridgeTemplate($0) }
        if body != nil, self.body == nil { section.report("body", "is no template of Mustache") }
        guard let types, let url else { return nil }
        self.types = Set(types)
        self.url = url
        if let fault = Self.fault(url.revealed, allowsPrivate) { section.report("url", fault) }
    }

    /// What is wrong with an address, without showing it.
    private static func fault(_ url: String, _ allowsPrivate: Bool) -> String? {
        guard let parts = url.wholeMatch(of: /(https?):\/\/([^\/?#]+)(.*)/) else {
            return "must be an address beginning with https://"
        }
        if parts.1 == "http", !allowsPrivate {
            return "must begin with https://; http:// only with allow_private = true"
        }
        if parts.2.contains("{") { return "can't have tags in its host or port" }
        return BridgeTemplate(String(parts.3)) == nil ? "has a malformed tag" : nil
    }

    /// The address for a command; tags fill its path and query alone.
    func address(_ data: Value) -> String {
        guard let parts = url.revealed.wholeMatch(of: /(https?:\/\/[^\/?#]+)(.*)/),
            let path = BridgeTemplate(String(parts.2))
        else { return url.revealed }
        let text = path.text(data).unicodeScalars.map { scalar in
            // What a value brings must end neither the line nor the path.
            scalar.value <= 0x20 || scalar.value == 0x7F || scalar == "#"
                ? "%20" : String(scalar)
        }
        return String(parts.1) + text.joined()
    }
}

/// Requests at one path, and the event that they become.
package struct IncomingHook: Sendable {
    /// How it is known who sends.
    enum Verification: Sendable {
        /// A bearer token, or the header `X-Baton-Token`.
        case token(Secret)
        /// Standard Webhooks.
        case signature(Secret)
        /// Mango Office: the SHA-256 of key, json and salt.
        case mango(key: Secret, salt: Secret)
    }

    private enum Scheme: String, CaseIterable {
        case token
        case standardWebhooks = "standard-webhooks"
        case mango
    }

    package let path: String
    let verification: Verification
    let condition: RuleCondition?
    package let type: String
    let id: BridgeTemplate
    let subject: BridgeTemplate?
    let data: [(name: String, template: BridgeTemplate)]

    init?(_ section: SectionReader) {
        let path = section.required(
            "path",
            .text("a path such as \"/in/mango\"") {
                $0.wholeMatch(of: /\/in(\/[A-Za-z0-9_.\-]+)+/) != nil
            },
            sample: "\"/in/mango\"",
            "where the other system sends; begins with /in/"
        )
        let scheme = section.value(
            "verify",
            Form<Scheme>.choice,
            default: .token,
            "token | standard-webhooks | mango: how it is known who sends"
        )
        let secret = section.required(
            "secret",
            .secret(bytesMin: 8),
            sample: "\"credential:baton_in\"",
            "the token (Authorization: Bearer …), the signing secret, or the exchange's salt"
        )
        let key = section.optional(
            "key",
            .secret(bytesMin: 1),
            sample: "\"credential:baton_mango_key\"",
            "the exchange's key; needed with verify = \"mango\""
        )
        condition = section.optional(
            "when",
            .conditionOnForeignFields,
            sample: "{ call_state = \"Appeared\" }",
            "conditions as rules have them; other requests are answered and left alone"
        )
        let type = section.required(
            "publish",
            .messageType("an event", among: Set(Registry.reads.keys)),
            sample: "\"call.incoming\"",
            "the event that is announced"
        )
        let id = section.required(
            "id",
            .text,
            sample: "\"mango-{{call_id}}-{{seq}}\"",
            "its id: the same request must give the same"
        )
        let subject = section.optional(
            "subject",
            .text,
            sample: "\"{{entry_id}}\"",
            "what it is about; without it what the data say"
        )
        let fields = section.map(
            "data",
            .text,
            samples: ["call_id = \"{{entry_id}}\""],
            "The event's fields, each a template; what comes out empty is left out."
        )
        var data: [(String, BridgeTemplate)] = []
        for (name, text) in fields {
            guard let template = BridgeTemplate(text) else {
                section.report("data", "\(name) is no template of Mustache")
                continue
            }
            data.append((name, template))
        }
        self.data = data
        self.subject = subject.flatMap { BridgeTemplate($0) }
        if scheme == .mango, key == nil { section.report("key", "is missing: mango needs it") }
        guard let path, let secret, let type, let id else { return nil }
        guard let idTemplate = BridgeTemplate(id) else {
            section.report("id", "is no template of Mustache")
            return nil
        }
        self.path = path
        self.type = type
        self.id = idTemplate
        verification =
            switch (scheme, key) {
            case (.standardWebhooks, _): .signature(secret)
            case (.mango, let key?): .mango(key: key, salt: secret)
            case (.token, _), (.mango, nil): .token(secret)
            }
    }
}
