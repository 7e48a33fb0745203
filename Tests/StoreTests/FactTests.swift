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

    private func facts(_ seed: Int) -> [Fact] {
        var chance = Chance(seed: seed)
        return (0..<400).flatMap { number -> [Fact] in
            // When it began never changes, whatever else does.
            let at = start + Double(number * 7_919_333 % (42 * 86_400_000)) / 1000
            return [
                item(number, at, &chance), lead(number, at, &chance), call(number, at, &chance),
                turn(number, at, &chance), deal(number, at, &chance), survey(number, at, &chance),
                line(number, at, &chance),
            ]
        }
    }

    @Test func `are counted as in memory`() throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let store = try storage.session()
        _ = try store.acquire(0, owner: "test")
        let (old, new) = (facts(1), facts(2))
        for facts in [old, new] {
            _ = try store.begin(BatchRequest(seenSince: .distantPast))
            var write = BatchWrite(nextSeq: 1, publishedSeq: 0)
            write.facts = facts
            try store.commit(write)
        }
        store.close()
        let connection = try storage.connect()
        defer { connection.close() }
        // Later facts take the place of earlier ones; lines of the ledger stay.
        var kept = Dictionary(old.map { ($0.key, $0) }) { first, _ in first }
        for fact in new {
            if case .pay = fact, kept[fact.key] != nil { continue }
            kept[fact.key] = fact
        }
        let source = PostgresSource(connection, calendar: calendar)
        try compare(source, FactSource(Array(kept.values), calendar: calendar))
    }

    private func compare(_ database: PostgresSource, _ memory: FactSource) throws {
        for by in ReportName.marketing.groupings {
            let counted = try database.marketing(range, by: by, currency: "RUB")
            #expect(counted == memory.marketing(range, by: by, currency: "RUB"), "\(by)")
        }
        for by in ReportName.channels.groupings {
            #expect(try database.channels(range, by: by) == memory.channels(range, by: by))
        }
        for by in ReportName.nps.groupings {
            #expect(try database.surveys(range, by: by) == memory.surveys(range, by: by))
        }
        for kind in TurnFact.Kind.allCases {
            #expect(try database.turns(kind, range) == memory.turns(kind, range))
        }
        #expect(
            try database.sales(range, currency: "RUB") == memory.sales(range, currency: "RUB")
        )
        let lines = try database.payLines(range, limit: 1000)
        #expect(lines == memory.payLines(range, limit: 1000) && lines.count > 100)
    }

    // MARK: - Facts of all kinds

    private func item(_ number: Int, _ at: Date, _ chance: inout Chance) -> Fact {
        let outcome = chance.pick(QualificationClose.Outcome.allCases + [nil, nil])
        let passed = chance.number(3) > 0 ? at + Double(chance.number(90_000)) / 10 : nil
        return .item(
            ItemFact(
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
        )
    }

    private func lead(_ number: Int, _ at: Date, _ chance: inout Chance) -> Fact {
        .lead(
            LeadFact(
                leadID: LeadID(trusted: "L\(number)"),
                arrivedAt: at,
                channel: chance.pick(["site", "vk"]),
                campaign: chance.pick(["a", nil]),
                dealID: chance.number(4) == 0 ? DealID(trusted: "D\(chance.number(400))") : nil
            )
        )
    }

    private func call(_ number: Int, _ at: Date, _ chance: inout Chance) -> Fact {
        let madeLead = chance.number(2) == 0
        return .call(
            CallFact(
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
        )
    }

    private func turn(_ number: Int, _ at: Date, _ chance: inout Chance) -> Fact {
        let ending = chance.pick(ChainPassage.Ending.allCases + [nil])
        let hasReacted = ending == .accepted || ending == .declined || chance.number(5) == 0
        return .turn(
            TurnFact(
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
        )
    }

    private func deal(_ number: Int, _ at: Date, _ chance: inout Chance) -> Fact {
        let money = Money(Decimal(chance.number(9999)) / 100, chance.pick(["RUB", "RUB", "USD"]))
        let sale = Sale(managerID: "s1", amount: money, closedAt: at)
        return .deal(
            DealFact(
                dealID: DealID(trusted: "D\(number)"),
                sale: chance.number(5) > 0 ? sale : nil,
                leadID: chance.number(3) > 0 ? LeadID(trusted: "L\(chance.number(400))") : nil
            )
        )
    }

    private func survey(_ number: Int, _ at: Date, _ chance: inout Chance) -> Fact {
        let score = chance.pick(["bad", "good", "excellent", nil])
        return .survey(
            SurveyFact(
                surveyID: "S\(number)",
                clientID: "K1",
                sentAt: at,
                answeredAt: score == nil ? nil : at + Double(chance.number(900_000)),
                score: score,
                projectManagerID: chance.pick(["p1", nil]),
                salesHeadID: chance.pick(["h1", nil]),
                department: chance.pick(["web", nil])
            )
        )
    }

    private func line(_ number: Int, _ at: Date, _ chance: inout Chance) -> Fact {
        .pay(
            PayLine(
                id: "line \(chance.number(300))",
                kind: chance.pick(PayLine.Kind.allCases),
                marketerID: PersonID(trusted: chance.pick(["m1", "m2"])),
                leadID: chance.pick(["L1", nil]),
                round: chance.pick([1, nil]),
                channel: chance.pick(["site", nil]),
                campaign: chance.pick(["a", nil]),
                bookedAt: at,
                rate: Money(Decimal(chance.number(50_000)) / 100, "RUB")
            )
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
