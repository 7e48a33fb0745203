/// What the analysis in a set of documents says of the client's answers.
extension AnalysisText {
    /// Counts the answers of the period; nothing is said where there were none.
    mutating func tellAnswers(_ draft: SetDraft) {
        let answers = draft.opinions.filter {
            draft.order.period.contains(draft.calendar.day(of: $0.at))
        }.map(\.satisfaction)
        guard !answers.isEmpty else { return }
        let words = AnswerWords(language: draft.language)
        add("nps.answers", words.answers, answers.count)
        for score in Satisfaction.allCases {
            add("nps.\(score.rawValue)", words.score(score), answers.count { $0 == score })
        }
        section(words.title, [words.sentence])
    }
}

/// The words of it; numbers stand in braces, by the ids of their metrics.
private struct AnswerWords {
    let language: DocumentLanguage

    var title: String { language.said("Ваши оценки", "Your answers") }
    var answers: String { language.said("Оценок", "Answers") }

    func score(_ score: Satisfaction) -> String {
        switch score {
        case .excellent: language.said("Отлично", "Excellent")
        case .good: language.said("Хорошо", "Good")
        case .bad: language.said("Плохо", "Bad")
        }
    }

    var sentence: String {
        language.said(
            """
            Оценок за период — {nps.answers}: «отлично» — {nps.excellent}, \
            «хорошо» — {nps.good}, «плохо» — {nps.bad}.
            """,
            """
            Answers in the period: {nps.answers}; excellent {nps.excellent}, good {nps.good}, \
            bad {nps.bad}.
            """
        )
    }
}
