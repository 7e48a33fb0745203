package import Foundation

/// What was said of one project manager, as far as it still counts, and the rating that follows.
package struct ManagerRating: ProcessState {
    /// Whose rating it is; nil before anything was heard of him.
    package var managerID: PersonID?
    /// Whether the person is a project manager now; what is said meanwhile is kept in any case.
    package var isManager: Bool
    package var answers: AnswerDays
    /// Those that stand, the earliest first.
    package var reviews: [Review]
    /// The last of each head.
    package var feedback: [String: Feedback]
    /// Number of different services → how many active clients use exactly that number.
    package var services: [String: Int]
    /// The rating as it was last announced.
    package var announced: Announced?
    /// When the next observation loses weight.
    package var fade: Fade?
    /// Counts settings of the timer; never used twice.
    @Counted package var alarms: Int

    private enum CodingKeys: String, CodingKey {
        case managerID = "manager_id"
        case isManager = "is_manager"
        case answers, reviews, feedback, services, announced, fade, alarms
    }

    package init() {
        isManager = false
        answers = AnswerDays()
        reviews = []
        feedback = [:]
        services = [:]
        alarms = 0
    }

    /// A client's review.
    package struct Review: Codable, Equatable, Sendable {
        package let id: ReviewID
        package let clientID: ClientID
        package let at: Date
        /// Whether enough time has passed since the client's last review, of any manager;
        /// nil where only those of this manager were looked at.
        package let counts: Bool?

        private enum CodingKeys: String, CodingKey {
            case id
            case clientID = "client_id"
            case at, counts
        }

        package init(id: ReviewID, clientID: ClientID, at: Date, counts: Bool? = nil) {
            self.id = id
            self.clientID = clientID
            self.at = at
            self.counts = counts
        }
    }

    /// What a head said last.
    package struct Feedback: Codable, Equatable, Sendable {
        package let id: FeedbackID
        package let score: Int
        package let at: Date

        package init(id: FeedbackID, score: Int, at: Date) {
            self.id = id
            self.score = score
            self.at = at
        }
    }

    /// A rating that was published.
    package struct Announced: Codable, Equatable, Sendable {
        package let rating: Points
        package let components: RatingComponents
        package let at: Date
    }

    /// A timer that was set.
    package struct Fade: Codable, Equatable, Sendable {
        package let due: Date
        package let generation: Int
    }
}

/// Answers to surveys by the day on which each survey was first answered.
///
/// Only the day decides how much an answer weighs, so days are counted instead of kept answer by
/// answer: a row stays small however much is said.
package struct AnswerDays: Equatable, Sendable {
    /// In the order of the days.
    package private(set) var days: [Day] = []

    /// The answers of one day.
    package struct Day: Equatable, Sendable {
        package let day: CalendarDay
        package fileprivate(set) var bad = 0
        package fileprivate(set) var good = 0
        package fileprivate(set) var excellent = 0

        /// How many answers there are.
        package var count: Int { bad + good + excellent }

        fileprivate mutating func count(_ score: Satisfaction, _ change: Int) {
            switch score {
            case .bad: bad = max(0, bad + change)
            case .good: good = max(0, good + change)
            case .excellent: excellent = max(0, excellent + change)
            }
        }
    }

    package init() {}

    /// An answer more, one less, or another one in its place.
    package mutating func replace(
        _ before: Satisfaction?,
        with after: Satisfaction?,
        on day: CalendarDay
    ) {
        var index = days.firstIndex { $0.day >= day } ?? days.count
        if index == days.count || days[index].day != day {
            // What was taken out long ago can't be taken back once more.
            guard let after else { return }
            days.insert(Day(day: day), at: index)
            days[index].count(after, 1)
            return
        }
        if let before { days[index].count(before, -1) }
        if let after { days[index].count(after, 1) }
        if days[index].count == 0 {
            days.remove(at: index)
            index = days.count
        }
    }

    /// Forgets what was said before the day.
    package mutating func forget(before day: CalendarDay) {
        days.removeAll { $0.day < day }
    }
}

extension AnswerDays: Codable {
    /// Four numbers a day, day after day: the day's ordinal, then bad, good, excellent.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let numbers = try container.decode([Int].self)
        guard numbers.count.isMultiple(of: 4), numbers.allSatisfy(Self.bounds.contains) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "must be four numbers a day"
            )
        }
        for start in stride(from: 0, to: numbers.count, by: 4) {
            var day = Day(day: CalendarDay(ordinal: numbers[start]))
            (day.bad, day.good, day.excellent) = (
                numbers[start + 1], numbers[start + 2], numbers[start + 3]
            )
            days.append(day)
        }
        guard zip(days, days.dropFirst()).allSatisfy({ $0.day < $1.day }) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "days must follow one another"
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(
            days.flatMap { [$0.day.ordinal, $0.bad, $0.good, $0.excellent] }
        )
    }

    /// More answers than this were never given, and no calendar goes on for this many days.
    private static let bounds = 0...100_000_000
}
