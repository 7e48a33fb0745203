import Domain

/// The forms in which a report can be had.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// For a terminal.
    case table
    /// For other programs: RFC 4180.
    case csv
    /// The same as Excel opens it in the language of the reports.
    case excel
    case json, html

    /// What HTTP calls it.
    package var mediaType: String {
        switch self {
        case .table: "text/plain; charset=utf-8"
        case .csv, .excel: "text/csv; charset=utf-8; header=present"
        case .json: "application/json"
        case .html: "text/html; charset=utf-8"
        }
    }

    /// How the name of a file ends.
    package var fileExtension: String { self == .excel ? "csv" : rawValue }
}

extension ReportGrouping {
    /// How the key of the row is written that holds a day.
    func key(of day: CalendarDay) -> String {
        switch self {
        case .week: day.weekText
        case .month: day.monthText
        case .campaign, .source, .channel, .marketer, .person, .head, .department, .day, .line,
            .region, .service, .market, .band, .state, .client, .skip,
            .projectManager:
            day.text
        }
    }
}
