package import Domain
package import Foundation
package import Postgres

/// Has the database count, where many rows are many.
package struct PostgresSource {
    let connection: PostgresConnection
    let calendar: WorkCalendar
    private let deadline: Duration

    /// Over a connection that nobody else uses; no question takes longer than the deadline.
    ///
    /// The first question opens a transaction in which all others are asked; it ends with the
    /// connection.
    package init(
        _ connection: PostgresConnection,
        calendar: WorkCalendar,
        deadline: Duration = .seconds(30)
    ) {
        self.connection = connection
        self.calendar = calendar
        self.deadline = deadline
    }
}

extension PostgresSource: ReportSource {
    // MARK: - Leads

    package func marketing(
        _ range: Range<Date>,
        by: ReportGrouping,
        currency: String
    ) throws(ReportProblem) -> Tallies<MarketingTally> {
        var (tallies, times) = try items(range, by: by, isFull: true)
        for key in times.rows.keys {
            tallies.rows[key]?.medianSecondsToAccept = times.median(key)
        }
        tallies.total.medianSecondsToAccept = times.median
        try count(.pay, range, by) { row in
            switch row.detail {
            case currency: tallies.count(row.key) { $0.pay += row.amount }
            case currency + CountedRow.fixed where by == .campaign || by == .source:
                // The fixed part belongs to no campaign and to no source.
                tallies.total.pay += row.amount
            case currency + CountedRow.fixed: tallies.count(row.key) { $0.pay += row.amount }
            default: break
            }
        }
        return tallies
    }

