extension CommandAnswers {
    /// Why an adapter could not carry a command out, and to whom a mail went.
    package static let personal = PersonalData(
        state: [.text("reason")],
        messages: [
            CommandFailed.type: [.text("reason")],
            MailDelivered.type: [.email("to")],
        ]
    )
}
