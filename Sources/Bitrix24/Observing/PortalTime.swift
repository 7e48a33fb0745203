import Domain
import Foundation

/// Times as the portal reads and writes them: whole seconds with an offset.
enum PortalTime {
    /// The form `2026-05-01T12:00:00+00:00`.
    static func text(_ date: Date) -> String {
        let whole = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
        return Timestamp.text(whole).prefix(19) + "+00:00"
    }

    static func date(_ text: String?) -> Date? { text.flatMap(Timestamp.date) }
}
