import Domain
import Foundation

/// Clients of the company, and what tests of surveys say of them.
extension SalesFloor {
    /// Asked every ten days, without a spread; reminded after three, for links of five.
    static func asking(
        _ change: (inout LoyaltyPolicy) -> Void = { _ in },
        calendar: WorkCalendar = .roundTheClock
    ) -> SalesFloor {
        var policy = LoyaltyPolicy()
        policy.every = .fixed(.days(10))
        policy.spread = .zero
        policy.callsEvery = nil
        policy.linkExpires = .days(5)
        policy.remindAfter = .days(3)
        policy.cooldown = .zero
        change(&policy)
        var floor = SalesFloor.racing(calendar: calendar)
        floor.policies.leadDistribution = nil
        floor.policies.loyalty = policy
        return floor
    }

    mutating func announce(_ id: String = "C1", _ more: String = #""emails": ["a@client.test"]"#) {
        hear(
            "client.upserted",
            #"{"client_id": "\#(id)", "name": "Daisy", "project_manager_id": "pavel", "#
                + #""sales_head_id": "head1", "department": "seo"\#(more.isEmpty ? "" : ", ")"#
                + "\(more)}"
        )
    }

    mutating func answer(_ score: String, _ survey: String = "S1-C1", _ more: String = "") {
        let more = more.isEmpty ? "" : ", \(more)"
        hear("nps.answered", #"{"survey_id": "\#(survey)", "score": "\#(score)"\#(more)}"#)
    }

    mutating func ask(_ client: String = "C1") {
        hear("nps.survey_requested", #"{"client_id": "\#(client)"}"#)
    }

    /// A client who was just asked.
    static func asked(_ change: (inout LoyaltyPolicy) -> Void = { _ in }) -> SalesFloor {
        var floor = asking(change)
        floor.announce()
        floor.ask()
        floor.forget()
        return floor
    }

    func surveys(of client: String = "C1") -> [Survey] {
        state(of: Surveys.self, client)?.surveys ?? []
    }
}

extension Duration {
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
