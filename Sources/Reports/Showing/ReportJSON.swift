import Domain
import Foundation

/// A report as JSON: the contract's keys, in a readable order.
struct ReportJSON {
    let report: Report

    var text: String {
        let request = report.request
        var members: [(String, JSON)] = [
            ("report", .text(request.name.rawValue)), ("from", .text(request.period.from.text)),
            ("to", .text(request.period.to.text)),
            ("time_zone", .text(report.head.timeZone.identifier)),
            ("by", .text(request.by.rawValue)),
            ("made_at", .text(Instant.text(report.head.madeAt))),
            ("configuration", .text(report.head.configuration)),
            ("unprocessed", backlog(report.head.backlog)),
            (
                "facts_since",
                report.head.backlog.factsSince.map { .text(Instant.text($0)) } ?? .null
            ),
            ("rows", .list(report.rows.map { object($0, report.columns) })),
        ]
        if let total = report.total { members.append(("total", object(total, report.columns))) }
        for section in report.sections {
            let rows = section.rows.map { object($0, section.columns) }
            members.append((section.key, .list(rows)))
        }
        var writer = JSONWriter()
        writer.write(.object(members), depth: 0)
        return writer.text + "\n"
    }

    private func backlog(_ backlog: Backlog) -> JSON {
        .object([
            ("waiting", backlog.waiting.map(JSON.whole) ?? .null),
            ("dead_letters", .whole(backlog.deadLetters)),
            ("unpublished", .whole(backlog.unpublished)),
            ("overdue_timers", .whole(backlog.overdueTimers)),
            ("decided_up_to", backlog.decidedUpTo.map { .text(Instant.text($0)) } ?? .null),
        ])
    }

    private func object(_ row: ReportRow, _ columns: [ReportColumn]) -> JSON {
        let name = row.name.map { [("name", JSON.text($0))] } ?? []
        let figures = zip(columns, row.cells).map { ($0.key, json($1)) }
        return .object([("key", .text(row.key))] + name + figures)
    }

    private func json(_ cell: ReportCell) -> JSON {
        switch cell {
        case .count(let count): .whole(count)
        case .share(let share): share.map(JSON.number) ?? .null
        case .score(let score): score.map(JSON.number) ?? .null
        case .seconds(let seconds): seconds.map { .number(Self.milliseconds($0)) } ?? .null
        case .money(let money): money.map(Self.object) ?? .null
        case .points(let points): points.map { .text($0.twoPlaces) } ?? .null
        case .parts(let parts):
            .object(parts.sorted { $0.key < $1.key }.map { ($0, .whole($1)) })
        case .text(let text): text.map(JSON.text) ?? .null
        case .instant(let instant): .text(Instant.text(instant))
        }
    }

    private static func object(_ money: Money) -> JSON {
        .object([
            ("amount", .text(Money.text(money.amount))), ("currency", .text(money.currency)),
        ])
    }

    private static func milliseconds(_ seconds: Double) -> Double {
        (seconds * 1000).rounded() / 1000
    }
}

/// A value of JSON whose members keep their order.
indirect enum JSON {
    case null
    case flag(Bool)
    case whole(Int)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([(String, JSON)])
}

/// Writes JSON with one row a line.
struct JSONWriter {
    private(set) var text = ""

    mutating func write(_ value: JSON, depth: Int) {
        switch value {
        case .null: text += "null"
        case .flag(let flag): text += "\(flag)"
        case .whole(let number): text += "\(number)"
        case .number(let number): text += Self.digits(number)
        case .text(let string): write(string)
        case .list(let values):
            let isDeep = depth < 2 && !values.isEmpty
            write(values.count, "[", "]", isDeep, depth) { writer, index in
                writer.write(values[index], depth: depth + 1)
            }
        case .object(let members):
            let isDeep = depth == 0 && !members.isEmpty
            write(members.count, "{", "}", isDeep, depth) { writer, index in
                writer.write(members[index].0)
                writer.text += ": "
                writer.write(members[index].1, depth: depth + 1)
            }
        }
    }

    private mutating func write(
        _ count: Int,
        _ opening: String,
        _ closing: String,
        _ isDeep: Bool,
        _ depth: Int,
        _ element: (inout JSONWriter, Int) -> Void
    ) {
        text += opening
        for index in 0..<count {
            if isDeep { breakLine(depth + 1) }
            element(&self, index)
            if index < count - 1 { text += isDeep ? "," : ", " }
        }
        if isDeep { breakLine(depth) }
        text += closing
    }

    private mutating func breakLine(_ depth: Int) {
        text += "\n" + String(repeating: "  ", count: depth)
    }

    private mutating func write(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    /// Without a point where the number is whole.
    private static func digits(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

/// Instants as JSON and CSV write them: RFC 3339 in UTC.
enum Instant {
    static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
