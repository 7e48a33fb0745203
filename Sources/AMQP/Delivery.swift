/// The broker's number of a delivery, together with the connection it is valid on.
///
/// Acknowledging on another connection would close that connection's channel, so tags of an old one
/// are recognised.
package struct DeliveryTag: Hashable, Sendable {
    /// Which connection of this process; no two have the same number.
    package let connection: UInt64

    /// The broker's number: 1, 2, 3 … on each channel.
    package let number: UInt64

    /// Creates a tag, for tests of those who hold tags.
    package init(connection: UInt64, number: UInt64) {
        self.connection = connection
        self.number = number
    }
}

/// A message that the broker has handed over and that waits for its acknowledgement.
package struct Delivery: Equatable, Sendable {
    /// What to acknowledge or reject.
    package let tag: DeliveryTag

    /// The subscription it came through.
    package let consumer: String

    /// Where it was published.
    package let exchange: String

    /// The routing key it was published with.
    package let routingKey: String

    /// Whether the broker handed it over before; `false` does not prove that it did not.
    package let isRedelivered: Bool

    /// The properties.
    package let properties: AMQPProperties

    /// The body, or its head where it is larger than what is kept.
    package let body: [UInt8]

    /// The size of the whole body, in bytes.
    package let bodySize: Int

    /// Creates a delivery.
    package init(
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
package struct ReturnedMessage: Equatable, Sendable {
    /// Why: 312 is NO_ROUTE.
    package let replyCode: UInt16

    /// Why, in the broker's words.
    package let replyText: String

    /// Where it was published.
    package let exchange: String

    /// The routing key it was published with.
    package let routingKey: String

    /// The properties; `messageID` tells which message it is.
    package let properties: AMQPProperties

    /// The body, or its head where it is larger than what is kept.
    package let body: [UInt8]

    /// Creates a returned message, by default for want of a route.
    package init(
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
