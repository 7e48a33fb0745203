package import Domain
package import Foundation

/// Which report is wanted, over which days, by what, in which form.
package struct ReportRequest: Equatable, Sendable {
    package let name: ReportName
    package let period: ReportPeriod
    package let by: ReportGrouping
    package let format: ReportFormat
    /// By which column an HTML page is sorted; nil as it comes.
    package let sort: String?
    /// Whom alone it is about; nil is everybody.
    package let person: String?
    /// Whose way led to it; it changes no figure.
    package let reader: Reader?

    package init(
        name: ReportName,
        period: ReportPeriod,
        by: ReportGrouping? = nil,
        format: ReportFormat,
        sort: String? = nil,
        person: String? = nil,
        reader: Reader? = nil
    ) {
        self.name = name
        self.period = period
        self.by = by ?? name.groupings[0]
        self.format = format
        self.sort = sort
        self.person = person
        self.reader = reader
    }
}

/// A request as somebody wrote it.
package struct ReportWords: Equatable, Sendable {
    package var name: String
    package var from: String?
    package var to: String?
    package var by: String?
    package var format: String?
    package var sort: String?
    package var person: String?
    package var reader: String?

    package init(
        name: String,
        from: String? = nil,
        to: String? = nil,
        by: String? = nil,
        format: String? = nil,
        sort: String? = nil,
        person: String? = nil,
        reader: String? = nil
    ) {
        self.name = name
        self.from = from
        self.to = to
        self.by = by
        self.format = format
        self.sort = sort
        self.person = person
        self.reader = reader
    }

    /// The request; what is left out is this month, the usual rows and the given form.
    ///
    /// - Throws: One sentence that says what is wrong and what is allowed.
    package func request(
        now: Date,
        calendar: WorkCalendar,
        format usual: ReportFormat
    ) throws(ReportProblem) -> ReportRequest {
        guard let name = ReportName(rawValue: name) else {
            throw ReportProblem(
                .unknownReport,
                "there is no report \"\(self.name)\"; there are "
                    + Self.list(ReportName.allCases.map(\.rawValue))
            )
        }
        let today = calendar.day(of: now)
        return ReportRequest(
            name: name,
            period: try period(of: name, today: today),
            by: try grouping(of: name),
            format: try form(usual),
            sort: Self.given(sort),
            person: try person(of: name),
            reader: try Self.given(reader).map { text throws(ReportProblem) in
                try Reader(asked: text, .badRequest)
            }
        )
    }

    private func person(of name: ReportName) throws(ReportProblem) -> String? {
        guard let person = Self.given(person) else { return nil }
        guard name.canBeOfOnePerson else {
            let names = ReportName.allCases.filter(\.canBeOfOnePerson).map(\.rawValue)
            throw ReportProblem(
                .badRequest,
                "one person alone can be asked for in \(Self.list(names)), not in \(name.rawValue)"
            )
        }
        return person
    }

    private func period(
        of name: ReportName,
        today: CalendarDay
    ) throws(ReportProblem) -> ReportPeriod {
        let (from, to) = (try Self.day(from, "from"), try Self.day(to, "to"))
        let around = from ?? to ?? today
        let usual: ReportPeriod =
            switch name.usualLength {
            case .month: .month(of: around)
            case .quarter: .quarter(of: around)
            case .year: .year(from: around)
            }
        // With a beginning alone it lasts until today, so that nothing of it is left out.
        let last = to ?? from.map { name.looksAhead ? usual.to : max($0, today) } ?? usual.to
        guard let period = ReportPeriod(from: from ?? usual.from, to: last) else {
            throw ReportProblem(
                .badRequest,
                "from must not be after to, and a period lasts ten years at most: "
                    + "\((from ?? usual.from).text) … \(last.text)"
            )
        }
        return period
    }

    private static func day(
        _ text: String?,
        _ name: String
    ) throws(ReportProblem) -> CalendarDay? {
        guard let text = given(text) else { return nil }
        guard let day = CalendarDay(text) else {
            throw ReportProblem(
                .badRequest,
                "\(name) must be a date such as 2026-09-21, not \"\(text)\""
            )
        }
        return day
    }

    private func grouping(of name: ReportName) throws(ReportProblem) -> ReportGrouping? {
        guard let text = Self.given(by) else { return nil }
        guard let by = ReportGrouping(rawValue: text), name.groupings.contains(by) else {
            throw ReportProblem(
                .badRequest,
                "by must be \(Self.list(name.groupings.map(\.rawValue))) "
                    + "in the report \(name.rawValue), not \"\(text)\""
            )
        }
        return by
    }

    private func form(_ usual: ReportFormat) throws(ReportProblem) -> ReportFormat {
        guard let text = Self.given(format) else { return usual }
        guard let form = ReportFormat(rawValue: text) else {
            throw ReportProblem(
                .badRequest,
                "format must be \(Self.list(ReportFormat.allCases.map(\.rawValue))), "
                    + "not \"\(text)\""
            )
        }
        return form
    }

    private static func given(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }

    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}

/// Why there is no report.
package struct ReportProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// Of which kind it is.
    package enum Code: String, Sendable {
        case unknownReport, badRequest
        /// The database can't be asked, or took too long.
        case unavailable
        /// Too many reports are being made.
        case busy
        /// The schema is not there, or may not be read.
        case misconfigured
    }

    package let code: Code
    /// One sentence for the requester.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
