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
    /// The exchanges that the contract names.
    package var exchanges: [ExchangeDeclaration] {
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

    /// The queues that the contract names.
    package var queues: [QueueDeclaration] {
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

    /// A queue, the exchange that it gets messages of, and of which routing key.
    package struct Binding: Sendable {
        package let queue: String
        package let exchange: String
        package let routingKey: String
    }

    /// What leads from the exchanges to the queues.
    package var bindings: [Binding] {
        [
            Binding(queue: unrouted, exchange: unrouted, routingKey: ""),
            Binding(queue: dead, exchange: dead, routingKey: ""),
        ]
            + eventTypes.sorted().map {
                Binding(queue: inboxQueue, exchange: eventsExchange, routingKey: $0)
            }
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
        for binding in bindings {
            try connection.bindQueue(
                binding.queue,
                to: binding.exchange,
                routingKey: binding.routingKey
            )
        }
    }
}
