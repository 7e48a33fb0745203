import Domain

/// What the program lets go of by itself; section `[retention]`.
package struct RetentionSettings: Equatable, Sendable {
    /// How long the journal is kept, in whole months; nil is for ever.
    package let journal: Duration?
    /// How long dead letters are kept that were sent again or let go.
    package let deadLetters: Duration?
    /// How long facts are kept for reports, by the name of their table.
    package let facts: [String: Duration]

    init(_ section: SectionReader) {
        journal = section.value(
            "journal",
            // Longer than once-only looks back, with a day to spare.
            Self.form(days: 15),
            default: nil,
            "older months are dropped, such as \"400d\" or \"2y\""
        )
        deadLetters = section.value(
            "dead_letters",
            Self.form(days: 1),
            default: nil,
            "those that were sent again or let go"
        )
        var facts: [String: Duration] = [:]
        for table in Registry.factTables {
            guard let retention = table.retention else { continue }
            facts[table.name] = section.value(
                retention.key,
                Self.form(days: retention.daysMin),
                default: nil,
                retention.doc
            )
        }
        self.facts = facts
    }

    /// Whether there is anything to be let go.
    package var isOff: Bool { journal == nil && deadLetters == nil && facts.isEmpty }

    private static func form(days: Int) -> Form<Duration?> {
        Form.duration(.seconds(days * 86_400) ... .seconds(36_500 * 86_400)).orOff()
    }
}
