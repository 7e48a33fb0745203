package import Domain

/// Reads CloudEvents 1.0 in structured and in binary mode.
///
/// Strict about the envelope and the declared fields, indifferent to anything unknown beside them.
/// Of a field that stands there twice the first counts.
package struct EventReader: Sendable {
    /// Bodies larger than this are put aside unread: 8 MiB.
    package static let bodyBytesMax = 8 << 20

    private let messages: [String: any Message.Type]

    /// A reader of the given messages, by CloudEvents type.
    package init(_ messages: [String: any Message.Type] = Registry.reads) {
        self.messages = messages
    }

    /// The event, or what is wrong with it.
    package func read(_ incoming: Incoming) throws(Flaw) -> ReadEvent {
        let form = Form(incoming)
        let json = try Self.structured(incoming, form)
        let envelope = try JSONReader.read(json, depthMax: JSONReader.messageDepthMax) { event in
            guard form != .batch else {
                throw Flaw(
                    .notCloudEvent,
                    "batches of events are not read; publish every event as a message of its own"
                )
            }
            return try Envelope(event, messages)
        }
        // What was put aside and sent again happened, for want of a time, when it first came.
        return try envelope.event(
            json: json,
            received: incoming.firstReceived ?? incoming.received
        )
    }

    /// What a message that can't be read says of itself all the same.
    package func hint(ofUnreadable incoming: Incoming) -> EventHint {
        let attributes = BinaryAttributes(incoming)
        let named = EventHint(
            type: attributes["type"],
            source: attributes["source"],
            id: attributes["id"],
            subject: attributes["subject"]
        )
        do {
            let json = try Self.structured(incoming, Form(incoming))
            let read = try JSONReader.read(json, depthMax: JSONReader.messageDepthMax) {
                EventHint($0)
            }
            return read.completed(by: named)
        } catch {
            // Why it can't be read has been told; this only looks for a name to file it under.
            return named
        }
    }

    /// The body's text, which need not be JSON.
    private static func text(of incoming: Incoming) throws(Flaw) -> [UInt8] {
        guard incoming.bodySize <= bodyBytesMax else {
            throw Flaw(
                .tooLarge,
                "the message has \(incoming.bodySize) bytes; at most \(bodyBytesMax) are read"
            )
        }
        if let packing = packing(of: incoming) {
            throw Flaw(
                .notJSON,
                "the body is packed (\(packing)); publish it as it is, without content encoding"
            )
        }
        return ByteOrderMark.dropped(from: incoming.body)
    }

    /// How the body is packed; nil where it is text, whatever its encoding is called.
    private static func packing(of incoming: Incoming) -> String? {
        if incoming.body.starts(with: [0x1F, 0x8B]) { return "gzip" }
        let encoding = incoming.contentEncoding?.lowercased() ?? ""
        guard ["gzip", "x-gzip", "deflate", "br", "zstd", "compress"].contains(encoding),
            String(validating: incoming.body, as: UTF8.self) == nil
        else { return nil }
        return encoding
    }

    /// The whole event, whichever mode it came in, as JSON that can be kept once it is read.
    private static func structured(
        _ incoming: Incoming,
        _ form: Form
    ) throws(Flaw) -> [UInt8] {
        let body = try text(of: incoming)
        guard form == .unnamed else { return body }
        let attributes = BinaryAttributes(incoming)
        return attributes.isCloudEvent ? try attributes.structured(around: body) : body
    }

    /// What the content type says of the body.
    private enum Form {
        case event, batch
        /// Nothing: the headers may make an event of it.
        case unnamed

        init(_ incoming: Incoming) {
            let type = incoming.contentType?.lowercased() ?? ""
            self =
                !type.hasPrefix("application/cloudevents")
                ? .unnamed : type.hasPrefix("application/cloudevents-batch") ? .batch : .event
        }
    }
}
