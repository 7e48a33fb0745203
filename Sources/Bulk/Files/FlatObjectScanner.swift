import Foundation

/// Reads one JSON object whose members are simple values, in one pass.
struct FlatObjectScanner {
    /// What is wrong with the text.
    struct Fault: Error {
        let message: String

        init(_ message: String) {
            self.message = message
        }
    }

    /// The value of a member.
    enum Value: Equatable {
        case null
        case flag(Bool)
        /// The digits as they are written.
        case number(ArraySlice<UInt8>)
        /// UTF-8, escapes undone.
        case text(ArraySlice<UInt8>)
        /// A list or an object, which no member of ours is.
        case other
    }

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// Hands every member to the body, in the order of the text.
    mutating func read(
        _ body: (ArraySlice<UInt8>, Value) throws(Fault) -> Void
    ) throws(Fault) {
        try expect(UInt8(ascii: "{"))
        if accepts(UInt8(ascii: "}")) { return try end() }
        repeat {
            skipBlanks()
            let name = try string()
            try expect(UInt8(ascii: ":"))
            try body(name, try value())
        } while accepts(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        try end()
    }

    private mutating func end() throws(Fault) {
        skipBlanks()
        guard position == bytes.endIndex else { throw Fault("more stands behind the object") }
    }

    private mutating func skipBlanks() {
        while position < bytes.endIndex, bytes[position] <= 0x20 { position += 1 }
    }

    private mutating func accepts(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.endIndex, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Fault) {
        guard accepts(byte) else {
            let sign = String(decoding: [byte], as: UTF8.self)
            throw Fault("is no JSON object: expected \(sign) at byte \(offset)")
        }
    }

    private var offset: Int { position - bytes.startIndex + 1 }

    private mutating func value() throws(Fault) -> Value {
        skipBlanks()
        guard position < bytes.endIndex else { throw Fault("breaks off at byte \(offset)") }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(number())
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            try skipNested()
            return .other
        default: throw Fault("is no JSON object: an unknown value at byte \(offset)")
        }
    }

    private mutating func word(_ word: StaticString, _ value: Value) throws(Fault) -> Value {
        let isThere = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
        guard isThere else { throw Fault("is no JSON object: an unknown value at byte \(offset)") }
        position += word.utf8CodeUnitCount
        return value
    }

    private mutating func number() -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.endIndex, Self.isOfNumber(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func string() throws(Fault) -> ArraySlice<UInt8> {
        try expect(UInt8(ascii: "\""))
        let start = position
        var isPlain = true
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = bytes[start..<position]
                position += 1
                return isPlain ? text : try Self.unescaped(text)
            case UInt8(ascii: "\\"):
                isPlain = false
                position += 2
            case ..<0x20: throw Fault("holds a control character at byte \(offset)")
            default: position += 1
            }
        }
        throw Fault("breaks off within a text")
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) throws(Fault) -> ArraySlice<UInt8> {
        let quoted = Data([UInt8(ascii: "\"")] + text + [UInt8(ascii: "\"")])
        let value = try? JSONSerialization.jsonObject(with: quoted, options: .fragmentsAllowed)
        guard let plain = value as? String else { throw Fault("holds an escape that is none") }
        return ArraySlice(Array(plain.utf8))
    }

    /// Steps over a list or an object, however deep, without a call for each level.
    private mutating func skipNested() throws(Fault) {
        var depth = 0
        repeat {
            guard position < bytes.endIndex else { throw Fault("breaks off at byte \(offset)") }
            switch bytes[position] {
            case UInt8(ascii: "\""): _ = try string()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                position += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                position += 1
            default: position += 1
            }
        } while depth > 0
    }
}
