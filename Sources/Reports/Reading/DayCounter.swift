import Domain
import Foundation
import Postgres

/// Counts one part of a period: whole days from the digest, all others from the facts.
struct DayCounter {
    let source: PostgresSource
    let part: FactPart
    let by: ReportGrouping
    /// Whether times and what is counted beside are wanted too.
    let isFull: Bool

    /// Each gap is a question of its own; where there are more, those between them are counted too.
    private static let gapsMax = 8
    /// Times are fetched for this many days at once, so that memory holds little twice.
    private static let daysAtOnce = 366

    /// Gives each row that was counted to the body; of several rows with one key, the sum counts.
    func count(
        _ range: Range<Date>,
        _ body: (CountedRow) -> Void
    ) throws(ReportProblem) {
        guard !range.isEmpty else { return }
        let gaps = try gaps(in: range)
        for counting in part.countings.prefix(isFull ? .max : 1) {
            try count(counting, range, gaps, body)
        }
    }

    private func count(
        _ counting: FactPart.Counting,
        _ range: Range<Date>,
        _ gaps: [Range<Int>],
        _ body: (CountedRow) -> Void
    ) throws(ReportProblem) {
        let withTimes = isFull && counting.seconds != nil
        let statement = DigestStatements.count(counting, by, withTimes: withTimes)
        // One after the other, so that memory holds one result at a time.
        for gap in gaps {
            let results = try source.run([Query(statement, values(gap, range))])
            try read(results[0], body)
        }
        let days = days(of: range)
        guard gaps != [days] else { return }
        let absent = Parameter.texts(gaps.flatMap { $0.map { CalendarDay(ordinal: $0).text } })
        let dimension = part.dimension(for: by)
        let sum = DigestStatements.sum(counting, by, in: dimension)
        try read(try source.run([Query(sum, ends(days) + [absent])])[0], body)
        guard withTimes else { return }
        let times = DigestStatements.times(counting, by, in: dimension)
        for start in stride(from: days.lowerBound, to: days.upperBound, by: Self.daysAtOnce) {
            let some = start..<min(start + Self.daysAtOnce, days.upperBound)
            try readTimes(try source.run([Query(times, ends(some) + [absent])])[0], body)
        }
    }

    // MARK: - Days

    /// By their ordinals, all that the range touches.
    private func days(of range: Range<Date>) -> Range<Int> {
        let last = source.calendar.day(of: range.upperBound - 0.001)
        return source.calendar.day(of: range.lowerBound).ordinal..<last.ordinal + 1
    }

    /// Days, by their ordinals, that must be counted from the facts.
    private func gaps(in range: Range<Date>) throws(ReportProblem) -> [Range<Int>] {
        let days = days(of: range)
        let zone = source.calendar.timeZone.identifier
        let results = try source.run([
            Query(
                DigestStatements.missing,
                [.text(zone), .text(part.rawValue)] + ends(days)
            )
        ])
        var missing = try source.read { () throws(PostgresError) in
            var missing: Set<Int> = []
            for row in results[0].rows {
                if let day = CalendarDay(try row.text(0)) { missing.insert(day.ordinal) }
            }
            return missing
        }
        // A day of which only a part is asked can't come from the digest.
        if start(of: days.lowerBound) < range.lowerBound { missing.insert(days.lowerBound) }
        if start(of: days.upperBound) > range.upperBound { missing.insert(days.upperBound - 1) }
        return DayRuns(missing).merged(atMost: Self.gapsMax)
    }

    private func start(of day: Int) -> Date {
        source.calendar.startOfDay(CalendarDay(ordinal: day))
    }

    private func values(_ gap: Range<Int>, _ range: Range<Date>) -> [Parameter] {
        [
            .timestamp(max(start(of: gap.lowerBound), range.lowerBound)),
            .timestamp(min(start(of: gap.upperBound), range.upperBound)),
            .text(source.calendar.timeZone.identifier),
        ]
    }

    private func ends(_ days: Range<Int>) -> [Parameter] {
        [days.lowerBound, days.upperBound - 1].map { .text(CalendarDay(ordinal: $0).text) }
    }

    // MARK: - Rows

    private func read(
        _ result: QueryResult,
        _ body: (CountedRow) -> Void
    ) throws(ReportProblem) {
        try read(result, body) { row throws(PostgresError) in
            CountedRow(
                key: source.key(try row.text(0), by),
                detail: try row.text(1),
                counts: try row.ints(2).map { Int($0) },
                amount: try row.optionalDecimal(3) ?? 0,
                seconds: try row.optionalDoubles(4) ?? []
            )
        }
    }

    private func readTimes(
        _ result: QueryResult,
        _ body: (CountedRow) -> Void
    ) throws(ReportProblem) {
        try read(result, body) { row throws(PostgresError) in
            CountedRow(
                key: source.key(try row.text(0), by),
                seconds: try row.optionalDoubles(1) ?? []
            )
        }
    }

    private func read(
        _ result: QueryResult,
        _ body: (CountedRow) -> Void,
        _ counted: (Row) throws(PostgresError) -> CountedRow
    ) throws(ReportProblem) {
        try source.read { () throws(PostgresError) in
            for row in result.rows { body(try counted(row)) }
        }
    }
}

/// Days that follow each other, as ranges of their ordinals.
struct DayRuns {
    private(set) var runs: [Range<Int>] = []

    init(_ days: Set<Int>) {
        for day in days.sorted() {
            if let last = runs.last, last.upperBound == day {
                runs[runs.count - 1] = last.lowerBound..<day + 1
            } else {
                runs.append(day..<day + 1)
            }
        }
    }

    /// The same in fewer ranges: those that are nearest to each other become one.
    func merged(atMost most: Int) -> [Range<Int>] {
        var runs = runs
        while runs.count > max(most, 1) {
            let nearest = runs.indices.dropFirst().min {
                runs[$0].lowerBound - runs[$0 - 1].upperBound
                    < runs[$1].lowerBound - runs[$1 - 1].upperBound
            }
            guard let nearest else { break }
            let last = runs.remove(at: nearest)
            runs[nearest - 1] = runs[nearest - 1].lowerBound..<last.upperBound
        }
        return runs
    }
}
