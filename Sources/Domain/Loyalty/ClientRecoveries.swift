package import Foundation

/// The times that a client was unhappy, and what came of each.
package struct ClientRecoveries: ProcessState {
    /// How many there were.
    @Counted package var count: Int
    /// Those that are remembered, the oldest first; only the last one may be open.
    package var items: [Recovery]

    package init() {
        count = 0
        items = []
    }

    /// The one that nobody has closed yet.
    package var open: Recovery? { items.last.flatMap { $0.closing == nil ? $0 : nil } }

    /// A client who is being won back is not bothered with anything else.
    package var caution: Phrase? { open.map { _ in Phrase("indexation.hold.recovery") } }

    /// Who took an unhappy client on has to see to him.
    package func duty(
        of person: PersonID,
        on subject: String,
        beside states: SubjectStates
    ) -> Duty? {
        guard open?.acceptedBy == person else { return nil }
        let title = states.state(of: Clients.self)?.title ?? .text(subject)
        return Duty(
            "person.gone.recovery",
            ["client": title],
            clientID: ClientID(rawValue: subject)
        )
    }

    /// Found by the absence of the one who is to react, or the going of the one who took it on.
    package var lookupKeys: [String] {
        let asked = open?.chain.present.map { $0.holder.deskKey }
        return [asked, open?.acceptedBy?.heldKey].compactMap(\.self)
    }
}

/// How an unhappy client is won back.
package struct Recovery: Codable, Equatable, Sendable {
    /// Counted from 1.
    @Counted package private(set) var number: Int
    package let surveyID: SurveyID
    package let openedAt: Date
    /// Until when it should be closed.
    package let closeBy: Date
    package let care: Care
    /// Who is to react, one after the other.
    package var chain: Chain<RecoveryEnd>
    /// Who takes care of it.
    package var acceptedBy: PersonID?
    package var acceptedAt: Date?
    /// Set once it was not closed in time.
    package var overdueAt: Date?
    package var closing: Closing?

    private enum CodingKeys: String, CodingKey {
        case number
        case surveyID = "survey_id"
        case openedAt = "opened_at"
        case closeBy = "close_by"
        case care, chain
        case acceptedBy = "accepted_by"
        case acceptedAt = "accepted_at"
        case overdueAt = "overdue_at"
        case closing
    }

    package init(
        number: Int,
        surveyID: SurveyID,
        openedAt: Date,
        closeBy: Date,
        care: Care,
        chain: Chain<RecoveryEnd>
    ) {
        self.number = number
        self.surveyID = surveyID
        self.openedAt = openedAt
        self.closeBy = closeBy
        self.care = care
        self.chain = chain
    }

    /// How it ended.
    package struct Closing: Codable, Equatable, Sendable {
        package let outcome: String
        package let actorID: PersonID
        package let comment: String?
        package let at: Date

        private enum CodingKeys: String, CodingKey {
            case outcome
            case actorID = "actor_id"
            case comment, at
        }
    }

    /// The generation of the chain's timer: different for each recovery.
    func generation(of step: ChainStep) -> Int { number * Self.stepsMax + step.generation }

    /// The step that a timer belongs to; nil where it is one of another recovery.
    func step(of generation: Int) -> Int? {
        generation / Self.stepsMax == number ? generation % Self.stepsMax : nil
    }

    private static let stepsMax = 10_000
}

/// What happens when nobody at all reacted.
package enum RecoveryEnd: String, Vocabulary {
    case tellDirectors = "tell_directors"
}
