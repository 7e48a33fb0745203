import Domain
import Foundation

/// JSON as it grows from left to right, with the levels that are still open.
struct JSONBuffer {
    private struct Level {
        let end: UInt8
        var isEmpty = true
    }

    private(set) var bytes: [UInt8] = []
    private var levels: [Level] = []

    init() {
        bytes.reserveCapacity(512)
    }

    /// How many levels are open; what is written later in the same container belongs there.
    var depth: Int { levels.count }

    mutating func openObject() {
        bytes.append(UInt8(ascii: "{"))
        levels.append(Level(end: UInt8(ascii: "}")))
    }

    mutating func openList() {
        bytes.append(UInt8(ascii: "["))
        levels.append(Level(end: UInt8(ascii: "]")))
    }

    /// Ends the levels that were opened below this one.
    mutating func close(to depth: Int) {
        while levels.count > depth, let level = levels.popLast() { bytes.append(level.end) }
    }

    /// Begins an element of the list, or the value of a field of the object, at a depth.
    mutating func begin(_ name: String? = nil, at depth: Int) {
        close(to: depth)
        if let last = levels.indices.last {
            if !levels[last].isEmpty { bytes.append(UInt8(ascii: ",")) }
            levels[last].isEmpty = false
        }
        guard let name else { return }
        write(name)
        bytes.append(UInt8(ascii: ":"))
    }

    // MARK: Simple values

    mutating func writeNull() { bytes += "null".utf8 }
    mutating func write(_ flag: Bool) { bytes += (flag ? "true" : "false").utf8 }
    mutating func write(_ number: some BinaryInteger) { bytes += String(number).utf8 }
    mutating func write(_ date: Date) { write(Timestamp.text(date)) }

    mutating func write(_ number: Double) throws {
        guard number.isFinite else { throw Self.unwritable("\(number)") }
        bytes += number.description.utf8
    }

    mutating func write(_ number: Decimal) throws {
        guard number.isFinite else { throw Self.unwritable("\(number)") }
        bytes += number.description.utf8
    }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            bytes.append(UInt8(ascii: "\""))
            if utf8.contains(where: Self.needsEscape) {
                for byte in utf8 { writeEscaped(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes += "\\\"".utf8
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case UInt8(ascii: "\r"): bytes += "\\r".utf8
        case UInt8(ascii: "\t"): bytes += "\\t".utf8
        case 0..<0x10: bytes += "\\u000\(String(byte, radix: 16))".utf8
        case 0x10..<0x20: bytes += "\\u00\(String(byte, radix: 16))".utf8
        default: bytes.append(byte)
        }
    }

    // MARK: Values of any form

    mutating func write(_ value: Value) throws {
        switch value {
        case .null: writeNull()
        case .bool(let flag): write(flag)
        case .number(let number): try write(number)
        case .text(let text): write(text)
        case .list(let values):
            openList()
            let depth = depth
            for value in values {
                begin(at: depth)
                try write(value)
            }
            close(to: depth - 1)
        case .object(let members): try write(members)
        }
    }

    mutating func write(_ members: [String: Value]) throws {
        openObject()
        let depth = depth
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            begin(name, at: depth)
            try write(value)
        }
        close(to: depth - 1)
    }

    static func unwritable(_ what: String) -> EncodingError {
        .invalidValue(
            what,
            EncodingError.Context(codingPath: [], debugDescription: "\(what) has no form in JSON")
        )
    }
}
