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
        return try envelope.event(json: json, received: incoming.received)
    }

    /// Which subject a message that can't be read is about, as far as it says so all the same.
    package func subject(ofUnreadable incoming: Incoming) -> String? {
        do {
            let json = try Self.structured(incoming, Form(incoming))
            return try JSONReader.read(json, depthMax: JSONReader.messageDepthMax) { event in
                let data = event.member("data")
                let ids = Self.subjectFields.lazy.compactMap { Self.id(data?.member($0)) }
                return ids.first ?? Self.id(event.member("subject"))
            }
        } catch {
            // Why it can't be read has been told; this only looks for a name to file it under.
            return nil
        }
    }

    /// Fields of `data` that name the subject, the best first.
    private static let subjectFields = ["lead_id", "call_id", "client_id", "deal_id", "person_id"]

    /// What can't be an id says nothing; that is no reason to look no further.
    private static func id(_ node: JSONNode?) -> String? {
        (try? node?.text()).flatMap(CloudEventID.init(rawValue:))?.rawValue
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
