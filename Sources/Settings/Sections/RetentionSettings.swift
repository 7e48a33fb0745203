import Domain

/// What the program lets go of by itself; section `[retention]`.
package struct RetentionSettings: Equatable, Sendable {
    /// How long the journal is kept, in whole months; nil is for ever.
    package let journal: Duration?
    /// How long dead letters are kept that were sent again or let go.
    package let deadLetters: Duration?
    /// How long reports know of surveys.
    package let surveys: Duration?

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
        surveys = section.value(
            "surveys",
            Self.form(days: 90),
            default: nil,
            "in reports: who was asked, and what he answered"
        )
    }

    /// Whether there is anything to be let go.
    package var isOff: Bool { journal == nil && deadLetters == nil && surveys == nil }

    private static func form(days: Int) -> Form<Duration?> {
        Form.duration(.seconds(days * 86_400) ... .seconds(36_500 * 86_400)).orOff()
    }
}
