import Foundation
import Postgres
import Testing

/// Servers of the database come and go while events flow.
extension `With a cluster` {
    @Suite struct `The servers of the database` {
        private let workload = Workload(leads: 150)

        /// The synchronous standby has everything that was ever acknowledged.
        @Test func `may lose the primary`() async throws {
            try await Rig.use { rig in
                let roles = try await Cluster.roles()
                let daemon = try await rig.start(rig.clustered())
                try await rig.outlive("primary killed, standby promoted", daemon, workload) {
                    try await Servers.act(roles.primary, "kill")
                    try await Cluster.succeed(roles, by: roles.synchronous)
                }
            }
        }

        @Test func `may have a primary that freezes`() async throws {
            try await Rig.use { rig in
                let roles = try await Cluster.roles()
                let daemon = try await rig.start(rig.clustered())
                let name = "primary frozen, standby promoted, deadline 3 s"
                try await rig.outlive(name, daemon, workload) {
                    try await Servers.act(roles.primary, "freeze")
                    try await Servers.act(roles.synchronous, "promote")
                    try await Task.sleep(for: .seconds(10))
                    // As whoever manages such servers does before it lets one back.
                    try await Servers.act(roles.primary, "kill")
                    try await Cluster.rejoin(roles, roles.synchronous)
                }
            }
        }

        /// The old primary is asked to step back and goes on as a standby.
        @Test func `may change places`() async throws {
            try await Rig.use { rig in
                let roles = try await Cluster.roles()
                let daemon = try await rig.start(rig.clustered())
                try await rig.outlive("primary and standby change places", daemon, workload) {
                    try await Servers.act(roles.primary, "stop")
                    try await Cluster.succeed(roles, by: roles.synchronous)
                }
            }
        }

        /// Nothing is acknowledged that only one server has, and who asks is told why.
        @Test func `keep everybody waiting while the synchronous standby is gone`() async throws {
            try await Rig.use { rig in
                let roles = try await Cluster.roles()
                let daemon = try await rig.start(rig.clustered())
                let plain = [try PlainClient.database(rig.database)]
                defer { for client in plain { client.stop() } }
                let flow = Flow(workload.events, to: rig.host)
                try await rig.journalled(workload.leads.count)
                try await Servers.act(roles.synchronous, "kill")
                let start = ContinuousClock.now
                try await eventually("the reason") {
                    let text = try #require(daemon.readiness())
                    return text.status == 503 && text.body.contains("wait for a standby")
                }
                let unacknowledged = try rig.host.readyCount("baton.inbox")
                #expect(unacknowledged > 0)
                try await Servers.act(roles.synchronous, "start")
                try await rig.collected(workload.commandCount, within: .seconds(120))
                try flow.end()
                for client in plain { client.stop() }
                let name = "synchronous standby gone and back, commits wait, deadline 3 s"
                rig.note(name, from: start, beside: plain)
                try await rig.finish(daemon, workload)
            }
        }

        /// Whoever manages the servers takes the standby off the list: then one server is enough.
        @Test func `go on once nobody waits for the standby that is gone`() async throws {
            try await Rig.use { rig in
                let roles = try await Cluster.roles()
                let daemon = try await rig.start(rig.clustered())
                let name = "synchronous standby given up after 8 s, deadline 3 s"
                try await rig.outlive(name, daemon, workload) {
                    try await Servers.act(roles.synchronous, "freeze")
                    try await Task.sleep(for: .seconds(8))
                    try await Servers.act(roles.primary, "sync")
                    try await rig.journalled(workload.leads.count * 3)
                    try await Servers.act(roles.synchronous, "thaw")
                    try await Servers.act(roles.primary, "sync", roles.synchronous)
                    _ = try await Cluster.roles()
                }
            }
        }

        /// What this page warns of: it has not got what was committed last, and events of it were
        /// acknowledged.
        @Test func `lose what an asynchronous one has not got yet, and go on`() async throws {
            try await Rig.use { rig in
                let roles = try await Cluster.roles()
                let daemon = try await rig.start(rig.clustered())
                let (kept, lost, later) = (
                    Workload(leads: 20, named: "K"), Workload(leads: 20, named: "L"),
                    Workload(leads: 20, named: "M")
                )
                try rig.host.publish(kept.events)
                try await rig.collected(kept.commandCount)
                try await eventually("a standby that has all of it") {
                    try Cluster.ask(
                        roles.primary,
                        "SELECT bool_and(replay_lsn = pg_current_wal_lsn())"
                            + " FROM pg_stat_replication"
                    ).first?.bool(0) == true
                }
                try await Servers.act(roles.asynchronous, "part", roles.primary)
                try rig.host.publish(lost.events)
                try await rig.collected(kept.commandCount + lost.commandCount)
                try await Servers.act(roles.primary, "kill")
                try await Servers.act(roles.asynchronous, "promote")
                // Only now: what the old primary has left in its kernel would still get through.
                try await Servers.act(roles.asynchronous, "heal")
                try await Cluster.rejoin(roles, roles.asynchronous)
                try rig.host.publish(later.events)
                let all = kept.commandCount + lost.commandCount + later.commandCount
                try await rig.collected(all)
                let ids = try rig.database.rows(
                    "SELECT event_id FROM journal WHERE event_key IS NOT NULL"
                ).map { try $0.text(0) }
                let missing = (kept.events + lost.events + later.events).map(\.id)
                    .filter { !ids.contains($0) }
                #expect(Set(missing) == Set(lost.events.map(\.id)))
                try await daemon.stop()
            }
        }
    }
}
