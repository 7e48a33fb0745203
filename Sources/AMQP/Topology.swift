/// An exchange as it should be.
package struct ExchangeDeclaration: Equatable, Sendable {
    /// The name.
    package var name: String

    /// `topic`, `fanout`, `direct`, `headers`, or a type of a plugin such as `x-modulus-hash`.
    package var type: String

    /// Whether it outlives a restart of the broker.
    package var isDurable: Bool

    /// Whether it goes away with its last binding.
    package var isAutoDelete: Bool

    /// Whether only exchanges, not clients, may publish to it.
    package var isInternal: Bool

    /// Whether only its existence is checked and nothing is created.
    package var isPassive: Bool

    /// Arguments such as `alternate-exchange`.
    package var arguments: [String: AMQPValue]

    /// Creates a declaration; durable unless said otherwise.
    package init(
        name: String,
        type: String,
        isDurable: Bool = true,
        isPassive: Bool = false,
        arguments: [String: AMQPValue] = [:]
    ) {
        self.name = name
        self.type = type
        self.isDurable = isDurable
        self.isAutoDelete = false
        self.isInternal = false
        self.isPassive = isPassive
        self.arguments = arguments
    }
}

/// A queue as it should be.
package struct QueueDeclaration: Equatable, Sendable {
    /// The name.
    package var name: String

    /// Whether it outlives a restart of the broker.
    package var isDurable: Bool

    /// Whether it belongs to this connection alone and goes away with it.
    package var isExclusive: Bool

    /// Whether it goes away with its last subscription.
    package var isAutoDelete: Bool

    /// Whether only its existence is checked and nothing is created.
    package var isPassive: Bool

    /// Arguments such as `x-queue-type`.
    package var arguments: [String: AMQPValue]

    /// Creates a declaration; durable unless said otherwise.
    package init(
        name: String,
        isDurable: Bool = true,
        isExclusive: Bool = false,
        isAutoDelete: Bool = false,
        isPassive: Bool = false,
        arguments: [String: AMQPValue] = [:]
    ) {
        self.name = name
        self.isDurable = isDurable
        self.isExclusive = isExclusive
        self.isAutoDelete = isAutoDelete
        self.isPassive = isPassive
        self.arguments = arguments
    }
}

/// How full a queue was when it was declared.
package struct QueueStatus: Equatable, Sendable {
    /// Messages ready for delivery.
    package let messageCount: UInt32

    /// Subscriptions.
    package let consumerCount: UInt32

    /// Creates a status.
    package init(messageCount: UInt32, consumerCount: UInt32) {
        self.messageCount = messageCount
        self.consumerCount = consumerCount
    }
}
