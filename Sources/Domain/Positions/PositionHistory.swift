package import Foundation

/// What positions are a line of: parsed places and averages of webmaster tools are never one.
package struct PositionSeriesKey: Hashable, Sendable {
    /// The source of rows that name none: places read off pages of results.
    package static let parsed = "parsed"

    package let site: String
    /// Who measured: `parsed`, `yandex_webmaster`, `search_console` and others.
    package let source: String
    package let engine: String
    /// Nil where none was named.
    package let region: String?
    package let device: String?

    package init(
        site: String,
        source: String? = nil,
        engine: String,
        region: String? = nil,
        device: String? = nil
    ) {
        self.site = site
        self.source = source.flatMap { $0.isEmpty ? nil : $0 } ?? Self.parsed
        self.engine = engine
        self.region = region.flatMap { $0.isEmpty ? nil : $0 }
        self.device = device.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// A keyword of a series; its readings stand at its ordinal, which no other keyword ever gets.
package struct PositionKeyword: Equatable, Sendable {
    package let query: String
    /// How often people search for it a month; nil where nobody said so.
    package var frequency: Int?
    /// The page that should be found.
    package var targetURL: String?
    package var group: String?
    /// The first day on which it is watched; nil where nobody ever said so.
    package var trackedFrom: CalendarDay?
    /// The first day on which it is watched no more.
    package var trackedTo: CalendarDay?

    package init(
        _ query: String,
        frequency: Int? = nil,
        targetURL: String? = nil,
        group: String? = nil,
        trackedFrom: CalendarDay? = nil,
        trackedTo: CalendarDay? = nil
    ) {
        self.query = query
        self.frequency = frequency
        self.targetURL = targetURL
        self.group = group
        self.trackedFrom = trackedFrom
        self.trackedTo = trackedTo
    }

    func isDeclared(on day: CalendarDay) -> Bool {
        guard let trackedFrom, trackedFrom <= day else { return false }
        return trackedTo.map { day < $0 } ?? true
    }
}

/// All readings of a series on one day.
package struct PositionDay: Equatable, Sendable {
    package let date: CalendarDay
    /// Readings by ordinal, as they are stored; keywords beyond the end were not tracked.
    package let codes: [Int16]
    /// To which place was looked, by ordinal; one element where it is the same for all.
    package let depths: [Int16]
    /// Ids of the pages found, by ordinal, 0 for none; one element where it is the same for all.
    package let pages: [Int32]
    /// Whether the one who measures said that the day is done.
    package let isClosed: Bool
    /// When something last arrived of it.
    package let arrivedAt: Date
    /// When the freshest of it was measured.
    package let measuredAt: Date?

    package init(
        _ date: CalendarDay,
        codes: [Int16],
        depths: [Int16],
        pages: [Int32] = [0],
        isClosed: Bool = false,
        arrivedAt: Date,
        measuredAt: Date? = nil
    ) {
        self.date = date
        self.codes = codes
        self.depths = depths
        self.pages = pages
        self.isClosed = isClosed
        self.arrivedAt = arrivedAt
        self.measuredAt = measuredAt
    }

    /// The stored reading at an ordinal.
    package func code(_ ordinal: Int) -> Int16 {
        ordinal < codes.count ? codes[ordinal] : PositionReading.notTracked.code
    }

    /// The reading at an ordinal.
    package func reading(_ ordinal: Int) -> PositionReading {
        PositionReading(code: code(ordinal))
    }

    func depth(_ ordinal: Int) -> Int { Int(Self.element(depths, ordinal) ?? 0) }

    /// Nil where no page is known.
    package func page(_ ordinal: Int) -> Int32? {
        guard let page = Self.element(pages, ordinal), page != 0 else { return nil }
        return page
    }

    private static func element<Number>(_ numbers: [Number], _ ordinal: Int) -> Number? {
        if numbers.count == 1 { return numbers[0] }
        return ordinal < numbers.count ? numbers[ordinal] : nil
    }
}

/// What is kept of one series, as far as a report looks back.
package struct PositionHistory: Sendable {
    package let key: PositionSeriesKey
    package let clientID: String
    /// By ordinal, from 0.
    package let keywords: [PositionKeyword]
    /// The oldest first, each date once.
    package let days: [PositionDay]
    /// Days that are kept as sums only, the oldest first.
    package let summaries: [PositionSummary]
    /// Addresses of pages by their ids.
    package let pages: [Int32: String]

    package init(
        key: PositionSeriesKey,
        clientID: String,
        keywords: [PositionKeyword],
        days: [PositionDay],
        summaries: [PositionSummary] = [],
        pages: [Int32: String] = [:]
    ) {
        self.key = key
        self.clientID = clientID
        self.keywords = keywords
        self.days = days
        self.summaries = summaries
        self.pages = pages
    }
}

/// What is kept of a day for ever.
package struct PositionSummary: Equatable, Sendable {
    package let date: CalendarDay
    package let tracked: Int
    package let measured: Int
    package let isComplete: Bool
    /// In per cent with two digits.
    package let visibility: Decimal?
    package let isWeighted: Bool
    package let tops: [Int: Decimal]
    package let notFound: Int

    package init(
        date: CalendarDay,
        tracked: Int,
        measured: Int,
        isComplete: Bool,
        visibility: Decimal?,
        isWeighted: Bool,
        tops: [Int: Decimal],
        notFound: Int
    ) {
        self.date = date
        self.tracked = tracked
        self.measured = measured
        self.isComplete = isComplete
        self.visibility = visibility
        self.isWeighted = isWeighted
        self.tops = tops
        self.notFound = notFound
    }
}
