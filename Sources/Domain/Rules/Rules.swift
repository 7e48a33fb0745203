import Foundation

/// Fires the company's own rules.
///
/// It reads nothing off the bus itself: once an event or timer is decided, the engine offers it
/// and everything that was published because of it, in order, so that conditions see what all
/// other processes have made of it.
package enum Rules: BusinessProcess {
    package typealias State = RuleWaits

    /// What can happen to the rules about a subject.
    package enum Input: Sendable {
        /// A message about the subject came or went.
        case happened(RuleOccasion)
        /// A message of the type was about the subject too.
        case cancelling(type: String)
        case waitEnded(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case noRuleApplies = "no_rule_applies"
        case lateTimer = "late_timer"
    }

    /// Why a rule did not fire that should have.
    package enum Rejected: String, Reason {
        case circle = "rule_circle"
    }

    /// The name of the one timer that a subject has for all its waits.
    static let timer = "wait"

    package static let name = "rules"
    package static let subject = SubjectKind.company
    package static let reads: [any Message.Type] = []
    package static let tells: [any Message.Type] = [RuleChainUnwanted.self, RuleChainWanted.self]
    package static let looksAt: [any BusinessProcess.Type] = [
        Calls.self, ClientLedger.self, Clients.self, LeadDistribution.self, Leads.self,
        OutgoingCalls.self, Prices.self, Qualification.self, Standings.self,
    ]
    package static let publishes: [any Message.Type] = [
        RuleFired.self, LeadFieldsSet.self, ChatNotify.self,
    ]

    /// The engine offers occasions; nothing is routed here.
    package static func concerns(of event: Event) -> [Concern<Input>] { [] }

    /// What a message that was decided or published means to rules.
    package static func concerns(of occasion: RuleOccasion, _ book: RuleBook) -> [Concern<Input>] {
        let primary = occasion.subjects.primary
        let own = Concern(primary.id, kind: primary.kind, Input.happened(occasion))
        guard !book.cancelled(by: occasion.type).isEmpty else { return [own] }
        return [own]
            + occasion.subjects.all.dropFirst().map {
                Concern($0.id, kind: $0.kind, .cancelling(type: occasion.type))
            }
    }

    /// What it waits for.
    package static let timers = [timer]

    /// The end of a wait.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == self.timer ? .waitEnded(generation: timer.generation) : nil
    }

    /// The lead, call and client that the rules' events are about.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject]
    ) -> [Subject] {
        let occasions: [RuleOccasion] =
            switch input {
            case .happened(let occasion): [occasion]
            case .cancelling: []
            case .waitEnded: own.state(of: Rules.self)?.waits.map(\.occasion) ?? []
            }
        return occasions.flatMap { occasion in
            let here = RelatedSubject(subject: occasion.subjects.primary, states: own)
            return RuleFacts.needs(occasion.subjects, [here] + related)
        }
    }

    package static func decide(
        _ state: RuleWaits?,
        _ input: Input,
        _ context: Context
    ) -> Decision<RuleWaits> {
        var move = RuleMove(state ?? RuleWaits(), context)
        switch input {
        case .happened(let occasion):
            move.cancel(by: occasion.type)
            return move.happen(occasion)
        case .cancelling(let type):
            move.cancel(by: type)
            return move.decision(else: .noRuleApplies)
        case .waitEnded(let generation):
            return move.endWaits(generation)
        }
    }
}

extension Rules {
    /// What follows where rules fire more often because of one event than anybody can have meant.
    package static func circle(_ context: Context) -> [Effect] {
        RuleFiring.failure(Phrase("rules.too_many_firings"), context)
    }

    /// What follows from rules whose work had to be taken back.
    package static func failure(_ flaw: Flaw, _ context: Context) -> [Effect] {
        RuleFiring.failure(Phrase("rules.taken_back", ["reason": .text(flaw.message)]), context)
    }
}

/// One decision about the rules of a subject, while it is made.
struct RuleMove {
    private let context: Context
    private let before: RuleWaits
    private var state: RuleWaits
    private var effects: [Effect] = []
    private var book: RuleBook { context.policies.rules }

    init(_ state: RuleWaits, _ context: Context) {
        self.context = context
        before = state
        self.state = state
    }

