package import Foundation

/// What prices follow from; section `[pricing]`.
package struct PricePolicy: ProcessPolicy {
    package static let section = "pricing"
    package static let doc =
        "Prices: from pay in the client's region and competition in his market."

    /// What a service costs in the reference region, and what it never falls below.
    package struct Service: Equatable, Sendable {
        package let base: Decimal
        package let floor: Decimal

        package init(base: Decimal, floor: Decimal) {
            self.base = base
            self.floor = floor
        }
    }

    /// A rate of value-added tax and the day from which it holds.
    package struct TaxRate: Hashable, Sendable {
        package let from: CalendarDay
        /// In percent.
        package let percent: Decimal

        package init(from: CalendarDay, percent: Decimal) {
            self.from = from
            self.percent = percent
        }
    }

    /// The region whose pay the others are compared with.
    package var reference: String
    package var formula: PriceFormula
    /// How many months are compared at most.
    package var salaryMonths: Int
    /// No price follows from pay whose last month ended longer ago.
    package var ageMax: Duration
    /// How long a price holds.
    package var validFor: Duration
    package var currency: String
    /// The earliest first.
    package var taxRates: [TaxRate]
    package var services: [String: Service]
    /// The company's keys of regions by what others call them, the keys themselves among them.
    package var regions: [String: String]

    package init?(_ section: SectionReader) {
        let reference = section.required(
            "reference",
            .text,
            sample: "\"moscow\"",
            "the region whose pay the others are compared with",
            if: section.isOn
        )
        self.init(section, reference)
        guard reference != nil else { return nil }
    }

    /// What the configuration says where it says nothing but this.
    package init(
        reference: String,
        services: [String: Service],
        regions: [String: String] = [:]
    ) {
        self.init(.nothing, reference)
        self.services = services
        self.regions.merge(regions) { _, key in key }
    }

    private init(_ section: SectionReader, _ reference: String?) {
        self.reference = reference ?? ""
        formula = PriceFormula(section)
        salaryMonths = section.value(
            "salary_months",
            .integer(1...120),
            default: 12,
            "how many months of pay are compared, those known of both regions"
        )
        ageMax = section.value(
            "max_age",
            .duration,
            default: .seconds(120 * 86_400),
            "older pay makes no price; statistics come some 85 days late"
        )
        validFor = section.value(
            "valid_for",
            .duration,
            default: .seconds(14 * 86_400),
            "how long a price holds"
        )
        currency = section.value("currency", .currency, default: "RUB", "of prices and pay")
        taxRates = Self.taxRates(section)
        services = Self.services(section)
        regions = Self.regions(section, reference)
    }

    /// The company's key of a region, by any of its names; nil where there is none.
    package func region(_ name: String) -> String? { regions[name] }

    /// The rate that holds on a day, in percent; nil where none does.
    package func taxPercent(on day: CalendarDay) -> Decimal? {
        taxRates.last { $0.from <= day }?.percent
    }
}

extension PricePolicy {
    /// What is allowed and hardly meant.
    package func notes(beside policies: Policies) -> [String] {
        guard !services.isEmpty else {
            return ["[pricing] quotes nothing before there is a service in [pricing.services]"]
        }
        let floored = services.filter { $0.value.floor > $0.value.base }.keys.sorted()
        guard !floored.isEmpty else { return [] }
        return [
            "[pricing.services] the floor is above the base of \(floored.joined(separator: ", ")): "
                + "at usual pay and competition each quote is the floor"
        ]
    }
}

extension PriceFormula {
    fileprivate init(_ section: SectionReader) {
        let standard = PriceFormula()
        salaryWeight = section.value(
            "salary_weight",
            .number(0...10),
            default: standard.salaryWeight,
            "how much of the difference in pay the price follows"
        )
        competitionMin = section.value(
            "competition_min",
            .number(0...100),
            default: standard.competitionMin,
            "factor without any competition"
        )
        competitionMax = section.value(
            "competition_max",
            .number(0...100),
            default: standard.competitionMax,
            "factor where competition is as hard as can be"
        )
        roundTo = section.value(
            "round_to",
            .number(Decimal.smallestStep...1_000_000),
            default: standard.roundTo,
            "prices are multiples of this"
        )
        if competitionMax < competitionMin {
            section.report("competition_max", "must not be less than competition_min")
        }
    }
}

