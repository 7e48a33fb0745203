import AMQP
import Testing

extension BrokerSuites {
    @Suite struct Topology {
        @Test func `declaring the same twice is no error and tells how full the queue is`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.quorumQueue(
                connection,
                arguments: ["x-single-active-consumer": true]
            )
            defer { try? connection.deleteQueue(queue) }
            let same = QueueDeclaration(
                name: queue,
                arguments: ["x-queue-type": "quorum", "x-single-active-consumer": true]
            )
            #expect(try connection.declareQueue(same) == connection.declareQueue(same))
        }

        @Test func `a queue that differs is an error that names the argument`()
            throws
        {
            let connection = try Broker.connect()
            let queue = try Broker.quorumQueue(connection)
            defer { try? connection.deleteQueue(queue) }
            let error = try #require(throws: AMQPError.self) {
                try connection.declareQueue(
                    .init(name: queue, arguments: ["x-queue-type": "classic"])
                )
            }
            #expect(error.code == .preconditionFailed)
            #expect(error.message.contains("x-queue-type"))
            #expect(error.context == "declaring queue '\(queue)'")
            #expect(!error.isTransient)
            #expect(connection.failure == nil)
            #expect(
                try connection.declareQueue(.init(name: queue, isPassive: true)).messageCount == 0
            )
        }

        @Test func `an exchange that differs is an error that names the argument`() throws {
            let connection = try Broker.connect()
            let exchange = Broker.name("exchange")
            try connection.declareExchange(.init(name: exchange, type: "topic"))
            defer { try? connection.deleteExchange(exchange) }
            let error = try #require(throws: AMQPError.self) {
                try connection.declareExchange(.init(name: exchange, type: "fanout"))
            }
            #expect(error.code == .preconditionFailed)
            #expect(error.message.contains("type"))
        }

        @Test func `what does not exist is not found, again and again`() throws {
            let connection = try Broker.connect()
            for _ in 1...20 {
                let error = try #require(throws: AMQPError.self) {
                    try connection.declareQueue(.init(name: Broker.name("none"), isPassive: true))
                }
                #expect(error.code == .notFound)
            }
            #expect(connection.failure == nil)
        }

        @Test func `what another connection holds is locked, what is reserved is refused`() throws {
            let owner = try Broker.connect()
            let queue = try Broker.temporaryQueue(owner)
            let other = try Broker.connect()
            let locked = try #require(throws: AMQPError.self) {
                try other.declareQueue(.init(name: queue, isDurable: false, isExclusive: true))
            }
            #expect(locked.code == .resourceLocked)
            let refused = try #require(throws: AMQPError.self) {
                try other.declareExchange(.init(name: "amq.mine", type: "topic"))
            }
            #expect(refused.code == .accessRefused)
        }

        @Test func `messages go through bindings until they are unbound`()
            throws
        {
            let connection = try Broker.connect()
            let (source, target) = (Broker.name("exchange"), Broker.name("exchange"))
            let queue = try Broker.temporaryQueue(connection)
            try connection.declareExchange(.init(name: source, type: "topic"))
            try connection.declareExchange(.init(name: target, type: "fanout"))
            defer {
                try? connection.deleteExchange(source)
                try? connection.deleteExchange(target)
            }
            try connection.bindExchange(target, to: source, routingKey: "lead.*")
            try connection.bindQueue(queue, to: target, routingKey: "")
            _ = try connection.publish(
                .init(exchange: source, routingKey: "lead.created", body: [1])
            )
            _ = try connection.consume(queue: queue)
            #expect(try connection.delivery().routingKey == "lead.created")

            try connection.unbindQueue(queue, from: target, routingKey: "")
            _ = try connection.publish(
                .init(exchange: source, routingKey: "lead.created", body: [2])
            )
            guard case .returned(let message) = try connection.event() else {
                Issue.record("still routed")
                return
            }
            #expect(message.body == [2])
        }

        @Test func `purging tells how much it threw away`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            try connection.selectConfirms()
            for _ in 1...3 { try connection.publish(to: queue) }
            _ = try connection.settled()
            #expect(try connection.purgeQueue(queue) == 3)
        }
    }
}
