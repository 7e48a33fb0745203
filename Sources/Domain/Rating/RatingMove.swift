import Foundation

/// One input taken by a manager's rating: what it becomes, and what follows.
struct RatingMove {
    typealias Ignored = Rating.Ignored
    typealias Rejected = Rating.Rejected

    private let context: Context
    private let formula: RatingFormula
    private var state: ManagerRating
    private var effects: [Effect] = []

    init(_ state: ManagerRating, _ policy: RatingPolicy, _ context: Context) {
        self.state = state
        self.context = context
        let calendar = context.policies.calendar
        formula = RatingFormula(policy, calendar, on: calendar.day(of: context.now))
    }

    // MARK: - What happens

    /// Somebody became a project manager, or is none any more; what was said of him stays.
    func changeRole(_ news: ManagerRoleChanged) -> Decision<ManagerRating> {
        var move = self
        move.state.managerID = news.personID
        move.state.isManager = news.isManager
        move.settle(news.personID, because: nil)
        move.tellRated(news.personID)
        return .changed(to: move.state, effects: move.effects)
    }

    /// The rules may have changed; existing accounts are kept.
    func look(at person: PersonID) -> Decision<ManagerRating> {
        guard state.isManager else { return .ignored(Ignored.nothingNew) }
        var move = self
        move.settle(person, because: nil)
        move.tellRated(person)
        return .changed(to: move.state, effects: move.effects)
    }

    /// Time has passed, and nothing else has happened.
    func fade(_ person: PersonID) -> Decision<ManagerRating> {
        after(person, because: nil) { _ in }
    }

    func take(_ evidence: RatingEvidence) -> Decision<ManagerRating> {
        after(evidence.personID, because: evidence.cause) { move in
            for answer in evidence.answers {
                let day = context.policies.calendar.day(of: answer.at)
                move.state.answers.replace(answer.before, with: answer.after, on: day)
            }
            for review in evidence.reviews { move.state.take(review, of: evidence.clientID) }
            for services in evidence.services { move.state.take(services) }
        }
    }

    func take(_ news: FeedbackGiven, at instant: Date) -> Decision<ManagerRating> {
        guard let person = context.company.people[news.personID] else {
            return .refused(.unknownPerson(news.personID, field: "data.person_id"))
        }
        guard person.isProjectManager else { return reject(.notAManager, news) }
        guard news.by != news.personID else { return reject(.ownWork, news) }
        let said = ManagerRating.Feedback(id: news.feedbackID, score: news.score, at: instant)
        let last = state.feedback[news.by.rawValue]
        guard last?.id != said.id || last?.score != said.score else {
            return .ignored(Ignored.nothingNew)
        }
        if let last, last.at > said.at { return .ignored(Ignored.olderFeedback) }
        return after(news.personID, because: .feedback) { move in
            move.state.feedback[news.by.rawValue] = said
        }
    }

    /// Whoever said it is told why it does not count.
    private func reject(
        _ reason: Rejected,
        _ news: FeedbackGiven
    ) -> Decision<ManagerRating> {
        let values: [String: Value] = ["person": .text(context.company.name(of: news.personID))]
        let phrase = Phrase("rating.rejected.\(reason.rawValue)", values)
        let notice = context.company.people[news.by].map { context.notify($0, .info, phrase) }
        return .rejected(reason, effects: [notice].compactMap(\.self))
    }

    // MARK: - The rating

    private func after(
        _ person: PersonID,
        because cause: RatingCause?,
        _ change: (inout RatingMove) -> Void
    ) -> Decision<ManagerRating> {
        var move = self
        move.state.managerID = person
        // Nobody announces those who stand in the configuration.
        if context.company.people[person]?.isProjectManager == true { move.state.isManager = true }
        change(&move)
        move.settle(person, because: cause)
        return .changed(to: move.state, effects: move.effects)
    }

    /// Forgets what counts no more, announces the rating if it is another one, and waits for the
    /// next day on which time alone may change it.
    private mutating func settle(_ person: PersonID, because cause: RatingCause?) {
        state.forget(formula)
        announce(person, because: cause)
        awaitFade()
    }

