import Domain
import Foundation

/// Writes down which events took effect in a lead, in which order.
///
/// It decides in the same transaction as the processes under test: what it holds twice was
/// applied twice, and what it lacks was lost.
enum Ledger: BusinessProcess {
    struct State: ProcessState {
        var applied: [String] = []
    }

    static let name = "ledger"
    static let subject = SubjectKind.lead
    static let reads: [any Message.Type] =
        Leads.reads + [
            QualificationStageChanged.self, QualificationFieldsChanged.self, LeadOfferAccepted.self,
            LeadOfferDeclined.self,
        ]

    static func concerns(of event: Event) -> [Concern<String>] {
        [Concern(event.body.subject, event.key.id)]
    }

    static func decide(_ state: State?, _ input: String, _ context: Context) -> Decision<State> {
        .changed(to: State(applied: (state?.applied ?? []) + [input]))
    }
}

/// A reminder of the chaser's.
struct Chased: Message {
    static let type = "test.chased"
    let leadID: LeadID
    let generation: Int
    var subject: String { leadID.rawValue }
}

/// A timed chain over qualification items: reminds in growing steps while an item is open.
enum Chaser: BusinessProcess {
    struct Firing: Codable, Equatable, Sendable {
        let generation: Int
        let due: Date
        let at: Date
    }

    struct State: ProcessState {
        var generation = 0
        var step = 0
        var isArmed = false
        var fired: [Firing] = []
    }

    enum Input: Sendable {
        case opened, moved, closed
        case fired(TimerFiring)
    }

    enum Ignored: String, Reason { case notArmed, oldGeneration }

    static let name = "chaser"
    static let subject = SubjectKind.lead
    static let reads: [any Message.Type] = [QualificationStageChanged.self]
    static let hears: [any Message.Type] = [QualificationCreate.self, QualificationClose.self]
    /// How long each step takes, in seconds.
    static let steps: [Double] = [8, 40, 900, 8]

    static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case is QualificationCreate: [Concern(event.body.subject, .opened)]
        case is QualificationClose: [Concern(event.body.subject, .closed)]
        default: [Concern(event.body.subject, .moved)]
        }
    }

    static func input(of timer: TimerFiring) -> Input? { .fired(timer) }

    static func decide(_ state: State?, _ input: Input, _ context: Context) -> Decision<State> {
        var state = state ?? State()
        switch input {
        case .opened:
            state.step = 0
            return arm(state, context)
        case .moved:
            return state.isArmed ? arm(state, context) : .ignored(Ignored.notArmed)
        case .closed:
            state.isArmed = false
            state.generation += 1
            // Now and then only the generation tells that the timer is void.
            let isDisarmed = state.generation % 2 == 0
            return .changed(to: state, effects: isDisarmed ? [.disarm(timer: "chase")] : [])
        case .fired(let timer):
            guard state.isArmed, timer.generation == state.generation else {
                return .ignored(Ignored.oldGeneration)
            }
            return fire(state, timer, context)
        }
    }

    private static func arm(
        _ state: State,
        _ context: Context,
        _ effects: [Effect] = []
    ) -> Decision<State> {
        var state = state
        state.generation += 1
        state.isArmed = true
        let due = context.now.addingTimeInterval(steps[state.step])
        let arm = Effect.arm(timer: "chase", generation: state.generation, due: due)
        return .changed(to: state, effects: effects + [arm])
    }

    private static func fire(
        _ state: State,
        _ timer: TimerFiring,
        _ context: Context
    ) -> Decision<State> {
        var state = state
        state.fired.append(
            Firing(generation: timer.generation, due: timer.due, at: context.now)
        )
        state.step += 1
        guard let lead = context.subject.state(of: Leads.self)?.id else {
            return .changed(to: state)
        }
        let reminder = Effect.publish(Chased(leadID: lead, generation: timer.generation))
        guard state.step < steps.count else {
            state.isArmed = false
            return .changed(to: state, effects: [reminder])
        }
        return arm(state, context, [reminder])
    }
}
