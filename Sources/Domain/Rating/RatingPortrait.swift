package import Foundation

/// Where a rating comes from, and what would raise it: everything that counts, with its points and
/// the day on which it loses weight.
package struct RatingPortrait: Sendable {
    private let state: ManagerRating
    private let formula: RatingFormula
    private let answers: [GivenAnswer]

    /// - Parameter answers: What clients of the manager answered; the state counts their answers by
    ///   the day alone.
    package init(
        _ state: ManagerRating,
        _ formula: RatingFormula,
        answers: [GivenAnswer]
    ) {
        self.state = state
        self.formula = formula
        self.answers = answers
    }

    /// A line for people each.
    package var phrases: [Phrase] {
        [total] + components + observations + outlook
    }

    private var rating: Points { formula.rating(of: state) }

    private var total: Phrase {
        Phrase("rating.portrait.total", ["rating": .text(rating.text)])
    }

    private var components: [Phrase] {
        let shares = formula.components(of: state)
        let points = formula.points(of: shares)
        let parts: [(String, Decimal, Decimal)] = [
            ("reviews", shares.reviews, points.reviews), ("survey", shares.survey, points.survey),
            ("feedback", shares.feedback, points.feedback),
            ("matrix", shares.matrix, points.matrix),
        ]
        return parts.map { name, share, points in
            Phrase(
                "rating.portrait.component",
                [
                    "component": .text("rating_\(name)"), "share": .number(share),
                    "points": .text(points.twoPlaces),
                ]
            )
        }
    }

    // MARK: - What was said

    private var observations: [Phrase] {
        answerLines + reviewLines + feedbackLines + serviceLines
    }

    private var answerLines: [Phrase] {
        let counted = answers.filter { formula.weight(of: $0.at) > 0 }
        return counted.sorted { $0.at < $1.at }.map { answer in
            let score = answer.satisfaction
            let day = formula.day(of: answer.at)
            return line(
                "answer",
                answer.at,
                worth { $0.answers.replace(score, with: nil, on: day) },
                ["score": .text(score.rawValue), "client": .text(answer.clientID.rawValue)]
            )
        }
    }

    private var reviewLines: [Phrase] {
        let counted = Set(formula.counted(state.reviews).map(\.id))
        return state.reviews.filter { formula.weight(of: $0.at) > 0 }.map { review in
            let worth = self.worth { state in state.reviews.removeAll { $0 == review } }
            return line(
                "review",
                review.at,
                worth,
                [
                    "client": .text(review.clientID.rawValue), "review": .text(review.id.rawValue),
                    "counts": .bool(counted.contains(review.id)),
                ]
            )
        }
    }

    private var feedbackLines: [Phrase] {
        state.feedback.sorted { ($0.value.at, $0.key) < ($1.value.at, $1.key) }.map { head, said in
            let worth = self.worth { $0.feedback[head] = nil }
            return line(
                "feedback",
                said.at,
                worth,
                ["by": .text(head), "score": .number(Decimal(said.score))]
            )
        }
    }

    private var serviceLines: [Phrase] {
        state.servicesOfClients.map { clients, services in
            Phrase(
                "rating.portrait.services",
                ["clients": .number(Decimal(clients)), "services": .number(Decimal(services))]
            )
        }
    }

    private func line(
        _ kind: String,
        _ at: Date,
        _ worth: Decimal,
        _ values: [String: Value]
    ) -> Phrase {
        var values = values
        values["day"] = .text(formula.day(of: at).text)
        values["points"] = .text(worth.twoPlaces)
        values["lowers"] = .bool(worth < 0)
        values["fades"] = formula.fadesOn(formula.day(of: at)).map { .text($0.text) }
        return Phrase("rating.portrait.\(kind)", values)
    }

    /// By how much the rating would be less without something.
    private func worth(_ remove: (inout ManagerRating) -> Void) -> Decimal {
        var without = state
        remove(&without)
        return rating.amount - formula.rating(of: without).amount
    }

    // MARK: - What would raise it

    private var outlook: [Phrase] {
        let gains = RatingOutlook(state, formula)
        return [
            Phrase(
                "rating.portrait.outlook",
                [
                    "answer": .text(gains.excellentAnswer.twoPlaces),
                    "service": .text(gains.service.twoPlaces),
                    "review": .text(gains.review.twoPlaces),
                ]
            )
        ]
    }
}

/// By how much a rating would rise with one thing more.
package struct RatingOutlook: Equatable, Sendable {
    /// A client who answers «excellent» today.
    package let excellentAnswer: Decimal
    /// A service more for the client who uses the fewest.
    package let service: Decimal
    /// A review of a client who has written none lately.
    package let review: Decimal

    package init(_ state: ManagerRating, _ formula: RatingFormula) {
        let rating = formula.rating(of: state).amount
        func gain(_ change: (inout ManagerRating) -> Void) -> Decimal {
            var after = state
            change(&after)
            return formula.rating(of: after).amount - rating
        }
        excellentAnswer = gain { $0.answers.replace(nil, with: .excellent, on: formula.today) }
        service = gain { $0.addService() }
        review = gain { state in
            let review = ManagerRating.Review(
                id: "one more",
                clientID: "somebody new",
                at: formula.calendar.startOfDay(formula.today)
            )
            state.reviews.append(review)
        }
    }
}

extension ManagerRating {
    /// The client with the fewest services uses one more.
    fileprivate mutating func addService() {
        guard let fewest = servicesOfClients.first?.services else { return }
        let (before, after) = (String(fewest), String(fewest + 1))
        let left = (services[before] ?? 0) - 1
        services[before] = left > 0 ? left : nil
        services[after, default: 0] += 1
    }
}
