import Domain
import Foundation
import Testing

/// The worked examples of the rating, with the defaults.
@Suite struct `A rating` {
    static let today = CalendarDay(year: 2026, month: 7, day: 15)
    private static let formula = RatingFormula(
        RatingPolicy(),
        .roundTheClock,
        on: today
    )

    private static func answers(
        excellent: Int = 0,
        good: Int = 0,
        bad: Int = 0,
        on day: CalendarDay = today
    ) -> AnswerDays {
        var answers = AnswerDays()
        let all: [(Satisfaction, Int)] = [(.excellent, excellent), (.good, good), (.bad, bad)]
        for (score, count) in all {
            for _ in 0..<count { answers.replace(nil, with: score, on: day) }
        }
        return answers
    }

    private static func review(_ number: Int, of client: Int, days: Int = 0) -> ManagerRating.Review
    {
        .init(
            id: ReviewID(trusted: "v\(number)"),
            clientID: ClientID(trusted: "C\(client)"),
            at: WorkCalendar.roundTheClock.startOfDay(today.adding(days: -days))
        )
    }

    private static func feedback(_ scores: Int...) -> [String: ManagerRating.Feedback] {
        let now = WorkCalendar.roundTheClock.startOfDay(today)
        var feedback: [String: ManagerRating.Feedback] = [:]
        for (index, score) in scores.enumerated() {
            let id = FeedbackID(trusted: "f\(index)")
            feedback["head\(index)"] = ManagerRating.Feedback(id: id, score: score, at: now)
        }
        return feedback
    }

    private func rating(_ change: (inout ManagerRating) -> Void) -> String {
        var state = ManagerRating()
        change(&state)
        return Self.formula.rating(of: state).text
    }

    /// Six reviews, answers 8 excellent 3 good 1 bad, heads 5 and 4, clients of 5, 3, 2 and 1
    /// services.
    private func wellKnown(_ answers: AnswerDays) -> ManagerRating {
        var state = ManagerRating()
        state.reviews = (1...6).map { Self.review($0, of: $0) }
        state.answers = answers
        state.feedback = Self.feedback(5, 4)
        state.services = ["5": 1, "3": 1, "2": 1, "1": 1]
        return state
    }

    @Test func `of whom nothing is known is 462_50`() {
        #expect(rating { _ in } == "462.50")
    }

    @Test func `is what its four components make`() throws {
        let state = wellKnown(Self.answers(excellent: 8, good: 3, bad: 1))
        let components = Self.formula.components(of: state)
        #expect(components.reviews == Decimal(string: "0.6"))
        #expect(components.survey == Decimal(string: "0.779411764706"))
        #expect(components.feedback == Decimal(string: "0.6875"))
        #expect(components.matrix == Decimal(string: "0.55"))
        #expect(Self.formula.rating(of: state).text == "670.29")
    }

    @Test func `rises with an answer that was changed for the better`() {
        var answers = Self.answers(excellent: 8, good: 3, bad: 1)
        answers.replace(.bad, with: .excellent, on: Self.today)
        #expect(Self.formula.rating(of: wellKnown(answers)).text == "690.88")
    }

    @Test func `moves little by one answer, and not without bound by many`() {
        #expect(rating { $0.answers = Self.answers(excellent: 1) } == "477.08")
        #expect(rating { $0.answers = Self.answers(excellent: 36, good: 4) } == "524.72")
    }

    @Test func `counts of one client's many reviews in a month only one`() {
        let reviews = (1...12).map { Self.review($0, of: 1, days: 30 - 2 * $0) }
        #expect(rating { $0.reviews = reviews } == "487.50")
    }

    @Test func `lets what was said nine months ago weigh a quarter`() {
        let rating = rating { state in
            state.answers = Self.answers(bad: 2, on: CalendarDay(year: 2025, month: 10, day: 15))
            for _ in 0..<4 { state.answers.replace(nil, with: .excellent, on: Self.today) }
        }
        #expect(rating == "485.53")
    }

    /// After eleven whole months a twelfth is left, after twelve nothing, without any event.
    @Test(arguments: [
        (CalendarDay(year: 2025, month: 8, day: 15), "498.62"),
        (CalendarDay(year: 2025, month: 7, day: 16), "498.62"),
        (CalendarDay(year: 2025, month: 7, day: 15), "501.39"),
    ])
    func `forgets at the end of the window`(day: CalendarDay, expected: String) {
        let rating = rating { state in
            state.answers = Self.answers(bad: 1, on: day)
            for _ in 0..<4 { state.answers.replace(nil, with: .excellent, on: Self.today) }
        }
        #expect(rating == expected)
    }

    @Test func `without fading counts everything within the window whole`() {
        let formula = RatingFormula(
            RatingPolicy().changed { $0.fade = .none },
            .roundTheClock,
            on: Self.today
        )
        var state = ManagerRating()
        state.answers = Self.answers(bad: 2, on: CalendarDay(year: 2025, month: 10, day: 15))
        for _ in 0..<4 { state.answers.replace(nil, with: .excellent, on: Self.today) }
        #expect(formula.rating(of: state).text == "446.59")
        #expect(formula.weight(of: CalendarDay(year: 2025, month: 7, day: 16)) == 1)
        #expect(formula.weight(of: CalendarDay(year: 2025, month: 7, day: 15)) == 0)
    }

    /// From the end of a long month to that of a short one is a whole month.
    @Test func `counts whole calendar months`() {
        let formula = RatingFormula(
            RatingPolicy(),
            .roundTheClock,
            on: CalendarDay(year: 2026, month: 2, day: 28)
        )
        let january = CalendarDay(year: 2026, month: 1, day: 31)
        #expect(formula.weight(of: january) == Decimal(11).divided(by: 12))
        #expect(formula.fadesOn(january) == CalendarDay(year: 2026, month: 3, day: 31))
        #expect(formula.weight(of: CalendarDay(year: 2026, month: 3, day: 1)) == 1)
    }

    /// What fades on a day is what weighs less on it than on the day before: no other day matters.
    @Test(arguments: [
        RatingPolicy(), RatingPolicy().changed { $0.fade = .none },
        RatingPolicy().changed { $0.window = .months(3) },
    ])
    func `changes on no day but those that it names`(policy: RatingPolicy) {
        for back in 0..<400 {
            let said = Self.today.adding(days: -back)
            let formula = RatingFormula(policy, .roundTheClock, on: Self.today)
            let next = formula.fadesOn(said)
            for ahead in 1..<70 {
                let day = Self.today.adding(days: ahead)
                let later = RatingFormula(policy, .roundTheClock, on: day)
                guard let next else {
                    #expect(later.weight(of: said) == 0)
                    continue
                }
                let isLess = later.weight(of: said) < formula.weight(of: said)
                #expect(isLess == (day >= next), "\(said.text) on \(day.text)")
                if isLess { break }
            }
        }
    }
}
