/// What reports count of a client's surveys.
extension ClientSurveys {
    /// Every survey that is remembered; an answer that was changed counts when it was first given.
    package func facts(of subject: String, beside states: SubjectStates) -> [Fact] {
        surveys.map { survey in
            .survey(
                SurveyFact(
                    surveyID: survey.id.rawValue,
                    clientID: ClientID(trusted: subject),
                    sentAt: survey.askedAt,
                    answeredAt: survey.answers.first?.at,
                    score: survey.answer?.score.rawValue,
                    projectManagerID: survey.care.projectManagerID,
                    salesHeadID: survey.care.salesHeadID,
                    department: survey.care.department
                )
            )
        }
    }
}
