import Foundation

/// A value at its place in a text that is being read.
package struct JSONNode {
    // Whoever reads keeps the document for as long as there are nodes: counting them would cost
    // more than what is read.
    unowned(unsafe) let document: JSONDocument
    /// A small number, so that containers of nodes fit where no memory is asked for.
    private let index: UInt32

    init(document: JSONDocument, at index: Int) {
        self.document = document
        self.index = UInt32(truncatingIfNeeded: index)
    }

    var at: Int { Int(index) }
    var token: JSONToken { document.tokens[at] }
    var isNull: Bool { token.kind == .null }

    /// The bytes, without quotation marks.
    private var bytes: UnsafeBufferPointer<UInt8> { bytes(of: token) }

    private func bytes(of token: JSONToken) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: document.bytes[Int(token.start)..<Int(token.end)])
    }

    func node(_ at: Int) -> JSONNode { JSONNode(document: document, at: at) }

    // MARK: Fields

    /// The value as it stands there.
    package var json: JSONText {
        switch token.kind {
        case .text, .escapedText: JSONText([0x22] + bytes + [0x22])
        case .null, .no, .yes, .number, .list, .object: JSONText(Array(bytes))
        }
    }

    /// The names and values of an object.
    package func members() throws(Flaw) -> [(name: String, value: JSONNode)] {
        try expect(.object)
        var members: [(name: String, value: JSONNode)] = []
        forEachMember { members.append((node($0).rawText, node($0 + 1))) }
        return members
    }

    /// The value of a field; nil where it is missing, or where this is no object.
    package func member(_ name: String) -> JSONNode? {
        guard token.kind == .object else { return nil }
        var name = name
        return name.withUTF8 { wanted in
            let end = Int(token.next)
            var key = at + 1
            while key < end {
                if isName(wanted, at: key) { return node(key + 1) }
                key = Int(document.tokens[key + 1].next)
            }
            return nil
        }
    }

    /// The value of a field that must be there.
    package func field<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
        try required(name).decode(type)
    }

    /// The value of a field; nil where it is null or missing.
    package func optionalField<T: Decodable>(
        _ name: String,
        as type: T.Type = T.self
    ) throws -> T? {
        try optional(name)?.decode(type)
    }

    func required(_ name: String) throws(Flaw) -> JSONNode {
        guard let node = member(name) else { throw missing(name) }
        return node
    }

    func optional(_ name: String) -> JSONNode? {
        member(name).flatMap { $0.isNull ? nil : $0 }
    }

    private func isName(_ wanted: UnsafeBufferPointer<UInt8>, at key: Int) -> Bool {
        let token = document.tokens[key]
        guard token.kind == .text else {
            return node(key).rawText.utf8.elementsEqual(wanted)
        }
        let count = Int(token.end - token.start)
        guard count == wanted.count, let name = wanted.baseAddress,
            let start = document.bytes.baseAddress
        else { return count == 0 && wanted.isEmpty }
        return memcmp(start + Int(token.start), name, count) == 0
    }

    func forEachMember<E: Error>(_ body: (_ name: Int) throws(E) -> Void) throws(E) {
        let end = Int(token.next)
        var key = at + 1
        while key < end {
            try body(key)
            key = Int(document.tokens[key + 1].next)
        }
    }

    // MARK: Simple values

    /// The text that the value is.
    package func text() throws(Flaw) -> String {
        switch token.kind {
        case .text, .escapedText: return rawText
        case .number where document.now != nil: return "\(try number())"
        case .yes where document.now != nil: return "true"
        case .no where document.now != nil: return "false"
        case .null, .no, .yes, .number, .list, .object: throw mismatch("text")
        }
    }

    /// The text of a token that is one.
    var rawText: String {
        token.kind == .escapedText
            ? Self.unescaped(bytes) : String(decoding: bytes, as: UTF8.self)
    }

    func flag() throws(Flaw) -> Bool {
        switch token.kind {
        case .yes: return true
        case .no: return false
        case .text where document.now != nil && rawText == "true": return true
        case .text where document.now != nil && rawText == "false": return false
        case .null, .number, .text, .escapedText, .list, .object:
            if let flag = foreignFlag { return flag }
            throw mismatch("true or false")
        }
    }

    func whole<T: FixedWidthInteger>(_ type: T.Type) throws(Flaw) -> T {
        if token.kind == .number {
            guard let whole = JSONNumber(bytes).whole(type) else { throw unusableNumber }
            return whole
        }
        guard document.now != nil, let number = try value().numeric, let whole = T("\(number)")
        else { throw mismatch("a whole number") }
        return whole
    }

    func number() throws(Flaw) -> Decimal {
        if token.kind == .number {
            guard let number = JSONNumber(bytes).decimal else { throw unusableNumber }
            return number
        }
        guard document.now != nil, let number = try value().numeric else {
            throw mismatch("a number")
        }
        return number
    }

    func double() throws(Flaw) -> Double {
        guard token.kind == .number else {
            return try number().nearestDouble
        }
        guard let double = JSONNumber(bytes).double else { throw unusableNumber }
        return double
    }

    func date() throws(Flaw) -> Date {
        let date = try anyDate()
        guard document.foreign == nil || Timestamp.isOfOurDays(date) else {
            throw flaw(
                .invalidValue,
                "\(rawText) lies before 2000; leave it out where it is not known"
            )
        }
        return date
    }

    private func anyDate() throws(Flaw) -> Date {
        switch token.kind {
        case .text:
            if let date = Timestamp.date(bytes) ?? later(rawText) { return date }
        case .escapedText:
            if let date = Timestamp.date(rawText) ?? later(rawText) { return date }
        case .null where document.now != nil: throw mismatch("a time")
        case .null, .no, .yes, .number, .list, .object: break
        }
        throw flaw(
            .invalidValue,
            document.now == nil
                ? "must be a time with offset, such as 2026-09-01T10:00:00+03:00"
                : "must be a time such as 2026-09-01T10:00:00+03:00, or +2h from now"
        )
    }

    /// `+90s`, `+15m`, `+2h`, `+3d` from now.
    private func later(_ text: String) -> Date? {
        guard let now = document.now,
            let match = text.wholeMatch(of: /\+([0-9]{1,9})(s|m|h|d)/),
            let count = Double(match.1)
        else { return nil }
        let units: [Substring: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        return now + count * (units[match.2] ?? 0)
    }

    // MARK: Values of any form

    /// The value, whatever it is.
    package func value() throws(Flaw) -> Value {
        switch token.kind {
        case .null: return .null
        case .no: return .bool(false)
        case .yes: return .bool(true)
        case .number: return .number(try number())
        case .text, .escapedText: return .text(rawText)
        case .object: return .object(try object())
        case .list:
            var values: [Value] = []
            let end = Int(token.next)
            var element = at + 1
            while element < end {
                values.append(try node(element).value())
                element = Int(document.tokens[element].next)
            }
            return .list(values)
        }
    }

    /// The members of an object of any form.
    package func object() throws(Flaw) -> [String: Value] {
        try expect(.object)
        return try dictionary { (node) throws(Flaw) in try node.value() }
    }

    /// The members of an object; of a name that stands there twice the first counts.
    func dictionary<T, E: Error>(_ read: (JSONNode) throws(E) -> T) throws(E) -> [String: T] {
        var members: [String: T] = [:]
        try forEachMember { (name) throws(E) in
            let value = try read(node(name + 1))
            let name = node(name).rawText
            if let first = members.updateValue(value, forKey: name) { members[name] = first }
        }
        return members
    }

    private static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            let mark = bytes[position]
            position += 1
            switch mark {
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "u"): plain.append(contentsOf: scalar(bytes, &position))
            default: plain.append(mark)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The character that an escape names, with its other half where it is only one.
    private static func scalar(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ position: inout Int
    ) -> UTF8.EncodedScalar {
        func unit() -> UInt16 {
            defer { position += 4 }
            return bytes[position..<(position + 4)].reduce(0) { unit, digit in
                unit << 4 | UInt16(Character(UnicodeScalar(digit)).hexDigitValue ?? 0)
            }
        }
        var units = [unit()]
        if UTF16.isLeadSurrogate(units[0]) {
            position += 2
            units.append(unit())
        }
        let scalar = String(decoding: units, as: UTF16.self).unicodeScalars.first
        return UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    }
}
