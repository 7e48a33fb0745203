import Foundation

/// Dates as PostgreSQL keeps them: whole microseconds since 2000-01-01 00:00 UTC.
enum PostgresTimestamp {
    /// Microseconds from PostgreSQL's epoch to Foundation's, 2001-01-01: one leap year.
    private static let epochOffset: Int64 = 366 * 86_400 * 1_000_000
    /// Seconds, about 285 000 years: beyond PostgreSQL's own range, within `Int64` microseconds.
    private static let range = 9.0e12

    /// The nearest microsecond, halves away from zero; nil for what has no counterpart.
    ///
    /// Whole seconds and fraction are converted apart, as `seconds * 1e6` loses microseconds from
    /// the year 2072 on.
    static func microseconds(of date: Date) -> Int64? {
        let seconds = date.timeIntervalSinceReferenceDate
        guard abs(seconds) < range else { return nil }
        let whole = seconds.rounded(.towardZero)
        let fraction = ((seconds - whole) * 1e6).rounded(.toNearestOrAwayFromZero)
        return Int64(whole) * 1_000_000 + Int64(fraction) + epochOffset
    }

    /// The date of a stored value; nil for PostgreSQL's `infinity` and `-infinity`.
    static func date(ofMicroseconds stored: Int64) -> Date? {
        guard stored != .max, stored != .min else { return nil }
        let (micros, overflow) = stored.subtractingReportingOverflow(epochOffset)
        guard !overflow else { return nil }
        let (whole, fraction) = micros.quotientAndRemainder(dividingBy: 1_000_000)
        return Date(timeIntervalSinceReferenceDate: Double(whole) + Double(fraction) / 1e6)
    }
}
