import Domain
import Foundation

/// A CloudEvent in structured mode, read in one pass: its type decides how `data` is read.
struct Envelope: Decodable {
    let id: String
    let source: String
    let type: String
    let subject: String?
    let time: Date?
    let correlationID: String?
    let traceparent: String?
    let body: any Message

    private enum CodingKeys: String, CodingKey {
        case specversion, id, source, type, subject, time
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
                "specversion: must be \"1.0\", is \"\(version)\""
            )
        }
        id = try container.decode(CloudEventID.self, forKey: .id).rawValue
        source = try container.decode(CloudEventID.self, forKey: .source).rawValue
        type = try container.decode(String.self, forKey: .type)
        subject = try container.decodeIfPresent(String.self, forKey: .subject)
        time = try container.decodeIfPresent(Date.self, forKey: .time)
        correlationID = try container.decodeIfPresent(CloudEventID.self, forKey: .correlationID)?
            .rawValue
        traceparent = try container.decodeIfPresent(String.self, forKey: .traceparent)
        body = try Self.body(of: type, container, decoder.userInfo)
    }

    private static func body(
        of type: String,
        _ container: KeyedDecodingContainer<CodingKeys>,
        _ userInfo: [CodingUserInfoKey: Any]
    ) throws -> any Message {
        let messages = userInfo[.messages] as? [String: any Message.Type] ?? [:]
        guard let message = messages[type] else { throw Flaw.unknownType(type, messages) }
        return try container.decode(message, forKey: .data)
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
private struct CloudEventID: Identifier {
    let rawValue: String
    init(trusted text: String) { rawValue = text }
}

extension Flaw {
    fileprivate static func unknownType(
        _ type: String,
        _ messages: [String: any Message.Type]
    ) -> Flaw {
        let known = messages.keys.sorted().joined(separator: ", ")
        return Flaw(
            .unknownType,
            field: "type",
            "type: \"\(type.prefix(100))\" is not an event that Baton reads; it reads \(known)"
        )
    }

    /// What a decoder found wrong, with the path of the field.
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            let path = Self.path(context.codingPath + [key])
            self.init(.missingField, field: path, "\(path): is missing")
        case .valueNotFound(_, let context):
            let path = Self.path(context.codingPath)
            self.init(.missingField, field: path, "\(path): is null, but something is needed")
        case .typeMismatch(let type, let context):
            let path = Self.path(context.codingPath)
            self.init(.wrongType, field: path, "\(path): must be \(Self.name(of: type))")
        case .dataCorrupted(let context):
            self.init(corrupted: context)
        @unknown default:
            self.init(.notJSON, "the message can't be read: \(error)")
        }
    }

    private init(corrupted context: DecodingError.Context) {
        guard !context.codingPath.isEmpty else {
            let cause = context.underlyingError.map { ": \($0)" } ?? ""
            self.init(.notJSON, "the message is not JSON\(cause)".prefixed(300))
            return
        }
        let path = Self.path(context.codingPath)
        self.init(.invalidValue, field: path, "\(path): \(context.debugDescription)".prefixed(300))
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }.prefixed(200)
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Bool.Type: "true or false"
        case is Int.Type: "a whole number"
        case is Decimal.Type, is Double.Type: "a number"
        case is [String: Any].Type: "an object"
        case is [Any].Type: "a list"
        default: "of another type"
        }
    }
}

extension String {
    /// The text, cut where it grows beyond what an error needs.
    fileprivate func prefixed(_ count: Int) -> String {
        self.count > count ? prefix(count) + "…" : self
    }
}
