package import Foundation

/// Writes JSON as Baton itself does, on the bus and in its tables, from left to right.
///
/// Without blanks, fields in the order of declaration, dictionaries in the order of their names,
/// times in UTC with milliseconds: the same value gives the same bytes, sets apart. Foundation's
/// encoder builds a tree first and sorts it, which takes several times as long.
package final class JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// What ends the containers that are still open.
    private var ends: [UInt8] = []

    private init() {
        bytes.reserveCapacity(512)
    }

    /// The JSON of a value.
    package static func bytes(of value: some Encodable) throws -> [UInt8] {
        try bytes { try $0.write(value: value) }
    }

    /// The JSON that is written.
    package static func bytes(_ write: (JSONWriter) throws -> Void) rethrows -> [UInt8] {
        let writer = JSONWriter()
        try write(writer)
        writer.close(to: 0)
        return writer.bytes
    }

    // MARK: Containers

    /// How many containers are open; what is written later into the same one belongs there.
    var depth: Int { ends.count }

    /// Begins an object; its fields are written behind ``begin(_:)``.
    package func openObject() {
        bytes.append(UInt8(ascii: "{"))
        ends.append(UInt8(ascii: "}"))
    }

    func openList() {
        bytes.append(UInt8(ascii: "["))
        ends.append(UInt8(ascii: "]"))
    }

    /// Ends the containers that were opened above this depth.
    func close(to depth: Int) {
        while ends.count > depth, let end = ends.popLast() { bytes.append(end) }
    }

    /// Begins a field of the object that was opened last.
    package func begin(_ name: String) { begin(name, at: depth) }

    /// Begins a field of an object, after which its value is written.
    func begin(_ name: String, at depth: Int) {
        begin(at: depth)
        write(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// The same with a name that needs no escapes.
    func begin(_ name: StaticString, at depth: Int) {
        begin(at: depth)
        bytes.append(UInt8(ascii: "\""))
        write(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Begins an element of a list.
    func begin(at depth: Int) {
        close(to: depth)
        let isFirst = bytes.last == UInt8(ascii: "{") || bytes.last == UInt8(ascii: "[")
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
    }

    // MARK: Simple values

    func writeNull() { write("null" as StaticString) }
    func write(_ flag: Bool) { write(flag ? "true" : "false" as StaticString) }
    func write(_ number: some BinaryInteger) { append(String(number)) }

    /// An instant, in UTC with milliseconds.
    package func write(_ date: Date) {
        bytes.append(UInt8(ascii: "\""))
        Timestamp.write(date, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    func write(_ number: Double) throws {
        guard number.isFinite else { throw Self.unwritable("\(number)") }
        append(number.description)
    }

    func write(_ number: Decimal) throws {
        guard number.isFinite else { throw Self.unwritable("\(number)") }
        append(number.description)
    }

    /// A text as it stands.
    package func write(_ json: JSONText) { bytes += json.bytes }

    private func write(_ word: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        )
    }

    private func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// A text, with what JSON wants escaped.
    package func write(_ text: String) {
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

    private func writeEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write("\\\"" as StaticString)
        case UInt8(ascii: "\\"): write("\\\\" as StaticString)
        case UInt8(ascii: "\n"): write("\\n" as StaticString)
        case UInt8(ascii: "\r"): write("\\r" as StaticString)
        case UInt8(ascii: "\t"): write("\\t" as StaticString)
        case 0..<0x10: append("\\u000\(String(byte, radix: 16))")
        case 0x10..<0x20: append("\\u00\(String(byte, radix: 16))")
        default: bytes.append(byte)
        }
    }

    // MARK: Values of any form

    func write(_ value: Value) throws {
        switch value {
        case .null: writeNull()
        case .bool(let flag): write(flag)
        case .number(let number): try write(number)
        case .text(let text): write(text)
        case .object(let members): try write(members: members) { try write($0) }
        case .list(let values):
            openList()
            let depth = depth
            for value in values {
                begin(at: depth)
                try write(value)
            }
            close(to: depth - 1)
        }
    }

    /// An object whose names are data, in the order of the names.
    func write<T>(members: [String: T], _ write: (T) throws -> Void) throws {
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
