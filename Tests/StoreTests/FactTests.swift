import Domain
import Engine
import Foundation
import Postgres
import Reports
import Store
import Testing

/// What reports count: kept with the states, and counted by the database as one by one.
@Suite(.requiresServer, .serialized) struct `Facts in the database` {
    private let calendar = WorkCalendar(timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt)
    private let start = Date(timeIntervalSince1970: 1_782_853_200)

    private var range: Range<Date> { (start + 86_400)..<(start + 40 * 86_400) }

    /// What a lane writes for reports.
    private enum Written {
        case fact(any FactRow)
        case line(PayLine)
    }

    private func facts(_ seed: Int) -> [Written] {
        var chance = Chance(seed: seed)
        return (0..<400).flatMap { number -> [Written] in
            // When it began never changes, whatever else does.
            let at = start + Double(number * 7_919_333 % (42 * 86_400_000)) / 1000
            return [
                item(number, at, &chance), lead(number, at, &chance), call(number, at, &chance),
                turn(number, at, &chance), deal(number, at, &chance), survey(number, at, &chance),
            ].map(Written.fact) + [.line(line(number, at, &chance))]
        }
    }

    /// Writes facts as a lane does, and knows what must be there afterwards.
    private final class Keeping {
        let storage: PostgresStorage
        private let store: any LaneStore
        private var kept: [FactKey: any FactRow] = [:]
        private var ledger: [LedgerLine] = []

        init() throws {
            storage = try PostgresStorage()
            store = try storage.session()
            _ = try store.acquire(0, owner: "test")
        }

        func close() {
            store.close()
            try? storage.remove()
        }

        func write(_ written: [Written]) throws {
            _ = try store.begin(BatchRequest(seenSince: .distantPast))
            var write = BatchWrite(nextSeq: 1, publishedSeq: 0)
            for one in written {
                switch one {
                case .fact(let fact):
                    write.facts.append(fact)
                    // Later facts take the place of earlier ones.
                    kept[fact.key] = fact
                case .line(let line):
                    ledger.append(line.ledgerLine(sequence: ledger.count + 1))
                    write.bookings.append(Booking(ledger[ledger.count - 1], event: "e"))
                }
            }
            try store.commit(write)
        }

        func memory(_ calendar: WorkCalendar) -> FactSource {
            FactSource(Array(kept.values), ledger: ledger, calendar: calendar)
        }
    }

    @Test func `are counted as in memory, whether days are summed or not`() throws {
        let keeping = try Keeping()
        defer { keeping.close() }
        try keeping.write(facts(1))
        try keeping.write(facts(2))
        try compare(keeping, "nothing is summed")
        try sum(keeping, calendar, at: start + 20 * 86_400)
        try compare(keeping, "half of it is summed")
        try sum(keeping, calendar)
        #expect(try keeping.storage.number("SELECT count(*) FROM report_change") == 0)
        #expect(try keeping.storage.number("SELECT count(*) FROM report_digest_day") > 200)
        try compare(keeping, "everything is summed")
    }

    @Test func `that change a day long past are counted at once, one by one`() throws {
        let keeping = try Keeping()
        defer { keeping.close() }
        try keeping.write(facts(1))
        try sum(keeping, calendar)
        // Also deals that become another lead's, and calls of which another lead is made.
        let late = facts(2)
        for some in 0..<8 {
            try keeping.write(late.indices.filter { $0 % 53 == some }.map { late[$0] })
            try compare(keeping, "late facts \(some)")
            if some % 3 == 2 { try sum(keeping, calendar) }
        }
        try sum(keeping, calendar)
        try compare(keeping, "late facts, summed")
    }

