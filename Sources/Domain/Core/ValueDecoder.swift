package import Foundation

/// Reads a message out of values, as rules put them together.
///
/// Kinder than what reads the bus, because people write the data by hand and templates make text
/// of everything: a number may stand where text is wanted and the other way round, and a time may
/// be so long from now: `+2h`.
package struct ValueDecoder {
    private let now: Date

    /// A decoder for which relative times count from an instant.
    package init(now: Date) {
        self.now = now
    }

    /// The message, or a sentence about what is wrong with the data.
    package func message(
        _ type: any Message.Type,
        _ data: [String: Value]
    ) throws(UnfitData) -> any Message {
        do {
            let message = try type.init(from: Place(.object(data), now: now))
            if let flaw = message.flaw { throw UnfitData(description: flaw.message) }
            return message
        } catch let error as DecodingError {
            throw UnfitData(error)
        } catch let error as UnfitData {
            throw error
        } catch {
            throw UnfitData(description: "\(error)")
        }
    }
}

/// Why data are not those of a message.
package struct UnfitData: Error, Equatable, CustomStringConvertible {
    /// A sentence that begins with the field.
    package let description: String

    init(description: String) {
        self.description = description
    }

    fileprivate init(_ error: DecodingError) {
        let (context, what): (DecodingError.Context, String) =
            switch error {
            case .keyNotFound(let key, let context):
                (context.with(key), "is missing")
            case .valueNotFound(_, let context): (context, "is missing")
            case .typeMismatch(_, let context), .dataCorrupted(let context):
                (context, context.debugDescription)
            @unknown default:
                (DecodingError.Context(codingPath: [], debugDescription: ""), "\(error)")
            }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        description = path.isEmpty ? what : "\(path): \(what)"
    }
}

extension DecodingError.Context {
    fileprivate func with(_ key: any CodingKey) -> DecodingError.Context {
        DecodingError.Context(codingPath: codingPath + [key], debugDescription: debugDescription)
    }
}

/// A value at its place in the data.
private struct Place: Decoder {
    let value: Value
    let now: Date
    var codingPath: [any CodingKey] = []
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ value: Value, now: Date, codingPath: [any CodingKey] = []) {
        self.value = value
        self.now = now
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw misfit("must be a table") }
        return KeyedDecodingContainer(PlaceFields<Key>(place: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let elements) = value else { throw misfit("must be a list") }
        return PlaceElements(place: self, elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { SinglePlace(place: self) }

    func inside(_ value: Value, _ key: any CodingKey) -> Place {
        Place(value, now: now, codingPath: codingPath + [key])
    }

    func misfit(_ what: String) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: what))
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let known: Any? =
            switch type {
            case is Date.Type: try date()
            case is Decimal.Type: try number()
            case is Value.Type: value
            case is String.Type: try text()
            default: nil
            }
        if let known = known as? T { return known }
        return try type.init(from: self)
    }

    func text() throws -> String {
        switch value {
        case .text(let text): return text
        case .number, .bool: return value.plainText ?? ""
        case .null, .list, .object: throw misfit("must be text")
        }
    }

    func number() throws -> Decimal {
        guard let number = value.numeric else { throw misfit("must be a number") }
        return number
    }

    func flag() throws -> Bool {
        switch value {
        case .bool(let flag): return flag
        case .text("true"): return true
        case .text("false"): return false
        case .null, .number, .text, .list, .object: throw misfit("must be true or false")
        }
    }

    func whole<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        guard let whole = T("\(try number())") else { throw misfit("must be a whole number") }
        return whole
    }

    private func date() throws -> Date {
        guard let text = value.text, let date = Timestamp.date(text) ?? later(text) else {
            throw misfit("must be a time such as 2026-09-01T10:00:00+03:00, or +2h from now")
        }
        return date
    }

    /// `+90s`, `+15m`, `+2h`, `+3d` from now.
    private func later(_ text: String) -> Date? {
        guard let match = text.wholeMatch(of: /\+([0-9]{1,9})(s|m|h|d)/),
            let count = Double(match.1)
        else { return nil }
        let units: [Substring: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        return now + count * (units[match.2] ?? 0)
    }
}

