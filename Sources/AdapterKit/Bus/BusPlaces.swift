package import AMQP

/// Where on the broker adapters take commands and announce events.
package struct BusPlaces: Sendable {
    package var connection: AMQPConfiguration
    package let eventsExchange: String
    package let commandsExchange: String
    package let unrouted: String
    package let dead: String
    /// The queue of this instance.
    package let queue: String
    /// Whether to declare, or only to verify.
    package let declares: Bool
    /// A queue that goes away with the connection, for watching.
    package let isShadow: Bool

    package init(
        connection: AMQPConfiguration,
        eventsExchange: String,
        commandsExchange: String,
        unrouted: String,
        dead: String,
        queue: String,
        declares: Bool,
        isShadow: Bool
    ) {
        self.connection = connection
        self.eventsExchange = eventsExchange
        self.commandsExchange = commandsExchange
        self.unrouted = unrouted
        self.dead = dead
        self.queue = queue
        self.declares = declares
        self.isShadow = isShadow
    }

    /// The same in every service of the contract, so the first one to start may declare them.
    private var exchanges: [ExchangeDeclaration] {
        [
            ExchangeDeclaration(name: eventsExchange, type: "topic"),
            ExchangeDeclaration(name: unrouted, type: "fanout"),
            ExchangeDeclaration(
                name: commandsExchange,
                type: "topic",
                arguments: ["alternate-exchange": .string(unrouted)]
            ),
            ExchangeDeclaration(name: dead, type: "fanout"),
        ]
    }

    func declareExchanges(on connection: AMQPConnection) throws(AMQPError) {
        for var exchange in exchanges {
            exchange.isPassive = !declares
            try connection.declareExchange(exchange)
        }
    }

    /// The queue with a binding for each of these types, and none for the others.
    func declareQueue(
        on connection: AMQPConnection,
        types: Set<String>,
        others: Set<String>
    ) throws(AMQPError) {
        var declaration = QueueDeclaration(
            name: queue,
            isPassive: !declares,
            arguments: ["x-queue-type": "quorum", "x-dead-letter-exchange": .string(dead)]
        )
        if isShadow {
            declaration = QueueDeclaration(name: queue, isDurable: false, isExclusive: true)
        }
        _ = try connection.declareQueue(declaration)
        guard declares || isShadow else { return }
        for type in types.sorted() {
            try connection.bindQueue(queue, to: commandsExchange, routingKey: type)
        }
        guard !isShadow else { return }
        for type in others.subtracting(types).sorted() {
            try connection.unbindQueue(queue, from: commandsExchange, routingKey: type)
        }
    }
}
