/// A message to be published.
public struct OutgoingMessage: Equatable, Sendable {
    /// The exchange; empty for the default exchange, which routes to the queue named by the routing
    /// key.
    public var exchange: String

    /// The routing key.
    public var routingKey: String

    /// Whether the broker returns the message when no queue wants it, instead of dropping it
    /// silently.
    public var isMandatory: Bool

    /// The properties.
    public var properties: AMQPProperties

    /// The body.
    public var body: [UInt8]

    /// Creates a message; it is mandatory unless said otherwise.
    public init(
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
