/// An exchange as it should be.
public struct ExchangeDeclaration: Equatable, Sendable {
    /// The name.
    public var name: String

    /// `topic`, `fanout`, `direct`, `headers`, or a type of a plugin such as `x-modulus-hash`.
    public var type: String

    /// Whether it outlives a restart of the broker.
    public var isDurable: Bool

    /// Whether it goes away with its last binding.
    public var isAutoDelete: Bool

    /// Whether only exchanges, not clients, may publish to it.
    public var isInternal: Bool

    /// Whether only its existence is checked and nothing is created.
    public var isPassive: Bool

    /// Arguments such as `alternate-exchange`.
    public var arguments: [String: AMQPValue]

    /// Creates a declaration; durable unless said otherwise.
    public init(
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
public struct QueueDeclaration: Equatable, Sendable {
    /// The name.
    public var name: String

    /// Whether it outlives a restart of the broker.
    public var isDurable: Bool

    /// Whether it belongs to this connection alone and goes away with it.
    public var isExclusive: Bool

    /// Whether it goes away with its last subscription.
    public var isAutoDelete: Bool

    /// Whether only its existence is checked and nothing is created.
    public var isPassive: Bool

    /// Arguments such as `x-queue-type`.
    public var arguments: [String: AMQPValue]

    /// Creates a declaration; durable unless said otherwise.
    public init(
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
public struct QueueStatus: Equatable, Sendable {
    /// Messages ready for delivery.
    public let messageCount: UInt32

    /// Subscriptions.
    public let consumerCount: UInt32

    /// Creates a status.
    public init(messageCount: UInt32, consumerCount: UInt32) {
        self.messageCount = messageCount
        self.consumerCount = consumerCount
    }
}
