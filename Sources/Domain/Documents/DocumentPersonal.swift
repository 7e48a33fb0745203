extension Documents {
    /// To whom a set is to go.
    ///
    /// What was issued stays as it was issued: accounts have to be kept for
    /// years, and an altered document would no longer have its checksum.
    package static let personal = PersonalData(
        state: [.email("send_to")],
        messages: [DocumentsRequested.type: [.email("send_to")]]
    )
}
