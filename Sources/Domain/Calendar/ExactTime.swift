import Foundation

/// An instant, or an amount of time, in whole seconds and an exact rest.
///
/// `Date` counts binary fractions of a second, `Duration` decimal ones; a grain divides both, so
/// that a sum of the two never comes out early.
struct ExactTime: Comparable {
    /// Whole seconds; of an instant, those since 1970.
    var seconds: Int
    /// The rest, 0 ..< `grainsPerSecond`.
    var grains: Int128

    init(seconds: Int, grains: Int128 = 0) {
        self.seconds = seconds
        self.grains = grains
    }

    /// The instant of a date; one outside the years 1 to 9999 becomes the nearest inside.
    init(_ date: Date) {
        let time = Self.bounded(date.timeIntervalSinceReferenceDate)
        let whole = time.rounded(.down)
        self.seconds = Int(whole) + Self.reference
        self.grains = Self.grains(time - whole)
    }

    /// The earliest date that is not before the instant.
    var date: Date {
        let whole = TimeInterval(seconds - Self.reference)
        let nearest = whole + TimeInterval(grains) / TimeInterval(Self.grainsPerSecond)
        let isEarly = Self.grains(nearest - whole) < grains
        return Date(timeIntervalSinceReferenceDate: isEarly ? nearest.nextUp : nearest)
    }

    /// So much more; the duration must not be negative.
    func adding(_ duration: Duration) -> ExactTime {
        let (seconds, attoseconds) = duration.components
        let sum = grains + Int128(attoseconds) * Self.grainsPerAttosecond
        return ExactTime(
            seconds: self.seconds + Int(seconds) + Int(sum / Self.grainsPerSecond),
            grains: sum % Self.grainsPerSecond
        )
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.seconds, left.grains) < (right.seconds, right.grains)
    }

    /// This many seconds and grains, rounded down to attoseconds; either may be negative.
    static func duration(seconds: Int, grains: Int128) -> Duration {
        Duration(
            secondsComponent: Int64(seconds),
            attosecondsComponent: Int64(grains >> 60)
        )
    }

    /// The binary fraction of a second as grains; what is smaller than 2⁻⁶⁰ rounds up.
    private static func grains(_ fraction: TimeInterval) -> Int128 {
        Int128(Int((fraction * 0x1p60).rounded(.up))) * attosecondsPerSecond
    }

    private static func bounded(_ time: TimeInterval) -> TimeInterval {
        // Written so that what is not a number becomes the lower bound.
        time >= timeMin ? min(time, timeMax) : timeMin
    }

    /// A grain is 2⁻⁶⁰ attoseconds.
    private static let grainsPerAttosecond: Int128 = 1 << 60
    private static let attosecondsPerSecond: Int128 = 1_000_000_000_000_000_000
    private static let grainsPerSecond = attosecondsPerSecond << 60
    /// 2001-01-01 00:00 UTC, from which `Date` counts, in seconds since 1970.
    private static let reference = 978_307_200
    /// 0001-01-01 00:00 UTC, since 2001.
    private static let timeMin: TimeInterval = -63_113_904_000
    /// 9999-12-31 23:59:59 UTC, since 2001.
    private static let timeMax: TimeInterval = 252_423_993_599
}
