package import Domain

/// The race of the best for hot leads; section `[lead_distribution]`.
package struct LeadDistributionSettings: Equatable, Sendable {
    /// Who may take a lead on offer.
    package enum Accept: String, CaseIterable, Sendable {
        /// The holder, and those whose turn has passed.
        case reached
        /// The present holder alone.
        case holder
        /// Whoever was notified.
        case anyone
    }

    /// How leads that are not hot are given.
    package enum Ordinary: String, CaseIterable, Sendable {
        case roundRobin = "round_robin"
        case leastLoaded = "least_loaded"
    }

    /// Who belongs to the best.
    package let ranking: LeadRankingSettings
    /// How long each has to take the lead; default 15 min.
    package let offerTimeout: Duration
    /// Whether only working time counts; default true.
    package let isWorkingTime: Bool
    /// Default `reached`.
    package let accept: Accept
    /// Default `roundRobin`.
    package let ordinary: Ordinary
    /// Who takes hot leads out of working hours; nil lets them wait for the opening.
    package let duty: PersonID?
    /// Further rounds after the first; default 1.
    package let repeats: Int
    /// Who gets the lead when nobody took it.
    package let final: Assignee
    /// Time for a first sign of work after an accept; nil is off; default 15 min.
    package let firstActionWithin: Duration?
    /// What happens to people who do not react.
    package let pauses: PauseSettings
    /// Project managers with fewer active clients join the race; 0 is off; default 0.
    package let portfolioMin: Int
    /// Whether a known client goes to whoever already works with him; default true.
    package let isSticky: Bool

    init?(_ section: SectionReader, isOn: Bool) {
        ranking = LeadRankingSettings(section)
        offerTimeout = section.value(
            "offer_timeout",
            .duration,
            default: .seconds(900),
            "so long each has to take the lead"
        )
        isWorkingTime = section.value(
            "working_time",
            .flag,
            default: true,
            "whether only [calendar] time counts"
        )
        accept = section.value(
            "accept",
            .choice,
            default: .reached,
            "reached | holder | anyone: who may take the lead"
        )
        ordinary = section.value(
            "ordinary",
            .choice,
            default: .roundRobin,
            "round_robin | least_loaded: leads that are not hot"
        )
        let duty = section.optional(
            "duty",
            .onePerson,
            sample: "\"person:petrova\"",
            "out of working hours; else leads wait for the opening"
        )
        if case .person(let id) = duty { self.duty = id } else { self.duty = nil }
        repeats = section.value(
            "repeat",
            .integer(0...100),
            default: 1,
            "rounds after the first, before final"
        )
        firstActionWithin = section.value(
            "first_action_within",
            Form.duration.orOff(),
            default: .seconds(900),
            "for a first sign of work after an accept; or \"off\""
        )
        pauses = PauseSettings(section)
        portfolioMin = section.value(
            "portfolio_min",
            .integer(0...10_000),
            default: 0,
            "PMs with fewer active clients join the race"
        )
        isSticky = section.value(
            "sticky",
            .flag,
            default: true,
            "a known client goes to whoever works with him"
        )
        let final = FinalSection.assignee(section, isOn: isOn)
        guard let final else { return nil }
        self.final = final
    }
}

/// Who belongs to the best; keys of section `[lead_distribution]`.
package struct LeadRankingSettings: Equatable, Sendable {
    /// What sellers are ranked by.
    package enum RankBy: String, CaseIterable, Sendable {
        case amount, count
    }

    /// How many of the ranking get hot leads; default 3.
    package let topSize: Int
    /// Default the amount.
    package let rankBy: RankBy
    /// Who gets hot leads while there are no sales to rank, in order; default nobody.
    package let fallbackTop: [PersonID]

    init(_ section: SectionReader) {
        topSize = section.value(
            "top_size",
            .integer(1...100),
            default: 3,
            "so many of the ranking get hot leads"
        )
        rankBy = section.value("rank_by", .choice, default: .amount, "amount | count")
        fallbackTop = section.value(
            "fallback_top",
            Form.person.list(),
            default: [],
            "person ids, while there are no sales to rank"
        )
    }
}

/// What happens to people who do not react; keys of section `[lead_distribution]`.
package struct PauseSettings: Equatable, Sendable {
    /// Offers in a row without reaction that pause a person; nil never pauses; default 3.
    package let missesToPause: Int?
    /// How long the pause is; default 60 min.
    package let pauseFor: Duration

    init(_ section: SectionReader) {
        let misses = section.value(
            "misses_to_pause",
            .integer(0...1000),
            default: 3,
            "so many in a row pause a person; 0 never does"
        )
        missesToPause = misses == 0 ? nil : misses
        pauseFor = section.value(
            "pause_for",
            .durationOrNone,
            default: .seconds(3600),
            "how long that pause is; whatever the person does ends it"
        )
    }
}

/// The mandatory end of a chain: `final = { assign = … }`.
enum FinalSection {
    static func assignee(_ section: SectionReader, isOn: Bool = true) -> Assignee? {
        section.section("final", "Who gets it when nobody took it; mandatory, has no default.") {
            let why = "a chain that nobody answers must end with somebody"
            return $0.required(
                "assign",
                .assignee,
                sample: "\"role:sales_head\"",
                "\"role:ROLE\" or \"person:ID\"",
                why: why,
                if: isOn
            )
        }
    }
}
