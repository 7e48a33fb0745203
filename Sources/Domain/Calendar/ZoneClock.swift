import Foundation

/// The clock on the wall of a time zone, in whole seconds since 1970.
///
/// It is `Calendar` without calendars: an order of magnitude faster, and the same answers.
struct ZoneClock {
    let zone: TimeZone

    /// A time during which the clock runs evenly: at least up to `end`, maybe longer.
    struct Stretch {
        /// What the clock shows is the instant plus this.
        let offset: Int
        /// The first instant for which nothing is promised.
        let end: Int
    }

    /// Seconds to add to the instant to get what the clock shows.
    func offset(at instant: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }

    /// How long the clock runs evenly from the instant on, looking one day ahead at most.
    ///
    /// No zone has ever changed its offset and changed it back within a day.
    func stretch(from instant: Int) -> Stretch {
        let offset = offset(at: instant)
        var same = instant
        var end = instant + Self.day
        guard self.offset(at: end) != offset else { return Stretch(offset: offset, end: end) }
        while end - same > 1 {
            let middle = same + (end - same) / 2
            if self.offset(at: middle) == offset { same = middle } else { end = middle }
        }
        return Stretch(offset: offset, end: end)
    }

    /// The first instant at which the clock shows the given reading or a later one.
    ///
    /// A reading is seconds since 1970-01-01 00:00 as the clock shows them. One that the clock
    /// skips gives the first instant after the gap, one that it shows twice the first of the two.
    func firstInstant(showing reading: Int) -> Int {
        var instant = reading - Self.day
        while true {
            let stretch = stretch(from: instant)
            let candidate = max(instant, reading - stretch.offset)
            if candidate < stretch.end { return candidate }
            instant = stretch.end
        }
    }

    /// Seconds of a day without a change of the clock.
    static let day = 86_400
}
