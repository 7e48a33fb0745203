import Engine
import Foundation
import Postgres
import Reports
import SeededChance
import Store
import Testing

@testable import Domain

/// Prices, raises and whose turn it was: counted by the database as one by one.
@Suite(.requiresServer, .serialized) struct `Facts of prices, raises and turns` {
    private static let calendar = WorkCalendar(
        timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt
    )
    private static let start = calendar.startOfDay(CalendarDay(year: 2026, month: 3, day: 1))
    private static let day = 86_400.0

    @Test(arguments: 1...3)
    func `are counted as in memory`(seed: Int) throws {
        var thought = Thought(seed: seed)
        thought.think()
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let store = try storage.session()
        defer { store.close() }
        _ = try store.acquire(0, owner: "test")
        _ = try store.begin(BatchRequest(seenSince: .distantPast))
        var write = BatchWrite(nextSeq: 1, publishedSeq: 0)
        write.facts = thought.facts
        write.bookings = thought.ledger.map { Booking($0, event: "e") }
        try store.commit(write)
        let connection = try storage.connect()
        defer { connection.close() }
        let database = PostgresSource(connection, calendar: Self.calendar)
        let memory = FactSource(thought.facts, ledger: thought.ledger, calendar: Self.calendar)
        try compareFees(database, memory)
        try compareAccounts(database, memory)
    }

