package import Foundation

/// What a rating is, on one day, by the company's rules.
package struct RatingFormula: Sendable {
    private let policy: RatingPolicy
    let calendar: WorkCalendar
    package let today: CalendarDay
    /// The weight of an observation by the whole months that have passed since.
    private let weights: [Decimal]
    /// The last day whose observations count no more.
    package let lastDead: CalendarDay

    package init(_ policy: RatingPolicy, _ calendar: WorkCalendar, on today: CalendarDay) {
        self.policy = policy
        self.calendar = calendar
        self.today = today
        switch (policy.fade, policy.window) {
        case (.months, .months(let count)):
            weights = (0..<count).map { Decimal(count - $0).divided(by: Decimal(count)) }
        case (.none, _), (.months, .fixed):
            weights = []
        }
        lastDead = policy.window.lastEnded(on: today)
    }

    /// The rating of a manager of whom this was said.
    package func rating(of state: ManagerRating) -> Points {
        rating(of: components(of: state))
    }

    /// The rating that components make: `scale × Σ weight × component`, at its hundredths.
    package func rating(of components: RatingComponents) -> Points {
        let parts = points(of: components)
        return Points(parts.reviews + parts.survey + parts.feedback + parts.matrix)
    }

    /// What each component brings, in rating units.
    package func points(of components: RatingComponents) -> RatingComponents {
        RatingComponents(
            reviews: policy.scale * policy.weights.reviews * components.reviews,
            survey: policy.scale * policy.weights.survey * components.survey,
            feedback: policy.scale * policy.weights.feedback * components.feedback,
            matrix: policy.scale * policy.weights.matrix * components.matrix
        )
    }

    /// The parts of the rating, each from 0 to 1.
    package func components(of state: ManagerRating) -> RatingComponents {
        RatingComponents(
            reviews: reviews(state),
            survey: survey(state),
            feedback: feedback(state),
            matrix: matrix(state)
        )
    }

    private func reviews(_ state: ManagerRating) -> Decimal {
        let sum = counted(state.reviews).reduce(Decimal(0)) { $0 + weight(of: $1.at) }
        return min(1, sum.divided(by: Decimal(policy.reviewsFull)))
    }

    private func survey(_ state: ManagerRating) -> Decimal {
        var tally = Tally(policy.survey)
        let half = Decimal(50).hundredths
        for (weight, answers) in byWeight(state.answers) {
            tally.count(
                Decimal(answers.excellent) + half * Decimal(answers.good),
                of: Decimal(answers.bad + answers.good + answers.excellent),
                weight
            )
        }
        return tally.mean
    }

    private func feedback(_ state: ManagerRating) -> Decimal {
        var tally = Tally(policy.feedback)
        for said in state.feedback.values {
            tally.count(Decimal(said.score - 1).divided(by: 4), of: 1, weight(of: said.at))
        }
        return tally.mean
    }

    private func matrix(_ state: ManagerRating) -> Decimal {
        var (sum, clients) = (Decimal(0), 0)
        for (count, services) in state.servicesOfClients {
            let share = Decimal(services).divided(by: Decimal(policy.matrixFull))
            sum += min(1, share) * Decimal(count)
            clients += count
        }
        return clients > 0 ? sum.divided(by: Decimal(clients)) : policy.matrixPrior
    }

    /// The reviews that count: of each client the earliest, and then the earliest that is not too
    /// soon after the last that counted.
    package func counted(_ reviews: [ManagerRating.Review]) -> [ManagerRating.Review] {
        var last: [ClientID: Date] = [:]
        return reviews.filter { review in
            guard review.counts != false else { return false }
            if review.counts == nil, let last = last[review.clientID],
                review.at < last + policy.reviewEvery
            {
                return false
            }
            last[review.clientID] = review.at
            return true
        }
    }

    // MARK: - Time

    /// The day to which an observation of the instant belongs.
    package func day(of instant: Date) -> CalendarDay { calendar.day(of: instant) }

    /// How much an observation of the instant counts today.
    package func weight(of instant: Date) -> Decimal { weight(of: day(of: instant)) }

    /// How much an observation of the day counts today.
    package func weight(of day: CalendarDay) -> Decimal {
        guard policy.fade == .months, !weights.isEmpty else { return day > lastDead ? 1 : 0 }
        let age = age(of: day)
        return age < weights.count ? weights[age] : 0
    }

    /// The day on which an observation counts less than today; nil where it counts no more.
    package func fadesOn(_ day: CalendarDay) -> CalendarDay? {
        switch (policy.fade, policy.window) {
        case (.months, .months(let count)):
            let age = age(of: day)
            return age < count ? day.adding(months: age + 1) : nil
        case (.none, _), (.months, .fixed):
            let end = policy.window.end(from: day)
            return end > today ? end : nil
        }
    }

    /// The whole calendar months that have passed; none for a day that is still to come.
    private func age(of day: CalendarDay) -> Int {
        let months = (today.year - day.year) * 12 + today.month - day.month
        guard months > 0 else { return 0 }
        return day.adding(months: months) <= today ? months : months - 1
    }

    private func byWeight(
        _ answers: AnswerDays
    ) -> [(weight: Decimal, answers: (bad: Int, good: Int, excellent: Int))] {
        var sums: [Decimal: (bad: Int, good: Int, excellent: Int)] = [:]
        for day in answers.days {
            let sum = sums[weight(of: day.day)] ?? (0, 0, 0)
            sums[weight(of: day.day)] = (
                sum.bad + day.bad, sum.good + day.good, sum.excellent + day.excellent
            )
        }
        return sums.map { ($0.key, $0.value) }
    }
}

/// A mean of what was said and of what was assumed before.
private struct Tally {
    private var sum: Decimal
    private var weight: Decimal
    private let prior: Decimal

    init(_ prior: RatingPolicy.Prior) {
        sum = prior.value * prior.weight
        weight = prior.weight
        self.prior = prior.value
    }

    mutating func count(_ score: Decimal, of count: Decimal, _ weight: Decimal) {
        sum += score * weight
        self.weight += count * weight
    }

    var mean: Decimal { weight > 0 ? sum.divided(by: weight) : prior }
}

extension ManagerRating {
    /// How many clients use how many services.
    package var servicesOfClients: [(clients: Int, services: Int)] {
        services.compactMap { key, clients in
            guard let count = Int(key), count >= 0, clients > 0 else { return nil }
            return (clients, count)
        }.sorted { $0.services < $1.services }
    }
}

extension Period {
    /// The first day that is no longer within the period of the day.
    fileprivate func end(from day: CalendarDay) -> CalendarDay {
        switch self {
        case .months(let count): day.adding(months: count)
        case .fixed(let length): day.adding(days: max(1, Int(length.components.seconds / 86_400)))
        }
    }

    /// The last day whose period is over on the day.
    fileprivate func lastEnded(on today: CalendarDay) -> CalendarDay {
        var day =
            switch self {
            case .months(let count): today.adding(months: -count)
            case .fixed(let length): today.adding(days: -Int(length.components.seconds / 86_400))
            }
        // Months differ in length: the end of a short one is the end for several days at once.
        while end(from: day.adding(days: 1)) <= today { day = day.adding(days: 1) }
        while end(from: day) > today { day = day.adding(days: -1) }
        return day
    }
}
