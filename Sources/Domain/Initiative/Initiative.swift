/// Chooses whose turn it is among the project managers, and keeps their accounts.
///
/// One row holds all accounts, so a choice, its lines and the command are one transaction, whatever
/// lane decides: of two lanes that choose at once the second decides again on what the first left.
package enum Initiative: BusinessProcess {
    package typealias State = InitiativePool

    /// What can happen to the accounts.
    package enum Input: Sendable {
        case asked(TurnAsked)
        case confirmed(TurnConfirmed)
        case takenBack(TurnTakenBack)
        case rated(ManagerRated)
        case availabilityChanged(PersonID)
        case waitingDue(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "initiative_is_off"
        case nothingNew = "nothing_new"
        case noAccount = "no_account"
        case lateTimer = "late_timer"
    }

    /// When somebody may be there again for whom requests wait.
    package static let timer = "initiative_waiting"

    package static let name = "initiative"
    package static let subject = SubjectKind.company
    package static let policies: [any ProcessPolicy.Type] = [InitiativePolicy.self]
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [
        TurnAsked.self, TurnConfirmed.self, TurnTakenBack.self, ManagerRated.self,
        ManagerAvailabilityChanged.self,
    ]
    package static let tells: [any Message.Type] = [TurnGiven.self]
    package static let looksAt: [any BusinessProcess.Type] = [Standings.self]
    package static let publishes: [any Message.Type] = [InitiativeChanged.self]

    /// What it waits for.
    package static let timers = [timer]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as TurnAsked: [Concern(name, .asked(body))]
        case let body as TurnConfirmed: [Concern(name, .confirmed(body))]
        case let body as TurnTakenBack: [Concern(name, .takenBack(body))]
        case let body as ManagerRated: [Concern(name, .rated(body))]
        case let body as ManagerAvailabilityChanged:
            [Concern(name, .availabilityChanged(body.personID))]
        default: []
        }
    }

    /// Somebody may be there again.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == Self.timer ? .waitingDue(generation: timer.generation) : nil
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let policy = context.policies.initiative else { return .ignored(Ignored.off) }
        let move = InitiativeMove(state ?? State(), policy, context)
        switch input {
        case .asked(let request): return move.choose(for: request)
        case .confirmed(let news): return move.confirm(news)
        case .takenBack(let news): return move.takeBack(news)
        case .rated(let news): return move.follow(news)
        case .availabilityChanged(let person): return move.follow(person)
        case .waitingDue(let generation): return move.waitingIsDue(generation)
        }
    }
}
