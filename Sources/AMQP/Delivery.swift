/// The broker's number of a delivery, together with the connection it is valid on.
///
/// Acknowledging on another connection would close that connection's channel, so tags of an old one
/// are recognised.
public struct DeliveryTag: Hashable, Sendable {
    /// Which connection of this process; no two have the same number.
    public let connection: UInt64

    /// The broker's number: 1, 2, 3 … on each channel.
    public let number: UInt64

    /// Creates a tag, for tests of those who hold tags.
    public init(connection: UInt64, number: UInt64) {
        self.connection = connection
        self.number = number
    }
}

/// A message that the broker has handed over and that waits for its acknowledgement.
public struct Delivery: Equatable, Sendable {
    /// What to acknowledge or reject.
    public let tag: DeliveryTag

    /// The subscription it came through.
    public let consumer: String

    /// Where it was published.
    public let exchange: String

    /// The routing key it was published with.
    public let routingKey: String

    /// Whether the broker handed it over before; `false` does not prove that it did not.
    public let isRedelivered: Bool

    /// The properties.
    public let properties: AMQPProperties

    /// The body, or its head where it is larger than what is kept.
    public let body: [UInt8]

    /// The size of the whole body, in bytes.
    public let bodySize: Int

    /// Creates a delivery.
    public init(
        tag: DeliveryTag,
        consumer: String,
        exchange: String,
        routingKey: String,
        isRedelivered: Bool,
        properties: AMQPProperties,
        body: [UInt8],
        bodySize: Int? = nil
    ) {
        self.tag = tag
        self.consumer = consumer
        self.exchange = exchange
        self.routingKey = routingKey
        self.isRedelivered = isRedelivered
        self.properties = properties
        self.body = body
        self.bodySize = bodySize ?? body.count
    }
}

/// A mandatory message that no queue wanted; its confirmation comes afterwards.
public struct ReturnedMessage: Equatable, Sendable {
    /// Why: 312 is NO_ROUTE.
    public let replyCode: UInt16

    /// Why, in the broker's words.
    public let replyText: String

    /// Where it was published.
    public let exchange: String

    /// The routing key it was published with.
    public let routingKey: String

    /// The properties; `messageID` tells which message it is.
    public let properties: AMQPProperties

    /// The body, or its head where it is larger than what is kept.
    public let body: [UInt8]

    /// Creates a returned message, by default for want of a route.
    public init(
        replyCode: UInt16 = 312,
        replyText: String = "NO_ROUTE",
        exchange: String,
        routingKey: String,
        properties: AMQPProperties,
        body: [UInt8]
    ) {
        self.replyCode = replyCode
        self.replyText = replyText
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
    }
}
