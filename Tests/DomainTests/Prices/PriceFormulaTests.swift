import Domain
import Foundation
import Testing

@Suite struct PriceFormulaTests {
    /// A price as a text: what it is, and whether the floor made it.
    private func price(
        _ base: Decimal = 50_000,
        floor: Decimal = 30_000,
        ratio: String,
        level: String
    ) throws -> String {
        let price = PriceFormula().price(
            base: base,
            floor: floor,
            ratio: try #require(Decimal(string: ratio)),
            level: try #require(Decimal(string: level))
        )
        return "\(price.raw) → \(Money.text(price.amount))\(price.isFloorHit ? ", floor" : "")"
    }

    @Test func `pay of 60 % and a competition of 0.3`() throws {
        #expect(try price(ratio: "0.6", level: "0.3") == "31280 → 31500.00")
    }

    @Test func `low pay without competition ends at the floor`() throws {
        #expect(try price(ratio: "0.45", level: "0") == "22400 → 30000.00, floor")
    }

    @Test func `a floor between two steps counts as the higher one`() throws {
        let price = try price(floor: 30_250, ratio: "0.45", level: "0")
        #expect(price == "22400 → 30500.00, floor")
    }

    @Test func `a price that would be rounded below the floor is lifted to it`() throws {
        let price = try price(37_800, floor: 30_200, ratio: "1", level: "0")
        #expect(price == "30240 → 30500.00, floor")
    }

    @Test func `pay above that of the reference makes it dearer`() throws {
        #expect(try price(ratio: "1.2", level: "1") == "69600 → 69500.00")
    }

    @Test func `half a step is rounded up`() throws {
        #expect(try price(31_250, floor: 0, ratio: "1", level: "0.5") == "31250 → 31500.00")
        #expect(try price(31_249, floor: 0, ratio: "1", level: "0.5") == "31249 → 31000.00")
    }
}

@Suite struct SalaryRatioTests {
    private func series(
        _ months: [String: Decimal],
        source: String? = nil,
        segment: String = "marketing"
    ) -> SalarySeries {
        let known = months.compactMap { text, median in
            CalendarMonth(rawValue: text).map { ($0, median) }
        }
        return SalarySeries(
            source: source,
            segment: segment,
            months: Dictionary(uniqueKeysWithValues: known)
        )
    }

    private let moscow: [String: Decimal] = [
        "2025-10": 100_000, "2025-11": 100_000, "2025-12": 150_000, "2026-01": 110_000,
    ]

    @Test func `only months known of both are compared`() throws {
        let ratio = try SalaryRatio(
            of: [series(["2025-11": 60_000, "2025-12": 90_000])],
            to: [series(moscow)],
            monthsMax: 12
        )
        #expect(ratio.value == Decimal(string: "0.6"))
        #expect(ratio.months.map(\.rawValue) == ["2025-11", "2025-12"])
    }

    @Test func `of more months than wanted the last ones count`() throws {
        let ratio = try SalaryRatio(
            of: [series(["2025-11": 60_000, "2025-12": 75_000])],
            to: [series(moscow)],
            monthsMax: 1
        )
        #expect(ratio.value == Decimal(string: "0.5"))
    }

    @Test func `sources are never mixed, and the one with the newest month counts`() throws {
        let ratio = try SalaryRatio(
            of: [
                series(["2025-12": 50_000], source: "hh"),
                series(["2026-01": 55_000], source: "rosstat"),
            ],
            to: [series(["2025-12": 200_000], source: "hh"), series(moscow, source: "rosstat")],
            monthsMax: 12
        )
        #expect(ratio.source == "rosstat")
        #expect(ratio.value == Decimal(string: "0.5"))
    }

    /// Prices are of marketing: what another trade is paid later says nothing of it.
    @Test func `a newer month of another trade does not make the price`() throws {
        func both(_ marketing: Decimal, _ other: Decimal) -> [SalarySeries] {
            [
                series(["2025-12": marketing], source: "hh"),
                series(["2026-01": other], source: "hh", segment: "it"),
            ]
        }
        let ratio = try SalaryRatio(
            of: both(60_000, 90_000),
            to: both(100_000, 100_000),
            monthsMax: 12
        )
        #expect(ratio.segment == "marketing")
        #expect(ratio.value == Decimal(string: "0.6"))
    }

    @Test func `another trade makes the price where nobody tells of marketing`() throws {
        let ratio = try SalaryRatio(
            of: [series(["2026-01": 90_000], segment: "it")],
            to: [series(["2026-01": 100_000], segment: "it")],
            monthsMax: 12
        )
        #expect(ratio.segment == "it")
    }

    @Test func `another source, trade or month is nothing to compare with`() {
        let reference = [series(moscow, source: "rosstat")]
        for own in [
            series(["2025-12": 50_000], source: "hh"),
            series(["2025-12": 50_000], source: "rosstat", segment: "it"),
            series(["2025-09": 50_000], source: "rosstat"),
        ] {
            #expect(throws: SalaryRatio.Missing.commonMonth) {
                try SalaryRatio(of: [own], to: reference, monthsMax: 12)
            }
        }
    }

    @Test func `without pay of one of the two there is no ratio`() {
        #expect(throws: SalaryRatio.Missing.salaries(ofRegion: true, ofReference: false)) {
            try SalaryRatio(of: [], to: [series(moscow)], monthsMax: 12)
        }
    }
}

@Suite struct StepTests {
    @Test(arguments: [
        ("31280", "500", "31000", "31500", "31500"), ("31000", "500", "31000", "31000", "31000"),
        ("95852.50", "100", "95800", "95900", "95900"),
        ("0.999999999999999", "0.01", "0.99", "1", "1"),
        ("1000000000000.005", "0.01", "1000000000000", "1000000000000.01", "1000000000000.01"),
        ("10", "3", "9", "12", "9"), ("-10", "3", "-12", "-9", "-9"),
    ])
    func `down, up and to the nearest multiple`(
        _ number: String,
        _ step: String,
        _ down: String,
        _ up: String,
        _ near: String
    ) throws {
        let number = try #require(Decimal(string: number))
        let step = try #require(Decimal(string: step))
        #expect(number.down(toStep: step) == Decimal(string: down))
        #expect(number.up(toStep: step) == Decimal(string: up))
        #expect(number.halfUp(toStep: step) == Decimal(string: near))
    }
}
