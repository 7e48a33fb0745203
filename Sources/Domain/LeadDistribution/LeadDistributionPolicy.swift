/// The company's rules of distribution; section `[lead_distribution]` of the configuration.
///
/// A lead keeps the rules under which its distribution began.
package struct LeadDistributionPolicy: ProcessPolicy, Codable {
    package static let section = "lead_distribution"
    package static let doc = "The race of the best for hot leads."
    package static let isCommented = false

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
    /// The currency of the amounts; nil is that of the marketers' pay.
    package var currency: String?
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
    /// Whether a known client goes to the person who already works with him.
    package var sticky: Bool

    private enum CodingKeys: String, CodingKey {
        case topSize = "top_size"
        case rankBy = "rank_by"
        case currency
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

    /// The usual rules with this end of the chain.
    package init(final: Assignee) {
        self.init(keysOf: .nothing, final: final)
    }

    package init?(_ section: SectionReader) {
        self.init(keysOf: section, final: .role(.salesHead))
        guard let final = section.finalAssignee() else { return nil }
        self.final = final
    }

    private init(keysOf section: SectionReader, final: Assignee) {
        self.final = final
        topSize = section.value(
            "top_size",
            .integer(1...100),
            default: 3,
            "how many of the ranking get hot leads"
        )
        rankBy = section.value("rank_by", .choice, default: .amount, "amount | count")
        currency = Self.currency(section)
        fallbackTop = section.value(
            "fallback_top",
            Form.person.list(),
            default: [],
            "person ids, while there are no sales to rank"
        )
        offerTimeout = section.value(
            "offer_timeout",
            .duration,
            default: .seconds(900),
            "so long each has to take the lead"
        )
        workingTime = section.value(
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
        duty = Self.duty(section)
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
        (missesToPause, pauseFor) = Self.pauses(section)
        portfolioMin = section.value(
            "portfolio_min",
            .integer(0...10_000),
            default: 0,
            "PMs with fewer active clients join the race"
        )
        sticky = section.value(
            "sticky",
            .flag,
            default: true,
            "a known client goes to the person who works with him"
        )
    }

    private static func currency(_ section: SectionReader) -> String? {
        section.optional(
            "currency",
            .currency,
            sample: "\"RUB\"",
            "of the amounts that are ranked; else that of [pay]"
        )
    }

    private static func pauses(_ section: SectionReader) -> (misses: Int?, length: Duration) {
        let misses = section.value(
            "misses_to_pause",
            .integer(0...1000),
            default: 3,
            "this many in a row pause a person; 0 never does"
        )
        let length = section.value(
            "pause_for",
            .durationOrNone,
            default: .seconds(3600),
            "how long that pause is; whatever the person does ends it"
        )
        return (misses == 0 ? nil : misses, length)
    }

    private static func duty(_ section: SectionReader) -> PersonID? {
        let duty = section.optional(
            "duty",
            .onePerson,
            sample: "\"person:petrova\"",
            "out of working hours; else leads wait for the opening"
        )
        guard case .person(let id) = duty else { return nil }
        return id
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

extension Policies {
    /// Nil where nobody's leads are distributed by Baton.
    package var leadDistribution: LeadDistributionPolicy? {
        get { self[LeadDistributionPolicy.self] }
        set { self[LeadDistributionPolicy.self] = newValue }
    }
}

extension LeadDistributionPolicy: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("top_size", topSize)
        try object.field("rank_by", rankBy)
        try object.field("currency", currency)
        try object.field("fallback_top", fallbackTop)
        try object.field("offer_timeout", offerTimeout)
        try object.field("working_time", workingTime)
        try object.field("accept", accept)
        try object.field("ordinary", ordinary)
        try object.field("duty", duty)
        try object.field("repeat", repeats)
        try object.field("final", final)
        try object.field("first_action_within", firstActionWithin)
        try object.field("misses_to_pause", missesToPause)
        try object.field("pause_for", pauseFor)
        try object.field("portfolio_min", portfolioMin)
        try object.field("sticky", sticky)
    }
}