private struct PlaceFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let place: Place
    let members: [String: Value]
    var codingPath: [any CodingKey] { place.codingPath }
    var allKeys: [Key] { members.keys.sorted().compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }
    func decodeNil(forKey key: Key) -> Bool { members[key.stringValue] == .null }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try inside(key).decode(type)
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Inner> {
        try inside(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try inside(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { place }
    func superDecoder(forKey key: Key) throws -> any Decoder { try inside(key) }

    private func inside(_ key: Key) throws -> Place {
        guard let value = members[key.stringValue], value != .null else {
            throw DecodingError.keyNotFound(
                key,
                DecodingError.Context(codingPath: codingPath, debugDescription: "is missing")
            )
        }
        return place.inside(value, key)
    }
}

private struct PlaceElements: UnkeyedDecodingContainer {
    let place: Place
    let elements: [Value]
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { place.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    init(place: Place, elements: [Value]) {
        self.place = place
        self.elements = elements
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, elements[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }
    mutating func superDecoder() throws -> any Decoder { try next() }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) throws -> KeyedDecodingContainer<Inner> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next().unkeyedContainer()
    }

    private mutating func next() throws -> Place {
        guard !isAtEnd else { throw place.misfit("has too few elements") }
        defer { currentIndex += 1 }
        return place.inside(elements[currentIndex], ElementKey(currentIndex))
    }
}

private struct ElementKey: CodingKey {
    let intValue: Int?
    let stringValue: String

    init(_ index: Int) {
        intValue = index
        stringValue = "\(index)"
    }

    init?(intValue: Int) { self.init(intValue) }
    init?(stringValue: String) { nil }
}

private struct SinglePlace: SingleValueDecodingContainer {
    let place: Place
    var codingPath: [any CodingKey] { place.codingPath }

    func decodeNil() -> Bool { place.value == .null }
    func decode(_ type: Bool.Type) throws -> Bool { try place.flag() }
    func decode(_ type: String.Type) throws -> String { try place.text() }
    func decode(_ type: Double.Type) throws -> Double { try place.number().doubled }
    func decode(_ type: Float.Type) throws -> Float { Float(try place.number().doubled) }
    func decode(_ type: Int.Type) throws -> Int { try place.whole(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try place.whole(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try place.whole(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try place.whole(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try place.whole(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try place.whole(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try place.whole(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try place.whole(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try place.whole(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try place.whole(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try place.decode(type) }
}

extension Decimal {
    fileprivate var doubled: Double { NSDecimalNumber(decimal: self).doubleValue }
}

extension Value {
    /// The number that it is, that its text says, or the amount of money.
    package var numeric: Decimal? {
        switch self {
        case .number(let number): return number
        case .text(let text):
            guard text.wholeMatch(of: /-?[0-9]{1,28}(\.[0-9]{1,10})?/) != nil else { return nil }
            return Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
        case .object(let members):
            guard members["currency"]?.text != nil else { return nil }
            return members["amount"]?.numeric
        case .null, .bool, .list: return nil
        }
    }

    /// The value as plain text; nil where it has none that people would write.
    package var plainText: String? {
        switch self {
        case .text(let text): return text
        case .number(let number): return "\(number)"
        case .bool(let flag): return flag ? "true" : "false"
        case .object(let members):
            guard let amount = members["amount"]?.numeric, let currency = members["currency"]?.text
            else { return nil }
            return "\(Money.text(amount)) \(currency)"
        case .list(let values):
            let texts = values.map(\.plainText)
            return texts.contains(nil) ? nil : texts.compactMap(\.self).joined(separator: ", ")
        case .null: return nil
        }
    }
}
