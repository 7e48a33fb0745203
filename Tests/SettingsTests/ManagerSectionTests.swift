import Domain
import Foundation
import Settings
import Testing

@Suite struct `Sections of project managers` {
    @Test func `are read as people write them`() throws {
        let settings = try Settings.parse(
            """
            [rating]
            scale = 500
            weights = { reviews = 0.1, survey = 0.4, feedback = 0.25, matrix = "0.25" }
            window = "6mo"
            [initiative]
            presale_cost = 12.5
            turns = "literal"
            confirm_within = "2h"
            max_new_clients = { count = 2, per = "7d" }
            """
        )
        let rating = try #require(settings.policies.rating)
        #expect(rating.scale == 500)
        #expect(rating.weights.survey == Decimal(string: "0.4"))
        #expect(rating.weights.matrix == Decimal(string: "0.25"))
        #expect(rating.window == .months(6))
        #expect(rating.reviewsFull == 10)
        let initiative = try #require(settings.policies.initiative)
        #expect(initiative.presaleCost == Decimal(string: "12.5"))
        #expect(initiative.turns == .literal)
        #expect(initiative.confirmWithin == .seconds(7200))
        #expect(initiative.maxNewClients == .init(count: 2, per: .seconds(604_800)))
    }

    @Test func `turn ratings on where initiative needs them`() throws {
        let settings = try Settings.parse("[initiative]")
        #expect(settings.policies.rating == nil)
        #expect(settings.policies.ratings == RatingPolicy())
        #expect(try Settings.parse("").policies.ratings == nil)
    }

    @Test func `say what is wrong with them`() {
        let problems = Given.problems(
            """
            [rating]
            weights = { reviews = 0.5, survey = 0.5, feedback = 0.5, matrix = 0 }
            matrix_prior = 1.5
            window = "90d"
            [initiative]
            presale_cost = 0.001
            turns = "lapse"
            """
        )
        #expect(problems.count == 5, "\(problems)")
        #expect(problems.contains { $0.contains("must be 1 together, not 1.5") })
        #expect(problems.contains { $0.contains("turns") && $0.contains("\"laps\"") })
    }
}

/// What is allowed and hardly meant is told, and stops nobody.
@Suite struct `Settings that contradict each other` {
    private func notes(_ text: String) throws -> [String] { try Settings.parse(text).notes }

    @Test func `of prices are told`() throws {
        let pricing = "[pricing]\nreference = \"moscow\"\n"
        #expect(try notes(pricing).contains { $0.contains("before there is a service") })
        let services = pricing + "[pricing.services]\n"
        let floored = services + "seo = { base = \"20000.00\", floor = \"30000.00\" }\n"
        #expect(try notes(floored).contains { $0.contains("above the base of seo") })
        let usual = services + "seo = { base = \"30000.00\", floor = \"30000.00\" }\n"
        #expect(try notes(usual).isEmpty)
    }

    @Test func `of raises are told`() throws {
        let raises = "[indexation]\nnotice_days = 300\n"
        let late = raises + "decide_within = \"60d\"\n"
        #expect(try notes(late).contains { $0.contains("a year or more") })
        #expect(try notes(raises).isEmpty)
    }
}
