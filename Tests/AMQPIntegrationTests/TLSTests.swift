import AMQP
import Testing

extension BrokerSuites {
    @Suite struct TLS {
        func configuration() throws -> AMQPConfiguration {
            var configuration = try AMQPConfiguration(url: Broker.setting("BATON_TEST_AMQPS"))
            configuration.tls?.caFile = try Broker.setting("BATON_TEST_AMQPS_CA")
            return configuration
        }

        @Test func `messages travel through TLS, large ones too`() throws {
            let connection = try AMQPConnection(configuration())
            let queue = try Broker.temporaryQueue(connection)
            try connection.selectConfirms()
            _ = try connection.consume(queue: queue)
            let body = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            for _ in 1...3 {
                _ = try connection.publish(.init(exchange: "", routingKey: queue, body: body))
            }
            for _ in 1...3 { #expect(try connection.delivery().body == body) }
            for number in 1...300 { try connection.publish(to: queue, "\(number)") }
            for number in 1...300 {
                #expect(try connection.delivery().body == Array("\(number)".utf8))
            }
            connection.close()
        }

        @Test func `an idle TLS connection outlives three heartbeat intervals`() throws {
            var configuration = try configuration()
            configuration.heartbeat = .seconds(1)
            let connection = try AMQPConnection(configuration)
            let end = ContinuousClock.now + .milliseconds(3500)
            while ContinuousClock.now < end {
                #expect(try connection.nextEvent() == nil)
                try connection.wait(for: end - .now)
            }
            _ = try Broker.temporaryQueue(connection)
        }

        @Test func `a certificate made out to another host is refused`() throws {
            var configuration = try configuration()
            configuration.host = "127.0.0.1"
            let error = try #require(throws: AMQPError.self) { try AMQPConnection(configuration) }
            #expect(error.code == .tls)
            #expect(error.message.contains("hostname"))
            configuration.tls?.verifiesHostName = false
            _ = try Broker.temporaryQueue(AMQPConnection(configuration))
        }

        @Test func `a certificate of an unknown authority is refused`() throws {
            var configuration = try configuration()
            configuration.tls?.caFile = nil
            let error = try #require(throws: AMQPError.self) { try AMQPConnection(configuration) }
            #expect(error.code == .tls)
        }

        @Test func `an authority file that cannot be read is named`() throws {
            var configuration = try configuration()
            configuration.tls?.caFile = "/nonexistent/ca.pem"
            let error = try #require(throws: AMQPError.self) { try AMQPConnection(configuration) }
            #expect(error.code == .tls)
            #expect(error.context.contains("/nonexistent/ca.pem"))
        }

        @Test func `a broken TLS connection does not kill the process with SIGPIPE`() throws {
            let connection = try AMQPConnection(configuration())
            let queue = try Broker.temporaryQueue(connection)
            connection.breaker.trip()
            #expect(throws: AMQPError.self) {
                for _ in 1...100 { try connection.publish(to: queue, "x") }
            }
            connection.close()
        }

        @Test func `a plain connection to a TLS port, and the reverse, are errors`() throws {
            var plain = try configuration()
            plain.tls = nil
            #expect(throws: AMQPError.self) { try AMQPConnection(plain) }
            var secure = try Broker.configuration()
            secure.tls = AMQPTLS()
            let error = try #require(throws: AMQPError.self) { try AMQPConnection(secure) }
            #expect(error.code == .tls)
        }
    }
}
