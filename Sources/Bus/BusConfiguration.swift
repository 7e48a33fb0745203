package import AMQP

/// Where on the broker everything is; the names are those of the contract unless configured.
package struct BusConfiguration: Sendable {
    package var connection: AMQPConfiguration
    package var eventsExchange = "crm.events"
    package var commandsExchange = "crm.commands"
    package var inboxQueue = "baton.inbox"
    /// Exchange and queue of commands that no queue wanted.
    package var unrouted = "baton.unrouted"
    /// Exchange and queue of messages that could not be worked with.
    package var dead = "baton.dead"
    /// How many deliveries may be under way at once, 1 to 2000.
    package var prefetch: UInt16 = 500
    /// Whether to declare everything, or only to verify that it is there.
    package var declares = true
    /// How many published messages may wait for their confirmation.
    package var confirmWindow = 1000
    /// The event types for which the inbox is bound to the events exchange.
    package var eventTypes: [String]

    package init(connection: AMQPConfiguration, eventTypes: [String]) {
        self.connection = connection
        self.eventTypes = eventTypes
    }
}

extension BusConfiguration {
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

    private var queues: [QueueDeclaration] {
        [
            QueueDeclaration(
                name: inboxQueue,
                arguments: [
                    "x-queue-type": "quorum", "x-dead-letter-exchange": .string(dead),
                ]
            ),
            QueueDeclaration(name: unrouted, arguments: ["x-queue-type": "quorum"]),
            QueueDeclaration(name: dead, arguments: ["x-queue-type": "quorum"]),
        ]
    }

    /// Declares all that the contract names, or verifies it; a mismatch names the argument.
    package func declare(on connection: AMQPConnection) throws(AMQPError) {
        for var exchange in exchanges {
            exchange.isPassive = !declares
            try connection.declareExchange(exchange)
        }
        for var queue in queues {
            queue.isPassive = !declares
            _ = try connection.declareQueue(queue)
        }
        guard declares else { return }
        try connection.bindQueue(unrouted, to: unrouted, routingKey: "")
        try connection.bindQueue(dead, to: dead, routingKey: "")
        for type in eventTypes.sorted() {
            try connection.bindQueue(inboxQueue, to: eventsExchange, routingKey: type)
        }
    }
}
