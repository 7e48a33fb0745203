package import Domain
import Foundation

/// Reads CloudEvents 1.0 in structured and in binary mode.
///
/// Strict about the envelope and the declared fields, indifferent to anything unknown beside them.
/// Of a field that stands there twice the first counts.
package struct EventReader: Sendable {
    /// Bodies larger than this are put aside unread: 8 MiB.
    package static let bodyBytesMax = 8 << 20

    private let decoder: JSONDecoder

    /// A reader of the given messages, by CloudEvents type.
    package init(_ messages: [String: any Message.Type] = Registry.reads) {
        decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let text = try? container.decode(String.self), let date = Timestamp.date(text)
            else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "must be a time with offset, such as "
                        + "2026-09-01T10:00:00+03:00"
                )
            }
            return date
        }
        decoder.userInfo[.messages] = messages
    }

    /// The event, or what is wrong with it.
    package func read(_ incoming: Incoming) throws(Flaw) -> ReadEvent {
        let json = try Self.structured(incoming)
        do {
            let envelope = try decoder.decode(Envelope.self, from: Data(json))
            return try envelope.event(json: json, received: incoming.received)
        } catch let flaw as Flaw {
            throw flaw
        } catch let error as DecodingError {
            throw Flaw(error)
        } catch let number as UnusableNumber {
            throw Flaw(number, in: json)
        } catch {
            throw Flaw(.notJSON, "the message can't be read: \(error)")
        }
    }

    /// Which subject a message that can't be read is about, as far as it says so all the same.
    package func subject(ofUnreadable incoming: Incoming) -> String? {
        do {
            let json = try Self.structured(incoming)
            return try decoder.decode(SubjectHint.self, from: Data(json)).subject
        } catch {
            return nil
        }
    }

    /// The body's text, which need not be JSON.
    private static func text(of incoming: Incoming) throws(Flaw) -> [UInt8] {
        guard incoming.body.count <= bodyBytesMax else {
            throw Flaw(
                .tooLarge,
                "the message has \(incoming.body.count) bytes; at most \(bodyBytesMax) are read"
            )
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let isMarked = incoming.body.starts(with: mark)
        return isMarked ? Array(incoming.body.dropFirst(mark.count)) : incoming.body
    }

    /// The whole event, whichever mode it came in, as JSON that can be read and kept.
    private static func structured(_ incoming: Incoming) throws(Flaw) -> [UInt8] {
        let body = try text(of: incoming)
        let contentType = incoming.contentType?.lowercased() ?? ""
        let isNamed = contentType.hasPrefix("application/cloudevents")
        let attributes = isNamed ? nil : BinaryAttributes(incoming)
        let binary = attributes.flatMap { $0.isCloudEvent ? $0 : nil }
        // The envelope that a body in binary mode is put into is one more level.
        try JSONText.check(body, levelsAround: binary == nil ? 0 : 1)
        guard !contentType.hasPrefix("application/cloudevents-batch") else {
            throw Flaw(
                .notCloudEvent,
                "batches of events are not read; publish every event as a message of its own"
            )
        }
        return try binary?.structured(around: body) ?? body
    }
}

extension CodingUserInfoKey {
    /// The messages that can be read, by type.
    static let messages = CodingUserInfoKey(rawValue: "messages").unsafelyUnwrapped
}
