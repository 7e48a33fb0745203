package import Foundation

/// Times as the contract writes them: RFC 3339 with offset.
///
/// Read and written by hand: Foundation refuses fractions of some lengths, and every message has a
/// time or two.
package enum Timestamp {
    /// The instant, or nil where the text is not a full date with time and offset.
    ///
    /// Beside RFC 3339's own forms a space may stand for the `T`, and an offset needs no colon.
    package static func date(_ text: String) -> Date? {
        var text = text
        return text.withUTF8 { date($0) }
    }

    /// The same of UTF-8 text.
    static func date(_ text: UnsafeBufferPointer<UInt8>) -> Date? {
        var reading = TimestampReading(text)
        return reading.date()
    }

    /// Whether something that people do today can have this time.
    ///
    /// Before 2000 lie the times that programs write who forgot to fill one in: the years 1, 1900
    /// and 1970. To take one would have every day since then counted.
    package static func isOfOurDays(_ date: Date) -> Bool {
        date.timeIntervalSinceReferenceDate >= ourDaysBegin
    }

    /// The instant in UTC with milliseconds; one outside the years 1 to 9999 is the nearest inside.
    package static func text(_ date: Date) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(24)
        write(date, to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// Appends the same to UTF-8 text.
    static func write(_ date: Date, to text: inout [UInt8]) {
        let milliseconds = (date.timeIntervalSinceReferenceDate * 1000).rounded()
        // Written so that what is not a number becomes the lower bound.
        let bounded =
            milliseconds >= millisecondsMin ? min(milliseconds, millisecondsMax) : millisecondsMin
        let count = Int(bounded) + reference * 1000
        let ofDay = (count % 86_400_000 + 86_400_000) % 86_400_000
        let day = CalendarDay(ordinal: (count - ofDay) / 86_400_000)
        put(day.year, 1000, "-", &text)
        put(day.month, 10, "-", &text)
        put(day.day, 10, "T", &text)
        put(ofDay / 3_600_000, 10, ":", &text)
        put(ofDay / 60_000 % 60, 10, ":", &text)
        put(ofDay / 1000 % 60, 10, ".", &text)
        put(ofDay % 1000, 100, "Z", &text)
    }

    /// The digits of a number from the given unit on, and a mark behind them.
    private static func put(
        _ number: Int,
        _ firstUnit: Int,
        _ mark: Unicode.Scalar,
        _ text: inout [UInt8]
    ) {
        var unit = firstUnit
        while unit > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
            unit /= 10
        }
        text.append(UInt8(ascii: mark))
    }

    /// Whether the instant lies in the years that can be written.
    package static func isWritable(_ date: Date) -> Bool {
        (millisecondsMin...millisecondsMax).contains(date.timeIntervalSinceReferenceDate * 1000)
    }

    /// 2001-01-01 00:00 UTC, from which `Date` counts, in seconds since 1970.
    fileprivate static let reference = 978_307_200
    /// 2000-01-01 00:00 UTC, since 2001.
    private static let ourDaysBegin = -31_622_400.0
    /// 0001-01-01 00:00 UTC, since 2001.
    private static let millisecondsMin = -63_113_904_000_000.0
    /// The last millisecond of 9999, since 2001.
    private static let millisecondsMax = 252_423_993_599_999.0
}

/// A time that is read from left to right.
private struct TimestampReading {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func date() -> Date? {
        guard let day = day(), takeMark("T") || takeMark("t") || takeMark(" "),
            let seconds = timeOfDay(), let fraction = fraction(), let offset = offset(),
            position == bytes.count
        else { return nil }
        let whole = day.ordinal * 86_400 + seconds - offset - Timestamp.reference
        return Date(timeIntervalSinceReferenceDate: Double(whole) + fraction)
    }

    private mutating func day() -> CalendarDay? {
        guard let year = take(4), takeMark("-"), let month = take(2), takeMark("-"),
            let number = take(2), year >= 1
        else { return nil }
        let day = CalendarDay(year: year, month: month, day: number)
        // A day that no calendar has counts as another one.
        return CalendarDay(ordinal: day.ordinal) == day ? day : nil
    }

    /// Seconds since midnight; the leap second is the first one of the next minute.
    private mutating func timeOfDay() -> Int? {
        guard let hour = take(2), takeMark(":"), let minute = take(2), takeMark(":"),
            let second = take(2), hour < 24, minute < 60, second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Digits beyond the ninth are read over.
    private mutating func fraction() -> Double? {
        guard takeMark(".") else { return 0 }
        let start = position
        var value = 0
        var unit = 1
        while let digit = peekDigit {
            if position - start < 9 {
                value = value * 10 + digit
                unit *= 10
            }
            position += 1
        }
        return position > start ? Double(value) / Double(unit) : nil
    }

    /// Seconds east of Greenwich.
    private mutating func offset() -> Int? {
        if takeMark("Z") || takeMark("z") { return 0 }
        let isEast = takeMark("+")
        guard isEast || takeMark("-"), let hours = take(2) else { return nil }
        _ = takeMark(":")
        guard let minutes = take(2), hours < 24, minutes < 60 else { return nil }
        return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
    }

    private mutating func take(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = peekDigit else { return nil }
            value = value * 10 + digit
            position += 1
        }
        return value
    }

    private mutating func takeMark(_ mark: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    private var peekDigit: Int? {
        guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
        return Int(bytes[position] - 0x30)
    }
}
