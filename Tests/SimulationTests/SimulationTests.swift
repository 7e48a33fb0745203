import Contract
import Domain
import Engine
import Foundation
import Testing

/// Whole worlds, lived through by their seeds.
///
/// `BATON_SEED=17` repeats one, `BATON_SEEDS=100000` lives through more than a usual run does.
@Suite struct `A lane under misfortune` {
    private static let seeds = number("BATON_SEEDS") ?? 2000
    private static let onlySeed = number("BATON_SEED")
    private static let chunk = 100

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap(Int.init)
    }

    @Test(arguments: Array(stride(from: 1, through: seeds, by: chunk)))
    func `keeps every promise`(first: Int) {
        let last = min(first + Self.chunk - 1, Self.seeds)
        for seed in Self.onlySeed.map({ $0...$0 }) ?? first...last {
            guard let violation = World.run(seed: seed) else { continue }
            Issue.record(
                """
                seed \(seed): \(violation)
                again: BATON_SEED=\(seed) swift test --filter SimulationTests
                """
            )
            return
        }
    }

    @Test(arguments: Sabotage.allCases)
    func `is found out where it is broken on purpose`(sabotage: Sabotage) throws {
        let found = (1...Self.seeds).first { World.run(seed: $0, sabotage: sabotage) != nil }
        #expect(found != nil, "\(sabotage) was not noticed in \(Self.seeds) seeds")
    }

    /// Invariants that hold of nothing but silence would hold always.
    @Test func `lives through all that it is about`() {
        var types: Set<String> = []
        for seed in 1...200 {
            let world = World(seed: seed)
            world.live()
            for entry in world.database.journal(of: 0) {
                types.formUnion([entry.type, entry.outcome.rawValue])
                types.formUnion(entry.commands.map(\.type))
                types.formUnion(entry.deadLetter.map { [$0.flaw.code.rawValue] } ?? [])
            }
        }
        let expected: Set = [
            "applied", "ignored", "rejected", "dead", "store_refused", "not_json",
            "unknown_item", "timer.chaser.chase", "timer.lead_distribution.offer",
            "timer.call.step", "timer.call.mark", "test.chased", "qualification.create",
            "qualification.assign", "qualification.close", "qualification.reject_transition",
            "lead.assign", "lead.close", "lead.offer", "lead.offer_withdrawn",
            "lead.offer_refused", "lead.create", "call.ring", "call.stop_ring", "call.fallback",
            "call.schedule", "chat.notify", "timer.surveys.survey_mail",
            "timer.surveys.survey_reminder", "timer.surveys.survey_call",
            "timer.recovery.recovery_reaction", "timer.recovery.recovery_close",
            "unknown_survey", "mail.send", "task.create", "baton.nps.published",
            "baton.rule.fired", "baton.lead.fields_set",
            "timer.rules.wait", "timer.rule_chains.step:climb",
        ]
        #expect(expected.subtracting(types) == [])
    }

    @Test func `is the same for the same seed`() {
        for seed in 1...5 {
            let (one, other) = (World(seed: seed), World(seed: seed))
            one.live()
            other.live()
            #expect(one.arrivalOrder == other.arrivalOrder)
            #expect(one.consumed == other.consumed)
            #expect(history(of: one) == history(of: other))
        }
    }

    @Test func `is another for another seed`() {
        let (one, other) = (World(seed: 1), World(seed: 2))
        one.live()
        other.live()
        #expect(history(of: one) != history(of: other))
    }

    /// The journal, line by line: when what came and what was decided.
    private func history(of world: World) -> [String] {
        world.database.journal(of: 0).map { entry in
            let decisions = entry.decisions.map { "\($0.process) \($0.outcome) \($0.reason ?? "")" }
            let commands = entry.commands.map { String(decoding: $0.json, as: UTF8.self) }
            return "\(entry.seq) \(entry.received.timeIntervalSince1970) \(entry.type) "
                + "\(entry.subject) \(entry.outcome) \(decisions) \(commands)"
        }
    }
}
