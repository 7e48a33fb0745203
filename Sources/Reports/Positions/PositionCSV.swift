import Domain
import Foundation

/// Every keyword of the report as a row, for spreadsheets.
struct PositionCSV {
    let document: PositionDocument

    private static let head = [
        "site_id", "engine", "region", "device", "source", "date", "query", "group", "frequency",
        "position", "previous", "week_ago", "month_ago", "state", "page", "target_page",
        "findings",
    ]

    var text: String {
        let rows = document.series.flatMap { series in
            series.keywords.map { Self.fields(series, $0) }
        }
        let lines = ([Self.head] + rows).map { row in
            row.map { ReportCSV.quoted($0) }.joined(separator: ",") + "\r\n"
        }
        return "\u{FEFF}" + lines.joined()
    }

    private static func fields(
        _ series: PositionSeriesReport,
        _ line: PositionKeywordLine
    ) -> [String] {
        let key = series.key
        let head = [
            key.site, key.engine, key.region ?? "", key.device ?? "", key.source,
            series.figures.date.text, line.query, line.group ?? "",
        ].map(ReportCSV.safe)
        let readings = [
            line.reading, line.earlier[.day], line.earlier[.week], line.earlier[.month],
        ].map { $0.map(text) ?? "" }
        return head + [line.frequency.map { "\($0)" } ?? ""] + readings + [
            line.state.rawValue, ReportCSV.safe(line.page ?? ""),
            ReportCSV.safe(line.targetURL ?? ""),
            line.findings.map(\.rawValue).sorted().joined(separator: " "),
        ]
    }

    private static func text(_ reading: PositionReading) -> String {
        switch reading {
        case .place(let place): "\(place)"
        case .notFound: "not_found"
        case .notMeasured: "not_measured"
        case .notTracked: "not_tracked"
        }
    }
}
