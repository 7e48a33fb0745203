import Foundation

/// What follows when a client answers.
extension SurveyMove {
    func answer(_ news: SurveyAnswered, at instant: Date) -> Decision<ClientSurveys> {
        guard let index = state.index(of: news.surveyID) else {
            return .refused(.unknownSurvey(news.surveyID))
        }
        let survey = state.surveys[index]
        let channel = news.channel ?? survey.channel
        if channel == .mail, let expiry = survey.expiresAt, instant >= expiry {
            return .rejected(Rejected.expired, effects: [])
        }
        let answer = Survey.Answer(
            score: news.score,
            comment: news.comment.flatMap(Self.remark),
            channel: channel,
            at: instant
        )
        let before = survey.answer
        guard before?.score != answer.score || before?.comment != answer.comment else {
            return .ignored(Ignored.nothingNew)
        }
        return after { move in
            move.state.surveys[index].answers.append(answer)
            move.forgetOldAnswers(of: index)
            // Whoever has spoken, in whichever way, is not asked for an answer again.
            if move.state.reminder != nil { move.set(.reminder, at: nil) }
            move.tell(answer, to: survey)
            let isFirstOfItsKind = !survey.answers.contains { $0.score == answer.score }
            move.followUp(answer, of: survey, isFirstOfItsKind)
        }
    }

    /// The remark within bounds; nil where it says nothing.
    private static func remark(_ text: String) -> String? {
        let text = text.filter { $0 != "\0" }.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : String(text.prefix(Limits.commentCharactersMax))
    }

    /// Somebody who changes his mind for ever must not fill the row: the first answer stays.
    private mutating func forgetOldAnswers(of index: Int) {
        guard state.surveys[index].answers.count > Limits.answersKeptMax else { return }
        state.surveys[index].answers.remove(at: 1)
    }

    private mutating func tell(_ answer: Survey.Answer, to survey: Survey) {
        effects.append(
            .tell(
                ClientAnswered(
                    clientID: client.id,
                    surveyID: survey.id,
                    score: answer.score,
                    scoreBefore: survey.answer?.score,
                    comment: answer.comment,
                    at: answer.at,
                    firstAt: survey.answers.first?.at ?? answer.at,
                    care: survey.care
                )
            )
        )
    }

    /// Each of the three once a survey; what else the client says is passed on to his people.
    private mutating func followUp(
        _ answer: Survey.Answer,
        of survey: Survey,
        _ isFirstOfItsKind: Bool
    ) {
        switch (answer.score, isFirstOfItsKind) {
        case (.excellent, true):
            write(.review, survey)
            passOn(answer)
        case (.good, true):
            write(.growth, survey)
            giveTask(answer)
        case (.bad, true):
            // The recovery hears of it.
            break
        case (.excellent, false), (.good, false):
            passOn(answer)
        case (.bad, false):
            break
        }
    }

    private mutating func write(_ letter: SurveyLetter, _ survey: Survey) {
        guard client.active, !client.surveyOptOut, let address = client.address else {
            return note(Phrase("nps.no_letter"))
        }
        send(letter, to: address, about: survey)
    }

    private mutating func giveTask(_ answer: Survey.Answer) {
        let head = client.salesHeadID.flatMap { context.company.people[$0] }
        let manager = client.projectManagerID.flatMap { context.company.people[$0] }
        guard let person = [manager, head].lazy.compactMap(\.self).first(where: \.active) else {
            return note(Phrase("nps.nobody_for_task"))
        }
        publish(
            TaskCreate(
                assigneeID: person.id,
                title: context.text(Phrase("nps.growth.title", ["client": client.title])),
                clientID: client.id,
                note: context.text(Phrase("nps.growth.note", words(of: answer)))
            )
        )
    }

    private mutating func passOn(_ answer: Survey.Answer) {
        let people = [client.projectManagerID, client.salesHeadID].compactMap(\.self)
        let phrase = Phrase("nps.answer", words(of: answer))
        effects += people.withoutRepeats.compactMap { context.company.people[$0] }
            .filter(\.active)
            .map { context.notify($0, .info, phrase, client: client.id) }
    }

    private func words(of answer: Survey.Answer) -> [String: Value] {
        var values: [String: Value] = [
            "client": client.title, "score": .text(answer.score.rawValue),
        ]
        values["comment"] = answer.comment.map(Value.text)
        return values
    }
}