extension PricePolicy {
    private static func taxRates(_ section: SectionReader) -> [TaxRate] {
        let form = Form<TaxRate>.structure("{ from = \"2026-01-01\", rate = \"22\" }", taxRate)
        let rates = section.optional(
            "vat",
            form.list(),
            sample: "[{ from = \"2026-01-01\", rate = \"22\" }]",
            "rates in percent, each from a day on; without it prices are without VAT"
        )
        return (rates ?? []).sorted { $0.from < $1.from }
    }

    private static func taxRate(_ node: TOMLNode, _ spot: Spot) -> TaxRate? {
        guard case .table(let keys) = node else {
            return spot.misfit(node, "{ from = \"2026-01-01\", rate = \"22\" }")
        }
        guard spot.holds(["from", "rate"], in: keys), let from = keys["from"],
            let rate = keys["rate"]
        else { return nil }
        let read = (day(from, spot.member("from")), percent(rate, spot.member("rate")))
        guard let from = read.0, let percent = read.1 else { return nil }
        return TaxRate(from: from, percent: percent)
    }

    private static func day(_ node: TOMLNode, _ spot: Spot) -> CalendarDay? {
        guard case .text(let text) = node, let day = CalendarDay(text) else {
            return spot.misfit(node, "a day such as \"2026-01-01\"")
        }
        return day
    }

    private static func percent(_ node: TOMLNode, _ spot: Spot) -> Decimal? {
        Form.quotableNumber(0...100).read(node, spot)
    }

    private static func services(_ section: SectionReader) -> [String: Service] {
        let services = section.map(
            "services",
            .structure("{ base = \"50000.00\", floor = \"30000.00\" }", service),
            samples: ["\"seo\" = { base = \"50000.00\", floor = \"30000.00\" }"],
            "What is sold: base is the price in the reference region at a factor of 1."
        )
        return Dictionary(services.map { ($0.key, $0.value) }) { first, _ in first }
    }

    private static func service(_ node: TOMLNode, _ spot: Spot) -> Service? {
        guard case .table(let keys) = node else {
            return spot.misfit(node, "{ base = \"50000.00\", floor = \"30000.00\" }")
        }
        guard spot.holds(["base", "floor"], in: keys), let base = keys["base"],
            let floor = keys["floor"]
        else { return nil }
        let amounts = (
            Form.amount.read(base, spot.member("base")),
            Form.amount.read(floor, spot.member("floor"))
        )
        guard let base = amounts.0, let floor = amounts.1 else { return nil }
        return Service(base: base, floor: floor)
    }

    private static func regions(
        _ section: SectionReader,
        _ reference: String?
    ) -> [String: String] {
        let listed = section.map(
            "regions",
            Form<String>.text.list(),
            samples: ["\"omsk\" = [\"RU-OMS\", \"52000000\"]"],
            "The company's own keys of regions, and what others call them: ISO 3166-2, OKTMO, …"
        )
        var keys: [String: String] = [:]
        for key in listed.map(\.key) + [reference].compactMap(\.self) { keys[key] = key }
        for (key, names) in listed {
            for name in names where keys[name] != key {
                guard keys[name] == nil else {
                    section.report("regions", "the name \"\(name)\" means two regions")
                    continue
                }
                keys[name] = key
            }
        }
        return keys
    }
}

extension Decimal {
    /// A hundredth: the smallest step of amounts.
    package static let smallestStep = Decimal(sign: .plus, exponent: -2, significand: 1)
}

extension Policies {
    /// Nil where Baton makes no prices.
    package var prices: PricePolicy? {
        get { self[PricePolicy.self] }
        set { self[PricePolicy.self] = newValue }
    }
}
