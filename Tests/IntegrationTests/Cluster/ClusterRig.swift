import AMQP
import Foundation
import Testing

/// All suites that are played on a cluster, one test after the other.
@Suite(
    .serialized,
    .timeLimit(.minutes(10)),
    .enabled(if: Servers.isCluster, "no cluster: see make cluster")
)
enum `With a cluster` {}

extension Rig {
    /// A daemon that notices within a few seconds what a server no longer does.
    func clustered(_ more: String = "") throws -> DaemonSettings {
        var settings = try settings()
        settings.amqpLines = """
            heartbeat = "1s"
            connect_timeout = "3s"
            \(more)
            """
        settings.postgresLines = """
            connect_timeout = "3s"
            deadline = "3s"
            idle_in_transaction_timeout = "2s"
            """
        return settings
    }

    /// Publishes steadily, does something to the cluster once a part is worked off, and waits until
    /// all of it is done by itself; then every invariant must hold.
    ///
    /// Nobody may have waited 5 s longer than who does nothing but one small thing with the server.
    func outlive(
        _ fault: String,
        _ daemon: Daemon,
        _ workload: Workload,
        patience: Duration = .seconds(120),
        _ inflict: () async throws -> Void
    ) async throws {
        let plain = [try PlainClient.broker(host), try PlainClient.database(database)]
        defer { for client in plain { client.stop() } }
        let flow = Flow(workload.events, to: host)
        try await journalled(workload.leads.count)
        let start = ContinuousClock.now
        try await inflict()
        try await collected(workload.commandCount, within: patience)
        try flow.end()
        for client in plain { client.stop() }
        note(fault, from: start, beside: plain)
        try await eventually("all marked as published") {
            try database.unpublishedCount() == 0
        }
        try await finish(daemon, workload)
        try await Cluster.brokersAreWhole()
    }

    /// The longest pause of the commands, and that of the one who was kept longest.
    func note(
        _ fault: String,
        from start: ContinuousClock.Instant,
        beside plain: [PlainClient]
    ) {
        let own = collector.longestPause(from: start)
        let servers = plain.map { $0.longestPause(from: start) }.max() ?? .zero
        Recovery.note(fault, own, beside: servers)
        #expect(own - servers < .seconds(5), "\(fault)\n\(news)")
    }
}

extension Recovery {
    /// A pause, and how long the servers alone kept somebody waiting.
    static func note(_ fault: String, _ time: Duration, beside servers: Duration) {
        let (own, others) = (Int(time / .milliseconds(1)), Int(servers / .milliseconds(1)))
        print("recovery: \(fault): \(own) ms beside \(others) ms")
    }
}
