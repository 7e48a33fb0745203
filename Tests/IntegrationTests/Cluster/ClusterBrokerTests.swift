import AMQP
import Foundation
import Testing

/// Nodes of the broker come and go while events flow; nobody lends a hand.
extension `With a cluster` {
    @Suite struct `The nodes of the broker` {
        private let workload = Workload(leads: 150)
        private static let first = Cluster.brokers[0]

        /// The node that all connections go to, since it is named first.
        @Test func `may be killed`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.clustered())
                let address = try Cluster.address(of: Self.first)
                #expect(daemon.readiness()?.body.contains("broker: \(address)\n") == true)
                try await rig.outlive("node of rabbitmq killed", daemon, workload) {
                    try await Servers.act(Self.first, "kill")
                    try await eventually("another node") {
                        let text = try #require(daemon.readiness()).body
                        return text.contains("broker: ") && !text.contains(address)
                    }
                    try await Servers.act(Self.first, "start")
                }
            }
        }

        @Test func `may freeze`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.clustered())
                let name = "node of rabbitmq frozen for 15 s, heartbeat 1 s"
                try await rig.outlive(name, daemon, workload) {
                    try await Servers.act(Self.first, "freeze")
                    try await Task.sleep(for: .seconds(15))
                    try await Servers.act(Self.first, "thaw")
                }
            }
        }

        /// The others are a majority; this one pauses, and closes what clients have there.
        @Test func `may lose the others`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.clustered())
                let name = "node of rabbitmq in the minority for 25 s"
                try await rig.outlive(name, daemon, workload) {
                    try await Servers.act(Self.first, "part", "rabbitmq-2", "rabbitmq-3")
                    try await Task.sleep(for: .seconds(25))
                    try await Servers.act(Self.first, "heal")
                }
            }
        }

        /// Clients stay with the majority, where some queues lose their leaders.
        @Test func `may go on without one`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.clustered())
                // Long enough to go on while leaders are moved, which takes seconds.
                let workload = Workload(leads: 500)
                let name = "leader of the inbox partitioned away for 25 s"
                try await rig.outlive(name, daemon, workload) {
                    for queue in ["baton.inbox", "test.plain"] {
                        try await Cluster.moveLeader(of: queue, rig.host, to: "rabbitmq-2")
                    }
                    try await Servers.act("rabbitmq-2", "part", Self.first, "rabbitmq-3")
                    try await Task.sleep(for: .seconds(25))
                    try await Servers.act("rabbitmq-2", "heal")
                }
            }
        }

        /// A host that has vanished from the network: nobody gets a word from it.
        @Test func `may vanish`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.clustered())
                let name = "host of a node vanished for 25 s, heartbeat 1 s"
                try await rig.outlive(name, daemon, workload) {
                    try await Servers.act(Self.first, "part", "rabbitmq-2", "rabbitmq-3", "here")
                    try await Task.sleep(for: .seconds(25))
                    try await Servers.act(Self.first, "heal")
                }
            }
        }

        @Test func `may hand the inbox to one another`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.clustered())
                let workload = Workload(leads: 300)
                try await rig.outlive("leader of the inbox moved 6 times", daemon, workload) {
                    for round in 1...6 {
                        let broker = Cluster.brokers[round % 3]
                        try await Cluster.moveLeader(of: "baton.inbox", rig.host, to: broker)
                        try await Task.sleep(for: .milliseconds(500))
                    }
                }
            }
        }

        @Test func `may be restarted one after the other`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.clustered())
                let workload = Workload(leads: 900)
                let name = "three nodes of rabbitmq restarted in turn"
                try await rig.outlive(name, daemon, workload) {
                    for broker in Cluster.brokers {
                        try await Servers.act(broker, "restart")
                        try await Cluster.brokersAreWhole()
                    }
                }
            }
        }
    }
}