    private func compareFees(_ database: PostgresSource, _ memory: FactSource) throws {
        let range = (Self.start + 5 * Self.day)..<(Self.start + 50 * Self.day)
        let period = try #require(
            ReportPeriod(
                from: CalendarDay(year: 2026, month: 3, day: 10),
                to: CalendarDay(year: 2026, month: 5, day: 20)
            )
        )
        for by in ReportName.prices.groupings {
            #expect(try database.prices(range, by: by) == memory.prices(range, by: by), "\(by)")
        }
        #expect(memory.prices(range, by: .region).total.won > 3)
        for by in ReportName.indexation.groupings where by != .client {
            let counted = try database.raises(period, by: by, currency: "RUB")
            #expect(counted == memory.raises(period, by: by, currency: "RUB"), "\(by)")
        }
        #expect(try database.raisesTold(range) == memory.raisesTold(range))
        func order(_ line: RaiseLine) -> String { line.clientID + (line.proposalID ?? "") }
        let lines = try database.raiseLines(period, limit: 10_000).sorted { order($0) < order($1) }
        let known = memory.raiseLines(period, limit: 10_000).sorted { order($0) < order($1) }
        #expect(lines == known && lines.contains { $0.why != nil })
    }

    private func compareAccounts(_ database: PostgresSource, _ memory: FactSource) throws {
        let range = (Self.start + 5 * Self.day)..<(Self.start + 50 * Self.day)
        let accounts = try database.accounts(range)
        #expect(accounts == memory.accounts(range))
        #expect(accounts.values.contains { !$0.skips.isEmpty && $0.offered > 0 })
        #expect(try database.accountMoves(range) == memory.accountMoves(range))
        for person in [nil, "anna"] {
            let lines = try database.skipLines(range, person: person, limit: 50)
            #expect(lines == memory.skipLines(range, person: person, limit: 50) && lines.count > 5)
        }
    }

    /// Thinks facts up, from a seed.
    private struct Thought {
        private(set) var facts: [any FactRow] = []
        private(set) var ledger: [LedgerLine] = []
        private var chance: SplitMix
        private var lines: [String: Int] = [:]

        init(seed: Int) { chance = SplitMix(seed: seed) }

        private mutating func at() -> Date { start + Double(chance.below(60 * 86_400)) }
        private mutating func pick<T>(_ choices: [T]) -> T { choices[chance.below(choices.count)] }
        private mutating func dayOf2026() -> CalendarDay {
            CalendarDay(year: 2026, month: 3, day: 1).adding(days: chance.below(100))
        }

        mutating func think() {
            for number in 0..<120 {
                price(number)
                raise(number)
                turn(number)
                if number < 40 { deal(number) }
            }
        }

        private mutating func price(_ number: Int) {
            let (at, isQuoted) = (at(), chance.chance(80))
            let lead = chance.chance(70) ? LeadID(trusted: "L\(chance.below(40))") : nil
            let (region, market) = (pick(["omsk", "tula"]), pick(["auto", nil]))
            let (ratio, level) = (Decimal(chance.below(200)), Decimal(chance.below(100)))
            for line in isQuoted ? Array(1...(1 + chance.below(3))) : [0] {
                let money = Money(Decimal(500 * chance.below(200)), "RUB")
                let quoted = PriceLine(
                    code: pick(["seo", "smm"]),
                    quantity: 2,
                    price: money,
                    amount: Money(money.amount * 2, "RUB"),
                    isFloorHit: chance.chance(30),
                    explanation: ""
                )
                facts.append(
                    PriceFact(
                        requestID: RequestID(trusted: "R\(number)"),
                        number: line,
                        answeredAt: at,
                        region: region,
                        market: market,
                        line: line > 0 ? quoted : nil,
                        salaryRatio: line > 0 ? ratio.hundredths : nil,
                        competition: line > 0 ? level.hundredths : nil,
                        leadID: lead,
                        clientID: nil
                    )
                )
            }
        }

        private mutating func deal(_ number: Int) {
            let lead = LeadID(trusted: "L\(number)")
            let isOfDeal = chance.chance(50)
            facts.append(
                LeadFact(
                    leadID: lead,
                    arrivedAt: at(),
                    channel: "site",
                    campaign: nil,
                    dealID: isOfDeal ? nil : DealID(trusted: "D\(number)")
                )
            )
            guard chance.chance(70) else { return }
            let sale = Sale(managerID: "s1", amount: Money(1, "RUB"), closedAt: at())
            facts.append(
                DealFact(
                    dealID: DealID(trusted: "D\(number)"),
                    sale: chance.chance(60) ? sale : nil,
                    leadID: isOfDeal ? lead : nil
                )
            )
        }

        private mutating func raise(_ number: Int) {
            let client = ClientID(trusted: "C\(number)")
            let (head, department) = (pick(["h1", nil]), pick(["seo", "smm", nil]))
            let (dueOn, phase) = (dayOf2026(), pick(Proposal.Phase.allCases))
            let hasProposal = chance.chance(70)
            facts.append(
                IndexationDueFact(
                    clientID: client,
                    dueOn: chance.chance(90) ? dueOn : nil,
                    fee: Money(Decimal(chance.below(90_000)), pick(["RUB", "USD"])),
                    headID: head.map { PersonID(trusted: $0) },
                    department: department,
                    hasProposal: hasProposal,
                    missing: chance.chance(20) ? "nothing is known" : nil
                )
            )
            guard hasProposal else { return }
            let sent = at()
            facts.append(
                IndexationFact(
                    clientID: client,
                    proposal: proposal(client, dueOn, phase, sent),
                    headID: head.map { PersonID(trusted: $0) },
                    department: department,
                    leftAt: chance.chance(40)
                        ? sent + Double(chance.below(120 * 86_400) - 5 * 86_400) : nil
                )
            )
        }

        private mutating func proposal(
            _ client: ClientID,
            _ dueOn: CalendarDay,
            _ phase: Proposal.Phase,
            _ sent: Date
        ) -> Proposal {
            let fee = Decimal(1000 * (1 + chance.below(90)))
            let percent = Decimal(chance.below(2000)).hundredths
            var proposal = Proposal(
                id: ProposalID(client: client, number: 1),
                dueOn: dueOn,
                window: IndexationWindow(
                    currentEnd: CalendarMonth(of: dueOn),
                    baseEnd: CalendarMonth(of: dueOn),
                    length: 12
                ),
                currency: pick(["RUB", "RUB", "USD"]),
                raise: .init(fee: fee, newFee: fee + 500, percent: percent, growthPercent: percent),
                inputs: IndexationInputs(
                    indexPercent: nil,
                    indexMonths: [],
                    indexBaseMonths: [],
                    payrollPercent: nil,
                    payrollMonths: [],
                    payrollBaseMonths: [],
                    basePerHead: nil,
                    perHead: nil,
                    growthPercent: percent,
                    priceToday: nil
                ),
                effectiveOn: dayOf2026(),
                phase: phase
            )
            if chance.chance(50) {
                proposal.notice = .init(sentAt: sent, statedOn: dueOn, needsDelivery: false)
            }
            if chance.chance(50) {
                proposal.decision = .init(
                    decision: .approved,
                    actorID: "h1",
                    at: sent,
                    comment: nil
                )
            }
            if chance.chance(50) { proposal.why = "because" }
            return proposal
        }

        private mutating func turn(_ number: Int) {
            let (person, at) = (pick(["anna", "boris", "vera"]), at())
            let request = RequestID(trusted: "Q\(number)")
            let ending = pick(["declined", "expired", "cancelled", nil, nil, nil])
            let assignedAt = chance.chance(60) ? at + Double(chance.below(9 * 86_400)) : nil
            facts.append(
                RequestTurnFact(
                    requestID: request,
                    attempt: 1,
                    kind: pick(RequestKind.allCases),
                    personID: PersonID(trusted: person),
                    at: at,
                    assignedAt: assignedAt,
                    ending: ending,
                    endedAt: ending == nil ? nil : at + 10 * 86_400
                )
            )
            if chance.chance(60) {
                facts.append(
                    RequestSkipFact(
                        requestID: request,
                        attempt: 1,
                        kind: .client,
                        personID: PersonID(trusted: pick(["anna", "boris"])),
                        reason: pick(PassedOver.allCases),
                        at: at
                    )
                )
            }
            guard let assignedAt else { return }
            book("debit", -100, person, assignedAt, request)
            if ending != nil { book("reversal", 100, person, at + 10 * 86_400, request) }
        }

        private mutating func book(
            _ kind: String,
            _ amount: Decimal,
            _ person: String,
            _ at: Date,
            _ request: RequestID
        ) {
            lines[person, default: 0] += 1
            ledger.append(
                LedgerLine(
                    account: "initiative/\(person)",
                    sequence: lines[person, default: 0],
                    kind: kind,
                    amount: amount,
                    at: at,
                    reference: request.rawValue,
                    data: ["attempt": .number(1), "balance": .text("0.00")]
                )
            )
        }
    }
}
