package import Foundation

/// A project manager's rating from one announcement to the next.
package struct RatingFact: Equatable, Sendable {
    package let personID: PersonID
    package let at: Date
    package let rating: Decimal
    package let components: RatingComponents
    /// How many answers, reviews and heads' feedbacks it rests on, and how many clients.
    package let answers: Int
    package let reviews: Int
    package let feedback: Int
    package let clients: Int

    package init(
        personID: PersonID,
        at: Date,
        rating: Decimal,
        components: RatingComponents,
        answers: Int,
        reviews: Int,
        feedback: Int,
        clients: Int
    ) {
        self.personID = personID
        self.at = at
        self.rating = rating
        self.components = components
        self.answers = answers
        self.reviews = reviews
        self.feedback = feedback
        self.clients = clients
    }
}

extension RatingFact: FactRow {
    package static let table = FactTable(
        "report_rating",
        "One row per change of a project manager's rating.",
        [
            .key("person_id", .text, "The project manager."),
            .key("at", .instant, "From when on it holds."),
            .column("rating", .decimal, "The rating, at its hundredths."),
            .column("reviews", .decimal, "The component of reviews, from 0 to 1."),
            .column("survey", .decimal, "The component of answers to surveys, from 0 to 1."),
            .column("feedback", .decimal, "The component of the heads' feedback, from 0 to 1."),
            .column("matrix", .decimal, "The component of the clients' services, from 0 to 1."),
            .column("answer_count", .integer, "How many answers it rests on."),
            .column("review_count", .integer, "How many reviews stand."),
            .column("feedback_count", .integer, "How many heads have said something."),
            .column("client_count", .integer, "How many active clients he has."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(personID.rawValue), .instant(at), .decimal(rating),
            .decimal(components.reviews), .decimal(components.survey),
            .decimal(components.feedback), .decimal(components.matrix), .integer(answers),
            .integer(reviews), .integer(feedback), .integer(clients),
        ]
    }
}

/// What reports count of a rating.
extension ManagerRating {
    /// The row of the last announcement; those before it stay as they were.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        guard let announced else { return [] }
        return [
            RatingFact(
                personID: PersonID(trusted: subject),
                at: announced.at,
                rating: announced.rating.amount,
                components: announced.components,
                answers: answers.days.reduce(0) { $0 + $1.count },
                reviews: reviews.count,
                feedback: feedback.count,
                clients: services.values.reduce(0, +)
            )
        ]
    }
}

/// A client's review, kept so that a rating can be traced to its sources.
package struct ReviewFact: Equatable, Sendable {
    package let reviewID: String
    package let clientID: ClientID
    package let personID: PersonID
    package let at: Date
    package let isReal: Bool

    package init(
        reviewID: String,
        clientID: ClientID,
        personID: PersonID,
        at: Date,
        isReal: Bool
    ) {
        self.reviewID = reviewID
        self.clientID = clientID
        self.personID = personID
        self.at = at
        self.isReal = isReal
    }
}

extension ReviewFact: FactRow {
    package static let table = FactTable(
        "report_review",
        "One row per review that a client wrote.",
        [
            .key("client_id", .text, "The client."),
            .key("review_id", .text, "The review."),
            .column("person_id", .text, "The project manager for whom it counts."),
            .column("at", .instant, "When it was written."),
            .column("is_real", .flag, "False once it was taken back."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(clientID.rawValue), .text(reviewID), .text(personID.rawValue), .instant(at),
            .flag(isReal),
        ]
    }
}

/// What reports know of a client's reviews.
extension RatingSources.State {
    /// A line for each review.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        reviews.map { review in
            ReviewFact(
                reviewID: review.id.rawValue,
                clientID: ClientID(trusted: subject),
                personID: review.managerID,
                at: review.at,
                isReal: review.isReal
            )
        }
    }
}
