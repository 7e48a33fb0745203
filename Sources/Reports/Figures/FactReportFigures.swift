package import Domain
package import Foundation
import Postgres

/// The figures of a report that a process describes, in the order of its description.
package struct FactCounts: Equatable, Countable {
    /// Without the zeros at the end.
    private var counts: [Int] = []

    package init() {}

    subscript(_ index: Int) -> Int {
        get { index < counts.count ? counts[index] : 0 }
        set {
            guard index < counts.count || newValue != 0 else { return }
            while counts.count <= index { counts.append(0) }
            counts[index] = newValue
        }
    }
}

/// The reports that processes describe.
extension ReportMaker {
    func figures(
        _ report: FactReport,
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let tallies = try source.figures(report, range(request.period), by: request.by)
        var body = Body(
            columns: report.columns.map {
                ReportColumn($0.key, weight: $0.weight, isBurden: $0.isBurden)
            },
            rows: rows(
                tallies.rows,
                request.by,
                names,
                size: { report.size($0) },
                cells: { report.cells($0) }
            ),
            total: total(report.cells(tallies.total))
        )
        guard isPage(request) else { return body }
        let before = range(before(request.period))
        body.totalBefore = total(report.cells(try source.figures(report, before, by: .month).total))
        return body
    }
}

extension FactReport {
    fileprivate func size(_ counts: FactCounts) -> Int {
        guard case .sum(let keys) = columns.first(where: { $0.key == order })?.value else {
            return 0
        }
        return sum(keys, counts)
    }

    fileprivate func cells(_ counts: FactCounts) -> [ReportCell] {
        columns.map { column in
            switch column.value {
            case .sum(let keys): .count(sum(keys, counts))
            case .balance(let good, let bad, let all):
                .score(balance(sum([good], counts) - sum([bad], counts), sum(all, counts)))
            }
        }
    }

    private func sum(_ keys: [String], _ counts: FactCounts) -> Int {
        figures.indices.reduce(0) { keys.contains(figures[$1].key) ? $0 + counts[$1] : $0 }
    }

    private func balance(_ difference: Int, _ all: Int) -> Double? {
        guard all > 0 else { return nil }
        return (Double(difference) / Double(all) * 1000).rounded() / 10
    }

    /// The columns of time by which it counts, each once.
    private var instants: [String] {
        figures.map(\.instant).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The key of a row and its figures between `$1` and `$2`; the zone of days and months is
    /// `$3`.
    fileprivate func statement(_ by: ReportGrouping) -> Statement {
        let sums = figures.indices.map { "sum(f\($0))::bigint" }.joined(separator: ", ")
        let parts = instants.map { instant in
            let counts = figures.enumerated().map { index, figure in
                let count = figure.instant == instant ? Self.count(figure) : "0"
                return "\(count) AS f\(index)"
            }
            return """
                SELECT \(RowKey.row(by, instant)) AS key, \(counts.joined(separator: ", "))
                FROM \(table.name) WHERE \(instant) >= $1 AND \(instant) < $2 GROUP BY 1
                """
        }
        return Statement(
            """
            SELECT \(RowKey.shown(by)), \(sums)
            FROM (\(parts.joined(separator: " UNION ALL "))) g GROUP BY key
            """
        )
    }

    /// Names and words are those of the program, never of anybody's input.
    private static func count(_ figure: Figure) -> String {
        guard let word = figure.word else { return "count(*)" }
        return "count(*) FILTER (WHERE \(word.column) = '\(word.text)')"
    }
}

extension PostgresSource {
    /// Figures of the facts of one table.
    package func figures(
        _ report: FactReport,
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<FactCounts> {
        let zone: [Parameter] = by.isTime ? [.text(calendar.timeZone.identifier)] : []
        let results = try run([Query(report.statement(by), ends(range) + zone)])
        return try read { () throws(PostgresError) in
            var tallies = Tallies<FactCounts>()
            for row in results[0].rows {
                var found: [Int] = []
                for index in report.figures.indices {
                    found.append(Int(try row.int(Column(integerLiteral: index + 1))))
                }
                tallies.count(key(try row.text(0), by)) { counts in
                    for (index, count) in found.enumerated() { counts[index] += count }
                }
            }
            return tallies
        }
    }
}

extension FactSource {
    /// The same figures, counted row by row.
    package func figures(
        _ report: FactReport,
        _ range: Range<Date>,
        by: ReportGrouping
    ) -> Tallies<FactCounts> {
        var tallies = Tallies<FactCounts>()
        let columns = report.table.columns.map(\.name)
        for fact in facts where type(of: fact).table.name == report.table.name {
            let row = Dictionary(zip(columns, fact.values)) { first, _ in first }
            for (index, figure) in report.figures.enumerated() {
                guard case .instant(let instant?) = row[figure.instant], range.contains(instant),
                    figure.word.map({ row[$0.column] == .text($0.text) }) ?? true
                else { continue }
                let key = by.column.map { row[$0].text } ?? by.key(of: calendar.day(of: instant))
                tallies.count(key) { $0[index] += 1 }
            }
        }
        return tallies
    }
}

extension FactValue? {
    /// The key of a row; empty where nothing is known.
    fileprivate var text: String {
        if case .text(let text?) = self { text } else { "" }
    }
}
