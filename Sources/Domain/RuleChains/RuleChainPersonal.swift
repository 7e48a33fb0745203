extension RuleChains {
    /// What those who are asked are told.
    package static let personal = PersonalData(
        state: [.text("text")]
    )
}
