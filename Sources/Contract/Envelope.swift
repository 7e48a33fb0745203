import Domain
import Foundation

/// A CloudEvent in structured mode: its type decides how `data` is read.
struct Envelope {
    let id: String
    let source: String
    let time: Date?
    let correlationID: String?
    let traceparent: String?
    let body: any Message
    /// What was understood though it is written otherwise than the contract has it.
    let notes: [Phrase]

    /// Reads an event whose type is one of the messages.
    init(_ event: JSONNode, _ messages: [String: any Message.Type]) throws {
        try event.requireObject()
        let version = try event.field("specversion", as: String.self)
        guard version == "1.0" else {
            throw Flaw(
                .notCloudEvent,
                field: "specversion",
                "specversion: must be \"1.0\", is \"\(version.prefix(100))\""
            )
        }
        id = try event.field("id", as: CloudEventID.self).rawValue
        source = try event.field("source", as: CloudEventID.self).rawValue
        let type = try event.field("type", as: String.self)
        time = try event.optionalField("time")
        correlationID = try event.optionalField("correlationid", as: CloudEventID.self)?.rawValue
        traceparent = try event.optionalField("traceparent", as: String.self)
            .flatMap { Self.isTraceparent($0) ? $0 : nil }
        let forms = ForeignForms()
        guard let message = messages[type] else {
            throw Flaw.unknownType(type, messages.keys)
        }
        body = try event.field("data", as: message, noting: forms)
        notes = forms.notes
    }

    /// Whether it can be passed on: W3C has a trace begin again where its context makes no sense.
    private static func isTraceparent(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// The event, once what types can't say has been checked too.
    func event(json: [UInt8], received: Date) throws(Flaw) -> ReadEvent {
        if let flaw = body.flaw { throw flaw }
        if let time, !Timestamp.isOfOurDays(time) {
            throw Flaw(
                .invalidValue,
                field: "time",
                "time: lies before 2000; leave it out where it is not known"
            )
        }
        if let flaw = body.toldTime?.flaw(received: received) { throw flaw }
        // The publisher's clock must be wrong; what it publishes is none the worse for it.
        let time = time.flatMap { $0.isFarAhead(of: received) ? nil : $0 }
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
            json: json,
            notes: notes
        )
    }
}

/// Ids and sources travel in AMQP short strings and lie in indexes: the same rules as for ours.
struct CloudEventID: Identifier {
    let rawValue: String
    init(trusted text: String) { rawValue = text }
}

extension Flaw {
    /// An event of a type that nobody reads; names those that were probably meant.
    fileprivate static func unknownType(_ type: String, _ known: some Collection<String>) -> Flaw {
        let area = type.prefix { $0 != "." }
        let near = known.filter { $0.prefix { $0 != "." } == area }
        let areas = Set(known.map { String($0.prefix { $0 != "." }) })
        let list = (near.isEmpty ? Array(areas) : near).sorted().joined(separator: ", ")
        return Flaw(
            .unknownType,
            field: "type",
            "type: \"\(type.prefix(100))\" is not an event that Baton reads; it reads "
                + (near.isEmpty ? "those of \(list)" : "of \(area): \(list)")
        )
    }
}
