import Domain
import Foundation
import Testing

/// Who is in the list of a race, and why.
@Suite struct `The list of a race` {
    private let turn = WorkingWeek.at("2026-10-01T00:00:00+03:00")

    private func floor(
        at now: Date = SalesFloor.noon,
        _ change: (inout LeadDistributionPolicy) -> Void = { _ in }
    ) -> SalesFloor {
        let moscow = WorkCalendar(timeZone: WorkingWeek.moscow)
        var floor = SalesFloor.racing(
            {
                $0.topSize = 2
                change(&$0)
            },
            calendar: moscow,
            at: now
        )
        floor.sell("d1", "vera", "500000.00", "2026-05-10T12:00:00Z")
        floor.sell("d2", "boris", "100000.00", "2026-04-10T12:00:00Z")
        floor.sell("d3", "boris", "100000.00", "2026-06-10T12:00:00Z")
        floor.sell("d4", "anna", "50000.00", "2026-05-01T12:00:00Z")
        floor.forget()
        return floor
    }

    @Test func `is the best sellers of the quarter before`() {
        var floor = floor()
        floor.lead()
        #expect(floor.race()?.chain?.candidates == ["vera", "boris"])
    }

    @Test func `is the best by count where it is so configured`() {
        var floor = floor { $0.rankBy = .count }
        floor.lead()
        #expect(floor.race()?.chain?.candidates == ["boris", "anna"])
    }

    @Test func `never adds money of two currencies`() throws {
        var floor = SalesFloor.racing({ $0.topSize = 2 })
        let may = "2026-05-10T12:00:00Z"
        for (deal, person, amount, currency) in [
            ("d1", "boris", "50000.00", "RUB"), ("d2", "anna", "40000.00", "USD"),
            ("d3", "anna", "100.00", "RUB"), ("d4", "vera", "40000.00", "RUB"),
        ] {
            floor.hear(
                "deal.won",
                """
                {"deal_id": "\(deal)", "manager_id": "\(person)", "closed_at": "\(may)",
                 "amount": {"amount": "\(amount)", "currency": "\(currency)"}}
                """
            )
        }
        #expect(floor.journal.filter { $0 == "note ranking.other_currency" }.count == 1)
        floor.lead()
        #expect(floor.race()?.chain?.candidates == ["boris", "vera"])
        let fact = try #require(floor.published.compactMap { $0 as? RankingPublished }.first)
        #expect(fact.currency == "RUB")
        #expect(fact.ranking.map(\.amount) == [50_000, 40_000, 100])
        #expect(fact.ranking.last?.otherAmounts == [Money(40_000, "USD")])
        floor.policies.leadDistribution?.currency = "USD"
        #expect(floor.policies.salesCurrency == "USD")
    }

    @Test func `keeps what an earlier version summed`() throws {
        let json = #"{"quarters": {"2026-Q2": {"anna": {"amount": 700, "count": 2}}}}"#
        let sales = try JSONDecoder().decode(Ranking.State.self, from: Data(json.utf8))
        let quarter = try #require(Quarter(rawValue: "2026-Q2"))
        #expect(sales.totals(of: quarter)["anna"]?.amount(in: "RUB") == 700)
        #expect(sales.totals(of: quarter)["anna"]?.count == 2)
    }

    @Test func `is frozen, published and told when it is first asked for`() {
        var floor = floor()
        floor.lead()
        let said = floor.said()
        #expect(said.contains("ranking 2026-Q3 vera boris"))
        #expect(said.contains("chat vera info ranking.in_top"))
        floor.sell("d9", "anna", "900000.00", "2026-06-30T12:00:00Z")
        floor.lead("H2")
        #expect(floor.race("H2")?.chain?.candidates == ["vera", "boris"])
        #expect(!floor.said().contains { $0.hasPrefix("ranking") })
    }

    @Test func `is frozen and told at the turn of the quarter`() {
        var floor = floor()
        floor.sell("d9", "anna", "10.00", "2026-07-10T12:00:00Z")
        floor.forget()
        floor.pass(until: turn.addingTimeInterval(-1))
        #expect(floor.said() == [])
        floor.pass(.seconds(1))
        #expect(floor.said() == ["ranking 2026-Q4 anna", "chat anna info ranking.in_top"])
        floor.pass(until: WorkingWeek.at("2027-01-01T00:00:00+03:00"))
        #expect(floor.said() == [])
    }

    @Test func `stays what it was for a chain that spans the turn`() {
        var floor = floor(at: turn.addingTimeInterval(-60))
        floor.sell("d9", "anna", "10.00", "2026-07-10T12:00:00Z")
        floor.lead("H1")
        floor.pass(.seconds(2000))
        floor.lead("H2")
        #expect(floor.race("H1")?.chain?.round == 2)
        #expect(floor.race("H1")?.chain?.candidates == ["vera", "boris"])
        #expect(floor.race("H2")?.chain?.candidates == ["anna"])
    }

