extension CalendarDay {
    /// Days since 1970-01-01 of the Gregorian calendar, which is taken to hold for all time.
    ///
    /// A day that no calendar has, such as 31 February, counts as one near it; it never traps.
    package var ordinal: Int {
        let month = min(max(month, 1), 12)
        let day = min(max(day, 1), 31)
        // The year begins in March here, so that the leap day is its last.
        let year = min(max(year, Self.yearMin), Self.yearMax) - (month <= 2 ? 1 : 0)
        let (cycle, yearOfCycle) = year.flooredDivision(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        return cycle * Self.daysOfCycle + dayOfCycle - Self.marchEraToEpoch
    }

    /// The day this many days after (before, where negative) 1970-01-01.
    package init(ordinal: Int) {
        let bounded = min(max(ordinal, -Self.ordinalMax), Self.ordinalMax)
        let (cycle, dayOfCycle) = (bounded + Self.marchEraToEpoch)
            .flooredDivision(by: Self.daysOfCycle)
        let leaps = dayOfCycle / 1460 - dayOfCycle / 36_524 + dayOfCycle / 146_096
        let yearOfCycle = (dayOfCycle - leaps) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        self.init(
            year: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * march + 2) / 5 + 1
        )
    }

    /// ISO weekday, 1 = Monday … 7 = Sunday.
    package var weekday: Int {
        Self.weekday(ofOrdinal: ordinal)
    }

    /// The day this many days later, or earlier where negative.
    package func adding(days: Int) -> CalendarDay {
        let bounded = min(max(days, -2 * Self.ordinalMax), 2 * Self.ordinalMax)
        return CalendarDay(ordinal: ordinal + bounded)
    }

    /// 1970-01-01 was a Thursday.
    static func weekday(ofOrdinal ordinal: Int) -> Int {
        (ordinal + 3).flooredDivision(by: 7).remainder + 1
    }

    private static let yearMin = -9999
    private static let yearMax = 10_000
    private static let ordinalMax = 10_001 * 366
    private static let daysOfCycle = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let marchEraToEpoch = 719_468
}

extension Int {
    /// Quotient rounded down and the remainder that is never negative; the divisor is positive.
    func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
