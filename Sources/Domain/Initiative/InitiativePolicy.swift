package import Foundation

/// How presales and new clients are given to project managers; section `[initiative]`.
package struct InitiativePolicy: ProcessPolicy {
    package static let section = "initiative"
    package static let doc = "Presales and new clients, given to project managers in turn."

    package var presaleCost: Decimal
    package var newClientCost: Decimal
    /// A refilled account has at least this much.
    package var minInitiative: Decimal
    package var turns: Turns
    /// Whether what was spent beyond zero is taken off the refill.
    package var carryDebt: Bool
    /// In working time; nil gives the work without asking.
    package var confirmWithin: Duration?
    /// Nil is no bound.
    package var maxNewClients: NewClients?

    /// Whose turn it is.
    package enum Turns: String, Vocabulary {
        /// Everybody spends his account before anybody is refilled twice.
        case laps
        /// The highest account, refilled or not.
        case literal
    }

    /// This many new clients within so much time, and no more.
    package struct NewClients: Equatable, Sendable {
        package var count: Int
        package var per: Duration

        package init(count: Int, per: Duration) {
            self.count = count
            self.per = per
        }

        init(_ section: SectionReader) {
            count = section.value("count", .integer(1...100), default: 3, "at most this many")
            per = section.value("per", .duration, default: .seconds(30 * 86_400), "within this")
        }
    }

    package init(_ section: SectionReader = .nothing) {
        presaleCost = section.value(
            "presale_cost",
            .number(0...1_000_000, places: 2),
            default: 20,
            "in units of the rating, as all of these"
        )
        newClientCost = section.value(
            "new_client_cost",
            .number(0...1_000_000, places: 2),
            default: 100,
            "what a new client costs the manager who gets him"
        )
        minInitiative = section.value(
            "min_initiative",
            .number(Decimal(1).hundredths...1_000_000, places: 2),
            default: 1,
            "an account that is filled again has at least this"
        )
        turns = section.value(
            "turns",
            .choice,
            default: .laps,
            "laps: everybody spends his account first; literal: the highest, always"
        )
        carryDebt = section.value(
            "carry_debt",
            .flag,
            default: false,
            "what was spent beyond zero is taken off the refill"
        )
        confirmWithin = section.value(
            "confirm_within",
            Form.duration.orOff(),
            default: nil,
            "working time in which he must say whether he takes it; or \"off\""
        )
        maxNewClients = section.optionalSection(
            "max_new_clients",
            "No more new clients than this for one manager.",
            isCommented: true
        ) { NewClients($0) }
    }

    /// What a request of the kind costs the manager who gets it.
    package func cost(of kind: RequestKind) -> Decimal {
        switch kind {
        case .presale: presaleCost
        case .client: newClientCost
        }
    }

    /// By how much an account is filled that has so little left.
    package func refill(of balance: Decimal, rating: Decimal) -> Decimal {
        let filled = carryDebt ? balance + rating : rating
        return max(filled, minInitiative) - balance
    }
}

extension InitiativePolicy {
    /// Who would get far more than his rating says, if everybody were always there.
    package func notes(beside policies: Policies) -> [String] {
        warnings(of: Self.sampleRatings(beside: policies))
    }

    /// Where ratings are not known: those of a very good, a usual and an unknown manager.
    package static func sampleRatings(beside policies: Policies) -> [Decimal] {
        let scale = (policies.ratings ?? RatingPolicy.usual).scale
        return [91_250, 67_029, 46_250].map { scale * Decimal($0).divided(by: 100_000) }
    }

    /// A sentence for each kind of request of which one of these managers would get more than twice
    /// the share of his rating.
    package func warnings(of ratings: [Decimal]) -> [String] {
        let forecast = InitiativeForecast(self)
        return RequestKind.allCases.compactMap { kind in
            let excess = forecast.largestExcess(ratings, of: Self.forecastCount, kind)
            guard excess > 2 else { return nil }
            return "[initiative] with turns = \"\(turns.rawValue)\" and these costs one "
                + "manager would get \(excess.twoPlaces) times the share of his rating of "
                + "\(kind.plural): turns = \"laps\" and costs well below the ratings share them out"
        }
    }

    /// A sentence for each kind of request: how many of many would go to whom.
    package func forecasts(of ratings: [Decimal]) -> [String] {
        let forecast = InitiativeForecast(self)
        return RequestKind.allCases.map { kind in
            let shares = zip(ratings, forecast.shares(ratings, of: Self.forecastCount, kind))
                .map { "\($1) (rating \($0.twoPlaces))" }.joined(separator: ", ")
            return "of \(Self.forecastCount) \(kind.plural) at "
                + "\(cost(of: kind).twoPlaces) would go: \(shares)"
        }
    }

    private static let forecastCount = 600
}

extension RequestKind {
    fileprivate var plural: String {
        switch self {
        case .presale: "presales"
        case .client: "new clients"
        }
    }
}

extension Policies {
    /// Nil where Baton gives nobody presales and new clients.
    package var initiative: InitiativePolicy? {
        get { self[InitiativePolicy.self] }
        set { self[InitiativePolicy.self] = newValue }
    }
}
