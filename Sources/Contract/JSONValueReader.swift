package import Domain
import Foundation

/// Reads JSON as values, without asking Foundation what each of them might be.
///
/// For texts that were checked or that Baton wrote itself; a tenth of the time that decoding
/// values of any form takes otherwise.
package struct JSONValueReader {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value, or nil where the text is not JSON after all.
    package static func value(of bytes: [UInt8]) -> Value? {
        var reader = JSONValueReader(bytes)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipBlanks()
        return reader.position == bytes.count ? value : nil
    }

    private mutating func value(depth: Int) -> Value? {
        guard depth <= JSONText.depthMax else { return nil }
        skipBlanks()
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return list(depth: depth)
        case UInt8(ascii: "\""): return text().map(Value.text)
        case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object(depth: Int) -> Value? {
        position += 1
        var members: [String: Value] = [:]
        while true {
            skipBlanks()
            if takeMark("}") { return .object(members) }
            if !members.isEmpty {
                guard takeMark(",") else { return nil }
                skipBlanks()
            }
            guard let name = text() else { return nil }
            skipBlanks()
            guard takeMark(":"), let value = value(depth: depth + 1) else { return nil }
            // Of a field that stands there twice the first counts.
            if members[name] == nil { members[name] = value }
        }
    }

    private mutating func list(depth: Int) -> Value? {
        position += 1
        var values: [Value] = []
        while true {
            skipBlanks()
            if takeMark("]") { return .list(values) }
            if !values.isEmpty {
                guard takeMark(",") else { return nil }
            }
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
        }
    }

    private mutating func number() -> Value? {
        let start = position
        while position < bytes.count, Self.isOfNumber(bytes[position]) { position += 1 }
        let hasDigit = bytes[start..<position].contains { (0x30...0x39).contains($0) }
        guard hasDigit else { return nil }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")).map(Value.number)
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }

    private mutating func text() -> String? {
        guard takeMark("\"") else { return nil }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            guard bytes[position] != UInt8(ascii: "\\") else { return escapedText(from: start) }
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return takeMark("\"") ? text : nil
    }

    /// Texts with escapes are rare enough to be left to Foundation.
    private mutating func escapedText(from start: Int) -> String? {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < bytes.count else { return nil }
        position += 1
        let quoted = Data(bytes[(start - 1)..<position])
        return try? JSONDecoder().decode(String.self, from: quoted)
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let utf8 = String(describing: word).utf8
        guard bytes[position...].starts(with: utf8) else { return false }
        position += utf8.count
        return true
    }

    private mutating func takeMark(_ mark: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
            position += 1
        }
    }
}
