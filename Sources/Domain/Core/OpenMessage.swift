import Foundation

/// A message of the contract that no process reads or writes, as rules see it.
package struct OpenMessage: Message {
    package static var type: String { "open" }

    /// Its CloudEvents type.
    package let name: String
    package let data: [String: Value]

    package var type: String { name }
    package var values: [String: Value] { data }

    package var subject: String {
        let known =
            ["lead_id", "call_id", "client_id"]
            + data.keys.filter { $0.hasSuffix("_id") }
            .sorted()
        return known.lazy.compactMap { data[$0]?.text }.first ?? Subject.company.id
    }

    /// A message with data that were checked, or that nothing is known about.
    package init(_ name: String, _ data: [String: Value]) {
        self.name = name
        self.data = data
    }

    package init(from decoder: any Decoder) throws {
        self.init(Self.type, try [String: Value](from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        try data.encode(to: encoder)
    }

    package var flaw: Flaw? {
        guard let fields = OpenMessages.fields(of: name) else { return nil }
        let missing = fields.first { $0.isRequired && (data[$0.name] ?? .null) == .null }
        return missing.map { field in
            Flaw(
                .missingField,
                field: "data.\(field.name)",
                "data.\(field.name): is missing"
            )
        }
    }
}

/// The messages of the contract that no process declares a type for; one that does wins.
package enum OpenMessages {
    /// A field of such a message.
    package struct Field: Equatable, Sendable {
        package let name: String
        package let isRequired: Bool
    }

    /// Events by type, fields as the contract writes them.
    private static let eventTable = [
        "review.received": "review_id client_id person_id? real? url? text?",
        "feedback.given": "feedback_id person_id by score comment?",
        "presale.requested": "request_id requester_id lead_id? client_id? note?",
        "presale.declined": "request_id person_id reason?",
        "client.manager_requested": "request_id client_id requester_id?",
        "price.requested": "request_id region market? services client_id? lead_id?",
        "salary.observed": "region period median segment?",
        "competition.observed": "market level region? observed_on?",
        "nps.answered": "survey_id score comment? channel? client_id?",
        "nps.survey_requested": "client_id",
        "recovery.accepted": "client_id person_id",
        "recovery.closed": "client_id outcome actor_id comment?",
        "salary_index.observed": "period value index?",
        "payroll.observed": "department period total headcount",
        "indexation.decided": "proposal_id decision actor_id percent? comment? client_id?",
        "report.requested": "request_id client_id? kinds period requester_id? send_to?",
        "command.failed": "command_id reason retryable?",
    ]

    private static let commandTable = [
        "lead.create": "lead_ref source contact responsible_id? call_id?",
        "mail.send": "to template subject html text client_id? attachments?",
        "task.create": "assignee_id title due_at? client_id? lead_id? note?",
        "presale.assign": "request_id person_id client_id? lead_id? cost balance",
        "client.assign_manager": "request_id person_id client_id? lead_id? cost balance",
    ]

    /// Facts that a later version announces; their fields are not known yet.
    private static let factTypes: Set = [
        "baton.rating.changed", "baton.initiative.changed", "baton.price.quoted",
        "baton.price.declined", "baton.nps.published", "baton.indexation.proposed",
        "baton.indexation.applied", "baton.report.ready",
    ]

    /// Types of events that nobody but rules reads.
    package static let events = Set(eventTable.keys).subtracting(Registry.reads.keys)
    /// Types of commands that nobody but rules publishes.
    package static let commands = Set(commandTable.keys).subtracting(Registry.publishes.keys)
    /// Types of facts that nobody announces yet.
    package static let facts = factTypes.subtracting(Registry.publishes.keys)

    /// The fields of such a message; nil where nothing is known of them.
    package static func fields(of type: String) -> [Field]? {
        parsed[type]
    }

    private static let parsed = eventTable.merging(commandTable) { event, _ in event }
        .mapValues { text in
            text.split(separator: " ").map { word in
                Field(
                    name: String(word.prefix { $0 != "?" }),
                    isRequired: !word.hasSuffix("?")
                )
            }
        }
}
