import Domain
import Foundation
import Testing

/// The example by which the formulas are defined: five of six keywords measured today.
@Suite struct `The worked example of positions` {
    private func report(
        _ history: PositionHistory = PositionSamples.example
    ) throws -> PositionSeriesReport {
        try #require(
            PositionSeriesReport(history, at: PositionSamples.today, PositionSamples.terms())
        )
    }

    @Test func `visibility counts frequencies over what was measured`() throws {
        let figures = try report().figures
        #expect(figures.isWeighted)
        #expect(figures.visibility?.percent == Decimal(hundredths: 5786))
    }

    @Test func `its change is counted over keywords measured on both days`() throws {
        let comparison = try #require(try report().previous)
        #expect(comparison.visibilityBefore?.percent == Decimal(hundredths: 5548))
        #expect(comparison.change == Decimal(hundredths: 238))
        #expect(comparison.date == PositionSamples.yesterday)
        #expect(comparison.compared == 5)
    }

    @Test func `the naive change and a failure taken for a loss would say something else`() throws {
        let naive = try report().figures.visibility?.points(
            above: #require(
                try yesterday().figures.visibility
            )
        )
        #expect(naive == Decimal(hundredths: -154))
        let lost: [Int16] = [1, 7, 15, 0, 0, 42]
        let history = PositionSamples.history([
            PositionSamples.day(PositionSamples.yesterday, PositionSamples.before),
            PositionSamples.day(PositionSamples.today, lost),
        ])
        #expect(try report(history).figures.visibility?.percent == Decimal(hundredths: 4860))
        #expect(try report(history).previous?.change == Decimal(hundredths: -1080))
    }

    @Test func `yesterday as a whole was better`() throws {
        #expect(try yesterday().figures.visibility?.percent == Decimal(hundredths: 5940))
    }

    private func yesterday() throws -> PositionSeriesReport {
        try #require(
            PositionSeriesReport(
                PositionSamples.example,
                at: PositionSamples.yesterday,
                PositionSamples.terms()
            )
        )
    }

    @Test func `without one frequency all count the same`() throws {
        var keywords = PositionSamples.keywords
        keywords[5].frequency = nil
        let history = PositionSamples.history(PositionSamples.example.days, keywords: keywords)
        let figures = try report(history).figures
        #expect(!figures.isWeighted)
        #expect(figures.visibility?.percent == Decimal(hundredths: 2900))
        #expect(figures.coverageByFrequency == nil)
    }

    @Test(arguments: [(3, 20), (10, 40), (30, 60), (50, 80), (100, 80)])
    func `shares up to a place are of the measured`(limit: Int, percent: Int) throws {
        #expect(try report().figures.tops[limit]?.percent == Decimal(percent))
    }

    @Test func `coverage is of the tracked, and of their frequencies`() throws {
        let figures = try report().figures
        #expect((figures.tracked, figures.measured) == (6, 5))
        #expect(figures.coverage.percent == Decimal(hundredths: 8333))
        #expect(figures.coverageByFrequency?.percent == Decimal(84))
        #expect(figures.isDeclared)
    }

    @Test func `the median has what is not found behind the last place`() throws {
        #expect(try report().figures.median == .place(15))
    }

    @Test func `the mean is of what is found, and says of how many`() throws {
        let figures = try report().figures
        #expect(figures.mean == Decimal(hundredths: 1625))
        #expect(figures.found == 4)
    }

    @Test func `a failed measurement is in no state`() throws {
        let states = Dictionary(
            uniqueKeysWithValues: try report().keywords.map { ($0.query, $0.state) }
        )
        #expect(
            states == [
                "a": .up, "b": .down, "c": .down, "d": .same, "e": .notCompared, "f": .same,
            ]
        )
        let failed = try #require(try report().keywords.first { $0.query == "e" })
        #expect(failed.reading == .notMeasured)
        #expect(failed.earlier[.day] == .place(3))
        #expect(failed.placesGained == nil)
    }

    @Test func `what is not measured stands apart from what is not found`() throws {
        let bands = try report().figures.bands
        #expect(bands.found == [1, 1, 1, 1, 0, 0])
        #expect(bands.notFound == 1)
        #expect(bands.notMeasured == 1)
        #expect(bands.total == 6)
    }
}
