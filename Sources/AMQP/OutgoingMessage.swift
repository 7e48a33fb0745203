/// A message to be published.
package struct OutgoingMessage: Equatable, Sendable {
    /// The exchange; empty for the default exchange, which routes to the queue named by the routing
    /// key.
    package var exchange: String

    /// The routing key.
    package var routingKey: String

    /// Whether the broker returns the message when no queue wants it, instead of dropping it
    /// silently.
    package var isMandatory: Bool

    /// The properties.
    package var properties: AMQPProperties

    /// The body.
    package var body: [UInt8]

    /// Creates a message; it is mandatory unless said otherwise.
    package init(
        exchange: String,
        routingKey: String,
        isMandatory: Bool = true,
        properties: AMQPProperties = AMQPProperties(),
        body: [UInt8]
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.isMandatory = isMandatory
        self.properties = properties
        self.body = body
    }
}
