package import Foundation

/// Times as the contract writes them: RFC 3339 with offset.
package enum Timestamp {
    private static let whole = Date.ISO8601FormatStyle()
    private static let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// The instant, or nil where the text is not a full date with time and offset.
    package static func date(_ text: String) -> Date? {
        let style = text.utf8.contains(UInt8(ascii: ".")) ? fractional : whole
        return try? style.parse(text)
    }

    /// The instant in UTC with milliseconds.
    package static func text(_ date: Date) -> String {
        fractional.format(date)
    }
}
