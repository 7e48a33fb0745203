package import Foundation

/// Hot leads that came when nobody was at work, until the company opens.
package enum NightPool: BusinessProcess {
    /// A lead that waits.
    package struct Entry: Codable, Equatable, Sendable {
        package let leadID: LeadID
        /// Whether it was called hot; the others are so for want of saying anything.
        package let isHot: Bool
        package let since: Date

        private enum CodingKeys: String, CodingKey {
            case leadID = "lead_id"
            case isHot = "hot"
            case since
        }
    }

    /// What waits, and how far this morning's draining is.
    package struct State: ProcessState {
        package var entries: [Entry] = []
        /// How many leads were let out since the company opened.
        @Counted package var drained = 0
        /// Which arming of the timer is the present one.
        @Counted package var generation = 0
    }

    /// What can happen to the pool.
    package enum Input: Sendable {
        case entered(Entry)
        case opened(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case lateTimer = "late_timer"
    }

    package static let name = "night_pool"
    package static let subject = SubjectKind.company
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [PoolEntered.self]
    package static let tells: [any Message.Type] = [PoolDrained.self]

    /// The timer that empties the pool.
    package static let timer = "opening"

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? PoolEntered else { return [] }
        return [Concern(name, .entered(body.entry))]
    }

    /// What it waits for.
    package static let timers = [timer]

    /// The opening.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == Self.timer ? .opened(generation: timer.generation) : nil
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        var state = state ?? State()
        switch input {
        case .entered(let entry):
            state.entries.removeAll { $0.leadID == entry.leadID }
            state.entries.append(entry)
            let alarm = state.arm(at: opening(context))
            return .changed(to: state, effects: [alarm])
        case .opened(state.generation):
            return open(state, context)
        case .opened:
            return .ignored(Ignored.lateTimer)
        }
    }

    private static func opening(_ context: Context) -> Date {
        context.policies.calendar.nextOpening(atOrAfter: context.now) ?? context.now
    }

    private static func open(_ state: State, _ context: Context) -> Decision<State> {
        var state = state
        let opening = opening(context)
        // The calendar may have been changed during the night.
        guard opening <= context.now else {
            let alarm = state.arm(at: opening)
            return .changed(to: state, effects: [alarm])
        }
        let waiting = state.entries.sorted { left, right in
            if left.isHot != right.isHot { return left.isHot }
            if left.since != right.since { return left.since < right.since }
            return left.leadID < right.leadID
        }
        let now = waiting.prefix(Limits.poolDrainMax)
        let first = state.drained
        state.entries = Array(waiting.dropFirst(now.count))
        state.drained = state.entries.isEmpty ? 0 : first + now.count
        var effects = state.entries.isEmpty ? [] : [state.arm(at: context.now)]
        for (index, entry) in now.enumerated() {
            effects.append(.tell(PoolDrained(leadID: entry.leadID, place: first + index)))
        }
        return .changed(to: state, effects: effects)
    }
}

extension NightPool.State {
    fileprivate mutating func arm(at due: Date) -> Effect {
        generation += 1
        return .arm(timer: NightPool.timer, generation: generation, due: due)
    }
}
