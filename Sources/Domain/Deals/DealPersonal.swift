extension Deals {
    /// Why a deal was lost, in words.
    package static let personal = PersonalData(
        state: [.text("lost_reason")],
        messages: [DealLost.type: [.text("reason")]]
    )
}
