extension ManagerRequests {
    /// What is written of a presale or of a client, and why somebody does not want him.
    package static let personal = PersonalData(
        state: [.text("note")],
        messages: [
            PresaleRequested.type: [.text("note")],
            PresaleDeclined.type: [.text("reason")],
            ClientManagerDeclined.type: [.text("reason")],
        ]
    )
}
