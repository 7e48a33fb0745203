package import Domain
package import Foundation

/// What a message carried beside its body, in the form in which it is kept for the day on which it
/// goes out again; only the bus reads it.
package protocol CarriedProperties: Sendable {
    /// The properties as JSON; nil where they can't be kept.
    var json: [UInt8]? { get }
}

/// A message as it came off the bus, before anybody knows whether it can be read.
package struct Incoming: Sendable {
    package var contentType: String?
    /// How the body is packed, where it is.
    package var contentEncoding: String?
    /// CloudEvents attributes of binary mode, by header name as it came.
    package var headers: [String: String]
    package var messageID: String?
    package var type: String?
    package var timestamp: Date?
    /// The body, or its head where it is larger than anything that is read.
    package var body: [UInt8]
    /// The size of the whole body, in bytes.
    package var bodySize: Int
    /// When Baton took it off the bus.
    package var received: Date
    /// When Baton took it off the bus for the first time, where it was put aside and sent again.
    package var firstReceived: Date?
    /// All that it carried beside the body.
    package var properties: (any CarriedProperties)?

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
        bodySize = body.count
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
    /// What the journal says of the way in which it is written.
    package let notes: [Phrase]
}