    private mutating func announce(_ person: PersonID, because cause: RatingCause?) {
        guard state.isManager else { return }
        let components = formula.components(of: state)
        let rating = formula.rating(of: components)
        let known = state.announced?.rating
        guard rating != known else { return }
        let fact = RatingChanged(
            personID: person,
            rating: rating,
            before: known,
            components: components
        )
        state.announced = .init(rating: rating, components: components, at: context.now)
        effects.append(.publish(fact))
        guard let known, let cause, let told = context.company.people[person] else { return }
        let values: [String: Value] = [
            "rating": .text(rating.text), "before": .text(known.text),
            "cause": .text(cause.rawValue), "rose": .bool(rating.amount > known.amount),
        ]
        effects.append(context.notify(told, .info, Phrase("rating.changed", values)))
    }

    /// Sets the timer, where the day is another one than before.
    private mutating func awaitFade() {
        let day = state.isManager ? state.fadeDay(formula) : nil
        let due = day.map(context.policies.calendar.startOfDay)
        guard due != state.fade?.due else { return }
        guard let due else {
            state.fade = nil
            effects.append(.disarm(timer: Rating.timer))
            return
        }
        state.alarms += 1
        state.fade = .init(due: due, generation: state.alarms)
        effects.append(.arm(timer: Rating.timer, generation: state.alarms, due: due))
    }

    private mutating func tellRated(_ person: PersonID) {
        let rating = state.isManager ? state.announced?.rating : nil
        effects.append(.tell(ManagerRated(personID: person, rating: rating)))
    }
}

/// What made a rating another one, where the manager would want to know.
enum RatingCause: String, CaseIterable {
    case answer, review, feedback
}

extension RatingEvidence {
    /// What the manager is told; a change of services alone is none of his doing.
    fileprivate var cause: RatingCause? {
        if !answers.isEmpty { return .answer }
        return reviews.isEmpty ? nil : .review
    }
}

extension ManagerRating {
    fileprivate mutating func take(_ news: RatingEvidence.Review, of client: ClientID) {
        reviews.removeAll { $0.id == news.id && $0.clientID == client }
        guard news.isReal else { return }
        let review = Review(id: news.id, clientID: client, at: news.at, counts: news.counts)
        let index = reviews.firstIndex { ($0.at, $0.id) > (review.at, review.id) }
        reviews.insert(review, at: index ?? reviews.count)
        reviews.removeFirst(max(0, reviews.count - Limits.reviewsKeptMax))
    }

    fileprivate mutating func take(_ news: RatingEvidence.Services) {
        count(news.before, -1)
        count(news.after, 1)
    }

    private mutating func count(_ number: Int?, _ change: Int) {
        guard let key = number.map(String.init) else { return }
        let clients = services[key, default: 0] + change
        services[key] = clients > 0 ? clients : nil
    }

    /// Forgets what can never count again.
    fileprivate mutating func forget(_ formula: RatingFormula) {
        answers.forget(before: formula.lastDead.adding(days: 1))
        feedback = feedback.filter { formula.weight(of: $0.value.at) > 0 }
        forgetReviews(formula)
    }

    /// A review that counts no more may still keep one that came too soon after it from counting;
    /// those before it no longer matter.
    private mutating func forgetReviews(_ formula: RatingFormula) {
        let live = Set(reviews.filter { formula.weight(of: $0.at) > 0 }.map(\.clientID))
        var last: [ClientID: Date] = [:]
        for review in formula.counted(reviews) where formula.weight(of: review.at) == 0 {
            last[review.clientID] = review.at
        }
        reviews.removeAll { review in
            !live.contains(review.clientID)
                || review.at < last[review.clientID] ?? .distantPast
        }
    }

    /// The next day on which an observation counts less than before.
    fileprivate func fadeDay(_ formula: RatingFormula) -> CalendarDay? {
        let instants = reviews.map(\.at) + feedback.values.map(\.at)
        let days = answers.days.map(\.day) + instants.map(formula.day)
        return days.compactMap(formula.fadesOn).min()
    }
}
