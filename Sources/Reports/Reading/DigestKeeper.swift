package import Domain
package import Foundation
package import Postgres

/// Sums days for the digest: those that are over, and again those in which something has changed.
///
/// All it does follows from the facts. It may stop at any time, and reports are right whether it
/// has come far or not: what is not in the digest is counted from the facts.
package struct DigestKeeper {
    private let connection: PostgresConnection
    private let calendar: WorkCalendar
    private static let deadline: Duration = .seconds(120)
    /// This many days of each part are summed in one transaction.
    private static let daysAtOnce: Int64 = 31
    /// After this many the server analyses the table again.
    private static let many = 60
    /// Today and yesterday change all the time; reports count them from the facts.
    private static let daysLeft = 2

    /// A keeper over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection, calendar: WorkCalendar) {
        self.connection = connection
        self.calendar = calendar
    }

    /// Sums some days; answers how many, over all parts, and nothing is left where it is none.
    ///
    /// Where another instance is at it, nothing is done.
    package func step(now: Date) throws(PostgresError) -> Int {
        let locked = try run([Query(DigestStatements.lock)])
        guard try locked[0].rows.first?.bool(0) == true else { return 0 }
        // Should the unlocking fail, then because the connection did: its locks end with it.
        defer { _ = try? run([Query(DigestStatements.unlock)]) }
        let wanted = try wanted(now: now)
        var queries: [Query] = []
        for part in FactPart.allCases {
            let days = DayRuns(wanted[part] ?? [])
            for run in days.runs { queries += keep(part, run) }
        }
        _ = try run(queries + [.commit])
        let count = wanted.values.reduce(0) { $0 + $1.count }
        // Plans made for an almost empty table are bad ones.
        if count > Self.many { _ = try run([Query(DigestStatements.analyze)]) }
        return count
    }

    /// Opens the transaction, forgets what does not hold any more, and finds what is to be summed.
    private func wanted(now: Date) throws(PostgresError) -> [FactPart: Set<Int>] {
        let zone = Parameter.text(calendar.timeZone.identifier)
        let last = calendar.day(of: now).adding(days: -Self.daysLeft)
        let queries =
            [Query(DigestStatements.begin)]
            + DigestStatements.forgetZones.map { Query($0, [zone]) }
            + DigestStatements.forgetDays.map { Query($0, [zone]) }
            + [
                Query(DigestStatements.forgetChanges),
                Query(
                    DigestStatements.wanted,
                    [zone, .text(last.text), .int(Self.daysAtOnce)]
                ),
            ]
        let results = try run(queries)
        var wanted: [FactPart: Set<Int>] = [:]
        for row in results.last.map({ Array($0.rows) }) ?? [] {
            guard let part = FactPart(rawValue: try row.text(0)),
                let day = CalendarDay(try row.text(1))
            else { continue }
            wanted[part, default: []].insert(day.ordinal)
        }
        return wanted
    }

    private func keep(_ part: FactPart, _ days: Range<Int>) -> [Query] {
        let zone = Parameter.text(calendar.timeZone.identifier)
        let ends = [days.lowerBound, days.upperBound].map { day in
            Parameter.timestamp(calendar.startOfDay(CalendarDay(ordinal: day)))
        }
        let texts = days.map { CalendarDay(ordinal: $0).text }
        let sums = part.dimensions.flatMap { by in
            part.countings.map { Query(DigestStatements.keep($0, by), ends + [zone]) }
        }
        let kept = Query(
            DigestStatements.keepDays,
            [.text(part.rawValue), zone, .texts(texts)]
        )
        return sums + [kept]
    }

    private func run(_ queries: [Query]) throws(PostgresError) -> [QueryResult] {
        try connection.run(queries, deadline: Self.deadline)
    }
}
