/// How loyal the clients are: NPS over a period, of the company and of its parts.
package struct LoyaltyPublished: Message {
    package static let type = "baton.nps.published"
    /// The first day of the period, `YYYY-MM-DD`.
    package let from: String
    /// Its last day.
    package let to: String
    package let target: Int
    package let overall: LoyaltyFigures
    package let projectManagers: [LoyaltyOf]
    package let salesHeads: [LoyaltyOf]
    package let departments: [LoyaltyOf]

    package var subject: String { Subject.company.id }

    private enum CodingKeys: String, CodingKey {
        case from, to, target, overall
        case projectManagers = "project_managers"
        case salesHeads = "sales_heads"
        case departments
    }
}

/// The figures of one part of the company.
package struct LoyaltyOf: Codable, Equatable, Sendable {
    /// Id of the person, or name of the department.
    package let key: String
    package let figures: LoyaltyFigures
}

/// Answers, counted, and what they make.
package struct LoyaltyFigures: Codable, Equatable, Sendable {
    package let answers: Int
    package let excellent: Int
    package let good: Int
    package let bad: Int
    /// Nil without answers.
    package let nps: Int?

    init(_ count: ScoreCount) {
        answers = count.answers
        excellent = count.excellent
        good = count.good
        bad = count.bad
        nps = count.nps
    }
}

/// How many answers of each kind there are.
package struct ScoreCount: Codable, Equatable, Sendable {
    @Counted package private(set) var excellent = 0
    @Counted package private(set) var good = 0
    @Counted package private(set) var bad = 0

    package init() {}

    package var answers: Int { excellent + good + bad }

    /// (excellent − bad) / answers × 100, rounded half away from zero; nil without answers.
    package var nps: Int? {
        guard answers > 0 else { return nil }
        let (difference, half) = ((excellent - bad) * 200, answers)
        return (difference + (difference < 0 ? -half : half)) / (2 * answers)
    }

    /// One more answer, or the given number of them.
    package mutating func count(_ score: Satisfaction, _ times: Int = 1) {
        switch score {
        case .excellent: excellent += times
        case .good: good += times
        case .bad: bad += times
        }
    }

    /// The answers of both.
    package mutating func add(_ other: ScoreCount) {
        excellent += other.excellent
        good += other.good
        bad += other.bad
    }
}
