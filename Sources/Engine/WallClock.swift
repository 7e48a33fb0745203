package import Foundation

/// The only place where the lane learns what time it is.
package protocol WallClock: Sendable {
    /// The instant, as exactly as the clock has it.
    func now() -> Date
}

extension Date {
    /// The instant rounded up to the millisecond that the contract and the store keep.
    ///
    /// Decisions are made at such an instant: a deadline that counts from it may be late by that
    /// much but never early. Whether a deadline has come is asked of the exact instant, for the
    /// same reason.
    package var roundedUpToMillisecond: Date {
        // Half a microsecond is forgiven: it is the noise of a whole millisecond as a double.
        let milliseconds = (timeIntervalSinceReferenceDate * 1000 - 0.0005).rounded(.up)
        // To the last bit what reading it from its text gives: a state that was stored and read
        // again must equal one that was not.
        let seconds = (milliseconds / 1000).rounded(.down)
        return Date(
            timeIntervalSinceReferenceDate: seconds + (milliseconds - seconds * 1000) / 1000
        )
    }
}

/// The machine's clock.
package struct SystemClock: WallClock {
    package init() {}

    /// The wall clock's time.
    package func now() -> Date { Date() }
}

/// Time that only measures: progress, metrics, and how far a turn of the lane has come.
package enum Stopwatch {
    /// A point of that time.
    package typealias Instant = ContinuousClock.Instant

    /// An instant that no change of the wall clock touches.
    package static func now() -> Instant { .now }
}