    package func leads(
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<MarketingTally> {
        try items(range, by: by, isFull: false).tallies
    }

    private func items(
        _ range: Range<Date>,
        by: ReportGrouping,
        isFull: Bool
    ) throws(ReportProblem) -> (tallies: Tallies<MarketingTally>, times: Times) {
        var tallies = Tallies<MarketingTally>()
        var times = Times()
        try count(.item, range, by, isFull: isFull) { row in
            tallies.count(row.key) { $0.add(row) }
            times.add(row)
        }
        return (tallies, times)
    }

    package func payLines(
        _ range: Range<Date>,
        limit: Int
    ) throws(ReportProblem) -> [PayLine] {
        let results = try run([
            Query(
                PayStatements.lines,
                [
                    .timestamp(range.lowerBound), .timestamp(range.upperBound),
                    .int(Int64(limit)),
                ]
            )
        ])
        return try read { () throws(PostgresError) in
            var lines: [PayLine] = []
            for row in results[0].rows { lines.append(try PayLine(row)) }
            return lines
        }
    }

    // MARK: - Channels

    package func channels(
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<ChannelTally> {
        var tallies = Tallies<ChannelTally>()
        try count(.call, range, by) { row in tallies.count(row.key) { $0.addCalls(row) } }
        try count(.lead, range, by) { row in tallies.count(row.key) { $0.addLeads(row) } }
        return tallies
    }

    // MARK: - People

    package func turns(
        _ kind: TurnFact.Kind,
        _ range: Range<Date>
    ) throws(ReportProblem) -> Tallies<TurnTally> {
        let part: FactPart =
            switch kind {
            case .offer: .offer
            case .ring: .ring
            }
        var tallies = Tallies<TurnTally>()
        var times = Times()
        try count(part, range, .person, isFull: true) { row in
            tallies.count(row.key) { $0.add(row) }
            times.add(row)
        }
        for key in times.rows.keys {
            tallies.rows[key]?.medianSeconds = times.median(key).map(TurnTally.rounded)
        }
        tallies.total.medianSeconds = times.median.map(TurnTally.rounded)
        return tallies
    }

    package func sales(
        _ range: Range<Date>
    ) throws(ReportProblem) -> [String: SalesTally] {
        let bounds: [Parameter] = [
            .timestamp(range.lowerBound), .timestamp(range.upperBound),
        ]
        let results = try run([Query(SalesStatements.byPerson, bounds)])
        return try read { () throws(PostgresError) in
            var rows: [String: SalesTally] = [:]
            for row in results[0].rows {
                let money = Money(try row.decimal(2), try row.text(1))
                rows[try row.text(0), default: SalesTally()].add(
                    money,
                    deals: Int(try row.int(3)),
                    firstAt: try row.optionalTimestamp(4)
                )
            }
            return rows
        }
    }

    package func names() throws(ReportProblem) -> [String: String] {
        let results = try run([Query(PeopleStatements.names)])
        return try read { () throws(PostgresError) in
            var names: [String: String] = [:]
            for row in results[0].rows { names[try row.text(0)] = try row.optionalText(1) }
            return names
        }
    }

    // MARK: - What is left to do

    package func backlog(at now: Date) throws(ReportProblem) -> Backlog {
        let results = try run([
            Query(BacklogStatements.count, [.timestamp(now - Self.patience)])
        ])
        return try read { () throws(PostgresError) in
            var backlog = Backlog()
            guard let row = results[0].rows.first else { return backlog }
            backlog.deadLetters = Int(try row.int(0))
            backlog.unpublished = Int(try row.int(1))
            backlog.overdueTimers = Int(try row.int(2))
            backlog.decidedUpTo = try row.optionalTimestamp(3)
            backlog.factsSince = try row.optionalTimestamp(4)
            return backlog
        }
    }

    /// A timer that has been due for less is just being acted on, in seconds.
    private static let patience: TimeInterval = 5

    // MARK: - Pieces

    private func count(
        _ part: FactPart,
        _ range: Range<Date>,
        _ by: ReportGrouping,
        isFull: Bool = true,
        _ body: (CountedRow) -> Void
    ) throws(ReportProblem) {
        let counter = DayCounter(source: self, part: part, by: by, isFull: isFull)
        try counter.count(range, body)
    }

    func ends(_ range: Range<Date>) -> [Parameter] {
        [.timestamp(range.lowerBound), .timestamp(range.upperBound)]
    }

    /// Rows of time come with their first day.
    func key(_ text: String, _ by: ReportGrouping) -> String {
        guard by.isTime, let day = CalendarDay(text) else { return text }
        return by.key(of: day)
    }

    /// Everything that is asked is asked of one moment: that of the first question.
    func run(_ queries: [Query]) throws(ReportProblem) -> [QueryResult] {
        let opening = connection.isInTransaction ? [] : [Query(DigestStatements.snapshot)]
        return try read { () throws(PostgresError) in
            let results = try connection.run(opening + queries, deadline: deadline)
            return Array(results.dropFirst(opening.count))
        }
    }

    func read<T>(_ body: () throws(PostgresError) -> T) throws(ReportProblem) -> T {
        do {
            return try body()
        } catch {
            throw ReportProblem(error)
        }
    }
}

/// The times of rows, of which medians are wanted.
private struct Times {
    private(set) var rows: [String: [[Double]]] = [:]

    mutating func add(_ row: CountedRow) {
        if !row.seconds.isEmpty { rows[row.key, default: []].append(row.seconds) }
    }

    func median(_ key: String) -> Double? { Median.of(rows[key] ?? []) }

    /// Of all rows together.
    var median: Double? { Median.of(rows.values.lazy.joined()) }
}

extension ReportProblem {
    /// What a failure of the database means for the requester.
    package init(_ error: PostgresError) {
        let what = error.message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch error.kind {
        case .undefined:
            self.init(
                .misconfigured,
                "the database has not what reports need (\(what)); `baton migrate` makes it"
            )
        case .permission, .configuration, .programmer, .dataRejected:
            self.init(.misconfigured, "the database refuses to count: \(what)")
        case .timeout, .aborted:
            self.init(
                .unavailable,
                "counting takes too long; ask for a shorter period, or again later"
            )
        case .connectionLost, .readOnly, .shuttingDown, .staleStatement, .serverFault,
            .outcomeUnknown, .serializationOrDeadlock:
            self.init(.unavailable, "the database can't be asked: \(what)")
        }
    }
}

extension MarketingTally {
    fileprivate mutating func add(_ row: CountedRow) {
        guard row.detail.isEmpty else {
            let stage = String(row.detail.dropFirst(CountedRow.junk.count))
            junkByStage[stage, default: 0] += row.count(0)
            return
        }
        arrived += row.count(0)
        passed += row.count(1)
        returned += row.count(2)
        accepted += row.count(3)
        target += row.count(4)
        open += row.count(5)
    }
}

extension ChannelTally {
    fileprivate mutating func addCalls(_ row: CountedRow) {
        calls += row.count(0)
        answered += row.count(1)
        missed += row.count(2)
        real += row.count(3)
        spam += row.count(4)
        unmarked += row.count(5)
    }

    fileprivate mutating func addLeads(_ row: CountedRow) {
        leads += row.count(0)
        deals += row.count(1)
        leadsWon += row.count(2)
    }
}

extension TurnTally {
    fileprivate mutating func add(_ row: CountedRow) {
        turns += row.count(0)
        won += row.count(1)
        expired += row.count(2)
        declined += row.count(3)
    }
}

extension PayLine {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init(
            id: try row.text(0),
            kind: Kind(rawValue: try row.text(1)) ?? .accepted,
            marketerID: PersonID(trusted: try row.text(2)),
            leadID: try row.optionalText(3).map { LeadID(trusted: $0) },
            round: try row.optionalInt(4).map { Int($0) },
            channel: try row.optionalText(5),
            campaign: try row.optionalText(6),
            bookedAt: try row.timestamp(7),
            rate: Money(try row.decimal(8), try row.text(9))
        )
    }
}
