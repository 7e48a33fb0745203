package import AMQP

/// Where on the broker everything is; the names are those of the contract unless configured.
package struct BusConfiguration: Sendable {
    package var connection: AMQPConfiguration
    package var eventsExchange = "crm.events"
    package var commandsExchange = "crm.commands"
    package var inboxQueue = "baton.inbox"
    /// The queue of what is read beside the lanes; nil where nobody reads it.
    package var positionsQueue: String? = "baton.positions"
    /// How the inbox is divided among lanes; nil where there is one.
    package var partitions: Partitions?
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
    /// Who we are when a connection is made, where that may change while the program runs.
    package var login: @Sendable (AMQPConfiguration) -> AMQPConfiguration = { $0 }

    package init(connection: AMQPConfiguration, eventTypes: [String]) {
        self.connection = connection
        self.eventTypes = eventTypes
    }
}

extension BusConfiguration {
    /// How the next connection is made.
    package var nextConnection: AMQPConfiguration { login(connection) }

    /// An inbox of several queues, each subject always in the same one.
    package struct Partitions: Sendable {
        /// Exchange that chooses the queue by the hash of the routing key, which is the subject.
        package let exchange: String
        package let count: Int
        /// The one that this lane reads.
        package let own: Int

        package init(exchange: String, count: Int, own: Int) {
            self.exchange = exchange
            self.count = count
            self.own = own
        }
    }

    /// The exchange of plugin `rabbitmq_sharding`.
    ///
    /// A key leads to the same queue as long as there are as many; that of `x-consistent-hash`
    /// redistributes keys when the broker restarts.
    private static let partitionedExchangeType = "x-modulus-hash"

    /// The queue that this lane reads.
    package var ownQueue: String { partitions.map { queue(of: $0.own) } ?? inboxQueue }

    /// The names of all queues of events in, of all lanes.
    package var inboxNames: [String] { inboxes.map(\.name) }

    private func queue(of partition: Int) -> String { "\(inboxQueue).\(partition)" }

    /// Where an event is published so that Baton reads it.
    package func address(of type: String, about subject: String) -> (exchange: String, key: String)
    {
        partitions.map { ($0.exchange, subject) } ?? (eventsExchange, type)
    }

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
    package var queues: [QueueDeclaration] { neededQueues + [setAsideQueue] }

    /// What the broker takes off these goes to the dead letters.
    var dyingQueues: [QueueDeclaration] { inboxes + bulkQueues }

    private var neededQueues: [QueueDeclaration] {
        dyingQueues + [
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
            Binding(queue: setAside, exchange: dead, routingKey: ""),
        ] + inboxBindings + bulkBindings
    }

    /// Where something is published to come behind the positions that wait.
    package var behindPositions: (exchange: String, key: String) {
        (eventsExchange, "positions.erasure")
    }

    /// What is read beside the lanes: whatever begins so, and lists of keywords.
    private static let bulkKeys = ["positions.*", "keywords.upserted"]

    private var bulkQueues: [QueueDeclaration] {
        let arguments: [String: AMQPValue] = [
            "x-queue-type": "quorum", "x-dead-letter-exchange": .string(dead),
        ]
        return [positionsQueue].compactMap(\.self)
            .map { QueueDeclaration(name: $0, arguments: arguments) }
    }

    /// Always from the events exchange: positions need no partitions.
    private var bulkBindings: [Binding] {
        [positionsQueue].compactMap(\.self).flatMap { queue in
            Self.bulkKeys.map {
                Binding(queue: queue, exchange: eventsExchange, routingKey: $0)
            }
        }
    }

    private var inboxBindings: [Binding] {
        guard let partitions else {
            return eventTypes.sorted().map {
                Binding(queue: inboxQueue, exchange: eventsExchange, routingKey: $0)
            }
        }
        // The exchange looks at no binding's key; numbers only tell people which is which.
        return (0..<partitions.count).map {
            Binding(queue: queue(of: $0), exchange: partitions.exchange, routingKey: String($0))
        }
    }

    private var inboxes: [QueueDeclaration] {
        var arguments: [String: AMQPValue] = [
            "x-queue-type": "quorum", "x-dead-letter-exchange": .string(dead),
        ]
        guard let partitions else {
            return [QueueDeclaration(name: inboxQueue, arguments: arguments)]
        }
        arguments["x-single-active-consumer"] = .bool(true)
        return (0..<partitions.count).map {
            QueueDeclaration(name: queue(of: $0), arguments: arguments)
        }
    }

    /// Declares all that the contract names, or verifies it; a mismatch names the argument.
    package func declare(on connection: AMQPConnection) throws(AMQPError) {
        if let partitions { try declare(partitions, on: connection) }
        for var exchange in exchanges {
            exchange.isPassive = !declares
            try connection.declareExchange(exchange)
        }
        for var queue in neededQueues {
            queue.isPassive = !declares
            _ = try connection.declareQueue(queue)
        }
        guard declares else { return }
        for binding in bindings where binding.queue != setAside {
            try connection.bindQueue(
                binding.queue,
                to: binding.exchange,
                routingKey: binding.routingKey
            )
        }
    }

    private func declare(
        _ partitions: Partitions,
        on connection: AMQPConnection
    ) throws(AMQPError) {
        let exchange = ExchangeDeclaration(
            name: partitions.exchange,
            type: Self.partitionedExchangeType,
            isPassive: !declares
        )
        do throws(AMQPError) {
            try connection.declareExchange(exchange)
        } catch  where error.code == .protocolViolation {
            throw AMQPError(
                error.code,
                "\(error.message); partitions need the plugin rabbitmq_sharding: "
                    + "rabbitmq-plugins enable rabbitmq_sharding",
                context: error.context
            )
        }
    }
}
