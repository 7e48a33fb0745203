import Domain
import Foundation
import SeededChance
import Testing

@Suite struct `Figures of positions` {
    private typealias Samples = PositionSamples
    private let today = PositionSamples.today

    private func report(
        _ days: [PositionDay],
        keywords: [PositionKeyword] = PositionSamples.keywords,
        pages: [Int32: String] = [:],
        terms: PositionTerms = PositionSamples.terms()
    ) throws -> PositionSeriesReport {
        let history = PositionSamples.history(days, keywords: keywords, pages: pages)
        return try #require(PositionSeriesReport(history, at: today, terms))
    }

    @Test func `half not found is a median that is not found`() throws {
        let report = try report([Samples.day(today, [1, 0, 0, -1, -1, -1])])
        #expect(report.figures.median == .notFound)
    }

    @Test func `of an even number the median lies between the middle two`() throws {
        let report = try report([Samples.day(today, [1, 4, 7, 0, -1, -1])])
        #expect(report.figures.median == .place(Decimal(hundredths: 550)))
    }

    @Test func `nothing is said of places beyond the depth`() throws {
        let report = try report([Samples.day(today, [1, 4, 7, 0, 9, 30], depth: 30)])
        #expect(report.figures.tops.keys.sorted() == [3, 10, 30])
        #expect(report.figures.depth == 30)
    }

    @Test func `a smaller depth makes no losses`() throws {
        let report = try report([
            Samples.day(today.adding(days: -1), [1, 4, 7, 45, 9, 30], depth: 100),
            Samples.day(today, [1, 4, 7, 0, 9, 30], depth: 30),
        ])
        #expect(report.keywords.first { $0.query == "d" }?.state == .same)
        #expect(report.previous?.change == 0)
    }

    @Test func `what was found for the first time and what is lost has no number`() throws {
        let report = try report([
            Samples.day(today.adding(days: -1), [0, 4, 7, 45, 9, 30]),
            Samples.day(today, [42, 0, 7, 45, 9, 30]),
        ])
        let lines = report.keywords.filter { $0.query == "a" || $0.query == "b" }
        #expect(lines.map(\.state) == [.entered, .left])
        #expect(lines.allSatisfy { $0.placesGained == nil })
    }

    @Test func `an incomplete day is compared with nothing, and nothing with it`() throws {
        let thin: [Int16] = [1, -1, -1, -1, -1, -1]
        let days = [
            Samples.day(today.adding(days: -2), Samples.before),
            Samples.day(today.adding(days: -1), thin),
            Samples.day(today, Samples.after),
        ]
        #expect(try report(days).previous?.date == today.adding(days: -2))
        let incomplete = try report(Array(days.prefix(2)))
        #expect(incomplete.previous == nil)
        guard case .failure(.incomplete) = incomplete.comparisons[.day] else {
            Issue.record("an incomplete day was compared")
            return
        }
    }

    @Test func `a day is done once it is closed or nothing came for a while`() throws {
        let open = Samples.day(today, Samples.before, isClosed: false)
        #expect(try !report([open]).figures.isComplete)
        let later = PositionTerms(
            coverageMin: 8000,
            settleAfter: .seconds(60),
            now: Samples.now
        )
        #expect(try report([open], terms: later).figures.isComplete)
    }

    @Test func `days are looked for near the same day of last week and last month`() throws {
        let dates = [31, 30, 8, 3].map { today.adding(days: -$0) } + [today]
        let report = try report(dates.map { Samples.day($0, Samples.before) })
        #expect(report.comparison(.day)?.date == today.adding(days: -3))
        #expect(report.comparison(.week)?.date == today.adding(days: -8))
        // Of the 14th and 15th of August the very day wins.
        #expect(report.comparison(.month)?.date == CalendarDay(year: 2026, month: 8, day: 15))
    }

    @Test func `four days back is not the day before`() throws {
        let report = try report([
            Samples.day(today.adding(days: -4), Samples.before),
            Samples.day(today, Samples.before),
        ])
        guard case .failure(.noCompleteDay) = report.comparisons[.day] else {
            Issue.record("a day too far back was compared with")
            return
        }
    }

    @Test func `without a list the keywords tried within fourteen days are expected`() throws {
        let keywords = ["a", "b", "c"].map { PositionKeyword($0) }
        let report = try report(
            [
                Samples.day(today.adding(days: -14), [1, 1, 1]),
                Samples.day(today.adding(days: -13), [1, -2, -1]),
                Samples.day(today, [1, -2, -2]),
            ],
            keywords: keywords
        )
        #expect(report.figures.tracked == 2)
        #expect(report.figures.measured == 1)
        #expect(!report.figures.isDeclared)
    }

    @Test func `a keyword that is watched no more is not missed`() throws {
        var keywords = Samples.keywords
        keywords[4].trackedTo = today
        let report = try report([Samples.day(today, Samples.after)], keywords: keywords)
        #expect((report.figures.tracked, report.figures.measured) == (5, 5))
    }

