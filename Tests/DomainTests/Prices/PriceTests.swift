import Domain
import Foundation
import Testing

@Suite struct PriceTests {
    private func market(_ change: (inout PricePolicy) -> Void = { _ in }) throws -> SalesFloor {
        var policy = PricePolicy(
            reference: "moscow",
            services: ["seo": .init(base: 50_000, floor: 30_000)],
            regions: ["omsk": "omsk", "RU-OMS": "omsk"]
        )
        change(&policy)
        var floor = SalesFloor(Policies([policy]))
        floor.hear(
            "person.upserted",
            #"{"person_id": "head1", "name": "head1", "roles": ["sales_head"]}"#
        )
        floor.pay("moscow", "120000.00")
        floor.pay("omsk", "72000.00")
        floor.compete("auto", "0.3")
        floor.forget()
        return floor
    }

    @Test func `a request is answered with a price and its inputs`() throws {
        var floor = try market()
        floor.askPrice("R1")
        let quoted = try #require(floor.published.first as? PriceQuoted)
        #expect(quoted.total == Money(31_500, "RUB"))
        #expect(quoted.inputs.months.map(\.rawValue) == ["2026-06"])
        #expect(quoted.inputs.salaryRatio == Decimal(string: "0.6"))
        #expect(quoted.validUntil.text == "2026-07-29")
        #expect(quoted.vat == nil)
    }

    @Test func `the same request again gets the same answer, whatever is known by then`() throws {
        var floor = try market()
        floor.askPrice("R1")
        floor.pay("omsk", "100000.00")
        floor.askPrice("R1")
        let answers = floor.published.compactMap { $0 as? PriceQuoted }
        #expect(answers.count == 2 && answers[0] == answers[1])
        floor.askPrice("R2")
        #expect(floor.published.compactMap { $0 as? PriceQuoted }.last?.total.amount == 40_000)
    }

    @Test func `something else under the same id is a conflict`() throws {
        var floor = try market()
        floor.askPrice("R1")
        floor.forget()
        floor.askPrice("R1", quantity: 2)
        #expect(floor.said() == [])
        #expect(floor.journal == ["prices rejected conflict"])
    }

