/// The mark with which some editors begin a file of UTF-8 text; it says nothing.
package enum ByteOrderMark {
    private static let bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The bytes without a mark at their beginning.
    package static func dropped(from text: [UInt8]) -> [UInt8] {
        text.starts(with: bytes) ? Array(text.dropFirst(bytes.count)) : text
    }

    /// The text without a mark at its beginning.
    package static func dropped(from text: String) -> String {
        text.utf8.starts(with: bytes) ? String(text.unicodeScalars.dropFirst()) : text
    }
}
