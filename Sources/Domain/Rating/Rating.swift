package import Foundation

/// Rates project managers by what clients, heads and the services of their clients say of them.
package enum Rating: BusinessProcess {
    package typealias State = ManagerRating

    /// What can happen to a manager's rating.
    package enum Input: Sendable {
        case roleChanged(ManagerRoleChanged)
        case shown(RatingEvidence)
        case feedback(FeedbackGiven, at: Date)
        /// The company may rate otherwise than before.
        case looked(PersonID)
        case faded(generation: Int)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case off = "ratings_are_off"
        case nothingNew = "nothing_new"
        case olderFeedback = "older_feedback"
        case lateTimer = "late_timer"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason, CaseIterable {
        case notAManager = "not_a_project_manager"
        case ownWork = "feedback_on_own_work"
    }

    /// The timer of the next midnight at which something loses weight.
    package static let timer = "rating_fade"

    package static let name = "rating"
    package static let subject = SubjectKind.manager
    package static let policies: [any ProcessPolicy.Type] = [RatingPolicy.self]
    package static let reads: [any Message.Type] = [FeedbackGiven.self]
    package static let hears: [any Message.Type] = [ManagerRoleChanged.self, RatingEvidence.self]
    package static let tells: [any Message.Type] = [ManagerRated.self]
    package static let facts: [any FactRow.Type] = [RatingFact.self]
    package static let publishes: [any Message.Type] = [RatingChanged.self, ChatNotify.self]

    /// Something is always repeated.
    package static let perpetualTimers: Set = [timer]
    /// Thousands may be due at one midnight.
    package static let massTimers: Set = [timer]
    /// What it waits for.
    package static let timers = [timer]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ManagerRoleChanged: [Concern(body.subject, .roleChanged(body))]
        case let body as RatingEvidence: [Concern(body.subject, .shown(body))]
        case let body as FeedbackGiven:
            [Concern(body.subject, .feedback(body, at: event.occurred))]
        default: []
        }
    }

    /// The midnight of its own timer.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == Self.timer ? .faded(generation: timer.generation) : nil
    }

    /// Other weights make other ratings.
    package static func revisit(
        under policies: Policies
    ) -> (@Sendable (_ id: String) -> Input?)? {
        guard policies.ratings != nil else { return nil }
        return { id in PersonID(rawValue: id).map { .looked($0) } }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let policy = context.policies.ratings else { return .ignored(Ignored.off) }
        let move = RatingMove(state ?? State(), policy, context)
        switch (state, input) {
        case (_, .roleChanged(let news)): return move.changeRole(news)
        case (_, .shown(let evidence)): return move.take(evidence)
        case (_, .feedback(let news, let instant)): return move.take(news, at: instant)
        case (nil, .looked), (nil, .faded): return .ignored(Ignored.lateTimer)
        case (.some, .looked(let person)): return move.look(at: person)
        case (.some(let known), .faded(let generation)):
            guard known.fade?.generation == generation, let id = known.managerID else {
                return .ignored(Ignored.lateTimer)
            }
            return move.fade(id)
        }
    }
}
