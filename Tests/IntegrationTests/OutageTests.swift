import AMQP
import Foundation
import Testing

/// Broker and database fail while events flow; nobody lends a hand.
extension `With private servers` {
    @Suite struct `While events flow` {
        private let workload = Workload(leads: 30)

        @Test(arguments: ["postgres", "rabbitmq"])
        func `connections may be cut`(server: String) async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await rig.survive("connections of \(server) cut", daemon, workload) {
                    try await Servers.act(server, "cut")
                }
            }
        }

        @Test(arguments: ["postgres", "rabbitmq"])
        func `a server may stop and start`(server: String) async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await rig.survive("\(server) stopped and started", daemon, workload) {
                    try await Servers.act(server, "stop")
                    try await eventually("that the daemon knows", is: { !daemon.isReady })
                    try await Servers.act(server, "start")
                }
            }
        }

        @Test(arguments: ["postgres", "rabbitmq"])
        func `a server may be killed`(server: String) async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await rig.survive(
                    "\(server) killed with kill -9 and started",
                    daemon,
                    workload
                ) {
                    try await Servers.act(server, "kill")
                    try await Servers.act(server, "start")
                }
            }
        }

        @Test func `the answer to COMMIT may be lost`() async throws {
            try await Rig.use { rig in
                let proxy = try rig.postgresProxy()
                let daemon = try await rig.start(rig.settings(postgres: proxy))
                try await rig.survive("answer to COMMIT lost", daemon, workload) {
                    for round in 1...3 {
                        try await proxy.loseAnswerToCommit(round)
                    }
                }
                #expect(daemon.log.contains("the connection was lost while committing"))
            }
        }

        @Test func `a connection may fall silent`() async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                var settings = try rig.settings(amqp: amqp, postgres: postgres)
                settings.amqpLines = #"heartbeat = "1s""#
                settings.postgresLines = """
                    deadline = "1s"
                    idle_in_transaction_timeout = "1s"
                    """
                let daemon = try await rig.start(settings)
                try await rig.survive("connections of rabbitmq silent", daemon, workload) {
                    amqp.hang("baton ")
                    try await eventually("new connections") { amqp.accepted >= 4 }
                }
            }
        }
    }
}
