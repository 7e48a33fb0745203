package import Foundation

/// How hard competition is in one market, everywhere and by region.
package struct MarketCompetition: ProcessState {
    /// One observation.
    package struct Level: Codable, Equatable, Sendable {
        package let value: Decimal
        package let observedOn: CalendarDay

        private enum CodingKeys: String, CodingKey {
            case value
            case observedOn = "observed_on"
        }
    }

    /// Observations by the region's key, the newest day last; those that name none under `""`.
    package private(set) var levels: [String: [Level]] = [:]

    package init() {}

    /// The newest level in the region, else the newest of the market as a whole.
    package func level(in region: String) -> Level? {
        levels[region]?.last ?? levels[Self.everywhere]?.last
    }

    mutating func observe(_ level: Level, in region: String?) {
        let key = region ?? Self.everywhere
        var known = levels[key, default: []].filter { $0.observedOn != level.observedOn }
        let place = known.firstIndex { $0.observedOn > level.observedOn } ?? known.endIndex
        known.insert(level, at: place)
        levels[key] = known.suffix(Limits.seriesMonthsMax)
    }

    private static let everywhere = ""
}

/// Keeps how hard competition is in each market.
package enum Competitions: BusinessProcess {
    package typealias State = MarketCompetition

    /// What can happen to a market.
    package enum Input: Sendable {
        case observed(CompetitionObserved, on: Date)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case off = "prices_are_off"
    }

    package static let name = "competition"
    package static let subject = SubjectKind.market
    package static let reads: [any Message.Type] = [CompetitionObserved.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? CompetitionObserved else { return [] }
        return [Concern(body.subject, .observed(body, on: event.occurred))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        switch input {
        case .observed(let news, let instant):
            guard let policy = context.policies.prices else { return .ignored(Ignored.off) }
            let calendar = context.policies.calendar
            let day = news.observedOn ?? calendar.day(of: min(instant, context.now))
            guard day <= calendar.day(of: context.now) else { return .refused(.futureDay(day)) }
            let region = news.region.map { policy.region($0) }
            if case .some(.none) = region, let name = news.region {
                return .refused(.unknownRegion(name, policy))
            }
            var market = state ?? State()
            market.observe(.init(value: news.level, observedOn: day), in: region ?? nil)
            return .changed(to: market)
        }
    }
}

extension Flaw {
    fileprivate static func futureDay(_ day: CalendarDay) -> Flaw {
        Flaw(
            .invalidValue,
            field: "data.observed_on",
            "data.observed_on: \(day) has not come yet"
        )
    }
}
