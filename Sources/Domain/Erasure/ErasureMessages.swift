/// Somebody is about to be erased: whatever stands before this in the inbox is decided by the time
/// this is.
///
/// No process hears of it. `baton erase` publishes it to itself, and looks for it in the journal.
package struct ErasureBegun: Message {
    package static let type = "erasure.begun"
    /// Tells it from all others.
    package let erasureID: RequestID

    package var subject: String { erasureID.rawValue }

    package init(erasureID: RequestID) {
        self.erasureID = erasureID
    }

    private enum CodingKeys: String, CodingKey {
        case erasureID = "erasure_id"
    }
}
