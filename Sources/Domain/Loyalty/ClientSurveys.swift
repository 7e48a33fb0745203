package import Foundation

/// When a client is asked, what he was asked, and what he answered.
package struct ClientSurveys: ProcessState {
    /// When the client was first heard of; the schedule begins here without a date of contract.
    package let knownSince: Date
    /// The date of contract on which the schedule rests.
    package var contractFrom: String?
    /// The next mail; nil while the client is not to be asked.
    package var mail: Alarm?
    /// The next questionnaire call; nil where there are none.
    package var call: Alarm?
    /// The reminder of the last mail, while it is to come.
    package var reminder: Alarm?
    /// Counts alarms; never used twice.
    @Counted package var alarms: Int
    /// When the client was last asked by mail.
    package var lastMailAt: Date?
    /// How many surveys there were.
    @Counted package var count: Int
    /// Those that are remembered, the oldest first.
    package var surveys: [Survey]

    private enum CodingKeys: String, CodingKey {
        case knownSince = "known_since"
        case contractFrom = "contract_from"
        case mail, call, reminder, alarms
        case lastMailAt = "last_mail_at"
        case count, surveys
    }

    package init(knownSince: Date) {
        self.knownSince = knownSince
        alarms = 0
        count = 0
        surveys = []
    }

    /// A timer that was set.
    package struct Alarm: Codable, Equatable, Sendable {
        package let due: Date
        package let generation: Int
    }

    /// What the client answered, by survey.
    package var opinions: [Opinion] {
        surveys.compactMap { survey in
            guard let answer = survey.answer, let first = survey.answers.first else { return nil }
            return Opinion(
                id: survey.id.rawValue,
                answer.score,
                firstAt: first.at,
                at: answer.at,
                care: survey.care
            )
        }
    }

    /// Where a survey is in the list.
    func index(of id: SurveyID) -> Int? {
        surveys.lastIndex { $0.id == id }
    }
}

/// One time that a client was asked.
package struct Survey: Codable, Equatable, Sendable {
    package let id: SurveyID
    /// How he was asked; the answer may come another way.
    package let channel: SurveyChannel
    package let askedAt: Date
    /// From here on the links of the mail no longer work; nil for a call.
    package let expiresAt: Date?
    /// Who served him then: whose answer it is, whatever changes later.
    package let care: Care
    package var remindedAt: Date?
    /// The last one counts.
    package var answers: [Answer]

    private enum CodingKeys: String, CodingKey {
        case id, channel
        case askedAt = "asked_at"
        case expiresAt = "expires_at"
        case care
        case remindedAt = "reminded_at"
        case answers
    }

    package init(
        id: SurveyID,
        channel: SurveyChannel,
        askedAt: Date,
        expiresAt: Date?,
        care: Care
    ) {
        self.id = id
        self.channel = channel
        self.askedAt = askedAt
        self.expiresAt = expiresAt
        self.care = care
        answers = []
    }

    /// One answer, replaced by those that follow it.
    package struct Answer: Codable, Equatable, Sendable {
        package let score: Satisfaction
        package let comment: String?
        package let channel: SurveyChannel
        package let at: Date
    }

    /// The answer that counts.
    package var answer: Answer? { answers.last }
}
