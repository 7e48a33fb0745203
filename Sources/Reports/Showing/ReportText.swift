import Domain
import Foundation

/// A report for a terminal, as wide as the terminal at most.
struct ReportText {
    let report: Report
    let language: ReportLanguage
    /// Columns of the terminal; nil is no limit.
    let width: Int?

    var text: String {
        let tables =
            [ReportTable(report, language, width)]
            + report.sections.map {
                ReportTable($0, report, language, width)
            }
        let lines = [title, ""] + tables.flatMap(\.lines)
        return (lines + ["", ReportFooter(report, language).text]).joined(separator: "\n") + "\n"
    }

    private var title: String {
        let period = report.request.period
        return "\(language.title(report.request.name)): "
            + "\(language.day(period.from)) – \(language.day(period.to)), "
            + report.head.timeZone.identifier
    }
}

/// What every report says of itself below its figures.
struct ReportFooter {
    let report: Report
    let language: ReportLanguage

    init(_ report: Report, _ language: ReportLanguage) {
        self.report = report
        self.language = language
    }

    var text: String { "\(made)\n\(unprocessed)" }

    var made: String {
        let head = report.head
        return "\(language["made"]) \(language.moment(head.madeAt, head.timeZone)), "
            + "\(language["configuration"]) \(head.configuration)"
    }

    /// What is missing, and what may still change.
    var unprocessed: String { [missing, waiting].compactMap(\.self).joined(separator: ". ") }

    /// Nil where everything of the period was counted.
    private var missing: String? {
        guard let since = report.head.backlog.factsSince, since > report.start else { return nil }
        let moment = language.moment(since, report.head.timeZone)
        return language["facts_since"].replacing { $0 == "%" ? moment : nil }
    }

    private var waiting: String {
        let backlog = report.head.backlog
        let figures = [
            (backlog.waiting ?? 0, "waiting"), (backlog.deadLetters, "dead"),
            (backlog.unpublished, "unpublished"), (backlog.overdueTimers, "overdue"),
        ]
        let some = figures.filter { $0.0 > 0 }
            .map { "\(language["backlog.\($0.1)"]) \(language.count($0.0))" }
        let upTo = backlog.decidedUpTo.map {
            "; \(language["backlog.up_to"]) \(language.moment($0, report.head.timeZone))"
        }
        let head =
            some.isEmpty
            ? language["backlog.none"]
            : "\(language["backlog.some"]): \(some.joined(separator: ", "))"
        return head + (upTo ?? "")
    }
}

extension Report {
    /// The first instant of its period.
    fileprivate var start: Date {
        WorkCalendar(timeZone: head.timeZone).startOfDay(request.period.from)
    }

    /// The report in one of its forms.
    ///
    /// - Parameter width: Columns of the terminal; nil is no limit.
    package func text(_ language: ReportLanguage, width: Int? = nil) -> String {
        switch request.format {
        case .table: ReportText(report: self, language: language, width: width).text
        case .csv: ReportCSV(report: self).text
        case .excel: ReportCSV(report: self, for: language).text
        case .json: ReportJSON(report: self).text
        case .html: ReportPage(report: self, language: language).text
        }
    }

    /// Under which name it is saved.
    package var fileName: String {
        "\(request.name.rawValue)-\(request.period.from.text)-\(request.period.to.text)"
            + ".\(request.format.fileExtension)"
    }
}
