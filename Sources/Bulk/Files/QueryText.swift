import Foundation

/// The text of a query as it is compared: NFC, trimmed, single spaces, small letters.
enum QueryText {
    /// The bytes in that form; nil where they are no text.
    static func normalized(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if isNormal(bytes) { return bytes }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let words = text.precomposedStringWithCanonicalMapping.lowercased()
            .split(whereSeparator: \.isWhitespace)
        return ArraySlice(Array(words.joined(separator: " ").utf8))
    }

    /// Whether it is in that form already: small Latin and Cyrillic letters, digits and signs with
    /// single spaces between, as nearly all queries are.
    private static func isNormal(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        var isAfterSpace = true
        while index < bytes.endIndex {
            let byte = bytes[index]
            switch byte {
            case 0x20:
                if isAfterSpace { return false }
                isAfterSpace = true
                index += 1
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), ..<0x20, 0x7F: return false
            case 0x21...0x7E:
                isAfterSpace = false
                index += 1
            case 0xD0, 0xD1:
                guard index + 1 < bytes.endIndex, isSmallCyrillic(byte, bytes[index + 1]) else {
                    return false
                }
                isAfterSpace = false
                index += 2
            default: return false
            }
        }
        return !isAfterSpace
    }

    /// From а to я, and ё.
    private static func isSmallCyrillic(_ first: UInt8, _ second: UInt8) -> Bool {
        switch (first, second) {
        case (0xD0, 0xB0...0xBF), (0xD1, 0x80...0x8F), (0xD1, 0x91): true
        default: false
        }
    }
}
