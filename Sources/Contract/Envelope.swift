import Domain
import Foundation

/// A CloudEvent in structured mode, read in one pass: its type decides how `data` is read.
struct Envelope: Decodable {
    let id: String
    let source: String
    let type: String
    let time: Date?
    let correlationID: String?
    let traceparent: String?
    let body: any Message

    private enum CodingKeys: String, CodingKey {
        case specversion, id, source, type, time
        case correlationID = "correlationid"
        case traceparent, data
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(String.self, forKey: .specversion)
        guard version == "1.0" else {
            throw Flaw(
                .notCloudEvent,
                field: "specversion",
                "specversion: must be \"1.0\", is \"\(version.prefix(100))\""
            )
        }
        id = try container.decode(CloudEventID.self, forKey: .id).rawValue
        source = try container.decode(CloudEventID.self, forKey: .source).rawValue
        type = try container.decode(String.self, forKey: .type)
        time = try container.decodeIfPresent(Date.self, forKey: .time)
        correlationID = try container.decodeIfPresent(CloudEventID.self, forKey: .correlationID)?
            .rawValue
        traceparent = try container.decodeIfPresent(String.self, forKey: .traceparent)
            .flatMap { Self.isTraceparent($0) ? $0 : nil }
        body = try Self.body(of: type, container, decoder.userInfo)
    }

    /// Whether it can be passed on: W3C has a trace begin anew where its context makes no sense.
    private static func isTraceparent(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func body(
        of type: String,
        _ container: KeyedDecodingContainer<CodingKeys>,
        _ userInfo: [CodingUserInfoKey: Any]
    ) throws -> any Message {
        let messages = userInfo[.messages] as? [String: any Message.Type] ?? [:]
        do {
            if let message = messages[type] { return try container.decode(message, forKey: .data) }
            guard OpenMessages.events.contains(type) else {
                throw Flaw.unknownType(type, messages.keys)
            }
            return OpenMessage(type, try container.decode([String: Value].self, forKey: .data))
        } catch let error where !(error is DecodingError || error is Flaw) {
            throw UnusableNumber(error) ?? error
        }
    }

    /// The event, once what types can't say has been checked too.
    func event(json: [UInt8], received: Date) throws(Flaw) -> ReadEvent {
        if let flaw = body.flaw { throw flaw }
        let event = Event(
            key: EventKey(source: source, id: id),
            occurred: time ?? received,
            body: body
        )
        return ReadEvent(
            event: event,
            subject: body.subject,
            correlationID: correlationID ?? id,
            traceparent: traceparent,
            json: json
        )
    }
}

/// Ids and sources travel in AMQP short strings and lie in indexes: the same rules as for ours.
struct CloudEventID: Identifier {
    let rawValue: String
    init(trusted text: String) { rawValue = text }
}
