package import Foundation

/// What is remembered of one call.
package struct Call: ProcessState {
    /// Where a call is.
    package enum Phase: String, Vocabulary {
        /// Nobody is being rung and nobody has answered: just announced, or given up.
        ///
        /// Can go to all others.
        case waiting
        /// A head is being rung. Can go to all others.
        case ringing
        /// Somebody answered. Can go to `over`.
        case talking
        /// The exchange reported the end, or never will: nothing rings any more.
        case over
    }

    package let id: CallID
    /// Which call of this id it is, from 2; nil for the first one.
    package let round: Int?
    package var phase: Phase
    /// Nil while the exchange has said of the call anything but that it came in.
    package var arrival: Arrival?
    /// Who was rung, and who is; nil if nobody was to be rung.
    package var chain: Chain<CallPolicy.Fallback>?
    /// Who is rung before the others for the caller's sake: that costs nobody a turn.
    package var outOfTurn: [PersonID]?
    package var answer: Answer?
    package var missed: Missed?
    package var ending: Ending?
    package var marking = Marking()
    /// The lead that the call belongs to or was made into.
    package var lead: LeadLink?

    private enum CodingKeys: String, CodingKey {
        case id, round, phase, arrival, chain
        case outOfTurn = "out_of_turn"
        case answer, missed, ending, marking, lead
    }

    package init(id: CallID, round: Int? = nil, phase: Phase) {
        self.id = id
        self.round = round
        self.phase = phase
    }

    /// The id, told apart from earlier calls to which the exchange gave the same one.
    package var ownID: CallID {
        round.map { CallID(trusted: "\(id.rawValue)#\($0)") } ?? id
    }

    /// What the last mark says.
    package var verdict: CallMarked.Verdict? { marking.history.last?.verdict }

    /// Who was rung, in order.
    package var rungIDs: [PersonID] {
        let past = chain?.trail.filter { $0.ending != .skipped }.map(\.person) ?? []
        return past + (chain?.present.map { [$0.holder] } ?? [])
    }

    /// The number of the step at which the person was rung last.
    func step(of person: PersonID) -> Int? {
        if let step = chain?.present, step.holder == person { return step.number }
        return chain?.trail.last { $0.person == person && $0.ending != .skipped }?.number
    }
}

extension Call {
    /// How a call came in.
    package struct Arrival: Codable, Equatable, Sendable {
        /// The caller as the exchange wrote him.
        package let from: String
        /// The caller's number in E.164, where it is one.
        package let phone: String?
        /// The line dialled, by `CallPolicy.key(of:region:)`.
        package let line: String
        package let channel: String
        package let campaign: String?
        package let at: Date
        /// Who the caller is; nil until he was looked up.
        package var caller: Match?
    }

    /// Who a caller was found to be.
    package struct Match: Codable, Equatable, Sendable {
        /// The open lead.
        package let leadID: LeadID?
        /// Who holds the offer of that lead; his answer is the accept.
        package let holderID: PersonID?
        package let clientID: ClientID?
        /// Whether the number is on the spam list.
        package let isSpam: Bool
        /// How often the number had called before.
        package let callsBefore: Int

        private enum CodingKeys: String, CodingKey {
            case leadID = "lead_id"
            case holderID = "holder_id"
            case clientID = "client_id"
            case isSpam = "spam"
            case callsBefore = "calls_before"
        }
    }

    /// How a call was answered.
    package struct Answer: Codable, Equatable, Sendable {
        /// Nil where the exchange named somebody whom nobody knows.
        package var personID: PersonID?
        /// The extension or id by which the exchange named him.
        package let named: String
        package let at: Date
        /// At which step he was rung; nil if he was not.
        package var step: Int?
        /// How long the caller waited; nil where his arrival is not known.
        package var secondsToAnswer: Double?

        private enum CodingKeys: String, CodingKey {
            case personID = "person_id"
            case named, at, step
            case secondsToAnswer = "seconds_to_answer"
        }
    }

    /// That nobody answered.
    package struct Missed: Codable, Equatable, Sendable {
        /// Why not.
        package enum Why: String, Vocabulary {
            /// Everybody was rung and nobody answered.
            case nobodyAnswered = "nobody_answered"
            case hungUp = "hung_up"
            /// It was read too late to be rung.
            case stale
        }

        package let why: Why
        package let at: Date
        /// Who is to call back; nil if nobody could be found.
        package let callBackID: PersonID?

        private enum CodingKeys: String, CodingKey {
            case why, at
            case callBackID = "call_back_id"
        }
    }

    /// How a call ended.
    package struct Ending: Codable, Equatable, Sendable {
        package let at: Date
        /// Seconds, as the exchange says.
        package let duration: Double?
        package let cause: String?
        package let recordingURL: String?
        /// False where the exchange never said so.
        package let isReported: Bool

        private enum CodingKeys: String, CodingKey {
            case at, duration, cause
            case recordingURL = "recording_url"
            case isReported = "reported"
        }
    }

    /// What was said of a call afterwards.
    package struct Marking: Codable, Equatable, Sendable {
        /// Every mark there was, the one that counts last.
        package var history: [Mark] = []
        /// How often the one who answered was asked, the first time included.
        @Counted package var asked = 0

        package init() {}
    }

    /// What one person said that the call was.
    package struct Mark: Codable, Equatable, Sendable {
        package let verdict: CallMarked.Verdict
        package let personID: PersonID
        package let at: Date
        package let comment: String?

        private enum CodingKeys: String, CodingKey {
            case verdict
            case personID = "person_id"
            case at, comment
        }
    }

    /// The lead of a call.
    package struct LeadLink: Codable, Equatable, Sendable {
        /// Nil until the CRM has made it.
        package var leadID: LeadID?
        /// Whether it was made of this call; else it was open before, or made of another one.
        package let isMade: Bool

        private enum CodingKeys: String, CodingKey {
            case leadID = "lead_id"
            case isMade = "made"
        }
    }
}
