package import Domain
import Foundation

/// Reads CloudEvents 1.0 in structured and in binary mode.
///
/// Strict about the envelope and the declared fields, indifferent to anything unknown beside them.
package struct EventReader: Sendable {
    /// Bodies larger than this are put aside unread: 8 MiB.
    package static let bodyBytesMax = 8 << 20

    private let decoder: JSONDecoder

    /// A reader of the given messages, by CloudEvents type.
    package init(_ messages: [String: any Message.Type] = Registry.reads) {
        decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let date = Timestamp.date(try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "must be a time, such as 2026-09-01T10:00:00+03:00"
                )
            }
            return date
        }
        decoder.userInfo[.messages] = messages
    }

    /// The event, or what is wrong with it.
    package func read(_ incoming: Incoming) throws(Flaw) -> ReadEvent {
        try Self.checkBytes(incoming.body)
        let isStructured = incoming.contentType?.hasPrefix("application/cloudevents") ?? false
        if isStructured { return try readStructured(incoming) }
        let attributes = BinaryAttributes(incoming)
        guard attributes.isCloudEvent else { return try readStructured(incoming) }
        return try readBinary(incoming, attributes)
    }

    private func readStructured(_ incoming: Incoming) throws(Flaw) -> ReadEvent {
        let envelope = try decode(Envelope.self, incoming.body, at: [])
        return try envelope.event(json: incoming.body, received: incoming.received)
    }

    private func readBinary(
        _ incoming: Incoming,
        _ attributes: BinaryAttributes
    ) throws(Flaw) -> ReadEvent {
        let json = try attributes.structured(around: incoming.body)
        let envelope = try decode(Envelope.self, json, at: [])
        return try envelope.event(json: json, received: incoming.received)
    }

    private func decode<T: Decodable>(
        _ type: T.Type,
        _ bytes: [UInt8],
        at path: [any CodingKey]
    ) throws(Flaw) -> T {
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch let flaw as Flaw {
            throw flaw
        } catch let error as DecodingError {
            throw Flaw(error)
        } catch {
            throw Flaw(.notJSON, "the message is not JSON: \(error)")
        }
    }

    /// What neither JSON nor PostgreSQL would take is refused before anything is parsed.
    private static func checkBytes(_ body: [UInt8]) throws(Flaw) {
        guard body.count <= bodyBytesMax else {
            throw Flaw(
                .tooLarge,
                "the message has \(body.count) bytes; at most \(bodyBytesMax) are read"
            )
        }
        guard !body.isEmpty else { throw Flaw(.notJSON, "the message is empty, not JSON") }
        guard String(validating: body, as: UTF8.self) != nil else {
            throw Flaw(.notJSON, "the message is not JSON: it is not UTF-8 text")
        }
        guard !body.containsNUL else {
            throw Flaw(
                .unstorableText,
                "the message contains the character NUL (\\u0000), which can't be stored"
            )
        }
    }
}

extension CodingUserInfoKey {
    /// The messages that can be read, by type.
    static let messages = CodingUserInfoKey(rawValue: "messages").unsafelyUnwrapped
}

extension [UInt8] {
    /// Whether the JSON text has the character NUL in it, as a byte or escaped.
    var containsNUL: Bool {
        withUnsafeBufferPointer { bytes in
            guard !bytes.contains(0) else { return true }
            guard bytes.count >= 6 else { return false }
            for index in 1..<(bytes.count - 4)
            where bytes[index] == UInt8(ascii: "u") && bytes[index - 1] == UInt8(ascii: "\\") {
                let isZero = (1...4).allSatisfy { bytes[index + $0] == UInt8(ascii: "0") }
                let before = bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }
                if isZero, before.count % 2 == 1 { return true }
            }
            return false
        }
    }
}