    @Test func `does not begin anew with a later ranking in a further round`() {
        var floor = floor(at: WorkingWeek.at("2026-09-30T23:50:00+03:00"))
        floor.lead()
        let before = floor.race()?.chain?.candidates
        floor.sell("d9", "kira", "1.00", "2026-08-10T12:00:00Z")
        floor.sell("d10", "anna", "1.00", "2026-08-10T12:00:00Z")
        floor.pass(.seconds(1800))
        #expect(floor.race()?.chain?.round == 2)
        #expect(floor.race()?.chain?.candidates == before)
    }

    @Test func `is what the configuration names while nothing was sold`() {
        var floor = SalesFloor.racing()
        floor.lead()
        #expect(floor.race()?.chain?.candidates == ["anna", "boris", "vera"])
        #expect(!floor.said().contains { $0.hasPrefix("ranking") })
    }

    @Test func `has no marketers, and nobody who left`() {
        var floor = floor()
        floor.sell("d5", "marina", "9000000.00", "2026-05-10T12:00:00Z")
        floor.hear(
            "person.upserted",
            #"{"person_id": "vera", "name": "vera", "roles": ["sales_manager"], "active": false}"#
        )
        floor.lead()
        #expect(floor.race()?.chain?.candidates == ["boris", "anna"])
    }

    // MARK: - Those behind the top

    @Test func `is asked to be joined, and joined when a head agrees`() throws {
        var floor = SalesFloor.racing()
        floor.hear("distribution.join_requested", #"{"person_id": "pavel"}"#)
        let notice = try #require(floor.published.first as? ChatNotify)
        #expect(notice.recipientID == "head1")
        let event = try #require(notice.actions?.first?.event)
        #expect(event.type == "distribution.member_added")
        let json = try JSONEncoder().encode(event.data)
        floor.hear(event.type, String(decoding: json, as: UTF8.self))
        floor.lead()
        #expect(floor.race()?.chain?.candidates == ["anna", "boris", "vera", "pavel"])
    }

    @Test(arguments: [
        #"{"person_id": "pavel", "reason": "request"}"#,
        #"{"person_id": "pavel", "reason": "request", "approved_by": "pavel"}"#,
        #"{"person_id": "pavel", "reason": "request", "approved_by": "nobody"}"#,
    ])
    func `is not joined without somebody who may agree`(_ json: String) {
        var floor = SalesFloor.racing()
        floor.hear("distribution.member_added", json)
        #expect(floor.journal.contains("distribution_members rejected not_approved"))
        #expect(floor.said() == ["chat pavel warning distribution.not_approved"])
        floor.lead()
        #expect(floor.race()?.chain?.candidates.contains("pavel") == false)
    }

    @Test func `is joined for a time, and left`() {
        var floor = SalesFloor.racing()
        floor.hear(
            "distribution.member_added",
            #"{"person_id": "pavel", "reason": "portfolio", "until": "2026-07-15T13:00:00Z"}"#
        )
        floor.pass(.seconds(1))
        floor.hear(
            "distribution.member_added",
            #"{"person_id": "kira", "approved_by": "dir"}"#
        )
        floor.lead("H1")
        #expect(floor.race("H1")?.chain?.candidates.suffix(2) == ["pavel", "kira"])
        floor.hear("distribution.member_removed", #"{"person_id": "kira"}"#)
        floor.pass(.seconds(4 * 3600))
        floor.lead("H2")
        #expect(floor.race("H2")?.chain?.candidates == ["anna", "boris", "vera"])
    }

    @Test func `knows who joined when a further round begins`() {
        var floor = SalesFloor.racing { $0.fallbackTop = ["anna"] }
        floor.lead()
        floor.hear(
            "distribution.member_added",
            #"{"person_id": "pavel", "reason": "portfolio"}"#
        )
        floor.decline("anna")
        #expect(floor.race()?.chain?.candidates == ["anna", "pavel"])
    }

    @Test func `has the managers with too few clients, until they have enough`() {
        var floor = SalesFloor.racing { $0.portfolioMin = 2 }
        floor.client("C1", "pavel")
        floor.lead("H1")
        #expect(floor.race("H1")?.chain?.candidates.last == "pavel")
        floor.client("C2", "pavel")
        floor.lead("H2")
        #expect(floor.race("H2")?.chain?.candidates.last == "vera")
        floor.client("C2", "kira")
        floor.lead("H3")
        #expect(floor.race("H3")?.chain?.candidates.last == "pavel")
    }
}

extension SalesFloor {
    fileprivate mutating func sell(_ id: String, _ who: String, _ sum: String, _ at: String) {
        hear(
            "deal.won",
            """
            {"deal_id": "\(id)", "manager_id": "\(who)", "closed_at": "\(at)",
             "amount": {"amount": "\(sum)", "currency": "RUB"}}
            """
        )
    }

    fileprivate mutating func client(_ id: String, _ manager: String) {
        hear(
            "client.upserted",
            #"{"client_id": "\#(id)", "name": "\#(id)", "project_manager_id": "\#(manager)"}"#
        )
    }
}
