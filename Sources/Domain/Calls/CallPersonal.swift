extension Calls {
    /// Who called, what was said of it, and where the call is recorded.
    package static let personal = PersonalData(
        state: [
            .neededPhone("from"), .phone("phone"), .text("comment"), .droppedText("recording_url"),
        ],
        messages: [
            CallIncoming.type: [.neededPhone("from")],
            CallEnded.type: [.droppedText("recording_url")],
            CallMarked.type: [.text("comment")],
            LeadCreate.type: Leads.contact,
        ]
    )
}

extension Callers {
    /// A number is the id of its row, which goes as a whole.
    package static let personal = PersonalData(
        state: [.neededPhone("phone")]
    )
}
