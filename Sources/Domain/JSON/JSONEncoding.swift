import Foundation

extension JSONWriter {
    /// Any value; what it opens is closed again.
    package func write<T: Encodable>(value: T) throws {
        // Types are compared, since a cast that fails copies the value; what is of the very type
        // is then taken for it.
        if T.self == String.self { return write(unsafeBitCast(value, to: String.self)) }
        if T.self == Date.self { return write(unsafeBitCast(value, to: Date.self)) }
        if T.self == Decimal.self { return try write(unsafeBitCast(value, to: Decimal.self)) }
        if T.self == Value.self { return try write(unsafeBitCast(value, to: Value.self)) }
        if T.self == JSONText.self { return write(unsafeBitCast(value, to: JSONText.self)) }
        if T.self == [String: Value].self {
            let members = unsafeBitCast(value, to: [String: Value].self)
            return try write(members: members) { try write($0) }
        }
        if T.self is any SortedMembers.Type, let members = value as? any SortedMembers {
            return try members.write(to: self)
        }
        let depth = depth
        let count = bytes.count
        try value.encode(to: JSONEncoding(writer: self))
        close(to: depth)
        guard bytes.count > count else {
            throw Self.unwritable("a value that encodes nothing")
        }
    }
}

/// Dictionaries, whose own order changes from run to run.
private protocol SortedMembers {
    func write(to writer: JSONWriter) throws
}

extension Dictionary: SortedMembers where Key == String, Value: Encodable {
    fileprivate func write(to writer: JSONWriter) throws {
        try writer.write(members: self) { try writer.write(value: $0) }
    }
}

/// What types write themselves into.
struct JSONEncoding: Encoder, SingleValueEncodingContainer {
    let writer: JSONWriter
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        writer.openObject()
        return KeyedEncodingContainer(WrittenFields<Key>(writer: writer, depth: writer.depth))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.openList()
        return WrittenElements(writer: writer, depth: writer.depth)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { writer.writeNull() }
    func encode(_ text: String) { writer.write(text) }
    func encode(_ flag: Bool) { writer.write(flag) }
    func encode(_ number: Int) { writer.write(number) }
    func encode(_ number: Int8) { writer.write(number) }
    func encode(_ number: Int16) { writer.write(number) }
    func encode(_ number: Int32) { writer.write(number) }
    func encode(_ number: Int64) { writer.write(number) }
    func encode(_ number: UInt) { writer.write(number) }
    func encode(_ number: UInt8) { writer.write(number) }
    func encode(_ number: UInt16) { writer.write(number) }
    func encode(_ number: UInt32) { writer.write(number) }
    func encode(_ number: UInt64) { writer.write(number) }
    func encode(_ number: Double) throws { try writer.write(number) }
    func encode(_ number: Float) throws { try writer.write(Double(number)) }
    func encode<T: Encodable>(_ value: T) throws { try writer.write(value: value) }
}

private struct WrittenFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {
        writer.begin(key.stringValue, at: depth)
        writer.writeNull()
    }

    func encode(_ text: String, forKey key: Key) {
        writer.begin(key.stringValue, at: depth)
        writer.write(text)
    }

    func encode(_ flag: Bool, forKey key: Key) {
        writer.begin(key.stringValue, at: depth)
        writer.write(flag)
    }

    func encode(_ number: Int, forKey key: Key) {
        writer.begin(key.stringValue, at: depth)
        writer.write(number)
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        writer.begin(key.stringValue, at: depth)
        try writer.write(value: value)
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Inner> {
        encoding(key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoding(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoding("super") }
    func superEncoder(forKey key: Key) -> any Encoder { encoding(key.stringValue) }

    private func encoding(_ name: String) -> JSONEncoding {
        writer.begin(name, at: depth)
        return JSONEncoding(writer: writer)
    }
}

private struct WrittenElements: UnkeyedEncodingContainer {
    let writer: JSONWriter
    let depth: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(writer: JSONWriter, depth: Int) {
        self.writer = writer
        self.depth = depth
    }

    mutating func encodeNil() { next().encodeNil() }
    mutating func encode<T: Encodable>(_ value: T) throws { try next().encode(value) }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) -> KeyedEncodingContainer<Inner> {
        next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        next().unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { next() }

    private mutating func next() -> JSONEncoding {
        writer.begin(at: depth)
        count += 1
        return JSONEncoding(writer: writer)
    }
}
