package import Foundation

/// A survey of one client, chosen by Baton.
///
/// Written `S<number>-<client id>`, so that the client can be read off it whatever his id contains.
package struct SurveyID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }

    /// The n-th survey (1, 2, …) of a client.
    package init(client: ClientID, number: Int) {
        self.init(trusted: "S\(number)-\(client.rawValue)")
    }

    /// Whose survey this is; nil where the text is not of Baton's making.
    package var clientID: ClientID? {
        let parts = rawValue.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let number = parts.first, number.hasPrefix("S"),
            Int(number.dropFirst()) != nil
        else { return nil }
        return ClientID(rawValue: String(parts[1]))
    }
}

/// By which way an answer came.
package enum SurveyChannel: String, Vocabulary {
    case mail, call
}

/// A client answered a survey, or changed his answer.
package struct SurveyAnswered: Message {
    package static let type = "nps.answered"
    package let surveyID: SurveyID
    package let score: Satisfaction
    package let comment: String?
    package let channel: SurveyChannel?

    package var subject: String { surveyID.clientID?.rawValue ?? surveyID.rawValue }

    package init(
        surveyID: SurveyID,
        score: Satisfaction,
        comment: String? = nil,
        channel: SurveyChannel? = nil
    ) {
        self.surveyID = surveyID
        self.score = score
        self.comment = comment
        self.channel = channel
    }

    private enum CodingKeys: String, CodingKey {
        case surveyID = "survey_id"
        case score, comment, channel
    }
}

/// A client is to be asked now, outside the schedule.
package struct SurveyRequested: Message {
    package static let type = "nps.survey_requested"
    package let clientID: ClientID

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey { case clientID = "client_id" }
}

/// What a client answered, with everything that follows from it; never on the bus.
package struct ClientAnswered: Message {
    package static let type = "internal.client_answered"
    package let clientID: ClientID
    package let surveyID: SurveyID
    package let score: Satisfaction
    /// What he had answered to the same survey before; nil for the first answer.
    package let scoreBefore: Satisfaction?
    package let comment: String?
    package let at: Date
    /// When he answered this survey for the first time: the answer counts there.
    package let firstAt: Date
    /// Who served the client when he was asked.
    package let care: Care

    package var subject: String { clientID.rawValue }

    package init(
        clientID: ClientID,
        surveyID: SurveyID,
        score: Satisfaction,
        scoreBefore: Satisfaction?,
        comment: String?,
        at: Date,
        firstAt: Date,
        care: Care
    ) {
        self.clientID = clientID
        self.surveyID = surveyID
        self.score = score
        self.scoreBefore = scoreBefore
        self.comment = comment
        self.at = at
        self.firstAt = firstAt
        self.care = care
    }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case surveyID = "survey_id"
        case score
        case scoreBefore = "score_before"
        case comment, at
        case firstAt = "first_at"
        case care
    }
}

extension SignedLink.Purpose {
    /// The page on which a client answers a survey.
    package static let survey = SignedLink.Purpose(path: "nps", label: "survey")
}
