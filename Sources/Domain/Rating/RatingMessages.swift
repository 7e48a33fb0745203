package import Foundation

/// A review that a client wrote.
package struct ReviewID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// What a head said of a manager's work.
package struct FeedbackID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A client wrote a review, or one turned out not to be real.
package struct ReviewReceived: Message {
    package static let type = "review.received"
    package let reviewID: ReviewID
    package let clientID: ClientID
    /// Whose work it praises; without it that of the client's project manager.
    package let personID: PersonID?
    /// False takes back a review of the same id.
    package let real: Bool?
    package let url: String?
    package let text: String?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case reviewID = "review_id"
        case clientID = "client_id"
        case personID = "person_id"
        case real, url, text
    }

    package init(
        reviewID: ReviewID,
        clientID: ClientID,
        personID: PersonID? = nil,
        real: Bool? = nil,
        url: String? = nil,
        text: String? = nil
    ) {
        self.reviewID = reviewID
        self.clientID = clientID
        self.personID = personID
        self.real = real
        self.url = url
        self.text = text
    }
}

/// A head said how content he is with a project manager.
package struct FeedbackGiven: Message {
    package static let type = "feedback.given"
    package let feedbackID: FeedbackID
    /// The project manager.
    package let personID: PersonID
    /// Who says it.
    package let by: PersonID
    /// 1 is the worst, 5 the best.
    package let score: Int
    package let comment: String?

    package var subject: String { personID.rawValue }

    /// What a score may be.
    package static let scores = 1...5

    package var flaw: Flaw? {
        guard !Self.scores.contains(score) else { return nil }
        return Flaw(
            .invalidValue,
            field: "data.score",
            "data.score: must be a whole number from 1 to 5, not \(score)"
        )
    }

    private enum CodingKeys: String, CodingKey {
        case feedbackID = "feedback_id"
        case personID = "person_id"
        case by, score, comment
    }

    package init(
        feedbackID: FeedbackID,
        personID: PersonID,
        by: PersonID,
        score: Int,
        comment: String? = nil
    ) {
        self.feedbackID = feedbackID
        self.personID = personID
        self.by = by
        self.score = score
        self.comment = comment
    }
}

/// A project manager's rating is another one now, in its hundredths.
package struct RatingChanged: Message {
    package static let type = "baton.rating.changed"
    package let personID: PersonID
    package let rating: Points
    /// The rating until now; nil for the first one.
    package let before: Points?
    package let components: RatingComponents

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case rating, before, components
    }
}

/// The parts of a rating, each from 0 to 1, before they are weighted.
package struct RatingComponents: Codable, Equatable, Sendable {
    package let reviews: Decimal
    package let survey: Decimal
    package let feedback: Decimal
    package let matrix: Decimal

    package init(reviews: Decimal, survey: Decimal, feedback: Decimal, matrix: Decimal) {
        self.reviews = reviews
        self.survey = survey
        self.feedback = feedback
        self.matrix = matrix
    }
}

/// An amount in the units of ratings, written as text with two places: `"670.29"`.
package struct Points: Codable, Hashable, Sendable {
    package let amount: Decimal

    package init(_ amount: Decimal) {
        self.amount = amount.rounded(places: 2)
    }

    /// As messages write it.
    package var text: String { amount.twoPlaces }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.wholeMatch(of: /-?[0-9]{1,20}(\.[0-9]{1,2})?/) != nil,
            let amount = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
        else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "must be a decimal number in quotes, such as \"670.29\""
            )
        }
        self.init(amount)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

// MARK: - What processes tell one another

/// Something that a client adds to a manager's rating has changed; never on the bus.
package struct RatingEvidence: Message {
    package static let type = "internal.rating_evidence"
    package let personID: PersonID
    package let clientID: ClientID
    package var answers: [Answer] = []
    package var reviews: [Review] = []
    package var services: [Services] = []

    package var subject: String { personID.rawValue }

    /// An answer to a survey; nil was none, or is none any more.
    package struct Answer: Codable, Equatable, Sendable {
        /// When the survey was first answered.
        package let at: Date
        package let before: Satisfaction?
        package let after: Satisfaction?
    }

    /// A review that stands, or stands no longer.
    package struct Review: Codable, Equatable, Sendable {
        package let id: ReviewID
        package let at: Date
        package let isReal: Bool
        /// Whether it is not too soon after another one of the client.
        package let counts: Bool?
    }

    /// How many different services the client uses; nil where he is no client of the manager.
    package struct Services: Codable, Equatable, Sendable {
        package let before: Int?
        package let after: Int?
    }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case clientID = "client_id"
        case answers, reviews, services
    }

    package init(personID: PersonID, clientID: ClientID) {
        self.personID = personID
        self.clientID = clientID
    }
}

/// A person became a project manager, or is none any more; never on the bus.
package struct ManagerRoleChanged: Message {
    package static let type = "internal.manager_role_changed"
    package let personID: PersonID
    package let isManager: Bool

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case isManager = "is_manager"
    }
}

/// A rated project manager may be given work, or may not any more; never on the bus.
package struct ManagerRated: Message {
    package static let type = "internal.manager_rated"
    package let personID: PersonID
    /// The rating of now; nil where the person is no project manager any more.
    package let rating: Points?

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case rating
    }
}
