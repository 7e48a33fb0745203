import AdapterKit
import Domain
import Settings

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
        /// Every sender that reaches the address is believed.
        case anybody
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
    let fields: EventFields

    init?(_ section: SectionReader, isLocal: Bool) {
        let path = section.required(
            "path",
            .text("a path such as \"/in/mango\"") {
                $0.wholeMatch(of: /\/in(\/[A-Za-z0-9_.\-]+)+/) != nil
            },
            sample: "\"/in/mango\"",
            "where the other system sends; begins with /in/"
        )
        let verification = Self.verification(section, isLocal: isLocal)
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
            "The event's fields, also \"source.channel\", each a template; empty ones are left out."
        )
        self.fields = EventFields(type: type ?? "")
        var data: [(String, BridgeTemplate)] = []
        for (name, text) in fields {
            if let fault = self.fields.fault(of: name) { section.report("data", fault) }
            guard let template = BridgeTemplate(text) else {
                section.report("data", "\(name) is no template of Mustache")
                continue
            }
            data.append((name, template))
        }
        self.data = data
        self.subject = subject.flatMap { BridgeTemplate($0) }
        guard let path, let verification, let type, let id else { return nil }
        guard let idTemplate = BridgeTemplate(id) else {
            section.report("id", "is no template of Mustache")
            return nil
        }
        self.path = path
        self.type = type
        self.id = idTemplate
        self.verification = verification
    }

    private static func verification(
        _ section: SectionReader,
        isLocal: Bool
    ) -> Verification? {
        let scheme = section.value(
            "verify",
            Form<Scheme>.choice,
            default: .token,
            "token | standard-webhooks | mango: how it is known who sends"
        )
        let secret = section.optional(
            "secret",
            .secret(bytesMin: 8),
            sample: "\"credential:baton_in\"",
            "the token (Authorization: Bearer …), the signing secret, or the exchange's salt; only "
                + "where listen is an address of this machine alone it may be left out"
        )
        let key = section.optional(
            "key",
            .secret(bytesMin: 1),
            sample: "\"credential:baton_mango_key\"",
            "the exchange's key; needed with verify = \"mango\""
        )
        if scheme == .mango, key == nil { section.report("key", "is missing: mango needs it") }
        guard let secret else {
            guard scheme == .token, isLocal else {
                section.report(
                    "secret",
                    "is missing: without one everybody who reaches the address could announce "
                        + "events"
                )
                return nil
            }
            return .anybody
        }
        return switch (scheme, key) {
        case (.standardWebhooks, _): .signature(secret)
        case (.mango, let key?): .mango(key: key, salt: secret)
        case (.token, _), (.mango, nil): .token(secret)
        }
    }
}
