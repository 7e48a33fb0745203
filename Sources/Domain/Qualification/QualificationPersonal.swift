extension Qualification {
    /// The fields of an item, and what people write when they pass it on.
    package static let personal = PersonalData(
        state: [.text("fields")],
        messages: [
            QualificationCreate.type: [.text("fields")],
            QualificationFieldsChanged.type: [.text("fields")],
            QualificationStageChanged.type: [.text("comment"), .text("fields")],
            QualificationRejectTransition.type: [.text("reason")],
        ]
    )
}
