/// The company's rules of distribution; section `[lead_distribution]` of the configuration.
///
/// A lead keeps the rules under which its distribution began.
package struct LeadDistributionPolicy: Codable, Equatable, Sendable {
    /// What sellers are ranked by.
    package enum RankBy: String, Vocabulary {
        case amount, count
    }

    /// Who gets a lead that is not hot.
    package enum Ordinary: String, Vocabulary {
        case roundRobin = "round_robin"
        case leastLoaded = "least_loaded"
    }

    /// How many of the ranking get hot leads.
    package var topSize: Int
    package var rankBy: RankBy
    /// Who gets hot leads while there are no sales to rank, in order.
    package var fallbackTop: [PersonID]
    /// How long each has to take the lead.
    package var offerTimeout: Duration
    /// Whether only working time counts; leads then wait for the opening.
    package var workingTime: Bool
    package var accept: ChainAccept
    package var ordinary: Ordinary
    /// Who takes hot leads out of working hours.
    package var duty: PersonID?
    /// Rounds after the first one.
    package var repeats: Int
    /// Who gets the lead when nobody took it.
    package var final: Assignee
    /// Working time for a first sign of work after an accept; nil is off.
    package var firstActionWithin: Duration?
    /// Offers in a row without reaction that pause a person; nil never pauses.
    package var missesToPause: Int?
    package var pauseFor: Duration
    /// Project managers with fewer active clients join the race; 0 is off.
    package var portfolioMin: Int
    /// Whether a known client goes to whoever works with him already.
    package var sticky: Bool

    private enum CodingKeys: String, CodingKey {
        case topSize = "top_size"
        case rankBy = "rank_by"
        case fallbackTop = "fallback_top"
        case offerTimeout = "offer_timeout"
        case workingTime = "working_time"
        case accept, ordinary, duty
        case repeats = "repeat"
        case final
        case firstActionWithin = "first_action_within"
        case missesToPause = "misses_to_pause"
        case pauseFor = "pause_for"
        case portfolioMin = "portfolio_min"
        case sticky
    }

    package init(
        topSize: Int = 3,
        rankBy: RankBy = .amount,
        fallbackTop: [PersonID] = [],
        offerTimeout: Duration = .seconds(900),
        workingTime: Bool = true,
        accept: ChainAccept = .reached,
        ordinary: Ordinary = .roundRobin,
        duty: PersonID? = nil,
        repeats: Int = 1,
        final: Assignee,
        firstActionWithin: Duration? = .seconds(900),
        missesToPause: Int? = 3,
        pauseFor: Duration = .seconds(3600),
        portfolioMin: Int = 0,
        sticky: Bool = true
    ) {
        self.topSize = topSize
        self.rankBy = rankBy
        self.fallbackTop = fallbackTop
        self.offerTimeout = offerTimeout
        self.workingTime = workingTime
        self.accept = accept
        self.ordinary = ordinary
        self.duty = duty
        self.repeats = repeats
        self.final = final
        self.firstActionWithin = firstActionWithin
        self.missesToPause = missesToPause
        self.pauseFor = pauseFor
        self.portfolioMin = portfolioMin
        self.sticky = sticky
    }

    /// The terms of a chain that begins now.
    package var chainTerms: ChainTerms<Assignee> {
        ChainTerms(
            timeout: offerTimeout,
            countsWorkingTime: workingTime,
            repeats: repeats,
            accept: accept,
            final: final
        )
    }
}
