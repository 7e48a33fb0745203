extension People {
    /// What people of the company are told may name anybody.
    package static let personal = PersonalData(
        messages: [ChatNotify.type: [.text("text")]]
    )
}
