import Foundation

/// The mails that a client gets; each has a subject, an HTML text and a plain one.
package enum SurveyLetter: String, CaseIterable, Sendable {
    /// The three buttons.
    case survey
    /// The three buttons once more.
    case reminder
    /// Thanks for an excellent answer, and a request for a review.
    case review
    /// Thanks for a good answer, and what could be better.
    case growth
}

/// Mails and calls.
extension SurveyMove {
    mutating func send(_ letter: SurveyLetter, to address: String, about survey: Survey) {
        let values = values(of: survey)
        func text(_ part: String) -> String {
            context.text(Phrase("mail.\(letter.rawValue).\(part)", values))
        }
        publish(
            MailSend(
                to: [address],
                template: "nps.\(letter.rawValue)",
                mailSubject: text("subject").onOneLine,
                html: text("html"),
                text: text("text"),
                clientID: client.id,
                surveyID: survey.id
            )
        )
    }

    private func values(of survey: Survey) -> [String: Value] {
        var values: [String: Value] = ["client": client.title]
        values["project_manager"] = survey.care.projectManagerID.map(name)
        values["review_url"] = policy?.reviewURL.map(Value.text)
        guard let expiresAt = survey.expiresAt else { return values }
        values["until"] = .instant(expiresAt)
        let link = context.link(
            SignedLink(purpose: .survey, payload: survey.id.rawValue, expiresAt: expiresAt)
        )
        for score in Satisfaction.allCases {
            values[score.rawValue] = .text("\(link)?score=\(score.rawValue)")
        }
        return values
    }

    private func name(_ person: PersonID) -> Value {
        .text(context.company.name(of: person).onOneLine)
    }

    // MARK: - The questionnaire by telephone

    /// Has the client's head call; false where nobody is there to do so.
    mutating func scheduleCall() -> Bool {
        guard let head = caller() else {
            note(Phrase("nps.nobody_calls"))
            return false
        }
        let survey = open(.call, expiresAt: nil)
        var values: [String: Value] = ["client": client.title]
        values["project_manager"] = client.projectManagerID.map(name)
        publish(
            CallSchedule(
                assigneeID: head.id,
                dueAt: now,
                reason: .questionnaire,
                clientID: client.id,
                phone: client.phones.first,
                surveyID: survey.id,
                note: context.text(Phrase("nps.questionnaire", values))
            )
        )
        effects.append(
            context.notify(
                head,
                .info,
                Phrase("nps.questionnaire.notice", values),
                client: client.id,
                actions: Satisfaction.allCases.map { action($0, survey) }
            )
        )
        return true
    }

    private func action(_ score: Satisfaction, _ survey: Survey) -> ChatNotify.Action {
        ChatNotify.Action(
            id: score.rawValue,
            label: context.text(Phrase("nps.score.\(score.rawValue)")),
            type: SurveyAnswered.type,
            data: [
                "survey_id": .text(survey.id.rawValue), "score": .text(score.rawValue),
                "channel": .text(SurveyChannel.call.rawValue),
            ]
        )
    }

    /// The client's own head, else the one of those present with the least to do.
    private mutating func caller() -> Person? {
        let own = client.salesHeadID.flatMap { context.company.people[$0] }
        if let own {
            guard let reason = own.unavailability(at: now) else { return own }
            note(context.company.skipped(own.id, reason))
        }
        let present = context.company.everybody(.salesHead).filter { $0.isAvailable(at: now) }
        return context.company.leastLoaded(present).first
    }
}
