import Foundation

extension Message {
    /// The message's data as values, by the names of the contract.
    package var values: [String: Value] {
        let box = ValueBox()
        do {
            try encode(to: ValueEncoder(box: box))
        } catch {
            return [:]
        }
        guard case .object(let members) = box.value else { return [:] }
        return members
    }
}

/// A value while it is encoded.
private final class ValueBox {
    private enum Content {
        case nothing
        case simple(Value)
        case object([String: ValueBox])
        case list([ValueBox])
    }

    private var content = Content.nothing

    var value: Value {
        switch content {
        case .nothing: .null
        case .simple(let value): value
        case .object(let members): .object(members.mapValues(\.value))
        case .list(let elements): .list(elements.map(\.value))
        }
    }

    func set(_ value: Value) { content = .simple(value) }

    func becomeObject() {
        if case .object = content { return }
        content = .object([:])
    }

    func becomeList() {
        if case .list = content { return }
        content = .list([])
    }

    func member(_ name: String) -> ValueBox {
        let box = ValueBox()
        guard case .object(var members) = content else { return box }
        content = .nothing
        members[name] = box
        content = .object(members)
        return box
    }

    func element() -> ValueBox {
        let box = ValueBox()
        guard case .list(var elements) = content else { return box }
        content = .nothing
        elements.append(box)
        content = .list(elements)
        return box
    }

    /// Any value, those with a form of their own in the contract first.
    func encode<T: Encodable>(_ value: T) throws {
        switch value {
        case let date as Date: set(.text(Timestamp.text(date)))
        case let number as Decimal: set(.number(number))
        case let value as Value: set(value)
        default: try value.encode(to: ValueEncoder(box: self))
        }
    }
}

private struct ValueEncoder: Encoder {
    let box: ValueBox
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        box.becomeObject()
        return KeyedEncodingContainer(ValueFields<Key>(box: box))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        box.becomeList()
        return ValueElements(box: box)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleValue(box: box) }
}

private struct ValueFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let box: ValueBox
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { box.member(key.stringValue).set(.null) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try box.member(key.stringValue).encode(value)
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Inner> {
        ValueEncoder(box: box.member(key.stringValue)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ValueEncoder(box: box.member(key.stringValue)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { ValueEncoder(box: box.member("super")) }
    func superEncoder(forKey key: Key) -> any Encoder {
        ValueEncoder(box: box.member(key.stringValue))
    }
}

private struct ValueElements: UnkeyedEncodingContainer {
    let box: ValueBox
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(box: ValueBox) { self.box = box }

    mutating func encodeNil() { next().set(.null) }
    mutating func encode<T: Encodable>(_ value: T) throws { try next().encode(value) }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) -> KeyedEncodingContainer<Inner> {
        ValueEncoder(box: next()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        ValueEncoder(box: next()).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { ValueEncoder(box: next()) }

    private mutating func next() -> ValueBox {
        count += 1
        return box.element()
    }
}

private struct SingleValue: SingleValueEncodingContainer {
    let box: ValueBox
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { box.set(.null) }
    func encode(_ flag: Bool) { box.set(.bool(flag)) }
    func encode(_ text: String) { box.set(.text(text)) }
    func encode(_ number: Double) { box.set(.number(Value.decimal(number))) }
    func encode(_ number: Float) { box.set(.number(Value.decimal(Double(number)))) }
    func encode(_ number: Int) { box.set(.number(Decimal(number))) }
    func encode(_ number: Int8) { box.set(.number(Decimal(Int(number)))) }
    func encode(_ number: Int16) { box.set(.number(Decimal(Int(number)))) }
    func encode(_ number: Int32) { box.set(.number(Decimal(Int(number)))) }
    func encode(_ number: Int64) { box.set(.number(Decimal(number))) }
    func encode(_ number: UInt) { box.set(.number(Decimal(number))) }
    func encode(_ number: UInt8) { box.set(.number(Decimal(UInt(number)))) }
    func encode(_ number: UInt16) { box.set(.number(Decimal(UInt(number)))) }
    func encode(_ number: UInt32) { box.set(.number(Decimal(UInt(number)))) }
    func encode(_ number: UInt64) { box.set(.number(Decimal(number))) }
    func encode<T: Encodable>(_ value: T) throws { try box.encode(value) }
}

extension Value {
    /// The decimal that a binary fraction was written as, not its nearest neighbour.
    static func decimal(_ number: Double) -> Decimal {
        Decimal(string: "\(number)", locale: Locale(identifier: "en_US_POSIX")) ?? Decimal(number)
    }
}
