package import Domain
package import Foundation

/// A message as it came off the bus, before anybody knows whether it can be read.
package struct Incoming: Sendable {
    package var contentType: String?
    /// CloudEvents attributes of binary mode, by header name as it came.
    package var headers: [String: String]
    package var messageID: String?
    package var type: String?
    package var timestamp: Date?
    package var body: [UInt8]
    /// When Baton took it off the bus.
    package var received: Date

    package init(
        contentType: String?,
        headers: [String: String] = [:],
        messageID: String? = nil,
        type: String? = nil,
        timestamp: Date? = nil,
        body: [UInt8],
        received: Date
    ) {
        self.contentType = contentType
        self.headers = headers
        self.messageID = messageID
        self.type = type
        self.timestamp = timestamp
        self.body = body
        self.received = received
    }
}

/// An event that was read, with what the journal and later commands need of its envelope.
package struct ReadEvent: Sendable {
    package let event: Event
    /// What it is about, as its data says; publishers are free to repeat it in the envelope.
    package let subject: String
    /// The first cause; the event itself where nothing is said.
    package let correlationID: String
    /// W3C trace context, passed through.
    package let traceparent: String?
    /// The whole event in structured mode, as the journal keeps it.
    package let json: [UInt8]
}
