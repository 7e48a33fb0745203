package import Domain
package import Foundation
package import Postgres

/// Has the database count, where many rows are many.
package struct PostgresSource {
    let connection: PostgresConnection
    private let calendar: WorkCalendar
    private let deadline: Duration

    /// Over a connection that nobody else uses; no question takes longer than the deadline.
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
        var search = Tallies(rows: [String: MedianSearch](), total: MedianSearch())
        var tallies = try count(range, by, &search)
        try fetchTimes(range, by, &search)
        for (key, search) in search.rows {
            tallies.rows[key]?.medianSecondsToAccept = search.median
        }
        tallies.total.medianSecondsToAccept = search.total.median
        let money = Parameter.text(currency)
        let results = try run([
            Query(PayStatements.sum(by), values(range, by) + [money])
        ])
        return try read { () throws(PostgresError) in
            for row in results[0].rows {
                let (key, amount) = (key(try row.text(0), by), try row.decimal(2))
                tallies.total.pay += amount
                // The fixed part belongs to no campaign and to no source.
                if try row.bool(1), by == .campaign || by == .source { continue }
                tallies.rows[key, default: MarketingTally()].pay += amount
            }
            return tallies
        }
    }

    package func leads(
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<MarketingTally> {
        let statement = ItemStatements.count(by, withTimes: false)
        let results = try run([Query(statement, values(range, by))])
        return try read { () throws(PostgresError) in
            var tallies = Tallies(
                rows: [String: MarketingTally](),
                total: MarketingTally()
            )
            for row in results[0].rows {
                let key = key(try row.text(0), by)
                try tallies.rows[key, default: MarketingTally()].add(row)
                try tallies.total.add(row)
            }
            return tallies
        }
    }

    /// Counts leads, and their times by class.
    private func count(
        _ range: Range<Date>,
        _ by: ReportGrouping,
        _ search: inout Tallies<MedianSearch>
    ) throws(ReportProblem) -> Tallies<MarketingTally> {
        let statement = ItemStatements.count(by, withTimes: true)
        let results = try run([Query(statement, values(range, by))])
        var found = search
        let tallies = try read { () throws(PostgresError) in
            var tallies = Tallies(
                rows: [String: MarketingTally](),
                total: MarketingTally()
            )
            for row in results[0].rows {
                let key = key(try row.text(0), by)
                try tallies.rows[key, default: MarketingTally()].add(row)
                try tallies.total.add(row)
                guard let timeClass = try row.optionalInt(3) else { continue }
                let count = Int(try row.int(4))
                found.rows[key, default: MedianSearch()].count(timeClass, count)
                found.total.count(timeClass, count)
            }
            return tallies
        }
        search = found
        return tallies
    }

    /// Reads what is in the classes into which the middles fall: a small part of all.
    private func fetchTimes(
        _ range: Range<Date>,
        _ by: ReportGrouping,
        _ search: inout Tallies<MedianSearch>
    ) throws(ReportProblem) {
        let wanted = search.rows.values.reduce(into: search.total.classes) {
            $0.formUnion($1.classes)
        }
        guard let first = wanted.min(), let last = wanted.max() else { return }
        // A little wider than the classes: what that lets in too many, the class sorts out.
        let shortest = exp(Double(first) / ItemStatements.classesPerE) - 1
        let longest = exp(Double(last + 1) / ItemStatements.classesPerE) - 1
        let bounds: [Parameter] = [
            .double(shortest * 0.999 - 0.001), .double(longest * 1.001 + 0.001),
            .ints(wanted.sorted()),
        ]
        let results = try run([Query(ItemStatements.times(by), values(range, by) + bounds)])
        var found = search
        try read { () throws(PostgresError) in
            for row in results[0].rows {
                let (key, timeClass) = (key(try row.text(0), by), try row.int(1))
                let seconds = try row.double(2)
                found.rows[key]?.add(seconds, timeClass)
                found.total.add(seconds, timeClass)
            }
        }
        search = found
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
        let values = values(range, by)
        let results = try run([
            Query(ChannelStatements.calls(by), values),
            Query(ChannelStatements.leads(by), values),
        ])
        return try read { () throws(PostgresError) in
            var tallies = Tallies(rows: [String: ChannelTally](), total: ChannelTally())
            for row in results[0].rows {
                try tallies.rows[key(try row.text(0), by), default: ChannelTally()].addCalls(row)
                try tallies.total.addCalls(row)
            }
            for row in results[1].rows {
                try tallies.rows[key(try row.text(0), by), default: ChannelTally()].addLeads(row)
                try tallies.total.addLeads(row)
            }
            return tallies
        }
    }

    // MARK: - People

    package func turns(
        _ kind: TurnFact.Kind,
        _ range: Range<Date>
    ) throws(ReportProblem) -> Tallies<TurnTally> {
        let values: [Parameter] = [
            .timestamp(range.lowerBound), .timestamp(range.upperBound), .text(kind.rawValue),
        ]
        let results = try run([
            Query(TurnStatements.byPerson, values), Query(TurnStatements.all, values),
        ])
        return try read { () throws(PostgresError) in
            var rows: [String: TurnTally] = [:]
            for row in results[0].rows { rows[try row.text(0)] = try TurnTally(row) }
            let total = try results[1].rows.first.map { row throws(PostgresError) in
                try TurnTally(row)
            }
            return Tallies(rows: rows, total: total ?? TurnTally())
        }
    }

    package func sales(
        _ range: Range<Date>,
        currency: String
    ) throws(ReportProblem) -> [String: SalesTally] {
        let results = try run([
            Query(
                SalesStatements.byPerson,
                [
                    .timestamp(range.lowerBound), .timestamp(range.upperBound),
                    .text(currency),
                ]
            )
        ])
        return try read { () throws(PostgresError) in
            var rows: [String: SalesTally] = [:]
            for row in results[0].rows {
                var tally = SalesTally()
                tally.amount = try row.decimal(1)
                tally.count = Int(try row.int(2))
                tally.firstAt = try row.optionalTimestamp(3)
                rows[try row.text(0)] = tally
            }
            return rows
        }
    }

    package func surveys(
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<SurveyTally> {
        let results = try run([Query(SurveyStatements.count(by), values(range, by))])
        return try read { () throws(PostgresError) in
            var tallies = Tallies(rows: [String: SurveyTally](), total: SurveyTally())
            for row in results[0].rows {
                try tallies.rows[key(try row.text(0), by), default: SurveyTally()].add(row)
                try tallies.total.add(row)
            }
            return tallies
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
            return backlog
        }
    }

    /// A timer that has been due for less is just being acted on, in seconds.
    private static let patience: TimeInterval = 5

    // MARK: - Pieces

    private func values(_ range: Range<Date>, _ by: ReportGrouping) -> [Parameter] {
        ends(range) + (by.isTime ? [.text(calendar.timeZone.identifier)] : [])
    }

    private func ends(_ range: Range<Date>) -> [Parameter] {
        [.timestamp(range.lowerBound), .timestamp(range.upperBound)]
    }

    /// Rows of time come with their first day.
    private func key(_ text: String, _ by: ReportGrouping) -> String {
        guard by.isTime, let day = CalendarDay(text) else { return text }
        return by.key(of: day)
    }

    func run(_ queries: [Query]) throws(ReportProblem) -> [QueryResult] {
        try read { () throws(PostgresError) in
            try connection.run(queries, deadline: deadline)
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

extension ReportProblem {
    /// What a failure of the database means for whoever wants the report.
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
    fileprivate mutating func add(_ row: Row) throws(PostgresError) {
        let count = Int(try row.int(4))
        arrived += count
        passed += Int(try row.int(5))
        returned += Int(try row.int(6))
        let outcome = try row.optionalText(1)
        switch outcome.flatMap(QualificationClose.Outcome.init) {
        case .acceptedBySales: accepted += count
        case .targetLead: target += count
        case .junk: junkByStage[try row.optionalText(2) ?? "", default: 0] += count
        case .leadClosed, .leadDeleted: break
        case nil: open += count
        }
    }
}

extension ChannelTally {
    fileprivate mutating func addCalls(_ row: Row) throws(PostgresError) {
        calls += Int(try row.int(1))
        answered += Int(try row.int(2))
        missed += Int(try row.int(3))
        real += Int(try row.int(4))
        spam += Int(try row.int(5))
        unmarked += Int(try row.int(6))
    }

    fileprivate mutating func addLeads(_ row: Row) throws(PostgresError) {
        leads += Int(try row.int(1))
        deals += Int(try row.int(2))
        leadsWon += Int(try row.int(3))
    }
}

extension TurnTally {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init()
        turns = Int(try row.int(1))
        won = Int(try row.int(2))
        expired = Int(try row.int(3))
        declined = Int(try row.int(4))
        medianSeconds = try row.optionalDouble(5).map(Self.rounded)
    }
}

extension SurveyTally {
    fileprivate mutating func add(_ row: Row) throws(PostgresError) {
        sent += Int(try row.int(1))
        excellent += Int(try row.int(2))
        good += Int(try row.int(3))
        bad += Int(try row.int(4))
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
