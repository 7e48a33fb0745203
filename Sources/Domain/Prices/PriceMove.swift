import Foundation

/// One request for prices while it is answered.
struct PriceMove {
    let request: PriceRequested
    let policy: PricePolicy
    let context: Context
    /// The client, where he is known.
    private let client: Client?
    private let ground: PriceGround

    init(_ request: PriceRequested, _ policy: PricePolicy, _ context: Context) {
        self.request = request
        self.policy = policy
        self.context = context
        let states = request.clientID.flatMap {
            context.related.states(of: Subject(.client, $0.rawValue))
        }
        client = states?.state(of: Clients.self)
        ground = PriceGround(
            region: policy.region(request.region),
            market: request.market(states),
            policy
        ) { context.related.states(of: $0) }
    }

    private var today: CalendarDay { context.policies.calendar.day(of: context.now) }

    func answer() -> Decision<PriceAnswer> {
        let calculation = PriceCalculation(of: request.services, on: today, ground, policy)
        if let region = ground.region, !isClientUnknown, let quoted = quoted(calculation, region) {
            return .changed(
                to: PriceAnswer(request, context.now, quoted: quoted),
                effects: [.publish(quoted)] + warnings(region)
            )
        }
        let declined = PriceDeclined(
            requestID: request.requestID,
            clientID: request.clientID,
            leadID: request.leadID,
            reasons: reasons(calculation)
        )
        return .changed(
            to: PriceAnswer(request, context.now, declined: declined),
            effects: [.publish(declined)]
        )
    }

    // MARK: - A price

    private func quoted(_ calculation: PriceCalculation, _ region: String) -> PriceQuoted? {
        guard let total = calculation.total, let ratio = calculation.ratio,
            let level = calculation.level
        else { return nil }
        let percent = policy.taxPercent(on: today)
        let tax = percent.map { (total * $0).divided(by: 100, places: 2) }
        let expiry = context.now + policy.validFor
        return PriceQuoted(
            requestID: request.requestID,
            region: region,
            market: ground.market,
            clientID: request.clientID,
            leadID: request.leadID,
            lines: calculation.lines.map { line($0, ratio, level) },
            total: money(total),
            vat: tax.map(money),
            vatPercent: percent,
            totalWithVAT: tax.map { money(total + $0) },
            validUntil: context.policies.calendar.day(of: expiry),
            inputs: PriceInputs(ratio, level)
        )
    }

    private func line(
        _ line: PriceCalculation.Line,
        _ ratio: SalaryRatio,
        _ level: MarketCompetition.Level
    ) -> PriceLine {
        PriceLine(
            code: line.service.code,
            quantity: line.quantity,
            price: money(line.price.amount),
            amount: money(line.amount),
            isFloorHit: line.price.isFloorHit,
            explanation: context.text(
                .explanation(of: line.price, ratio.value, level.value, policy)
            )
        )
    }

    private func money(_ amount: Decimal) -> Money { Money(amount, policy.currency) }

    /// The client's head is told where the price is for another region than the client's own.
    private func warnings(_ region: String) -> [Effect] {
        guard let client, let own = client.region.flatMap(policy.region), own != region,
            let head = client.salesHeadID.flatMap({ context.company.people[$0] }), head.active
        else { return [] }
        let phrase = Phrase(
            "price.other_region",
            [
                "client": client.title, "request": .text(request.requestID.rawValue.onOneLine),
                "region": .text(region), "own": .text(own),
            ]
        )
        return [context.notify(head, .warning, phrase, client: client.id)]
    }

    // MARK: - No price

    private func reasons(_ calculation: PriceCalculation) -> [PriceDeclined.Reason] {
        let region = ground.region == nil ? [unknownRegion] : []
        return region + clientReasons + calculation.missing.map(reason)
    }

    /// Whether a client is named of whom nothing is known.
    private var isClientUnknown: Bool { request.clientID != nil && client == nil }

