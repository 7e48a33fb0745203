import Foundation

extension JSONNode {
    /// The value as a type that reads itself.
    package func decode<T: Decodable>(_ type: T.Type) throws -> T {
        // Types are compared, since a cast that fails costs more than what is read; what is of the
        // very type is then taken for it.
        if type == String.self { return unsafeBitCast(try text(), to: type) }
        if type == Date.self { return unsafeBitCast(try date(), to: type) }
        if type == Decimal.self { return unsafeBitCast(try number(), to: type) }
        if type == Value.self { return unsafeBitCast(try value(), to: type) }
        if type == JSONText.self { return unsafeBitCast(json, to: type) }
        if token.kind == .object {
            if type == [String: Value].self { return unsafeBitCast(try object(), to: type) }
            if let members = type as? any JSONMembers.Type, let read = try members.read(self) as? T
            {
                return read
            }
        }
        if let id = foreignID(type) { return id }
        return try T(from: JSONPlace(node: self))
    }
}

/// Objects whose names are data.
private protocol JSONMembers {
    static func read(_ node: JSONNode) throws -> Self
}

extension Dictionary: JSONMembers where Key == String, Value: Decodable {
    fileprivate static func read(_ node: JSONNode) throws -> [String: Value] {
        try node.dictionary { try $0.decode(Value.self) }
    }
}

/// A value for a type that reads itself.
struct JSONPlace: Decoder, SingleValueDecodingContainer {
    let node: JSONNode
    var codingPath: [any CodingKey] { node.codingPath }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try node.expect(.object)
        return KeyedDecodingContainer(JSONFields<Key>(node: node))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try node.expect(.list)
        return JSONElements(node)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { node.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try node.flag() }
    func decode(_ type: String.Type) throws -> String { try node.text() }
    func decode(_ type: Double.Type) throws -> Double { try node.double() }
    func decode(_ type: Float.Type) throws -> Float { Float(try node.double()) }
    func decode(_ type: Int.Type) throws -> Int { try node.whole(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try node.whole(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try node.whole(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try node.whole(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try node.whole(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try node.whole(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try node.whole(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try node.whole(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try node.whole(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try node.whole(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try node.decode(type) }
}

/// The fields of an object; each is looked up once, also where it may be missing.
private struct JSONFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let node: JSONNode
    var codingPath: [any CodingKey] { node.codingPath }

    var allKeys: [Key] {
        var keys: [Key] = []
        node.forEachMember { name in
            if let key = Key(stringValue: node.node(name).rawText) { keys.append(key) }
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { node.member(key.stringValue) != nil }
    func decodeNil(forKey key: Key) -> Bool { node.optional(key.stringValue) == nil }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try node.required(key.stringValue).text()
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try node.required(key.stringValue).flag()
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try node.required(key.stringValue).whole(type)
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try node.required(key.stringValue).decode(type)
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try node.optional(key.stringValue)?.text()
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        try filled(key, type)?.flag()
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try filled(key, type)?.whole(type)
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        try filled(key, type)?.decode(type)
    }

    /// The value of a field that is there and not empty.
    private func filled(_ key: Key, _ type: any Decodable.Type) -> JSONNode? {
        guard let value = node.optional(key.stringValue), !value.isBlank(for: type) else {
            return nil
        }
        return value
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Inner> {
        try JSONPlace(node: node.required(key.stringValue)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try JSONPlace(node: node.required(key.stringValue)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { JSONPlace(node: try node.required("super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder {
        JSONPlace(node: try node.required(key.stringValue))
    }
}

/// The elements of a list.
private struct JSONElements: UnkeyedDecodingContainer {
    private let node: JSONNode
    private var next: UInt32
    private var index: UInt32 = 0
    var codingPath: [any CodingKey] { node.codingPath }
    var count: Int? { nil }
    var currentIndex: Int { Int(index) }
    var isAtEnd: Bool { next >= node.token.next }

    init(_ node: JSONNode) {
        self.node = node
        next = UInt32(truncatingIfNeeded: node.at + 1)
    }

    private mutating func take() throws(Flaw) -> JSONNode {
        guard !isAtEnd else { throw node.flaw(.missingField, "has too few elements") }
        let element = node.node(Int(next))
        next = element.token.next
        index += 1
        return element
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, node.node(Int(next)).isNull else { return false }
        return try take().isNull
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try take().decode(type) }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) throws -> KeyedDecodingContainer<Inner> {
        try JSONPlace(node: take()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try JSONPlace(node: take()).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { JSONPlace(node: try take()) }
}
