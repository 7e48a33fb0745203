import Domain
package import Foundation

/// The timers of a lane by their share: deadlines first, and of those that come in masses a few
/// with each turn, so that ten thousand surveys never stand in front of a lead's deadline.
package struct TimerGates {
    /// This many mass timers go with one turn at most: about the time of one batch of events.
    package static let massMax = 16

    private var prompt = TimerGate()
    private var mass = TimerGate()

    package init() {}

    /// Reads the table again where its window runs out.
    package mutating func refill(from store: any LaneStore, at now: Date) throws(StoreError) {
        try Self.refill(&prompt, from: store, at: now, mass: false)
        try Self.refill(&mass, from: store, at: now, mass: true)
    }

    private static func refill(
        _ gate: inout TimerGate,
        from store: any LaneStore,
        at now: Date,
        mass: Bool
    ) throws(StoreError) {
        guard gate.mustRefill(at: now) else { return }
        let horizon = now + (TimerGate.window / .seconds(1))
        let read = try store.timers(dueUpTo: horizon, limit: TimerGate.countMax, mass: mass)
        gate.refill(read, upTo: horizon)
    }

    /// When the next timer comes due, as far as it is known.
    package var earliest: Date? {
        guard let first = prompt.earliest, let other = mass.earliest else {
            return prompt.earliest ?? mass.earliest
        }
        return min(first, other)
    }

    /// Takes timers that are due: deadlines, and a few of the others once no deadline is left.
    package mutating func take(dueAt now: Date, atMost count: Int) -> [StoredTimer] {
        let due = prompt.take(dueAt: now, atMost: count)
        return due + mass.take(dueAt: now, atMost: min(count - due.count, Self.massMax))
    }

    /// Follows what a batch armed and disarmed.
    package mutating func follow(armed: [StoredTimer], disarmed: [TimerKey]) {
        let isMass = Dictionary(grouping: armed, by: \.isMass)
        // A timer may have changed its share with the version of the program.
        let keys = armed.map(\.key)
        prompt.follow(armed: isMass[false] ?? [], disarmed: disarmed + keys)
        mass.follow(armed: isMass[true] ?? [], disarmed: disarmed + keys)
    }
}