    private var clientReasons: [PriceDeclined.Reason] {
        guard let id = request.clientID, isClientUnknown else { return [] }
        return [reason(.clientUnknown, ["client": .text(id.rawValue.onOneLine)])]
    }

    private var unknownRegion: PriceDeclined.Reason {
        let names = policy.regions.keys.sorted()
        let near = Suggestion.nearest(to: request.region, among: names)
        return reason(
            .regionUnknown,
            [
                "region": .text(request.region.onOneLine),
                "near": (near.flatMap(policy.region)).map(Value.text) ?? .null,
                "known": Self.list(Set(policy.regions.values).sorted()),
            ]
        )
    }

    private func reason(_ missing: PriceCalculation.Missing) -> PriceDeclined.Reason {
        let region = Value.text(ground.region ?? request.region.onOneLine)
        let reference = Value.text(policy.reference)
        switch missing {
        case .service(let code):
            let known = policy.services.keys.sorted()
            let near = Suggestion.nearest(to: code, among: known)
            return reason(
                .serviceUnknown,
                [
                    "service": .text(code.onOneLine), "near": near.map(Value.text) ?? .null,
                    "known": Self.list(known),
                ]
            )
        case .salaries(let ofRegion, let ofReference):
            var names = ofRegion ? [region] : []
            if ofReference, reference != region { names.append(reference) }
            return reason(.salaryMissing, ["regions": .list(names)])
        case .commonMonth:
            return reason(.periodsDiffer, ["region": region, "reference": reference])
        case .freshSalaries(let last, let days):
            return reason(
                .salaryStale,
                [
                    "region": region, "month": .text(last.rawValue),
                    "days": .number(Decimal(days)), "allowed": .seconds(policy.ageMax),
                ]
            )
        case .competition:
            let market = ground.market.map { Value.text($0.rawValue.onOneLine) }
            return reason(.competitionMissing, ["market": market ?? .null, "region": region])
        }
    }

    private func reason(
        _ code: PriceDeclined.Code,
        _ values: [String: Value]
    ) -> PriceDeclined.Reason {
        let phrase = Phrase("price.declined.\(code.rawValue)", values)
        return PriceDeclined.Reason(code: code, sentence: context.text(phrase))
    }

    /// The first of the names; more would not be read.
    private static func list(_ names: [String]) -> Value {
        .list(names.prefix(10).map { .text($0) })
    }
}

extension Phrase {
    /// How a price came about, as one sentence.
    static func explanation(
        of price: PriceFormula.Price,
        _ ratio: Decimal,
        _ level: Decimal,
        _ policy: PricePolicy
    ) -> Phrase {
        let isMoscow =
            policy.region("RU-MOW") == policy.reference
            || ["moscow", "msk", "москва"].contains(policy.reference.lowercased())
        return Phrase(
            "price.explanation",
            [
                "base": .number(price.base),
                "salary_factor": .number(price.salaryFactor.rounded(places: 4)),
                "salary_percent": .number(ratio.percent),
                "reference": .text(policy.reference), "moscow": .bool(isMoscow),
                "weight": .number(policy.formula.salaryWeight),
                "competition_factor": .number(price.competitionFactor.rounded(places: 4)),
                "competition": .number(level),
                "raw": .number(price.raw.rounded(places: 2)), "price": .number(price.amount),
                "floor": .number(price.floor), "floor_hit": .bool(price.isFloorHit),
            ]
        )
    }
}

extension PriceAnswer {
    fileprivate init(
        _ request: PriceRequested,
        _ instant: Date,
        quoted: PriceQuoted? = nil,
        declined: PriceDeclined? = nil
    ) {
        self.init(request: request, answeredAt: instant, quoted: quoted, declined: declined)
    }
}

extension PriceInputs {
    fileprivate init(_ ratio: SalaryRatio, _ level: MarketCompetition.Level) {
        self.init(
            months: ratio.months,
            salaryRatio: ratio.value,
            source: ratio.source,
            segment: ratio.segment,
            competition: level.value,
            observedOn: level.observedOn
        )
    }
}
