extension Surveys {
    /// What clients write under their answers.
    package static let personal = PersonalData(
        state: [.text("comment")],
        messages: [SurveyAnswered.type: [.text("comment")]],
        notes: [.text("comment")],
        references: [PersonalReference("survey_id", of: .client, behind: "S[0-9]+-")]
    )
}

extension Recoveries {
    /// What is written when an unhappy client was talked to.
    package static let personal = PersonalData(
        state: [.text("comment")],
        messages: [RecoveryClosed.type: [.text("comment")]]
    )
}
