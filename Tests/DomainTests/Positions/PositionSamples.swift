import Domain
import Foundation

/// Series as tests write them.
enum PositionSamples {
    static let key = PositionSeriesKey(site: "dom.test", engine: "yandex", region: "213")
    static let yesterday = CalendarDay(year: 2026, month: 9, day: 14)
    static let today = CalendarDay(year: 2026, month: 9, day: 15)
    /// Long after both days.
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    /// The keywords A to F of the example, with their frequencies.
    static let keywords = zip("abcdef", [1000, 500, 300, 200, 400, 100]).map {
        PositionKeyword(String($0), frequency: $1, trackedFrom: yesterday.adding(days: -60))
    }
    static let before: [Int16] = [2, 6, 11, 0, 3, 42]
    static let after: [Int16] = [1, 7, 15, 0, -1, 42]

    static func day(
        _ date: CalendarDay,
        _ codes: [Int16],
        depth: Int16 = 100,
        pages: [Int32] = [0],
        isClosed: Bool = true
    ) -> PositionDay {
        PositionDay(
            date,
            codes: codes,
            depths: [depth],
            pages: pages,
            isClosed: isClosed,
            arrivedAt: now.addingTimeInterval(-60)
        )
    }

    static func history(
        _ days: [PositionDay],
        keywords: [PositionKeyword] = keywords,
        pages: [Int32: String] = [:]
    ) -> PositionHistory {
        PositionHistory(
            key: key,
            clientID: "C1",
            keywords: keywords,
            days: days,
            pages: pages
        )
    }

    static func terms(coverageMin: Int = 8000) -> PositionTerms {
        PositionTerms(coverageMin: coverageMin, now: now)
    }

    /// The two days of the example.
    static var example: PositionHistory { history([day(yesterday, before), day(today, after)]) }
}

extension Decimal {
    /// As people write it, with two digits.
    init(hundredths: Int) {
        self.init(
            sign: hundredths < 0 ? .minus : .plus,
            exponent: -2,
            significand: Decimal(abs(hundredths))
        )
    }
}
