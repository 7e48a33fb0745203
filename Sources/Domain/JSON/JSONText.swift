/// A JSON text that is passed on as it stands, without being looked into.
package struct JSONText: Codable, Equatable, Sendable {
    /// Known to be JSON.
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// For decoders other than ``JSONReader``, which takes the bytes over.
    package init(from decoder: any Decoder) throws {
        self.init(try JSONWriter.bytes(of: Value(from: decoder)))
    }

    /// For encoders other than ``JSONWriter``, which takes the bytes over.
    package func encode(to encoder: any Encoder) throws {
        try JSONReader.read(bytes) { try $0.value() }.encode(to: encoder)
    }

    /// The bytes as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
