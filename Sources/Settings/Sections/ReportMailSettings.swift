package import Domain

/// A report that goes out by mail again and again; section `[[reports]]`.
package struct ReportMailSettings: Equatable, Sendable {
    /// How often it goes out; it is about the day, week or month before.
    package enum Every: String, CaseIterable, Sendable {
        case day, week, month
    }

    /// Its identity; a renamed one starts over.
    package let name: String
    /// Which report.
    package let report: ReportName
    /// What a row is; nil is the usual.
    package let by: ReportGrouping?
    /// Default week.
    package let every: Every
    /// When it goes out, in minutes since midnight of the company's time zone; default 540.
    package let minute: Int
    /// Mail addresses.
    package let recipients: [String]

    init?(_ section: SectionReader) {
        let name = section.required("name", .text, sample: "\"monday\"", "by which it is known")
        let report = section.required(
            "report",
            Form<ReportName>.choice,
            sample: "\"marketing\"",
            "which report"
        )
        by = section.optional(
            "by",
            Form<ReportGrouping>.choice,
            sample: "\"source\"",
            "what a row is, as in baton report --by; else the usual"
        )
        every = section.value(
            "every",
            Form<Every>.choice,
            default: .week,
            "about the day, week or month before"
        )
        minute =
            section.value(
                "at",
                .timeOfDay,
                default: TimeOfDay(minutes: 540),
                "on the day after it"
            ).minutes
        let recipients = section.required(
            "to",
            Form.email.list(atLeast: 1),
            sample: "[\"director@example.org\"]",
            "who gets the mail"
        )
        guard let name, let report, let recipients else { return nil }
        if let by, !report.groupings.contains(by) {
            let allowed = report.groupings.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            section.report("by", "must be one of \(allowed) in the report \(report.rawValue)")
        }
        (self.name, self.report, self.recipients) = (name, report, recipients)
    }
}
