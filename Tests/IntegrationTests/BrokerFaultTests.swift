import AMQP
import Postgres
import Testing

/// What happens to a broker beside being stopped and killed.
extension `With private servers` {
    @Suite struct `A broker in trouble` {
        private let workload = Workload(leads: 15)

        @Test func `that takes the rights away works on once they are back`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let name = rig.host.name
                // Publishers keep theirs in a user of their own; here all are one.
                try rig.host.publish(workload.events)
                try await rig.journalled(1)
                let none = #"{"configure": "^$", "write": "^$", "read": "^$"}"#
                try VirtualHost.ask("PUT", "permissions/\(name)/guest", body: none)
                try await Servers.act("rabbitmq", "cut")
                try await eventually("the complaint") {
                    daemon.log.contains("ACCESS_REFUSED") && !daemon.isReady
                }
                let all = #"{"configure": ".*", "write": ".*", "read": ".*"}"#
                try VirtualHost.ask("PUT", "permissions/\(name)/guest", body: all)
                let over = ContinuousClock.now
                try await daemon.ready()
                Recovery.note("rights on rabbitmq taken and given back", .now - over)
                try await rig.finish(daemon, workload)
            }
        }

        /// Takes the plugin's kind of exchange away from the broker, and gives it back.
        @Test func `that lacks the plugin for several lanes is told so`() async throws {
            try await Rig.use { rig in
                let kind = #"exchange, <<"x-modulus-hash">>"#
                try await Servers.rabbitmqctl("eval", "rabbit_registry:unregister(\(kind)).")
                let daemon = try rig.launch(rig.partitioned(2))
                try await eventually("the advice") {
                    daemon.readiness()?.body.contains("rabbitmq-plugins enable") == true
                }
                try await Servers.rabbitmqctl(
                    "eval",
                    "rabbit_registry:register(\(kind), rabbit_sharding_exchange_type_modulus_hash)."
                )
                let over = ContinuousClock.now
                try await daemon.ready()
                Recovery.note("plugin of rabbitmq enabled, time until ready", .now - over)
                try rig.host.publish(workload.events.map(\.partitionedMessage))
                try await rig.finish(daemon, workload)
            }
        }

        /// RabbitMQ closes the channel of a consumer that acknowledges nothing for too long.
        @Test(.long) func `may lose patience with a delivery that is not acknowledged`()
            async throws
        {
            try await Rig.use { rig in
                try await Servers.rabbitmqctl(
                    "eval",
                    "application:set_env(rabbit, consumer_timeout, 3000), "
                        + "application:set_env(rabbit, channel_tick_interval, 1000)."
                )
                var settings = try rig.settings()
                settings.postgresLines = #"lock_timeout = "60s""#
                let daemon = try await rig.start(settings)
                let other = try rig.database.connect()
                try other.lock("SELECT FROM lane FOR UPDATE")
                try rig.host.publish(workload.events)
                try await eventually("the closed channel", within: .seconds(90)) {
                    daemon.log.contains("PRECONDITION_FAILED")
                }
                other.close()
                let over = ContinuousClock.now
                try await rig.collected(workload.commandCount)
                if let back = rig.collector.firstNew(after: over) {
                    Recovery.note("acknowledgement timeout of rabbitmq", back - over)
                }
                try await rig.finish(daemon, workload)
                try await Servers.rabbitmqctl(
                    "eval",
                    "application:set_env(rabbit, consumer_timeout, 1800000), "
                        + "application:set_env(rabbit, channel_tick_interval, 60000)."
                )
            }
        }

        @Test(.long) func `may be restarted five times`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let workload = Workload(leads: 100)
                try await rig.survive(
                    "rabbitmq restarted five times",
                    daemon,
                    workload,
                    patience: .seconds(180)
                ) {
                    for _ in 1...5 { try await Servers.act("rabbitmq", "restart") }
                }
            }
        }
    }
}
