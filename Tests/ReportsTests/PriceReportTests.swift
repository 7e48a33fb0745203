import Foundation
import Testing
import Texts

@testable import Domain
@testable import Reports

/// The reports `prices` and `indexation`, from facts.
@Suite struct `A report of prices and raises` {
    private let calendar = WorkCalendar(timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt)
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func text(
        _ facts: [any FactRow],
        _ name: String,
        by: String? = nil,
        format: String = "json"
    ) throws -> String {
        let source = FactSource(facts, calendar: calendar, names: ["h1": "Ирина"])
        let terms = ReportMaker.Terms(calendar: calendar, configuration: "c0ffee", pay: nil)
        let words = ReportWords(name: name, by: by, format: format)
        let request = try words.request(now: now, calendar: calendar, format: .json)
        return try ReportMaker(source, terms: terms, now: now).report(request)
            .text(ReportLanguage(.en) { $0 })
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        )
    }

    private func rows(_ object: [String: Any], _ key: String = "rows") -> [[String: Any]] {
        object[key] as? [[String: Any]] ?? []
    }

    private func price(
        _ request: String,
        line: Int,
        region: String = "omsk",
        price: Decimal = 31_500,
        floor: Bool = false,
        lead: LeadID? = nil
    ) -> any FactRow {
        let quoted = PriceLine(
            code: "s\(line)",
            quantity: 3,
            price: Money(price, "RUB"),
            amount: Money(price * 3, "RUB"),
            isFloorHit: floor,
            explanation: ""
        )
        return PriceFact(
            requestID: RequestID(trusted: request),
            number: line,
            answeredAt: now - 60,
            region: region,
            market: nil,
            line: line > 0 ? quoted : nil,
            salaryRatio: line > 0 ? Decimal(60).hundredths : nil,
            competition: line > 0 ? Decimal(30).hundredths : nil,
            leadID: lead,
            clientID: nil
        )
    }

    @Test func `counts quotes, and says nothing where nothing can be said`() throws {
        let won = Sale(managerID: "s1", amount: Money(1, "RUB"), closedAt: now)
        let facts: [any FactRow] = [
            price("R1", line: 1, floor: true, lead: "L1"), price("R1", line: 2, lead: "L1"),
            price("R2", line: 1, lead: "L2"), price("R3", line: 0, region: "tula", lead: "L1"),
            LeadFact(leadID: "L1", arrivedAt: now, channel: "site", campaign: nil, dealID: "D1"),
            DealFact(dealID: "D1", sale: won, leadID: nil),
            DealFact(dealID: "D2", sale: nil, leadID: "L2"),
        ]
        let report = try object(text(facts, "prices"))
        let omsk = try #require(rows(report).first { $0["key"] as? String == "omsk" })
        #expect(omsk["quoted"] as? Int == 2 && omsk["services"] as? Int == 3)
        #expect(omsk["floor_hits"] as? Int == 1 && omsk["floor_share"] as? Double == 0.5)
        #expect(omsk["deals_won"] as? Int == 1 && omsk["deals_lost"] as? Int == 1)
        #expect(omsk["win_rate"] as? Double == 0.5 && omsk["salary_ratio"] as? Double == 0.6)
        #expect((omsk["average_price"] as? [String: String])?["amount"] == "31500.00")
        let tula = try #require(rows(report).first { $0["key"] as? String == "tula" })
        #expect(tula["quoted"] as? Int == 0 && tula["declined"] as? Int == 1)
        for key in ["salary_ratio", "competition", "average_price", "floor_share", "win_rate"] {
            #expect(tula[key] is NSNull, "\(key)")
        }
        let total = try #require(
            try object(text(facts, "prices", by: "service"))["total"] as? [String: Any]
        )
        #expect(total["quoted"] as? Int == 2)
    }

    // MARK: - Raises

    private func raise(
        _ client: ClientID,
        _ phase: Proposal.Phase,
        effectiveOn: String = "2026-11-01",
        percent: Decimal = 11,
        change: (inout Proposal) -> Void = { _ in }
    ) throws -> Proposal {
        let day = try #require(CalendarDay(effectiveOn))
        let month = CalendarMonth(of: day)
        var proposal = Proposal(
            id: ProposalID(client: client, number: 1),
            dueOn: day,
            window: IndexationWindow(currentEnd: month, baseEnd: month, length: 12),
            currency: "RUB",
            raise: .init(fee: 80_000, newFee: 88_800, percent: percent, growthPercent: percent),
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
            effectiveOn: day,
            phase: phase
        )
        change(&proposal)
        return proposal
    }

    private func fact(_ proposal: Proposal, _ client: ClientID, leftAt: Date? = nil) -> any FactRow
    {
        IndexationFact(
            clientID: client,
            proposal: proposal,
            headID: "h1",
            department: "seo",
            leftAt: leftAt
        )
    }

    private func raises() throws -> [any FactRow] {
        let held = try raise("C1", .held, effectiveOn: "2026-08-01") {
            $0.why = "the client answered “bad” on 1 August"
        }
        let decided = try raise("C2", .announced) {
            $0.decision = .init(decision: .approved, actorID: "h1", at: now, comment: nil)
            $0.notice = .init(sentAt: now - 40 * 86_400.0, statedOn: $0.dueOn, needsDelivery: false)
        }
        return [
            fact(held, "C1"), fact(decided, "C2", leftAt: now),
            IndexationDueFact(
                clientID: "C3",
                dueOn: CalendarDay("2027-03-01"),
                fee: Money(50_000, "RUB"),
                headID: "h1",
                department: "seo",
                hasProposal: false,
                missing: "pay of May"
            ),
        ]
    }

    @Test func `is a calendar of twelve months that names who is held and why`() throws {
        let report = try object(text(raises(), "indexation"))
        #expect(rows(report).count == 12)
        let november = try #require(rows(report).first { $0["key"] as? String == "2026-11" })
        #expect((november["added_revenue"] as? [String: String])?["amount"] == "8800.00")
        let held = rows(report, "held")
        #expect(held.map { $0["key"] as? String } == ["C1", "C3"])
        #expect(held.map { $0["state"] as? String } == ["held", "waits"])
        #expect((held[0]["why"] as? String)?.contains("bad") == true)
        #expect(held[1]["why"] as? String == "pay of May")
        let decisions = rows(report, "decisions")
        #expect(decisions.map { $0["key"] as? String } == ["C2"])
        #expect(decisions.first?["decided_by"] as? String == "Ирина")
        let bands = rows(report, "lost_by_band")
        #expect(bands.map { $0["key"] as? String } == ["10–15 %"])
        #expect(bands.first?["told"] as? Int == 1 && bands.first?["lost_share"] as? Double == 1)
    }

    @Test func `has a row a client, and shows all of it to people`() throws {
        let lines = rows(try object(text(raises(), "indexation", by: "client")))
        #expect(lines.map { $0["key"] as? String } == ["C1", "C2", "C3"])
        #expect((lines[1]["new_fee"] as? [String: String])?["amount"] == "88800.00")
        #expect(lines[1]["told_on"] as? String == "2026-08-12")
        for format in ["table", "html"] {
            let page = try text(raises(), "indexation", format: format)
            #expect(
                page.contains("Who is held, and why") && page.contains("pay of May"),
                "\(format)"
            )
            #expect(page.contains("10–15 %"), "\(format)")
        }
    }
}
