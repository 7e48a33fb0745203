package import Domain
package import Foundation

/// A command or fact, ready for the bus.
package struct Written: Equatable, Sendable {
    package let id: String
    package let type: String
    package let subject: String
    /// The first cause.
    package let correlationID: String
    /// When it was decided.
    package let time: Date
    /// The whole CloudEvent in structured mode.
    package let json: [UInt8]

    package init(
        id: String,
        type: String,
        subject: String,
        correlationID: String,
        time: Date,
        json: [UInt8]
    ) {
        self.id = id
        self.type = type
        self.subject = subject
        self.correlationID = correlationID
        self.time = time
        self.json = json
    }
}

/// Why a command is published: what the envelope says of its origin.
package struct Origin: Sendable {
    /// Id of the event or timer that caused it.
    package let causationID: String
    /// The first cause.
    package let correlationID: String
    package let traceparent: String?
    /// When it was decided.
    package let time: Date

    package init(
        causationID: String,
        correlationID: String,
        traceparent: String? = nil,
        time: Date
    ) {
        self.causationID = causationID
        self.correlationID = correlationID
        self.traceparent = traceparent
        self.time = time
    }
}

/// Writes CloudEvents 1.0 in structured mode.
package struct EventWriter: Sendable {
    private let source: String

    /// A writer for the CloudEvents source of this installation.
    package init(source: String) {
        self.source = source
    }

    /// The message in its envelope; the same arguments give the same bytes.
    package func write(
        _ message: any Message,
        id: String,
        _ origin: Origin
    ) throws(Flaw) -> Written {
        let type = message.type
        do {
            let json = try encode(message, type, id, origin)
            return Written(
                id: id,
                type: type,
                subject: message.subject,
                correlationID: origin.correlationID,
                time: origin.time,
                json: json
            )
        } catch {
            throw Flaw(.invalidValue, "\(type) can't be written as JSON: \(error)")
        }
    }

    /// The attributes in a fixed order, lower case by CloudEvents' rules.
    private func encode(
        _ message: some Message,
        _ type: String,
        _ id: String,
        _ origin: Origin
    ) throws -> [UInt8] {
        try JSONWriter.bytes { json in
            func attribute(_ name: String, _ text: String) {
                json.begin(name)
                json.write(text)
            }
            json.openObject()
            attribute("specversion", "1.0")
            attribute("id", id)
            attribute("source", source)
            attribute("type", type)
            attribute("subject", message.subject)
            json.begin("time")
            json.write(origin.time)
            attribute("causationid", origin.causationID)
            attribute("correlationid", origin.correlationID)
            if let traceparent = origin.traceparent { attribute("traceparent", traceparent) }
            attribute("datacontenttype", "application/json")
            json.begin("data")
            try json.write(value: message)
        }
    }
}
