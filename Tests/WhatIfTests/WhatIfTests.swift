import Domain
import Foundation
import Reports
import Simulating
import Testing

/// What another configuration would have made of the same past.
@Suite struct `What if` {
    private static let ten = PastCompany.race.replacing("\"15m\"", with: "\"10m\"")

    @Test func `with ten minutes instead of fifteen the second seller has the lead sooner`() throws
    {
        var company = PastCompany()
        company.lead(0, "L1")
        // Anna never reacts; Boris takes it three minutes after it is offered to him.
        company.take(18, "L1", "boris")
        let comparison = try company.compare(PastCompany.race, Self.ten)
        #expect(comparison.figure("leads_moved").last == .count(0))
        #expect(comparison.figure("wait_sum") == [.seconds(1080), .seconds(780), .seconds(-300)])
        #expect(comparison.rows("leads").isEmpty)
        #expect(
            comparison.rows("settings")
                == [
                    [
                        .text("lead_distribution.offer_timeout"), .text("\"15m\""),
                        .text("\"10m\""),
                    ]
                ]
        )
        #expect(comparison.guessed == 0)
    }

    @Test func `whoever would have been too late loses the lead to the one who is usually next`()
        throws
    {
        let holder = "accept = \"holder\"\n"
        var company = PastCompany()
        // Boris takes a lead after three minutes whenever it comes to him.
        company.lead(0, "L1")
        company.take(18, "L1", "boris")
        // Anna takes hers after twelve minutes, which is ten too late.
        company.lead(60, "L2")
        company.take(72, "L2", "anna")
        company.say(
            600,
            "deal.won",
            #""deal_id":"D2","manager_id":"anna","lead_id":"L2","#
                + #""amount":{"amount":"90000.00","currency":"RUB"}"#
        )
        let comparison = try company.compare(PastCompany.race + holder, Self.ten + holder)
        #expect(
            comparison.rows("leads")
                == [
                    [
                        .text("L2"), .text("Анна"), .text("Борис <b>"), .seconds(720),
                        .seconds(780), .money(Money(90000, "RUB")),
                    ]
                ]
        )
        #expect(comparison.figure("deals_moved").last == .money(Money(90000, "RUB")))
        #expect(comparison.guessed == 1)
        // The one who got it does what was done in it: it is not taken back from him.
        #expect(comparison.figure("final").isEmpty)
    }

    @Test func `what was before the period is played and not counted`() throws {
        var company = PastCompany()
        company.lead(0, "L1")
        company.take(18, "L1", "boris")
        company.lead(600, "L2")
        company.take(618, "L2", "boris")
        let comparison = try company.compare(PastCompany.race, Self.ten, from: 300)
        #expect(comparison.figure("leads_given") == [.count(1), .count(1), .count(0)])
        #expect(comparison.figure("wait_sum").last == .seconds(-300))
    }

    @Test func `other weights of the rating give presales to another manager`() throws {
        var company = PastCompany()
        company.say(
            1,
            "client.upserted",
            #""client_id":"C1","name":"Альфа","project_manager_id":"pavel","#
                + #""services":[{"code":"seo"}]"#
        )
        // The heads praise Timur; Pavel's client has written a review.
        company.say(
            2,
            "feedback.given",
            #""feedback_id":"F1","person_id":"timur","by":"olga","score":5"#
        )
        company.say(3, "review.received", #""review_id":"R1","client_id":"C1","real":true"#)
        company.say(
            10,
            "presale.requested",
            #""request_id":"P1","requester_id":"olga","client_id":"C1""#
        )
        let initiative = "[initiative]\n"
        func rating(_ reviews: String, _ feedback: String) -> String {
            initiative + "[rating]\nweights = { reviews = \(reviews), survey = 0.35, "
                + "feedback = \(feedback), matrix = 0.20 }\n"
        }
        let comparison = try company.compare(rating("0.05", "0.40"), rating("0.45", "0.00"))
        let people = comparison.rows("people").map { $0.first }
        #expect(people.contains(.text("Павел")) && people.contains(.text("Тимур")))
        #expect(
            comparison.tables.first { $0.key == "people" }?.columns.contains("rating_before")
                == true
        )
        #expect(comparison.figure("requests") == [.count(1), .count(1), .count(0)])
    }

    @Test func `another cost of a client moves the clients that come after`() throws {
        var company = PastCompany()
        for number in 1...12 {
            company.say(
                Double(number * 10),
                "client.manager_requested",
                #""request_id":"M\#(number)","client_id":"C\#(number)","requester_id":"olga""#
            )
        }
        for number in 1...12 {
            company.say(
                Double(number) / 100,
                "client.upserted",
                #""client_id":"C\#(number)","name":"Клиент \#(number)""#
            )
        }
        let base = "[rating]\n[initiative]\n"
        let comparison = try company.compare(
            base + "new_client_cost = 100\n",
            base + "new_client_cost = 400\n"
        )
        #expect(comparison.figure("requests") == [.count(12), .count(12), .count(0)])
        let columns = comparison.tables.first { $0.key == "people" }?.columns ?? []
        #expect(columns.contains("balance_before"))
    }

    @Test func `another rounding moves prices`() throws {
        var company = PastCompany()
        for (region, median) in [("moscow", "120000.00"), ("omsk", "72000.00")] {
            company.say(
                1,
                "salary.observed",
                #""region":"\#(region)","period":"2026-07","#
                    + #""median":{"amount":"\#(median)","currency":"RUB"}"#
            )
        }
        company.say(2, "competition.observed", #""market":"dentists","level":0.3"#)
        company.say(
            3,
            "price.requested",
            #""request_id":"Q1","region":"omsk","market":"dentists","services":[{"code":"seo"}]"#
        )
        func pricing(_ step: Int) -> String {
            """
            [pricing]
            reference = "moscow"
            round_to = \(step)
            [pricing.services]
            seo = { base = "50000.00", floor = "30000.00" }
            [pricing.regions]
            omsk = ["RU-OMS"]

            """
        }
        let comparison = try company.compare(pricing(500), pricing(1000))
        #expect(
            comparison.rows("quotes")
                == [[.text("Q1"), .money(Money(31500, "RUB")), .money(Money(31000, "RUB"))]]
        )
        #expect(comparison.figure("quoted").last == .money(Money(-500, "RUB")))
    }

    @Test func `it is told as text, as JSON and as a page, and nothing in names is markup`() throws
    {
        let holder = "accept = \"holder\"\n"
        var company = PastCompany()
        company.lead(0, "L1")
        company.take(18, "L1", "boris")
        company.lead(60, "L2")
        company.take(72, "L2", "anna")
        let comparison = try company.compare(PastCompany.race + holder, Self.ten + holder)
        let text = comparison.text(Comparison.russian)
        #expect(text.contains("Что было бы иначе"))
        #expect(text.contains("lead_distribution.offer_timeout"))
        #expect(text.contains("Анна") && text.contains("Борис"))
        let json = try comparison.json()
        let value = try JSONReader.read(Array(json.utf8)) { try $0.object() }
        guard case .object(let tables)? = value["tables"], case .list(let leads)? = tables["leads"]
        else {
            Issue.record("no table of leads in \(json)")
            return
        }
        #expect(leads.count == 1)
        let page = ComparisonPage(comparison, Comparison.russian).text
        #expect(page.contains("Борис &lt;b&gt;") && !page.contains("Борис <b>"))
        #expect(page.contains("<svg") && page.hasPrefix("<!DOCTYPE html>"))
    }
}
