/// Writes fields in the order in which a type encodes them, without building a tree in between.
///
/// Foundation's encoder collects everything in dictionaries and sorts them to be deterministic,
/// which takes several times as long; the order of declaration is as good, and easier to read.
struct StreamingEncoder: Encoder {
    let output: JSONOutput
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// The JSON of a value: the same value gives the same bytes.
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let output = JSONOutput()
        try output.write(value: value)
        return output.json.bytes
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        output.json.openObject()
        return KeyedEncodingContainer(EncodedFields<Key>(output: output, depth: output.json.depth))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        output.json.openList()
        return EncodedElements(output: output, depth: output.json.depth)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        EncodedValue(output: output)
    }
}

private struct EncodedFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: JSONOutput
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {
        output.json.begin(key.stringValue, at: depth)
        output.json.writeNull()
    }

    func encode(_ text: String, forKey key: Key) {
        output.json.begin(key.stringValue, at: depth)
        output.json.write(text)
    }

    func encode(_ flag: Bool, forKey key: Key) {
        output.json.begin(key.stringValue, at: depth)
        output.json.write(flag)
    }

    func encode(_ number: Int, forKey key: Key) {
        output.json.begin(key.stringValue, at: depth)
        output.json.write(number)
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        output.json.begin(key.stringValue, at: depth)
        try output.write(value: value)
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Inner> {
        encoder(key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder("super") }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(key.stringValue) }

    private func encoder(_ name: String) -> StreamingEncoder {
        output.json.begin(name, at: depth)
        return StreamingEncoder(output: output)
    }
}

private struct EncodedElements: UnkeyedEncodingContainer {
    let output: JSONOutput
    let depth: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(output: JSONOutput, depth: Int) {
        self.output = output
        self.depth = depth
    }

    mutating func encodeNil() {
        begin()
        output.json.writeNull()
    }

    mutating func encode<T: Encodable>(_ value: T) throws {
        begin()
        try output.write(value: value)
    }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) -> KeyedEncodingContainer<Inner> {
        begin()
        return StreamingEncoder(output: output).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        begin()
        return StreamingEncoder(output: output).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        begin()
        return StreamingEncoder(output: output)
    }

    private mutating func begin() {
        output.json.begin(at: depth)
        count += 1
    }
}

private struct EncodedValue: SingleValueEncodingContainer {
    let output: JSONOutput
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { output.json.writeNull() }
    func encode(_ text: String) { output.json.write(text) }
    func encode(_ flag: Bool) { output.json.write(flag) }
    func encode(_ number: Int) { output.json.write(number) }
    func encode(_ number: Int8) { output.json.write(number) }
    func encode(_ number: Int16) { output.json.write(number) }
    func encode(_ number: Int32) { output.json.write(number) }
    func encode(_ number: Int64) { output.json.write(number) }
    func encode(_ number: UInt) { output.json.write(number) }
    func encode(_ number: UInt8) { output.json.write(number) }
    func encode(_ number: UInt16) { output.json.write(number) }
    func encode(_ number: UInt32) { output.json.write(number) }
    func encode(_ number: UInt64) { output.json.write(number) }
    func encode(_ number: Double) throws { try output.json.write(number) }
    func encode(_ number: Float) throws { try output.json.write(Double(number)) }
    func encode<T: Encodable>(_ value: T) throws { try output.write(value: value) }
}
