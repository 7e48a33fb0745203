extension Rules {
    /// What a rule could not do says with which data; those it waits with are told by their type.
    package static let personal = PersonalData(
        messages: [RuleFired.type: [.text("failures")]],
        notes: [.text("reason")]
    )
}
