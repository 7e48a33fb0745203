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
            "→ waiting", "rejected not_your_turn", "rejected not_your_turn",
            "not_their_turn", "distribution_not_under_way", "no_first_action_expected",
            "not_their_turn", "→ racing", "late_timer", "late_timer", "late_timer", "late_timer",
        ],
        .racing: [
            "distribution_under_way", "distribution_under_way", "→ owned", "→ owned",
            "no_first_action_expected", "no_first_action_expected", "→ closed",
            "→ racing", "→ owned", "rejected not_your_turn", "→ racing",
            "→ owned", "no_first_action_expected", "→ racing", "distribution_not_under_way",
            "late_timer", "late_timer", "late_timer", "late_timer",
        ],
        .stranded: [
            "distribution_under_way", "distribution_under_way", "→ owned", "→ owned",
            "no_first_action_expected", "no_first_action_expected", "→ closed",
            "→ stranded", "→ owned", "→ owned", "not_their_turn",
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
        let (floor, race) = try floor(in: phase)
        #expect(race?.phase ?? .unseen == phase)
        for (expected, (name, input)) in zip(answers, Self.inputs) {
            let decision = try decide(race, input, floor)
            #expect(answer(decision) == expected, "\(phase): \(name)")
        }
    }

    @Test(arguments: LeadRace.Phase.allCases)
    func `is the same after being stored`(_ phase: LeadRace.Phase) throws {
        let race = try floor(in: phase).race ?? LeadRace("H1", at: SalesFloor.noon)
        let stored = try JSONWriter.bytes(of: race)
        #expect(try JSONReader.decode(LeadRace.self, from: stored) == race)
    }

    private func decide(
        _ race: LeadRace?,
        _ input: Input,
        _ floor: SalesFloor
    ) throws -> Decision<LeadRace> {
        LeadDistribution.decide(
            race,
            input,
            Context(
                now: floor.now,
                policies: floor.policies,
                company: floor.company,
                subject: SubjectStates(slots: [Leads.name: try Self.openLead]),
                text: { $0.template }
            )
        )
    }

    /// The lead as it is while it is open; a closed one is opened again by what the table asks.
    private static var openLead: Lead {
        get throws {
            var floor = SalesFloor.racing()
            floor.lead()
            return try #require(floor.state(of: Leads.self, "H1"))
        }
    }

    /// A company in which the lead has come into the phase by what really leads there.
    private func floor(
        in phase: LeadRace.Phase
    ) throws -> (floor: SalesFloor, race: LeadRace?) {
        let night = WorkingWeek.at("2026-07-15T22:00:00+03:00")
        var floor = SalesFloor.racing(
            { $0.firstActionWithin = .seconds(900) },
            calendar: phase == .waiting ? WorkingWeek.calendar : .roundTheClock,
            at: phase == .waiting ? night : SalesFloor.noon
        )
        switch phase {
        case .unseen: return (floor, nil)
        case .arriving: return (floor, try arriving(floor))
        case .waiting, .racing: floor.lead()
        case .stranded:
            floor.everybody(isActive: false)
            floor.lead()
            floor.everybody(isActive: true)
        case .owned:
            floor.lead()
            floor.accept("anna")
        case .closed:
            floor.lead()
            floor.hear("lead.deleted", #"{"lead_id": "H1"}"#)
        }
        return (floor, floor.race())
    }

    /// Between the arrival of a lead with a contact and the answer to who knows it.
    private func arriving(_ floor: SalesFloor) throws -> LeadRace {
        var known = floor
        known.lead("H1", #""contact": {"phone": "+78121234567"}"#)
        let lead = try #require(known.state(of: Leads.self, "H1"))
        let context = Context(
            now: floor.now,
            policies: floor.policies,
            company: floor.company,
            subject: SubjectStates(slots: [Leads.name: lead]),
            text: { $0.template }
        )
        let decision = LeadDistribution.decide(nil, .appeared("H1"), context)
        guard case .changed(let race, _) = decision else {
            throw Unexpected(description: answer(decision))
        }
        return race
    }

    private struct Unexpected: Error, CustomStringConvertible {
        let description: String
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
