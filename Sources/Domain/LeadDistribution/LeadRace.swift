package import Foundation

/// What is remembered of the distribution of one lead.
package struct LeadRace: ProcessState {
    /// Where the distribution of a lead is.
    package enum Phase: String, Vocabulary {
        /// Nothing was to be done with the lead so far. Can go to all but `racing`.
        case unseen
        /// Its contact is being looked up. Can go to all but `unseen`.
        case arriving
        /// In the night pool. Can go to `racing`, `owned`, `stranded`, `closed`.
        case waiting
        /// On offer to the holder of the chain. Can go to `owned`, `stranded`, `closed`.
        case racing
        /// Nobody at all is there to take it; tried again and again.
        ///
        /// Can go to `racing`, `waiting`, `owned`, `closed`.
        case stranded
        /// Somebody has it. Can go to all but `unseen`.
        case owned
        /// The lead is closed. Can begin again if it is opened again.
        case closed
    }

    /// A winner from whom a first sign of work is expected.
    package struct Watch: Codable, Equatable, Sendable {
        /// Which arming of its timers belongs to it.
        package let generation: Int
        package let deadline: Date
    }

    /// That somebody took the lead when it was offered.
    package struct Win: Codable, Equatable, Sendable {
        package let personID: PersonID
        package let at: Date
        /// When the person was asked first for what he took.
        package let askedAt: Date

        private enum CodingKeys: String, CodingKey {
            case personID = "person_id"
            case at
            case askedAt = "asked_at"
        }
    }

    package let leadID: LeadID
    package var phase: Phase
    /// The rules under which its distribution began.
    package var terms: LeadDistributionPolicy?
    /// Whoever was in the list for his sales, as it was at the start.
    package var top: [PersonID]
    package var chain: Chain<Assignee>?
    /// Who has the lead.
    package var ownerID: PersonID?
    /// Why he got it; nil where others gave it to him.
    package var reason: LeadAssign.Reason?
    package var watch: Watch?
    /// Whom Baton made the owner without the CRM having said so yet.
    package var echoAwaitedID: PersonID?
    /// Counts the armings of all timers but the chain's own.
    @Counted package var armings: Int
    package let arrivedAt: Date
    package var ownedAt: Date?
    /// Who took it in the present distribution, the oldest first; nil while nobody has.
    package var wins: [Win]?
    /// Leads of the same contact that wait for an owner too: a form that was sent twice, say.
    ///
    /// The first to have an owner tells the others whose they are.
    package var twins: [LeadID]?

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case phase, terms, top, chain
        case ownerID = "owner_id"
        case reason, watch
        case echoAwaitedID = "echo_awaited_id"
        case armings
        case arrivedAt = "arrived_at"
        case ownedAt = "owned_at"
        case wins, twins
    }

    /// A lead with which nothing was done yet.
    package init(_ lead: LeadID, at now: Date) {
        leadID = lead
        phase = .unseen
        top = []
        armings = 0
        arrivedAt = now
    }

    /// Whether an owner is being looked for.
    var awaitsOwner: Bool {
        switch phase {
        case .arriving, .waiting, .racing, .stranded: true
        case .unseen, .owned, .closed: false
        }
    }

    /// To whom the lead is on offer.
    package var holder: PersonID? {
        phase == .racing ? chain?.present?.holder : nil
    }

    /// A lead on offer is found by whom it waits for.
    package var lookupKeys: [String] {
        [holder?.deskKey].compactMap(\.self)
    }
}

extension LeadRace: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("lead_id", leadID)
        try object.field("phase", phase)
        try object.field("terms", terms)
        try object.field("top", top)
        try object.field("chain", chain)
        try object.field("owner_id", ownerID)
        try object.field("reason", reason)
        try object.field("watch", watch)
        try object.field("echo_awaited_id", echoAwaitedID)
        try object.field("armings", armings)
        try object.field("arrived_at", arrivedAt)
        try object.field("owned_at", ownedAt)
        try object.field("wins", wins)
        try object.field("twins", twins)
    }
}

extension LeadRace.Watch: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("generation", generation)
        try object.field("deadline", deadline)
    }
}

extension LeadRace.Win: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("person_id", personID)
        try object.field("at", at)
        try object.field("asked_at", askedAt)
    }
}
