import Domain
import Foundation
import Reports

extension Comparison {
    /// As many rows of a table as somebody reads in a terminal.
    private static let rowsMax = 20

    /// For a terminal.
    package func text(_ language: ComparisonLanguage) -> String {
        let period =
            "\(language.page.moment(from, zone)) – \(language.page.moment(to, zone))"
        let head = [
            language["title"], "\(period), \(zone.identifier)",
            "\(language["configuration"]): \(versions.before) → \(versions.after)",
        ]
        let body = tables.isEmpty ? [["", language["nothing"]]] : tables.map { text($0, language) }
        let foot =
            guessed == 0 ? [] : ["", "\(language["guessed"]): \(language.page.count(guessed))"]
        return (head + body.flatMap(\.self) + foot).joined(separator: "\n") + "\n"
    }

    private func text(_ table: Table, _ language: ComparisonLanguage) -> [String] {
        guard !table.rows.isEmpty else { return ["", language["nothing"]] }
        let shown = table.rows.prefix(Self.rowsMax).map { row in
            zip(table.columns, row).map { column, cell in
                language.text(cell, column: column, zone).harmlessLine
            }
        }
        let heads = table.columns.map(language.head)
        let widths = heads.indices.map { column in
            ([heads] + shown).map { $0[column].count }.max() ?? 0
        }
        let lines = ([heads] + shown).map { row in
            row.indices.map { column -> String in
                let gap = String(repeating: " ", count: widths[column] - row[column].count)
                return isLeft(table, column) ? row[column] + gap : gap + row[column]
            }.joined(separator: "  ")
        }
        let left = table.rows.count - shown.count
        let more = left > 0 ? ["\(language["more"]) \(language.page.count(left))"] : []
        return ["", language[table.key].uppercased()] + lines.map(Self.withoutTail) + more
    }

    private func isLeft(_ table: Table, _ column: Int) -> Bool {
        table.rows.allSatisfy { if case .text = $0[column] { true } else { false } }
    }

    private static func withoutTail(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}

extension Comparison {
    /// For programs: one object, tables by their keys, a row an object by its columns.
    package func json() throws -> String {
        let tables = self.tables.map { table in
            (table.key, Value.list(table.rows.map { Value.object(object($0, of: table)) }))
        }
        let members: [String: Value] = [
            "from": .instant(from), "to": .instant(to), "time_zone": .text(zone.identifier),
            "configuration": .object([
                "before": .text(versions.before), "after": .text(versions.after),
            ]),
            "guessed": .number(Decimal(guessed)),
            "tables": .object(Dictionary(tables) { first, _ in first }),
        ]
        return String(decoding: try JSONWriter.bytes(of: Value.object(members)), as: UTF8.self)
    }

    private func object(_ row: [ReportCell], of table: Table) -> [String: Value] {
        Dictionary(zip(table.columns, row.map(Self.value))) { first, _ in first }
    }

    private static func value(_ cell: ReportCell) -> Value {
        switch cell {
        case .count(let count): .number(Decimal(count))
        case .seconds(let seconds):
            seconds.map { .number(Decimal(Int(($0 * 1000).rounded())) / 1000) } ?? .null
        case .money(let money): money.map(Value.money) ?? .null
        case .points(let points): points.map { .text($0.twoPlaces) } ?? .null
        case .text(let text): text.map(Value.text) ?? .null
        case .share(let share): share.map { .number(Decimal($0)) } ?? .null
        case .score(let score): score.map { .number(Decimal($0)) } ?? .null
        case .instant(let instant): .instant(instant)
        case .parts(let parts): .object(parts.mapValues { .number(Decimal($0)) })
        }
    }
}
