package import Foundation

/// By what a series is judged: the company's rules and the instant.
package struct PositionTerms: Sendable {
    /// What places are worth.
    package let curve: PositionCurve
    /// Below this coverage a day is not complete; in hundredths of a per cent.
    package let coverageMin: Int
    /// After so long without a row a day counts as done.
    package let settleAfter: Duration
    /// This many measurements in a row make an alert.
    package let alertAfter: Int
    package let now: Date

    package init(
        curve: PositionCurve = .usual,
        coverageMin: Int = 9000,
        settleAfter: Duration = .seconds(7200),
        alertAfter: Int = 2,
        now: Date
    ) {
        self.curve = curve
        self.coverageMin = coverageMin
        self.settleAfter = settleAfter
        self.alertAfter = alertAfter
        self.now = now
    }

    /// Whether nothing more is expected of the day.
    func isSettled(_ day: PositionDay) -> Bool {
        day.isClosed || now.timeIntervalSince(day.arrivedAt) >= settleAfter / .seconds(1)
    }
}

/// Which keywords are expected on a day.
package struct PositionTracking {
    /// Without a list of keywords, those measured or tried within this many days count.
    package static let seenDays = 14

    /// Ordinals, and whether somebody announced them.
    struct Expected {
        var ordinals: [Int]
        var isDeclared: Bool
    }

    private let keywords: [PositionKeyword]
    private let isEverDeclared: Bool
    /// The day on which each was tried last.
    private var lastSeen: [Int]

    init(_ keywords: [PositionKeyword]) {
        self.keywords = keywords
        isEverDeclared = keywords.contains { $0.trackedFrom != nil }
        lastSeen = [Int](repeating: .min / 2, count: keywords.count)
    }

    /// What is expected on a day; days are asked for in their order.
    mutating func expected(on day: PositionDay) -> Expected {
        let number = day.date.ordinal
        for ordinal in 0..<min(day.codes.count, keywords.count)
        where day.codes[ordinal] != PositionReading.notTracked.code {
            lastSeen[ordinal] = number
        }
        if isEverDeclared {
            let declared = keywords.indices.filter { keywords[$0].isDeclared(on: day.date) }
            if !declared.isEmpty { return Expected(ordinals: declared, isDeclared: true) }
        }
        let seen = keywords.indices.filter { number - lastSeen[$0] < Self.seenDays }
        return Expected(ordinals: seen, isDeclared: false)
    }
}