    @Test func `of an expected keyword nothing came: it was not measured`() throws {
        // So many others that both days are complete.
        let others = (1...60).map {
            PositionKeyword("other \($0)", frequency: 1, trackedFrom: today.adding(days: -60))
        }
        let found = others.map { _ in Int16(1) }
        let report = try report(
            [
                Samples.day(today.adding(days: -1), [2, 6, 11, 0, 3, -2] + found),
                Samples.day(today, [1, 7, 15, 0, 4, -2] + found),
            ],
            keywords: Samples.keywords + others
                + [PositionKeyword("late", frequency: 10, trackedFrom: today)]
        )
        let lines = Dictionary(uniqueKeysWithValues: report.keywords.map { ($0.query, $0) })
        #expect(lines["f"]?.reading == .notMeasured)
        #expect(lines["f"]?.earlier[.day] == .notMeasured)
        #expect(lines["late"]?.reading == .notMeasured)
        #expect(lines["late"]?.earlier[.day] == .notTracked)
    }

    @Test func `pages that take turns compete, and one turn is a change`() throws {
        let pages: [Int32: String] = [
            1: "https://dom.test/a", 2: "https://dom.test/b", 3: "http://www.DOM.test/a/",
        ]
        let order: [[Int32]] = [[1, 1, 1], [2, 1, 3], [1, 2, 1]]
        let days = order.enumerated().map { index, pages in
            Samples.day(today.adding(days: index - 2), [1, 1, 1], pages: pages)
        }
        var keywords = Array(Samples.keywords.prefix(3))
        keywords[2].targetURL = "https://dom.test/other"
        let report = try report(days, keywords: keywords, pages: pages)
        let findings = Dictionary(
            uniqueKeysWithValues: report.keywords.map { ($0.query, $0.findings) }
        )
        #expect(findings == ["a": [.competing], "b": [.changed], "c": [.notTarget]])
    }

    @Test func `pages took turns only within fourteen measured days, found or not`() throws {
        let pages: [Int32: String] = [1: "https://dom.test/a", 2: "https://dom.test/b"]
        // Two turns long ago, then fourteen days on which nothing is found but today.
        let old = [1, 2, 1].enumerated().map { index, page in
            Samples.day(today.adding(days: index - 16), [1], pages: [page])
        }
        let lost = (-13 ... -1).map { Samples.day(today.adding(days: $0), [0]) }
        let report = try report(
            old + lost + [Samples.day(today, [1], pages: [1])],
            keywords: [Samples.keywords[0]],
            pages: pages
        )
        #expect(report.keywords.first?.findings == [])
    }

    @Test func `days of which only figures are kept stay on the line`() throws {
        let summaries = (-4...0).map { ago in
            PositionSummary(
                date: today.adding(days: ago),
                tracked: 6,
                measured: 6,
                isComplete: true,
                visibility: 50,
                isWeighted: true,
                tops: [:],
                notFound: 0
            )
        }
        let history = PositionHistory(
            key: Samples.key,
            clientID: "C1",
            keywords: Samples.keywords,
            days: [
                Samples.day(today.adding(days: -3), Samples.before),
                Samples.day(today, Samples.after),
            ],
            summaries: summaries
        )
        let report = PositionSeriesReport(history, at: today, Samples.terms())
        #expect(report?.days.map(\.date) == (-4...0).map { today.adding(days: $0) })
    }

    @Test func `an alert waits for measurements, not for days`() throws {
        let days = [
            Samples.day(today.adding(days: -4), [4, 4]),
            Samples.day(today.adding(days: -3), [14, 12]),
            Samples.day(today.adding(days: -2), [-1, -1]),
            Samples.day(today.adding(days: -1), [-1, 3]),
            Samples.day(today, [0, 12]),
        ]
        let report = try report(days, keywords: Array(Samples.keywords.prefix(2)))
        #expect(report.alerts.map(\.query) == ["a"])
        #expect(report.alerts.first?.before == .place(4))
    }

    /// Whatever fails to be measured, the figures over the measured stay what they are.
    @Test(arguments: 1...40)
    func `failed measurements change nothing that is counted over the measured`(seed: UInt64) throws
    {
        var chance = SplitMix(seed: seed)
        var codes = Samples.keywords.map { _ in Int16.random(in: 0...60, using: &chance) }
        let report = try self.report([Samples.day(today, codes)])
        // Keywords of which only failures are known join in.
        var keywords = Samples.keywords
        for number in 0..<Int.random(in: 1...10, using: &chance) {
            keywords.append(
                PositionKeyword(
                    "failed \(number)",
                    frequency: Int.random(in: 0...5000, using: &chance),
                    trackedFrom: today
                )
            )
            codes.append(-1)
        }
        let later = try self.report([Samples.day(today, codes)], keywords: keywords)
        #expect(later.figures.visibility == report.figures.visibility)
        #expect(later.figures.tops == report.figures.tops)
        #expect(later.figures.median == report.figures.median)
        #expect(later.figures.mean == report.figures.mean)
        #expect(later.figures.tracked > report.figures.tracked)
    }
}
