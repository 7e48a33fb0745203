/// The company's rules of qualification; section `[qualification]` of the configuration.
package struct QualificationPolicy: Equatable, Sendable {
    /// Who owns qualification.
    package enum Marketers: Equatable, Sendable {
        /// Everybody with the role `marketer`.
        case role
        case listed(Set<PersonID>)
    }

    /// How a sales manager is chosen where nobody is named and nobody had the item before.
    package enum SalesPolicy: String, CaseIterable, Sendable {
        case roundRobin = "round_robin"
        case leastLoaded = "least_loaded"
        case ranking
    }

    package var marketers: Marketers
    package var salesPolicy: SalesPolicy
    /// Whether only those whose turn it is may move an item.
    package var enforcesActors: Bool
    /// A passed item must be accepted or returned within this working time; nil is off.
    package var acceptWithin: Duration?
    /// How long after the hand-over the scheduled call is due.
    package var callDelay: Duration
    /// The lead's stage after an accept.
    package var inProgressStage: String
    /// The stages at which an item may be closed as junk, in the order of the configuration.
    package var junkStages: [String]
    /// The CRM's stage names, each with Baton's stage or one of the junk stages.
    package var stages: [String: String]
    /// Fields without which a lead is not a target lead, in the order of the configuration.
    package var requiredFields: [String]

    package init(
        marketers: Marketers = .role,
        salesPolicy: SalesPolicy = .roundRobin,
        enforcesActors: Bool = true,
        acceptWithin: Duration? = nil,
        callDelay: Duration = .zero,
        inProgressStage: String = "in_progress",
        junkStages: [String] = ["not_target", "duplicate", "no_answer", "spam"],
        stages: [String: String] = [:],
        requiredFields: [String] = ["company", "contact_phone", "direction"]
    ) {
        self.marketers = marketers
        self.salesPolicy = salesPolicy
        self.enforcesActors = enforcesActors
        self.acceptWithin = acceptWithin
        self.callDelay = callDelay
        self.inProgressStage = inProgressStage
        self.junkStages = junkStages
        self.stages = stages
        self.requiredFields = requiredFields
    }
}
