package import Foundation

/// What a chain was started with; it keeps these terms to its end, whatever is configured later.
package struct ChainTerms<Final: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    /// How long each holder has.
    package let timeout: Duration
    /// Whether the timeout counts working time, or time on the clock.
    package let countsWorkingTime: Bool
    /// How many rounds follow the first one.
    package let repeats: Int
    /// Who may take what the chain is about.
    package let accept: ChainAccept
    /// What happens when everybody was asked and nobody accepted.
    package let final: Final

    private enum CodingKeys: String, CodingKey {
        case timeout
        case countsWorkingTime = "working_time"
        case repeats = "repeat"
        case accept, final
    }

    package init(
        timeout: Duration,
        countsWorkingTime: Bool = false,
        repeats: Int = 0,
        accept: ChainAccept = .reached,
        final: Final
    ) {
        self.timeout = timeout
        self.countsWorkingTime = countsWorkingTime
        self.repeats = repeats
        self.accept = accept
        self.final = final
    }
}

/// Who may take what a chain is about.
package enum ChainAccept: String, Vocabulary {
    /// The present holder, and those whose turn has passed.
    case reached
    /// Only the present holder.
    case holder
    /// Everybody in the list.
    case anyone
}

/// What a chain must know of the moment in which it goes on.
package struct ChainMoment: Sendable {
    package let now: Date
    package let calendar: WorkCalendar
    /// Who would be asked in a further round; nil where the list stays as it is.
    package let nextRound: [PersonID]?
    /// Why somebody can't be asked now; nil if he can.
    package let unavailability: @Sendable (PersonID) -> Unavailability?

    package init(
        now: Date,
        calendar: WorkCalendar,
        nextRound: [PersonID]? = nil,
        unavailability: @escaping @Sendable (PersonID) -> Unavailability?
    ) {
        self.now = now
        self.calendar = calendar
        self.nextRound = nextRound
        self.unavailability = unavailability
    }
}

extension Context {
    /// The moment of the decision: people who are unknown, away or at capacity can't be asked.
    package func chainMoment(nextRound: [PersonID]? = nil) -> ChainMoment {
        let (company, now) = (company, now)
        return ChainMoment(now: now, calendar: policies.calendar, nextRound: nextRound) { id in
            guard let person = company.people[id] else { return .unknown }
            return company.unavailability(of: person, at: now)
        }
    }
}

extension ChainTerms: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("timeout", timeout)
        try object.field("working_time", countsWorkingTime)
        try object.field("repeat", repeats)
        try object.field("accept", accept)
        try object.field("final", encoded: final)
    }
}
