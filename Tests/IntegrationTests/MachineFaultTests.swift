import AMQP
import Foundation
import Glibc
import Postgres
import Testing

/// What a machine does to a daemon.
extension `With private servers` {
    @Suite struct `A machine` {
        private let workload = Workload(leads: 15)

        /// Kills the owner again and again, of three instances, and starts another one.
        private func killOwners(_ rig: Rig, rounds: Int, _ workload: Workload) async throws {
            var daemons: [Daemon] = []
            for _ in 1...3 { daemons.append(try await rig.start()) }
            let flow = Flow(workload.events, to: rig.host)
            var times: [Duration] = []
            for round in 1...rounds {
                try await rig.journalled(round * workload.events.count / (rounds + 2))
                let epoch = try rig.database.number("SELECT epoch FROM lane")
                let owner = try rig.database.rows("SELECT owner FROM lane")[0].text(0)
                let victim = try #require(
                    daemons.firstIndex { owner.hasSuffix(":\($0.child)") }
                )
                let killed = ContinuousClock.now
                try await daemons.remove(at: victim).kill9()
                try await eventually("another owner") {
                    try rig.database.number("SELECT epoch FROM lane") > epoch
                }
                times.append(.now - killed)
                daemons.append(try rig.launch())
            }
            try flow.end()
            try await rig.collected(workload.commandCount)
            Recovery.note(
                "owner of three killed \(rounds) times, longest take-over",
                times.max() ?? .zero
            )
            #expect(times.allSatisfy { $0 < .seconds(2) })
            for daemon in daemons.dropLast() { try await daemon.stop() }
            try await rig.finish(daemons[daemons.count - 1], workload)
        }

        @Test func `may kill the owner of three again and again`() async throws {
            try await Rig.use { rig in
                try await killOwners(rig, rounds: 5, Workload(leads: 50))
            }
        }

        @Test(.long) func `may kill the owner of three for minutes`() async throws {
            try await Rig.use { rig in
                try await killOwners(rig, rounds: 60, Workload(leads: 1000))
            }
        }

        @Test func `may have no room for the log`() async throws {
            try await Rig.use { rig in
                let daemon = try rig.launch(log: "/dev/full")
                try await daemon.ready()
                try rig.host.publish(workload.events)
                try await rig.finish(daemon, workload)
            }
        }

        /// Clients of its pages take all descriptors that the daemon may have.
        @Test func `may have no descriptors left`() async throws {
            try await Rig.use { rig in
                let daemon = try rig.launch(under: ["/usr/bin/prlimit", "--nofile=48"])
                try await daemon.ready()
                var clients: [Int32] = []
                defer { for client in clients { close(client) } }
                let flow = Flow(workload.events, to: rig.host)
                try await rig.journalled(1)
                for _ in 1...100 {
                    if let client = Sockets.connected(to: daemon.httpPort) {
                        clients.append(client)
                    }
                }
                try rig.database.endSessions(waitingForLock: false)
                try flow.end()
                // Connections that ask for nothing are closed after a while.
                let began = ContinuousClock.now
                try await rig.collected(workload.commandCount)
                if let back = rig.collector.firstNew(after: began) {
                    Recovery.note("no descriptors left", back - began)
                }
                try await rig.finish(daemon, workload)
            }
        }

        @Test func `may bring events again that a daemon before has seen`() async throws {
            try await Rig.use { rig in
                let first = try await rig.start()
                try rig.host.publish(workload.events)
                try await rig.collected(workload.commandCount)
                try await first.stop()
                let second = try await rig.start()
                try rig.host.publish(workload.events + workload.events.reversed())
                try await eventually("duplicates") {
                    try second.metric("baton_events_duplicate_total")
                        == Double(2 * workload.events.count)
                }
                try await rig.finish(second, workload)
            }
        }
    }
}
