package import Foundation

/// The only place where the lane learns what time it is.
package protocol WallClock: Sendable {
    /// The instant, rounded up to the millisecond that the contract and the store keep.
    ///
    /// Up, because a deadline that counts from it may be late by that much but never early.
    func now() -> Date
}

/// The machine's clock.
package struct SystemClock: WallClock {
    package init() {}

    /// The wall clock's time, rounded up to the millisecond.
    package func now() -> Date {
        let seconds = Date().timeIntervalSince1970
        return Date(timeIntervalSince1970: (seconds * 1000).rounded(.up) / 1000)
    }
}