    @Test func `written while days are being summed are not missed`() throws {
        let keeping = try Keeping()
        defer { keeping.close() }
        try keeping.write(facts(1))
        try sum(keeping, calendar)
        // Somebody's transaction, open while the sums are made.
        let slow = try keeping.storage.connect()
        defer { slow.close() }
        let write = """
            BEGIN;
            INSERT INTO report_change (part, at) SELECT 'item', min(opened_at) FROM report_item
                WHERE opened_at > '2026-07-10';
            UPDATE report_item SET returns = returns + 5 WHERE opened_at =
                (SELECT min(opened_at) FROM report_item WHERE opened_at > '2026-07-10')
            """
        let before = try returned(keeping)
        try slow.execute(script: write, deadline: .seconds(10))
        try keeping.write(Array(facts(1).prefix(7)))
        try sum(keeping, calendar)
        #expect(try returned(keeping) == before)
        try slow.execute(script: "COMMIT", deadline: .seconds(10))
        #expect(try returned(keeping) == before + 5)
        try sum(keeping, calendar)
        #expect(try returned(keeping) == before + 5)
    }

    @Test func `are counted in the days of another time zone, once it is the company's`() throws {
        let keeping = try Keeping()
        defer { keeping.close() }
        try keeping.write(facts(1))
        try sum(keeping, calendar)
        let there = WorkCalendar(timeZone: try #require(TimeZone(identifier: "Asia/Kathmandu")))
        try compare(keeping, "sums of another zone", there)
        try sum(keeping, there)
        try compare(keeping, "sums of this zone", there)
        try compare(keeping, "sums of another zone again")
    }

    private func returned(_ keeping: Keeping) throws -> Int {
        let connection = try keeping.storage.connect()
        defer { connection.close() }
        let source = PostgresSource(connection, calendar: calendar)
        return try source.leads(range, by: .marketer).total.returned
    }

    private func sum(
        _ keeping: Keeping,
        _ calendar: WorkCalendar,
        at now: Date? = nil
    ) throws {
        let connection = try keeping.storage.connect()
        defer { connection.close() }
        let keeper = DigestKeeper(connection, calendar: calendar)
        while try keeper.step(now: now ?? start + 60 * 86_400) > 0 {}
    }

    private func compare(
        _ keeping: Keeping,
        _ what: Comment,
        _ calendar: WorkCalendar? = nil
    ) throws {
        let calendar = calendar ?? self.calendar
        let connection = try keeping.storage.connect()
        defer { connection.close() }
        let database = PostgresSource(connection, calendar: calendar)
        try compare(database, keeping.memory(calendar), what)
    }

    private func compare(
        _ database: PostgresSource,
        _ memory: FactSource,
        _ what: Comment
    ) throws {
        for by in ReportName.marketing.groupings {
            let counted = try database.marketing(range, by: by, currency: "RUB")
            #expect(counted == memory.marketing(range, by: by, currency: "RUB"), what)
        }
        for by in ReportName.channels.groupings {
            #expect(try database.channels(range, by: by) == memory.channels(range, by: by), what)
        }
        for report in Registry.reports {
            for by in report.name.groupings {
                let counted = try database.figures(report, range, by: by)
                #expect(counted == memory.figures(report, range, by: by), what)
            }
        }
        for kind in TurnFact.Kind.allCases {
            let counted = try database.turns(kind, range)
            #expect(counted == memory.turns(kind, range), what)
        }
        let sales = try database.sales(range)
        #expect(sales == memory.sales(range), what)
        let lines = try database.payLines(range, limit: 1000)
        #expect(lines == memory.payLines(range, limit: 1000) && lines.count > 100, what)
    }

    // MARK: - Facts of all kinds

    private func item(_ number: Int, _ at: Date, _ chance: inout Chance) -> any FactRow {
        let outcome = chance.pick(QualificationClose.Outcome.allCases + [nil, nil])
        let passed = chance.number(3) > 0 ? at + Double(chance.number(90_000)) / 10 : nil
        return ItemFact(
            leadID: LeadID(trusted: "L\(number / 2)"),
            round: number % 2 + 1,
            openedAt: at,
            marketerID: PersonID(trusted: chance.pick(["m1", "m2"])),
            channel: chance.pick(["site", "vk", nil]),
            campaign: chance.pick(["a", "b", nil]),
            returns: chance.number(3),
            firstPassedAt: passed,
            closedAt: outcome == nil ? nil : (passed ?? at) + Double(chance.number(9999)) / 8,
            outcome: outcome,
            junkStage: outcome == .junk ? chance.pick(["spam", "duplicate"]) : nil
        )
    }

    private func lead(_ number: Int, _ at: Date, _ chance: inout Chance) -> any FactRow {
        LeadFact(
            leadID: LeadID(trusted: "L\(number)"),
            arrivedAt: at,
            channel: chance.pick(["site", "vk"]),
            campaign: chance.pick(["a", nil]),
            dealID: chance.number(4) == 0 ? DealID(trusted: "D\(chance.number(400))") : nil
        )
    }

    private func call(_ number: Int, _ at: Date, _ chance: inout Chance) -> any FactRow {
        let madeLead = chance.number(2) == 0
        return CallFact(
            callID: CallID(trusted: "C\(number)"),
            arrivedAt: at,
            channel: number % 3 == 0 ? "phone" : "vk",
            campaign: number % 5 == 0 ? "a" : nil,
            answeredAt: chance.number(3) > 0 ? at + 5 : nil,
            isMissed: chance.number(4) == 0,
            verdict: chance.pick([.real, .spam, nil]),
            madeLead: madeLead,
            leadID: madeLead && chance.number(4) > 0 ? LeadID(trusted: "L\(number)") : nil
        )
    }

    private func turn(_ number: Int, _ at: Date, _ chance: inout Chance) -> any FactRow {
        let ending = chance.pick(ChainPassage.Ending.allCases + [nil])
        let hasReacted = ending == .accepted || ending == .declined || chance.number(5) == 0
        return TurnFact(
            kind: chance.pick([.offer, .ring]),
            about: "L\(number)",
            number: chance.number(4),
            personID: number % 3 == 0 ? "s1" : "s2",
            startedAt: at,
            endedAt: ending == nil ? nil : at + 60,
            ending: ending,
            reactedAt: hasReacted ? at + Double(chance.number(900_000)) / 1000 : nil,
            isWon: ending == .accepted
        )
    }

    private func deal(_ number: Int, _ at: Date, _ chance: inout Chance) -> any FactRow {
        let money = Money(Decimal(chance.number(9999)) / 100, chance.pick(["RUB", "RUB", "USD"]))
        let sale = Sale(managerID: "s1", amount: money, closedAt: at)
        return DealFact(
            dealID: DealID(trusted: "D\(number)"),
            sale: chance.number(5) > 0 ? sale : nil,
            leadID: chance.number(3) > 0 ? LeadID(trusted: "L\(chance.number(400))") : nil
        )
    }

    private func survey(_ number: Int, _ at: Date, _ chance: inout Chance) -> any FactRow {
        let score = chance.pick(["bad", "good", "excellent", nil])
        return SurveyFact(
            surveyID: "S\(number)",
            clientID: "K1",
            sentAt: at,
            answeredAt: score == nil ? nil : at + Double(chance.number(900_000)),
            score: score,
            projectManagerID: chance.pick(["p1", nil]),
            salesHeadID: chance.pick(["h1", nil]),
            department: chance.pick(["web", nil])
        )
    }

    private func line(_ number: Int, _ at: Date, _ chance: inout Chance) -> PayLine {
        PayLine(
            id: "line \(number) \(chance.number(1_000_000))",
            kind: chance.pick(PayLine.Kind.allCases),
            marketerID: PersonID(trusted: chance.pick(["m1", "m2"])),
            leadID: chance.pick(["L1", nil]),
            round: chance.pick([1, nil]),
            channel: chance.pick(["site", nil]),
            campaign: chance.pick(["a", nil]),
            bookedAt: at,
            rate: Money(Decimal(chance.number(50_000)) / 100, "RUB")
        )
    }
}

/// Chance from a seed.
private struct Chance {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func number(_ below: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(below))
    }

    mutating func pick<T>(_ choices: [T]) -> T { choices[number(choices.count)] }
}
