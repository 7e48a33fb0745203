import Domain
import Foundation
import Testing

/// Every pair of phase and input has its answer.
@Suite struct `Every phase of a race` {
    typealias Input = LeadDistribution.Input

    /// What happens, by name, in the order of the columns below.
    private static let inputs: [(String, Input)] = [
        ("appeared", .appeared("H1")),
        ("belongs to nobody", .belongs(to: nil, "H1")),
        ("belongs to kira", .belongs(to: "kira", "H1")),
        ("assigned to kira", .assigned(to: "kira", "H1")),
        ("moved", .moved(by: nil, "H1")),
        ("updated by anna", .updated(by: "anna", "H1")),
        ("ended", .ended("H1")),
        ("sought", .sought("H1")),
        ("anna accepts", .accepted("anna", "H1")),
        ("boris accepts", .accepted("boris", "H1")),
        ("anna declines", .declined("anna", "H1")),
        ("anna answers the client", .callAnswered(by: "anna", "H1")),
        ("anna works", .workSeen(by: "anna", "H1")),
        ("anna left", .holderLeft("anna", "H1")),
        ("drained", .drained(place: 1, "H1")),
        ("offer expired late", .offerExpired(generation: 99)),
        ("reminder late", .reminderDue(generation: 99)),
        ("first action late", .firstActionMissed(generation: 99)),
        ("retried late", .retried(generation: 99)),
    ]

    /// What each phase answers; `→` is followed by the phase after it.
    private static let answers: [LeadRace.Phase: [String]] = [
        .unseen: [
            "→ racing", "→ racing", "lead_has_an_owner", "lead_has_an_owner",
            "→ racing", "no_first_action_expected",
            "distribution_not_under_way", "distribution_not_under_way", "rejected not_on_offer",
            "rejected not_on_offer", "not_their_turn", "distribution_not_under_way",
            "no_first_action_expected", "not_their_turn", "distribution_not_under_way",
            "late_timer", "late_timer", "late_timer", "late_timer",
        ],
        .arriving: [
            "distribution_under_way", "distribution_under_way", "→ owned", "→ owned",
            "no_first_action_expected", "no_first_action_expected", "→ closed", "→ racing",
            "rejected not_your_turn", "rejected not_your_turn", "not_their_turn",
            "distribution_not_under_way", "no_first_action_expected", "not_their_turn",
            "distribution_not_under_way", "late_timer", "late_timer", "late_timer", "late_timer",
        ],
        .waiting: [
            "distribution_under_way", "distribution_under_way", "→ owned", "→ owned",
            "no_first_action_expected", "no_first_action_expected", "→ closed",
            "distribution_not_under_way", "rejected not_your_turn", "rejected not_your_turn",
            "not_their_turn", "distribution_not_under_way", "no_first_action_expected",
            "not_their_turn", "→ racing", "late_timer", "late_timer", "late_timer", "late_timer",
        ],
        .racing: [
            "distribution_under_way", "distribution_under_way", "→ owned", "→ owned",
            "no_first_action_expected", "no_first_action_expected", "→ closed",
            "distribution_not_under_way", "→ owned", "rejected not_your_turn", "→ racing",
            "→ owned", "no_first_action_expected", "→ racing", "distribution_not_under_way",
            "late_timer", "late_timer", "late_timer", "late_timer",
        ],
        .stranded: [
            "distribution_under_way", "distribution_under_way", "→ owned", "→ owned",
            "no_first_action_expected", "no_first_action_expected", "→ closed",
            "distribution_not_under_way", "→ owned", "→ owned", "not_their_turn",
            "distribution_not_under_way", "no_first_action_expected", "not_their_turn",
            "distribution_not_under_way", "late_timer", "late_timer", "late_timer", "late_timer",
        ],
        .owned: [
            "lead_has_an_owner", "→ racing", "→ owned", "→ owned", "→ owned", "→ owned",
            "→ closed", "distribution_not_under_way", "already_theirs", "rejected taken",
            "rejected taken", "→ owned", "→ owned", "not_their_turn",
            "distribution_not_under_way", "late_timer", "late_timer", "late_timer", "late_timer",
        ],
        .closed: [
            "lead_is_closed", "lead_is_closed", "lead_is_closed", "lead_is_closed", "→ racing",
            "no_first_action_expected", "distribution_not_under_way",
            "distribution_not_under_way", "rejected not_on_offer", "rejected not_on_offer",
            "not_their_turn", "distribution_not_under_way", "no_first_action_expected",
            "not_their_turn", "distribution_not_under_way", "late_timer", "late_timer",
            "late_timer", "late_timer",
        ],
    ]

    @Test(arguments: LeadRace.Phase.allCases)
    func `answers every input`(_ phase: LeadRace.Phase) throws {
        let answers = try #require(Self.answers[phase])
        #expect(answers.count == Self.inputs.count)
        var floor = SalesFloor.racing { $0.firstActionWithin = .seconds(900) }
        floor.lead()
        let lead = try #require(floor.state(of: Leads.self, "H1"))
        let race = try race(in: phase, floor)
        for (expected, (name, input)) in zip(answers, Self.inputs) {
            let decision = LeadDistribution.decide(
                phase == .unseen ? nil : race,
                input,
                Context(
                    now: floor.now,
                    policies: floor.policies,
                    company: floor.company,
                    subject: SubjectStates(slots: [Leads.name: lead]),
                    text: { $0.template }
                )
            )
            #expect(answer(decision) == expected, "\(phase): \(name)")
        }
    }

    @Test(arguments: LeadRace.Phase.allCases)
    func `is the same after being stored`(_ phase: LeadRace.Phase) throws {
        var floor = SalesFloor.racing { $0.firstActionWithin = .seconds(900) }
        floor.lead()
        let race = try race(in: phase, floor)
        let stored = try JSONEncoder().encode(race)
        #expect(try JSONDecoder().decode(LeadRace.self, from: stored) == race)
    }

    private func race(in phase: LeadRace.Phase, _ floor: SalesFloor) throws -> LeadRace {
        var floor = floor
        if phase == .owned { floor.accept("anna") }
        var race = try #require(floor.race())
        race.phase = phase
        if phase != .racing && phase != .owned { race.chain = nil }
        return race
    }

    private func answer(_ decision: Decision<LeadRace>) -> String {
        switch decision {
        case .changed(let race, _): "→ \(race.phase.rawValue)"
        case .ignored(let reason): reason.rawValue
        case .rejected(let reason, _): "rejected \(reason.rawValue)"
        case .refused(let flaw): "refused \(flaw.code.rawValue)"
        }
    }
}
