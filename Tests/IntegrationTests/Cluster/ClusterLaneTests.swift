import AMQP
import Foundation
import Testing

/// Both servers at once, several lanes, and a new version of the program.
extension `With a cluster` {
    @Suite struct `An installation` {
        private static let first = Cluster.brokers[0]

        @Test func `may lose a node of the broker and the primary at once`() async throws {
            try await Rig.use { rig in
                let roles = try await Cluster.roles()
                let daemon = try await rig.start(rig.clustered())
                let name = "node of rabbitmq and primary killed at once"
                try await rig.outlive(name, daemon, Workload(leads: 150)) {
                    async let broker: Void = Servers.act(Self.first, "kill")
                    async let primary: Void = Servers.act(roles.primary, "kill")
                    _ = try await (broker, primary)
                    try await Cluster.succeed(roles, by: roles.synchronous)
                    try await Servers.act(Self.first, "start")
                }
            }
        }

        // MARK: - Four lanes, two instances

        /// The settings of one of several instances, each with another node named first.
        private func settings(
            _ traffic: LaneTraffic,
            _ rig: Rig,
            _ turn: Int
        ) throws
            -> DaemonSettings
        {
            var settings = try traffic.settings(rig)
            let urls = try rig.host.urls()
            settings.amqp = (urls[turn...] + urls[..<turn]).joined(separator: ",")
            settings.amqpLines += "\nconnect_timeout = \"3s\""
            settings.postgresLines += "\ndeadline = \"3s\"\nconnect_timeout = \"3s\""
            return settings
        }

        private func play(
            _ fault: String,
            leads: Int = 200,
            _ inflict: (Rig, [Daemon]) async throws -> Void
        ) async throws {
            try await Rig.use { rig in
                let traffic = LaneTraffic(leads: leads)
                var daemons: [Daemon] = []
                for turn in 0...1 {
                    daemons.append(try await rig.start(settings(traffic, rig, turn)))
                }
                try await rig.shared(among: daemons, lanes: LaneTraffic.lanes)
                let plain = [
                    try PlainClient.broker(rig.host), try PlainClient.database(rig.database),
                ]
                defer { for client in plain { client.stop() } }
                let flow = traffic.flow(rig)
                try await rig.journalled(100)
                let start = ContinuousClock.now
                try await inflict(rig, daemons)
                try flow.end()
                for client in plain { client.stop() }
                rig.note(fault, from: start, beside: plain)
                try await traffic.finish(rig, daemons, within: .seconds(120))
                try await Cluster.brokersAreWhole()
            }
        }

        @Test func `of several lanes may lose a node that an instance is at`() async throws {
            try await play("node of rabbitmq killed, four lanes, two instances") { _, _ in
                try await Servers.act(Self.first, "kill")
                try await Task.sleep(for: .seconds(5))
                try await Servers.act(Self.first, "start")
            }
        }

        @Test func `of several lanes may have an instance at a node that lost the others`()
            async throws
        {
            try await play("node in the minority for 25 s, four lanes, two instances") { _, _ in
                try await Servers.act(Self.first, "part", "rabbitmq-2", "rabbitmq-3")
                try await Task.sleep(for: .seconds(25))
                try await Servers.act(Self.first, "heal")
            }
        }

        @Test func `of several lanes may lose the primary`() async throws {
            try await play("primary killed, four lanes, two instances") { _, _ in
                let roles = try await Cluster.roles()
                try await Servers.act(roles.primary, "kill")
                try await Cluster.succeed(roles, by: roles.synchronous)
            }
        }

        // MARK: - Versions

        /// An instance of the earlier version works, one of this version takes its place, brings
        /// the schema up, and the other one follows.
        @Test(.enabled(if: Program.earlier != nil, "no earlier version: make cluster EARLIER=…"))
        func `may be brought to a new version, instance by instance`() async throws {
            let earlier = try #require(Program.earlier)
            try await Rig.use { rig in
                let workload = Workload(leads: 150)
                var settings = try rig.clustered()
                // Versions before knew no lists.
                settings.amqp = try rig.host.urls()[0]
                let old = [
                    try rig.launch(settings, program: earlier),
                    try rig.launch(settings, program: earlier),
                ]
                for daemon in old { try await daemon.ready() }
                let plain = [
                    try PlainClient.broker(rig.host), try PlainClient.database(rig.database),
                ]
                let known = try rig.database.number("SELECT count(*) FROM migration")
                defer { for client in plain { client.stop() } }
                let flow = Flow(workload.events, to: rig.host)
                try await rig.journalled(workload.leads.count)
                let start = ContinuousClock.now
                var new: [Daemon] = []
                for daemon in old {
                    try await daemon.stop()
                    new.append(try await rig.start(rig.clustered()))
                    try await Task.sleep(for: .seconds(1))
                }
                #expect(try rig.database.number("SELECT count(*) FROM migration") > known)
                try await rig.collected(workload.commandCount, within: .seconds(120))
                try flow.end()
                for client in plain { client.stop() }
                rig.note("two instances upgraded in turn", from: start, beside: plain)
                try await new[0].stop()
                try await rig.finish(new[1], workload)
            }
        }
    }
}
