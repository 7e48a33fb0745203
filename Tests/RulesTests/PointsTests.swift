import Domain
import Foundation
import Testing

/// Ratings and accounts as rules see them.
@Suite struct `A rule that shows points` {
    private func company() throws -> Company {
        let company = try Company(
            """
            [rating]
            [[rules]]
            name = "said"
            on = "feedback.given"
            when = { "person.rating" = { gt = 400.5 }, "person.initiative" = { gte = 462.5 } }
            do = [{ notify = "person:dir", text = "{{person.rating}} {{person.initiative}}" }]
            [initiative]
            """
        )
        try company.publish(
            "person.upserted",
            [
                "person_id": .text("olga"), "name": .text("Ольга"),
                "roles": .list([.text("project_manager")]),
            ]
        )
        return company
    }

    @Test func `writes them with two places, as the bus does, and compares them as numbers`() throws
    {
        let company = try company()
        try company.publish(
            "feedback.given",
            [
                "feedback_id": .text("f1"), "person_id": .text("olga"), "by": .text("boris"),
                "score": .number(3),
            ]
        )
        #expect(company.notices(to: "dir") == ["462.50 462.50"])
    }
}
