import Domain
import Foundation
import Testing

@Suite struct LoyaltyTests {
    @Test(
        arguments: [
            (0, 0, 0, nil), (1, 0, 0, 100), (0, 1, 0, 0), (0, 0, 1, -100), (9, 0, 1, 80),
            (2, 0, 1, 33),
            (1, 0, 2, -33), (95, 4, 1, 94), (1, 1, 0, 50), (1, 7, 0, 13), (0, 7, 1, -13),
        ] as [(Int, Int, Int, Int?)]
    )
    func `NPS is excellent less bad of all answers, in a hundred`(
        _ excellent: Int,
        _ good: Int,
        _ bad: Int,
        _ nps: Int?
    ) {
        var count = ScoreCount()
        count.count(.excellent, excellent)
        count.count(.good, good)
        count.count(.bad, bad)
        #expect(count.nps == nps)
    }

    /// Three clients of two project managers, one answer each.
    private func answered() -> SalesFloor {
        var floor = SalesFloor.asking { $0.remindAfter = nil }
        floor.hear(
            "person.upserted",
            #"{"person_id": "polina", "name": "polina", "roles": ["project_manager"]}"#
        )
        for (client, manager, head, department) in [
            ("C1", "pavel", "head1", "seo"), ("C2", "pavel", "head2", "seo"),
            ("C3", "polina", "head1", "ads"),
        ] {
            floor.hear(
                "client.upserted",
                #"{"client_id": "\#(client)", "name": "x", "emails": ["a@client.test"], "#
                    + #""project_manager_id": "\#(manager)", "sales_head_id": "\#(head)", "#
                    + #""department": "\#(department)"}"#
            )
            floor.ask(client)
        }
        floor.answer("excellent", "S1-C1")
        floor.answer("bad", "S1-C2")
        floor.answer("excellent", "S1-C3")
        return floor
    }

    @Test func `is published by project manager, head and department`() throws {
        let floor = answered()
        let fact = try #require(floor.published.compactMap { $0 as? LoyaltyPublished }.last)
        #expect(fact.overall.answers == 3 && fact.overall.nps == 33)
        func figures(_ parts: [LoyaltyOf]) -> [String: Int?] {
            Dictionary(uniqueKeysWithValues: parts.map { ($0.key, $0.figures.nps) })
        }
        #expect(figures(fact.projectManagers) == ["pavel": 0, "polina": 100])
        #expect(figures(fact.salesHeads) == ["head1": 100, "head2": -100])
        #expect(figures(fact.departments) == ["seo": 0, "ads": 100])
        #expect(fact.from == "2026-04-16" && fact.to == "2026-07-15")
    }

    @Test func `an answer stays with those who served the client when he was asked`() throws {
        var floor = answered()
        floor.announce("C1", #""emails": ["a@client.test"], "department": "new""#)
        floor.answer("bad", "S1-C1")
        let fact = try #require(floor.published.compactMap { $0 as? LoyaltyPublished }.last)
        #expect(fact.departments.map(\.key) == ["ads", "seo"])
        #expect(fact.overall.bad == 2 && fact.overall.answers == 3)
    }

    @Test func `below the target the directors are warned every Monday`() {
        var floor = answered()
        floor.forget()
        var warnings: [CalendarDay] = []
        for _ in 0..<20 {
            floor.pass(.days(1))
            guard floor.said().contains("chat dir warning nps.below_target") else { continue }
            warnings.append(floor.policies.calendar.day(of: floor.now.addingTimeInterval(-43_200)))
        }
        #expect(warnings.count == 3)
        #expect(warnings.allSatisfy { $0.weekday == 1 || $0.weekday == 7 })
    }

    @Test func `above the target nobody is warned, and without answers nothing is counted`() {
        var floor = SalesFloor.asked {
            $0.every = .months(12)
            $0.remindAfter = nil
        }
        floor.answer("excellent")
        floor.forget()
        floor.pass(.days(120))
        let said = floor.said()
        #expect(!said.contains { $0.contains("below_target") })
        // Every Monday while the answer is within the last 91 days; then the timer rests.
        #expect(said.filter { $0 == "nps 100 of 1" }.count == 13)
        #expect(floor.timer("loyalty", "nps_warning") == nil)
    }

    @Test func `an answer that is replaced counts once`() {
        var floor = SalesFloor.asked()
        for score in ["bad", "excellent", "bad", "good"] { floor.answer(score) }
        let facts = floor.said().filter { $0.hasPrefix("nps ") }
        #expect(facts == ["nps -100 of 1", "nps 100 of 1", "nps -100 of 1", "nps 0 of 1"])
    }
}
