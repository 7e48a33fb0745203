package import Foundation

/// A decoder that answers every request with a sample and writes down what was asked for.
///
/// So the types' own `init(from:)` say what they read; nobody has to repeat it by hand.
package struct RecordingDecoder {
    package let shape: Shape
    /// Whether fields that may be missing are there.
    let fillsOptionals: Bool
    /// What text is answered with.
    var sample = samples[0]
    package private(set) var codingPath: [any CodingKey] = []

    /// Texts to try on types that do not take just any; the first is for those that do.
    static let samples = [
        "text", "2026-09-01", "2026-09", "2026-Q3", "+79160000001", "anna@example.com",
        "https://example.com", "Europe/Moscow", "10:00", "RUB", "1", "person:anna",
    ]
    /// The sample of a time.
    package static let date = Date(timeIntervalSince1970: 1_756_710_000)

    package init(_ shape: Shape, fillsOptionals: Bool) {
        self.shape = shape
        self.fillsOptionals = fillsOptionals
    }

    /// The same decoder for a part of the value.
    func inside(_ shape: Shape, _ key: (any CodingKey)?) -> RecordingDecoder {
        var inner = RecordingDecoder(shape, fillsOptionals: fillsOptionals)
        inner.codingPath = codingPath + (key.map { [$0] } ?? [])
        return inner
    }

    /// A sample of the type, after its shape was written down.
    package func value<T: Decodable>(of type: T.Type) throws -> T {
        if let known = known(type), let value = known as? T { return value }
        if let list = type as? any RecordedCollection.Type {
            shape.kind = list.kind
            let sample = try list.sample(inside(shape.elementShape(), nil))
            if let value = sample as? T { return value }
        }
        return try tried(type)
    }

    /// Types whose meaning is more than what they ask for.
    private func known(_ type: any Decodable.Type) -> Any? {
        switch type {
        case is Date.Type: return note(.date, Self.date)
        case is Decimal.Type: return note(.number, Decimal(1))
        case is Money.Type: return note(.money, Money(150_000, "RUB"))
        case is Value.Type: return note(.open, Value.text("text"))
        case is [String: Value].Type: return note(.openObject, ["text": Value.text("text")])
        case let words as any Vocabulary.Type: return note(words: words)
        case let identifier as any Identifier.Type:
            return note(.identifier, identifier.init(trusted: "Q1-1"))
        default: return nil
        }
    }

    private func note(_ kind: Shape.Kind, _ value: Any) -> Any {
        shape.kind = kind
        return value
    }

    private func note<T: Vocabulary>(words: T.Type) -> Any? {
        shape.kind = .words(T.allCases.map(\.rawValue))
        return T.allCases.first
    }

    /// Lets the type read, with one sample of text after the other until it is content.
    private func tried<T: Decodable>(_ type: T.Type) throws -> T {
        var failure: (any Error)?
        for sample in Self.samples {
            var decoder = self
            decoder.sample = sample
            do {
                shape.forget()
                let value = try T(from: decoder)
                if shape.kind == .text, sample != Self.samples[0] { shape.kind = .formed(sample) }
                return value
            } catch {
                failure = failure ?? error
            }
        }
        throw failure ?? unknown("\(type)")
    }

    /// What a container is asked for and nobody foresaw.
    func unknown(_ what: String) -> DecodingError {
        .dataCorrupted(
            DecodingError.Context(
                codingPath: codingPath,
                debugDescription: "RecordingDecoder has no sample of \(what)"
            )
        )
    }
}

extension RecordingDecoder: Decoder {
    package var userInfo: [CodingUserInfoKey: Any] { [:] }

    package func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        shape.kind = .object
        return KeyedDecodingContainer(RecordingFields<Key>(decoder: self))
    }

    package func unkeyedContainer() -> any UnkeyedDecodingContainer {
        shape.kind = .list
        return RecordingElements(decoder: self)
    }

    package func singleValueContainer() -> any SingleValueDecodingContainer {
        RecordingValue(decoder: self)
    }
}

/// Lists, sets and dictionaries, by what is inside.
private protocol RecordedCollection {
    static var kind: Shape.Kind { get }
    static func sample(_ decoder: RecordingDecoder) throws -> Any
}

extension Array: RecordedCollection where Element: Decodable {
    static var kind: Shape.Kind { .list }
    static func sample(_ decoder: RecordingDecoder) throws -> Any {
        [try decoder.value(of: Element.self)]
    }
}

extension Set: RecordedCollection where Element: Decodable {
    static var kind: Shape.Kind { .list }
    static func sample(_ decoder: RecordingDecoder) throws -> Any {
        Set([try decoder.value(of: Element.self)])
    }
}

extension Dictionary: RecordedCollection where Key == String, Value: Decodable {
    static var kind: Shape.Kind { .map }
    static func sample(_ decoder: RecordingDecoder) throws -> Any {
        ["text": try decoder.value(of: Value.self)]
    }
}

/// The fields of an object: who asks whether one is there can do without it.
private struct RecordingFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: RecordingDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool {
        decoder.shape.makeOptional(key.stringValue)
        return decoder.fillsOptionals
    }

    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try inside(key).value(of: type)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) -> KeyedDecodingContainer<NestedKey> {
        inside(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        inside(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { inside(key) }

    private func inside(_ key: Key) -> RecordingDecoder {
        decoder.inside(decoder.shape.field(key.stringValue), key)
    }
}

/// A list of one element.
private struct RecordingElements: UnkeyedDecodingContainer {
    let decoder: RecordingDecoder
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { 1 }
    var isAtEnd: Bool { currentIndex > 0 }

    init(decoder: RecordingDecoder) {
        self.decoder = decoder
    }

    mutating func decodeNil() -> Bool { false }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().value(of: type) }
    mutating func superDecoder() -> any Decoder { next() }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) -> KeyedDecodingContainer<NestedKey> {
        next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer {
        next().unkeyedContainer()
    }

    private mutating func next() -> RecordingDecoder {
        currentIndex += 1
        return decoder.inside(decoder.shape.elementShape(), nil)
    }
}

/// A simple value.
private struct RecordingValue: SingleValueDecodingContainer {
    let decoder: RecordingDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        if let simple = simple(type), let value = simple as? T { return value }
        return try decoder.value(of: type)
    }

    private func simple(_ type: any Decodable.Type) -> Any? {
        switch type {
        case is String.Type: return note(.text, decoder.sample)
        case is Bool.Type: return note(.flag, true)
        case let whole as any FixedWidthInteger.Type: return note(.whole, whole.init(1))
        case let number as any BinaryFloatingPoint.Type: return note(.number, number.init(1))
        default: return nil
        }
    }

    private func note(_ kind: Shape.Kind, _ value: Any) -> Any {
        decoder.shape.kind = kind
        return value
    }
}
