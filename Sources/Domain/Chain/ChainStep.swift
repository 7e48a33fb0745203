package import Foundation

/// One person's turn in a chain.
package struct ChainStep: Codable, Equatable, Sendable {
    /// 1, 2, …, through all rounds; skipped people are numbered too.
    package let number: Int
    package let round: Int
    package let holder: PersonID
    /// When the turn really began; its whole time counts from here.
    package let startedAt: Date
    package let deadline: Date
    /// Which arming of the chain's timer belongs to the turn.
    package let generation: Int

    private enum CodingKeys: String, CodingKey {
        case number, round, holder
        case startedAt = "started_at"
        case deadline, generation
    }
}

/// What became of one turn, kept for the story of the chain.
package struct ChainPassage: Codable, Equatable, Sendable {
    /// How a turn ended.
    package enum Ending: String, Vocabulary {
        /// Never asked: not available.
        case skipped
        case expired, declined
        /// Asked, and then not available any more.
        case unavailable
        /// Somebody else took it.
        case taken
        case accepted
        /// The chain ended from outside.
        case cancelled
    }

    package let number: Int
    package let round: Int
    package let person: PersonID
    package let startedAt: Date
    package let endedAt: Date
    package let ending: Ending
    /// Why the person was not available, where that ended it.
    package let reason: Unavailability?

    private enum CodingKeys: String, CodingKey {
        case number, round, person
        case startedAt = "started_at"
        case endedAt = "ended_at"
        case ending, reason
    }

    init(_ step: ChainStep, _ ending: Ending, at instant: Date, _ reason: Unavailability? = nil) {
        number = step.number
        round = step.round
        person = step.holder
        startedAt = step.startedAt
        endedAt = instant
        self.ending = ending
        self.reason = reason
    }
}

/// Where somebody stands in a chain.
package enum ChainStanding: Equatable, Sendable {
    case holder
    /// His turn has come and gone, or he was passed over.
    case passed
    /// In the list, but his turn has not come.
    case waiting
    /// Not in the list, or taken off it.
    case stranger
}

/// What follows when a chain goes on.
package struct ChainMove<Final: Codable & Equatable & Sendable>: Equatable, Sendable {
    /// The next step, or the end.
    package enum Next: Equatable, Sendable {
        /// Ask the holder, and arm the timer.
        case step(ChainStep)
        /// Nobody is left: do what was agreed for this.
        case exhausted(Final)
    }

    package let next: Next
    /// Who was passed over on the way.
    package let skipped: [ChainPassage]
    /// Whether this step is the first of a further round.
    package let beginsFurtherRound: Bool
    /// Whether the company never opens, so that the step had to be counted on the clock.
    package let neverOpens: Bool
}

/// What follows from the timer of a chain.
package enum ChainExpiry<Final: Codable & Equatable & Sendable>: Equatable, Sendable {
    /// The timer belongs to a turn that is over: nothing.
    case late
    /// The turn is not over yet: arm the timer again.
    case early(ChainStep)
    /// The turn of this step expired.
    case expired(ChainStep, ChainMove<Final>)
}

extension ChainStep: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("number", number)
        try object.field("round", round)
        try object.field("holder", holder)
        try object.field("started_at", startedAt)
        try object.field("deadline", deadline)
        try object.field("generation", generation)
    }
}

extension ChainPassage: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("number", number)
        try object.field("round", round)
        try object.field("person", person)
        try object.field("started_at", startedAt)
        try object.field("ended_at", endedAt)
        try object.field("ending", ending)
        try object.field("reason", reason)
    }
}
