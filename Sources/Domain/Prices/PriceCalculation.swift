package import Foundation

/// What is known for a price in one region and market.
package struct PriceGround: Sendable {
    /// The company's key of the region; nil where the region is not known.
    package let region: String?
    package let market: MarketID?
    package let salaries: RegionSalaries?
    package let reference: RegionSalaries?
    package let competition: MarketCompetition?

    /// What is known, out of the rows that the key names; see `subjects`.
    package init(
        region: String?,
        market: MarketID?,
        _ policy: PricePolicy,
        _ states: (Subject) -> SubjectStates?
    ) {
        func salaries(_ region: String?) -> RegionSalaries? {
            region.flatMap { states(Subject(.region, $0))?.state(of: Salaries.self) }
        }
        self.region = region
        self.market = market
        self.salaries = salaries(region)
        reference = salaries(policy.reference)
        competition = market.flatMap {
            states(Subject(.market, $0.rawValue))?.state(of: Competitions.self)
        }
    }

    /// The rows that have to be read.
    static func subjects(region: String?, market: MarketID?, _ policy: PricePolicy) -> [Subject] {
        [
            region.map { Subject(.region, $0) }, Subject(.region, policy.reference),
            market.map { Subject(.market, $0.rawValue) },
        ].compactMap(\.self)
    }
}

/// The prices of some services on a day, or all that is missing for them.
package struct PriceCalculation: Sendable {
    /// A service with its price.
    package struct Line: Sendable {
        package let service: ClientService
        package let price: PriceFormula.Price
    }

    /// What is missing, with what a sentence about it needs.
    package enum Missing: Equatable, Sendable {
        case service(String)
        case salaries(ofRegion: Bool, ofReference: Bool)
        case commonMonth
        case freshSalaries(last: CalendarMonth, days: Int)
        case competition
    }

    package private(set) var lines: [Line] = []
    package private(set) var missing: [Missing] = []
    package private(set) var ratio: SalaryRatio?
    package private(set) var level: MarketCompetition.Level?

    package init(
        of services: [ClientService],
        on day: CalendarDay,
        _ ground: PriceGround,
        _ policy: PricePolicy
    ) {
        for code in services.map(\.code) where policy.services[code] == nil {
            if !missing.contains(.service(code)) { missing.append(.service(code)) }
        }
        if ground.region != nil { compare(ground, policy, day) }
        level = ground.competition?.level(in: ground.region ?? "")
        if level == nil { missing.append(.competition) }
        guard let ratio, let level, missing.isEmpty, ground.region != nil else { return }
        lines = services.compactMap { service in
            policy.services[service.code].map {
                Line(
                    service: service,
                    price: policy.formula.price(
                        base: $0.base,
                        floor: $0.floor,
                        ratio: ratio.value,
                        level: level.value
                    )
                )
            }
        }
    }

    /// The sum of all lines; nil where there is no price.
    package var total: Decimal? {
        lines.isEmpty ? nil : lines.reduce(0) { $0 + $1.amount }
    }

    private mutating func compare(
        _ ground: PriceGround,
        _ policy: PricePolicy,
        _ day: CalendarDay
    ) {
        do throws(SalaryRatio.Missing) {
            let ratio = try SalaryRatio(
                of: ground.salaries?.series ?? [],
                to: ground.reference?.series ?? [],
                monthsMax: policy.salaryMonths
            )
            self.ratio = ratio
            guard let last = ratio.months.last else { return }
            let days = day.ordinal - last.lastDay.ordinal
            guard .seconds(days * 86_400) > policy.ageMax else { return }
            missing.append(.freshSalaries(last: last, days: days))
        } catch {
            switch error {
            case .salaries(let ofRegion, let ofReference):
                missing.append(.salaries(ofRegion: ofRegion, ofReference: ofReference))
            case .commonMonth: missing.append(.commonMonth)
            }
        }
    }
}

extension PriceCalculation.Line {
    package var quantity: Decimal { service.quantity ?? 1 }
    /// The price of all pieces.
    package var amount: Decimal { (price.amount * quantity).rounded(places: 2) }
}