    /// The same meaning is the same content, in whatever words.
    @Test(arguments: [
        #""region": "RU-OMS", "market": "auto", "services": [{"code": "seo"}]"#,
        #""region": "omsk", "market": "auto", "services": [{"code": "seo", "quantity": 1.0}]"#,
        #""region": "RU-OMS", "services": [{"code": "seo", "quantity": 1}]"#,
    ])
    func `the same in other words gets the same answer`(_ content: String) throws {
        var floor = try market()
        floor.client("C1", market: "auto")
        floor.forget()
        floor.hear(
            "price.requested",
            #"{"request_id": "R1", "client_id": "C1", "region": "omsk", "market": "auto", "#
                + #""services": [{"code": "seo"}]}"#
        )
        floor.hear("price.requested", #"{"request_id": "R1", "client_id": "C1", \#(content)}"#)
        let answers = floor.published.compactMap { $0 as? PriceQuoted }
        #expect(answers.count == 2 && answers[0] == answers[1])
    }

    @Test(arguments: [
        #""region": "moscow", "market": "auto", "services": [{"code": "seo"}]"#,
        #""region": "omsk", "market": "pets", "services": [{"code": "seo"}]"#,
        #""region": "omsk", "market": "auto", "services": [{"code": "seo"}, {"code": "seo"}]"#,
        #""region": "omsk", "market": "auto", "services": [{"code": "seo"}], "client_id": "C1""#,
    ])
    func `something else in the same words is a conflict`(_ content: String) throws {
        var floor = try market()
        floor.client("C1", market: "auto")
        floor.askPrice("R1")
        floor.forget()
        floor.hear("price.requested", #"{"request_id": "R1", \#(content)}"#)
        #expect(floor.journal == ["prices rejected conflict"])
    }

    @Test func `a client whom nobody has announced is among what is missing`() throws {
        var floor = try market()
        floor.hear(
            "price.requested",
            #"{"request_id": "R1", "client_id": "C1", "region": "omsk", "market": "pets", "#
                + #""services": [{"code": "seo"}]}"#
        )
        let declined = try #require(floor.published.first as? PriceDeclined)
        #expect(declined.reasons.map(\.code) == [.clientUnknown, .competitionMissing])
    }

    @Test func `tax by the day`() throws {
        var floor = try market {
            $0.taxRates = [
                .init(from: CalendarDay(year: 2019, month: 1, day: 1), percent: 20),
                .init(from: CalendarDay(year: 2026, month: 1, day: 1), percent: 22),
                .init(from: CalendarDay(year: 2027, month: 1, day: 1), percent: 24),
            ]
        }
        floor.askPrice("R1", quantity: 3)
        let quoted = try #require(floor.published.first as? PriceQuoted)
        #expect(quoted.total.amount == 94_500)
        #expect(quoted.vat?.amount == 20_790)
        #expect(quoted.totalWithVAT?.amount == 115_290)
    }

    @Test func `all that is missing is named at once`() throws {
        var floor = try market()
        floor.askPrice("R1", region: "omks", market: "pets", service: "smm")
        let declined = try #require(floor.published.first as? PriceDeclined)
        #expect(
            declined.reasons.map(\.code) == [.regionUnknown, .serviceUnknown, .competitionMissing]
        )
    }

    @Test func `pay that is too old makes no price, to the day`() throws {
        var floor = try market { $0.ageMax = .days(15) }
        floor.askPrice("R1")
        #expect(floor.said() == ["baton.price.quoted"])
        floor.pass(.days(1))
        floor.askPrice("R2")
        let declined = try #require(floor.published.last as? PriceDeclined)
        #expect(declined.reasons.map(\.code) == [.salaryStale])
    }

    @Test func `a market in the region comes before the market as a whole`() throws {
        var floor = try market()
        floor.compete("auto", "1", #", "region": "RU-OMS""#)
        floor.askPrice("R1")
        let quoted = try #require(floor.published.first as? PriceQuoted)
        #expect(quoted.inputs.competition == 1)
    }

    @Test func `an older day that arrives late changes nothing`() throws {
        var floor = try market()
        floor.compete("auto", "1", #", "observed_on": "2026-01-01""#)
        floor.askPrice("R1")
        let quoted = try #require(floor.published.first as? PriceQuoted)
        #expect(quoted.inputs.competition == Decimal(string: "0.3"))
    }

    @Test func `the market may be the client's, and another region than his is told to his head`()
        throws
    {
        var floor = try market()
        floor.hear(
            "client.upserted",
            #"{"client_id": "C1", "name": "Daisy", "sales_head_id": "head1", "market": "auto", "#
                + #""region": "moscow"}"#
        )
        floor.forget()
        floor.hear(
            "price.requested",
            #"{"request_id": "R1", "region": "omsk", "client_id": "C1", "#
                + #""services": [{"code": "seo"}]}"#
        )
        #expect(floor.said() == ["baton.price.quoted", "chat head1 warning price.other_region"])
    }

    @Test(arguments: [
        ("salary.observed", #"{"region": "omks", "period": "2026-06", "#),
        ("salary.observed", #"{"region": "omsk", "period": "2027-01", "#),
    ])
    func `observations of what can't be are refused`(_ type: String, _ json: String) throws {
        var floor = try market()
        floor.hear(type, json + #""median": {"amount": "1.00", "currency": "RUB"}}"#)
        #expect(floor.journal.last?.contains("refused") == true)
    }
}

extension SalesFloor {
    fileprivate mutating func client(_ id: String, market: String) {
        hear(
            "client.upserted",
            #"{"client_id": "\#(id)", "name": "\#(id)", "market": "\#(market)"}"#
        )
    }

    fileprivate mutating func pay(_ region: String, _ median: String) {
        hear(
            "salary.observed",
            #"{"region": "\#(region)", "period": "2026-06", "#
                + #""median": {"amount": "\#(median)", "currency": "RUB"}}"#
        )
    }

    fileprivate mutating func compete(_ market: String, _ level: String, _ more: String = "") {
        hear("competition.observed", #"{"market": "\#(market)", "level": \#(level)\#(more)}"#)
    }

    fileprivate mutating func askPrice(
        _ id: String,
        region: String = "omsk",
        market: String = "auto",
        service: String = "seo",
        quantity: Int = 1
    ) {
        hear(
            "price.requested",
            #"{"request_id": "\#(id)", "region": "\#(region)", "market": "\#(market)", "#
                + #""services": [{"code": "\#(service)", "quantity": \#(quantity)}]}"#
        )
    }
}
