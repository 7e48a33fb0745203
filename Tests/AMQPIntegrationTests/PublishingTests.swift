import AMQP
import Foundation
import Testing

extension BrokerSuites {
    @Suite struct `Publishing and consuming` {
        let everyType: [String: AMQPValue] = [
            "bool": true, "int8": .int8(-8), "uint8": .uint8(200), "int16": .int16(-1600),
            "uint16": .uint16(60000), "int32": .int32(-3_200_000), "uint32": .uint32(4_000_000_000),
            "int64": .int64(.min), "float": .float(1.5), "double": .double(-2.25),
            "decimal": .decimal(scale: 2, value: 12345), "string": "Привет",
            "bytes": .bytes([0, 255, 1]),
            "timestamp": .timestamp(1_700_000_000), "void": .void, "empty": "",
            "table": .table(["inner": .table(["x": 1]), "none": .table([:])]),
            "array": .array(["a", 2, .array([]), .void, .table(["k": false])]),
        ]

        @Test func `a message comes back as it was sent, with headers of every type`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            try connection.selectConfirms()
            let consumer = try connection.consume(queue: queue)
            var properties = AMQPProperties(
                contentType: "application/json",
                messageID: "m-1",
                type: "lead.created",
                headers: everyType
            )
            properties.contentEncoding = "identity"
            properties.correlationID = "c-1"
            properties.appID = "baton"
            properties.replyTo = "elsewhere"
            properties.expiration = "60000"
            properties.priority = 3
            properties.userID = "guest"
            properties.timestamp = Date(timeIntervalSince1970: 1_700_000_000)

            let sequence = try connection.publish(to: queue, "{}", properties: properties)
            #expect(sequence == 1)

            let delivery = try connection.delivery()
            #expect(delivery.properties == properties)
            #expect(delivery.body == Array("{}".utf8))
            #expect(delivery.routingKey == queue)
            #expect(delivery.exchange == "")
            #expect(delivery.consumer == consumer)
            #expect(!delivery.isRedelivered)
            #expect(delivery.tag == DeliveryTag(connection: connection.number, number: 1))
            #expect(try connection.acknowledge(delivery.tag, multiple: false))
        }

        @Test func `every publish is confirmed under its number`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            try connection.selectConfirms()
            for number in 1...500 {
                #expect(try connection.publish(to: queue, "x") == UInt64(number))
            }
            let (refused, returned) = try connection.settled()
            #expect(refused.isEmpty)
            #expect(returned.isEmpty)
            #expect(
                try connection.declareQueue(.init(name: queue, isPassive: true)).messageCount == 500
            )
        }

        @Test(arguments: [0, 1, 131_064, 131_065, 10 << 20])
        func `a body of any size arrives whole`(_ size: Int) throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            _ = try connection.consume(queue: queue)
            let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            _ = try connection.publish(OutgoingMessage(exchange: "", routingKey: queue, body: body))
            #expect(try connection.delivery(within: .seconds(30)).body == body)
        }

        @Test func `an unroutable message is returned before it is confirmed`() throws {
            let connection = try Broker.connect()
            try connection.selectConfirms()
            let nowhere = Broker.name("nowhere")
            try connection.publish(
                to: nowhere,
                "lost",
                properties: AMQPProperties(messageID: "m-2")
            )

            guard case .returned(let message) = try connection.event() else {
                Issue.record("the return did not come first")
                return
            }
            #expect(message.replyCode == 312)
            #expect(message.routingKey == nowhere)
            #expect(message.properties.messageID == "m-2")
            #expect(message.body == Array("lost".utf8))
            #expect(try connection.event() == .confirmed(1, multiple: false))
        }

        @Test func `a full queue that rejects refuses the message`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(
                connection,
                arguments: ["x-max-length": 1, "x-overflow": "reject-publish"]
            )
            try connection.selectConfirms()
            for _ in 1...20 { try connection.publish(to: queue) }
            let refused = try connection.settled().refused
            #expect(!refused.isEmpty)
            #expect(!refused.contains(1))
        }

        @Test func `the prefetch count bounds what is delivered`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            try connection.selectConfirms()
            for number in 1...10 { try connection.publish(to: queue, "\(number)") }
            _ = try connection.settled()
            try connection.setPrefetch(3)
            _ = try connection.consume(queue: queue)
            let first = try (1...3).map { _ in try connection.delivery() }
            #expect(throws: NothingCame.self) {
                try connection.delivery(within: .milliseconds(300))
            }
            #expect(try connection.acknowledge(first[1].tag, multiple: true))
            #expect(try connection.delivery().body == Array("4".utf8))
            #expect(try connection.delivery().body == Array("5".utf8))
            #expect(throws: NothingCame.self) {
                try connection.delivery(within: .milliseconds(300))
            }
        }

        @Test func `acknowledging twice or with a foreign tag does no harm`()
            throws
        {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            _ = try connection.consume(queue: queue)
            try connection.publish(to: queue)
            let tag = try connection.delivery().tag
            #expect(try connection.acknowledge(tag, multiple: true))
            #expect(try !connection.acknowledge(tag, multiple: true))
            #expect(try !connection.reject(DeliveryTag(connection: 0, number: 9), requeue: true))
            try connection.publish(to: queue)
            #expect(try connection.delivery().tag.number == 2)
        }

        @Test func `a rejected message comes again, marked as redelivered`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            _ = try connection.consume(queue: queue)
            try connection.publish(to: queue, "again")
            #expect(try connection.reject(connection.delivery().tag, requeue: true))
            let again = try connection.delivery()
            #expect(again.isRedelivered)
            #expect(again.body == Array("again".utf8))
        }

        @Test func `headers too large for a frame are refused and nothing is sent`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            let large = AMQPProperties(headers: [
                "large": .string(String(repeating: "x", count: 70_000))
            ])
            #expect(throws: AMQPError.self) {
                try connection.publish(to: queue, "x", properties: large)
            }
            #expect(throws: AMQPError.self) {
                try connection.publish(to: String(repeating: "q", count: 256))
            }
            #expect(connection.failure == nil)
            _ = try connection.consume(queue: queue)
            try connection.publish(to: queue, "fits")
            #expect(try connection.delivery().body == Array("fits".utf8))
        }

        @Test func `a quorum queue keeps the order when the channel closes`()
            throws
        {
            let first = try Broker.connect()
            let queue = try Broker.quorumQueue(first)
            let second = try Broker.connect()
            defer { try? second.deleteQueue(queue) }
            try first.setPrefetch(6)
            _ = try first.consume(queue: queue)
            try second.selectConfirms()
            for number in 1...12 { try second.publish(to: queue, "\(number)") }
            _ = try second.settled()
            for _ in 1...6 { _ = try first.delivery() }

            first.closeChannel()
            #expect(first.failure?.code == .channelClosed)
            let third = try Broker.connect()
            _ = try third.consume(queue: queue)
            let bodies = try (1...12).map { _ in
                String(decoding: try third.delivery().body, as: UTF8.self)
            }
            #expect(bodies == (1...12).map(String.init))
        }
    }
}