    mutating func cancel(by type: String) {
        let names = book.cancelled(by: type)
        let ended = state.waits.filter { names.contains($0.rule) }
        guard !ended.isEmpty else { return }
        state.waits.removeAll { names.contains($0.rule) }
        for wait in ended {
            note("rules.wait_cancelled", ["rule": .text(wait.rule), "event": .text(type)])
        }
    }

    /// Fires or begins to wait, for each rule whose conditions hold.
    mutating func happen(_ occasion: RuleOccasion) -> Decision<RuleWaits> {
        let facts = RuleFacts(occasion, of: occasion.subjects.primary, context)
        let rules = book.rules(on: occasion.type).filter { rule in
            // Who listens to all firings does not mean his own.
            occasion.type != RuleFired.type || occasion.data["rule"]?.text != rule.name
        }.filter { $0.when.holds(facts) }
        guard occasion.depth < Limits.ruleDepthMax else { return circle(rules, occasion) }
        for rule in rules {
            guard let after = rule.after else {
                fire(rule, occasion, facts)
                continue
            }
            if state.waits.count < Limits.ruleWaitsMax {
                wait(rule, after, occasion)
            } else {
                effects += failure("rules.too_many_waits", rule)
            }
        }
        return decision(else: .noRuleApplies)
    }

    private mutating func wait(_ rule: Rule, _ time: Duration, _ occasion: RuleOccasion) {
        let now = context.now
        let onCalendar =
            rule.countsWorkingTime ? context.policies.calendar.adding(time, to: now) : nil
        let due = onCalendar ?? now + time
        state.waits.append(RuleWaits.Wait(rule: rule.name, due: due, occasion: occasion))
        note("rules.waits", ["rule": .text(rule.name), "until": .instant(due)])
    }

    /// The timer came due: every rule whose time is over fires, if its conditions still hold.
    mutating func endWaits(_ generation: Int) -> Decision<RuleWaits> {
        guard generation == state.armings else { return .ignored(Rules.Ignored.lateTimer) }
        let ended = state.waits.filter { $0.due <= context.now }
        state.waits.removeAll { $0.due <= context.now }
        for wait in ended {
            guard let rule = book.rule(named: wait.rule) else {
                note("rules.gone", ["rule": .text(wait.rule)])
                continue
            }
            let facts = RuleFacts(wait.occasion, of: wait.occasion.subjects.primary, context)
            guard rule.when.holds(facts) else {
                note("rules.conditions_changed", ["rule": .text(rule.name)])
                continue
            }
            fire(rule, wait.occasion, facts)
        }
        // Also where nothing ended: armed early, it must be armed again.
        return decision(else: .lateTimer, rearms: true)
    }

    // MARK: - Firing

    private mutating func fire(_ rule: Rule, _ occasion: RuleOccasion, _ facts: RuleFacts) {
        var firing = RuleFiring(rule, occasion, facts, context)
        firing.act()
        note("rules.fired", ["rule": .text(rule.name)])
        effects.append(.publish(firing.fact))
        effects += firing.effects
    }

    /// Rules that led one to another too often: they stop, and the directors are told once.
    private mutating func circle(
        _ rules: [Rule],
        _ occasion: RuleOccasion
    ) -> Decision<RuleWaits> {
        guard let rule = rules.first, occasion.depth == Limits.ruleDepthMax else {
            return decision(else: .noRuleApplies)
        }
        return .rejected(Rules.Rejected.circle, effects: failure("rules.circle", rule))
    }

    private func failure(_ template: String, _ rule: Rule) -> [Effect] {
        RuleFiring.failure(Phrase(template, ["rule": .text(rule.name)]), context)
    }

    // MARK: - Pieces

    private mutating func note(_ template: String, _ values: [String: Value]) {
        effects.append(.note(Phrase(template, values)))
    }

    /// What was decided; the timer follows the earliest wait.
    mutating func decision(
        else reason: Rules.Ignored,
        rearms: Bool = false
    ) -> Decision<RuleWaits> {
        if state.due != before.due || (rearms && state.due != nil) {
            state.armings += 1
            if let due = state.due {
                effects.append(.arm(timer: Rules.timer, generation: state.armings, due: due))
            } else {
                effects.append(.disarm(timer: Rules.timer))
            }
        }
        guard state != before || !effects.isEmpty else { return .ignored(reason) }
        return .changed(to: state, effects: effects)
    }
}
