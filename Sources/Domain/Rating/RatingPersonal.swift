extension RatingSources {
    /// The words of a review and where they can be read.
    package static let personal = PersonalData(
        messages: [ReviewReceived.type: [.droppedText("text"), .droppedText("url")]]
    )
}

extension Rating {
    /// What heads write of project managers may name a client.
    package static let personal = PersonalData(
        messages: [FeedbackGiven.type: [.text("comment")]]
    )
}
