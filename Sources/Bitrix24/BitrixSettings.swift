package import AdapterKit
package import Domain

/// A Bitrix24 portal; section `[bitrix24]` of an adapter's file.
package struct BitrixSettings: Sendable {
    /// How a lead becomes a deal, as REST has no method for it.
    package enum Conversion: String, CaseIterable, Sendable {
        /// The adapter makes contact, company and deal.
        case create
        /// The company's own template of a business process does.
        case workflow
        /// The portal's robots do, at the stage of success.
        case stage
    }

    /// An incoming webhook, which is a secret.
    package let webhook: Secret
    package let poll: Duration
    package let convert: Conversion
    /// The template that converts a lead, where `convert` is `workflow`.
    package let workflowTemplate: Int?
    package let hasBot: Bool
    package let botName: String
    /// People whose leads are nobody's on the bus: Bitrix24 has no lead without a responsible one.
    package let unassigned: [Member]
    /// Who has which role.
    package let roles: [(role: String, members: [Member])]
    /// Baton's names of fields, and the CRM's.
    package let fields: [(ours: String, theirs: String)]
    package let qualification: Qualification?
    package let outward: OutwardSettings

    /// Nil where something is missing, which is reported.
    package init?(_ section: SectionReader) {
        let webhook = section.required(
            "webhook",
            .secret(bytesMin: 10),
            sample: "\"credential:baton_bitrix24\"",
            "the address of an incoming webhook, https://PORTAL/rest/1/…/; it is a secret"
        )
        poll = section.value(
            "poll",
            .duration(.seconds(1) ... .seconds(600)),
            default: .seconds(5),
            "how often the portal is asked for news"
        )
        convert = section.value(
            "convert",
            .choice,
            default: .create,
            "create | workflow | stage: who makes contact, company and deal of a lead"
        )
        workflowTemplate = section.optional(
            "workflow_template",
            .integer(1...1_000_000_000),
            sample: "77",
            "the template of a business process; needed with convert = \"workflow\""
        )
        hasBot = section.value(
            "bot",
            .flag,
            default: true,
            "whether notices come from a bot of the portal, with buttons"
        )
        botName = section.value("bot_name", .text, default: "Baton", "as people see it")
        unassigned = section.value(
            "unassigned",
            Form.member.list(),
            default: [],
            "people whose leads are nobody's, so that a race for them begins"
        )
        outward = OutwardSettings(section, timeout: .seconds(15))
        roles = Self.roles(section)
        fields = section.map(
            "fields",
            .text,
            samples: ["budget = \"opportunity\""],
            "Baton's name of a field = the CRM's, the same in lead, item and deal."
        ).map { (ours: $0.key, theirs: $0.value) }
        qualification = section.optionalSection(
            "qualification",
            "The smart process in which leads are qualified.",
            isCommented: false
        ) { Qualification($0) }
        if convert == .workflow, workflowTemplate == nil {
            section.report("workflow_template", "is missing; convert = \"workflow\" needs it")
        }
        guard let webhook else { return nil }
        guard let address = Self.address(webhook.revealed) else {
            section.report("webhook", "must be \(Self.addressForm)")
            return nil
        }
        self.webhook = Secret(address)
    }

    private static func roles(_ section: SectionReader) -> [(role: String, members: [Member])] {
        section.section("roles", "Who has which role: departments and users.") { roles in
            Role.allCases.map(\.rawValue).map { role in
                let members = roles.value(
                    role,
                    Form.member.list(),
                    default: [],
                    "people who are \(role)s, such as [\"department:7\", \"user:15\"]"
                )
                return (role, members)
            }
        }
    }

    private static let addressForm =
        "the address of an incoming webhook, https://PORTAL/rest/NUMBER/SECRET/"

    /// The address with the slash at its end; nil where it is none.
    private static func address(_ text: String) -> String? {
        let form = /https?:\/\/[^\/\s?#@]+\/rest\/[0-9]+\/[^\/\s?#]+\/?/
        guard text.wholeMatch(of: form) != nil else { return nil }
        return text.hasSuffix("/") ? text : text + "/"
    }

    /// The smart process; section `[bitrix24.qualification]`.
    package struct Qualification: Sendable {
        package let entityTypeID: Int
        /// The field with the comment of a return.
        package let commentField: String?
        /// Where items go whose lead was closed or deleted.
        package let closedStage: String?
        /// The CRM's stages, and Baton's or the junk stage that each is.
        package let stages: [(theirs: String, ours: String)]

        init?(_ section: SectionReader) {
            let type = section.required(
                "entity_type_id",
                .integer(128...1_000_000),
                sample: "1030",
                "the number of the smart process"
            )
            commentField = section.optional(
                "comment_field",
                .text,
                sample: "\"ufCrm44Return\"",
                "the item's field with the comment of a return"
            )
            closedStage = section.optional(
                "closed_stage",
                .text,
                sample: "\"DT1030_12:FAIL\"",
                "where the item of a closed or deleted lead goes"
            )
            stages = section.map(
                "stages",
                .text,
                samples: ["\"DT1030_12:PASSED\" = \"passed_to_sales\""],
                "Stages of the smart process = Baton's names; any other word is a junk stage."
            ).map { (theirs: $0.key, ours: $0.value) }
            let names = stages.map(\.ours)
            for name in Set(names) where names.count(where: { $0 == name }) > 1 {
                section.report("stages", "\(TOMLNode.quoted(name)) is there twice")
            }
            guard let type else { return nil }
            entityTypeID = type
        }

        /// Baton's own stages, as the bus names them.
        static let ownStages: Set<String> = [
            "new", "in_progress", "passed_to_sales", "returned_by_sales", "accepted_by_sales",
            "target_lead",
        ]

        /// The CRM's stage of one that Baton names.
        func theirs(of ours: String) -> String? { stages.first { $0.ours == ours }?.theirs }

        /// Baton's stage of one of the CRM's, and the junk stage where it is one.
        func ours(of theirs: String) -> (stage: String, junk: String?)? {
            guard let name = stages.first(where: { $0.theirs == theirs })?.ours else { return nil }
            return Self.ownStages.contains(name) ? (name, nil) : ("junk", name)
        }
    }

    /// Whom a role belongs to.
    package enum Member: Hashable, Sendable {
        case department(String)
        case user(String)

        init?(_ text: String) {
            guard let (kind, id) = text.halves(at: ":"), let number = Int(id), number > 0 else {
                return nil
            }
            switch kind {
            case "department": self = .department(String(number))
            case "user": self = .user(String(number))
            default: return nil
            }
        }

        var written: String {
            switch self {
            case .department(let id): "department:\(id)"
            case .user(let id): "user:\(id)"
            }
        }
    }
}

extension Form where Value == BitrixSettings.Member {
    static var member: Self {
        .parsed("\"department:NUMBER\" or \"user:NUMBER\"", written: \.written) {
            BitrixSettings.Member($0)
        }
    }
}
