extension Indexation {
    /// What is written under a decision, and the address at which a notice was lost.
    package static let personal = PersonalData(
        state: [.text("comment"), .email("lost_address")],
        messages: [
            IndexationDecided.type: [.text("comment")],
            IndexationWithdrawn.type: [.text("comment")],
        ]
    )
}
