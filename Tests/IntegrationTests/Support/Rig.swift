import AMQP
import Bus
import Domain
import Foundation
import Postgres
import Testing

/// Everything that one test has for itself: virtual host, database, collector, folder.
final class Rig {
    let host: VirtualHost
    let database: Database
    let collector: Collector
    let folder: URL
    private var daemons: [Daemon] = []
    private var proxies: [Proxy] = []

    private init() throws {
        let name = "t" + UUID().uuidString.lowercased().prefix(8)
        folder = FileManager.default.temporaryDirectory.appending(path: "baton-\(name)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        host = try VirtualHost(name)
        database = try Database(name)
        try Self.declareTopology(host)
        collector = try Collector(host)
    }

    /// Gives a test its own rig and takes it away again, daemons and proxies included.
    static func use(_ body: (Rig) async throws -> Void) async throws {
        let rig = try Rig()
        do {
            try await body(rig)
        } catch {
            rig.tell("\(error)")
            try? rig.remove()
            throw error
        }
        try rig.remove()
    }

    private func remove() throws {
        for daemon in daemons { daemon.end() }
        for proxy in proxies { proxy.stop() }
        collector.stop()
        try database.remove()
        try host.remove()
        try FileManager.default.removeItem(at: folder)
    }

    /// Shows what the daemons have logged, so that a failure can be understood.
    private func tell(_ problem: String) {
        let logs = daemons.map { "--- daemon\n" + $0.log.suffix(4000) }.joined(separator: "\n")
        Issue.record("\(problem)\n\(logs)")
    }

    /// What the daemons have told people.
    var news: String {
        daemons.map { daemon in
            "--- daemon\n"
                + daemon.log.split(separator: "\n").filter { !$0.contains(" debug ") }.suffix(60)
                .joined(separator: "\n")
        }
        .joined(separator: "\n")
    }

    /// Declares what the daemon declares, so that events can be published before it runs.
    static func declareTopology(_ host: VirtualHost) throws {
        let connection = try host.connect()
        defer { connection.close() }
        let configuration = BusConfiguration(
            connection: try AMQPConfiguration(urls: host.urls()),
            eventTypes: Array(Registry.reads.keys)
        )
        try configuration.declare(on: connection)
    }

    // MARK: - Daemons and proxies

    func amqpProxy() throws -> Proxy {
        try keep(Proxy(to: Servers.port("BATON_TEST_AMQP")))
    }

    func postgresProxy() throws -> Proxy {
        try keep(Proxy(to: Servers.port("BATON_TEST_POSTGRES")))
    }

    private func keep(_ proxy: Proxy) -> Proxy {
        proxies.append(proxy)
        return proxy
    }

    /// The settings of a daemon of this rig.
    func settings(amqp: Proxy? = nil, postgres: Proxy? = nil) throws -> DaemonSettings {
        DaemonSettings(
            amqp: try host.url(through: amqp),
            postgres: try database.url(through: postgres)
        )
    }

    /// Starts a daemon and does not wait for it.
    func launch(
        _ settings: DaemonSettings? = nil,
        under wrapper: [String] = [],
        log: String? = nil,
        program: String? = nil
    ) throws -> Daemon {
        let name = "daemon\(daemons.count + 1)"
        let daemon = try Daemon(
            settings ?? self.settings(),
            folder: folder,
            name: name,
            under: wrapper,
            log: log,
            program: program
        )
        daemons.append(daemon)
        return daemon
    }

    /// Starts a daemon and waits until it is ready.
    func start(_ settings: DaemonSettings? = nil) async throws -> Daemon {
        let daemon = try launch(settings)
        try await daemon.ready()
        return daemon
    }

    // MARK: - Waiting

    /// Waits until so many events are in the journal.
    func journalled(_ count: Int, within limit: Duration = .seconds(30)) async throws {
        try await eventually("\(count) journal rows", within: limit) {
            try database.number("SELECT count(*) FROM journal") >= count
        }
    }

    /// Waits until so many different commands have come.
    func collected(_ count: Int, within limit: Duration = .seconds(60)) async throws {
        try await eventually("\(count) commands", within: limit) {
            guard collector.distinctCount < count else { return true }
            throw Sockets.Failed(what: "\(collector.distinctCount) commands")
        }
    }

    /// Waits for all that the workload leads to, stops the daemon in order, checks everything.
    func finish(
        _ daemon: Daemon,
        _ workload: Workload,
        deadLetters: Int = 0,
        within limit: Duration = .seconds(60)
    ) async throws {
        try await collected(workload.commandCount, within: limit)
        // What a publisher repeated, since its confirmation was lost, may come last of all.
        try await eventually("an empty inbox", within: limit) {
            try host.readyCount("baton.inbox") == 0
        }
        try await daemon.stop()
        let events = workload.events.map(\.id)
        try Invariants(rig: self, events: events, deadLetters: deadLetters).check()
        try workload.check(self)
    }

    /// The data of each mail of a kind, without repetitions.
    func mails(_ template: String) -> [[String: Any]] {
        var seen: Set<String> = []
        return collector.messages.filter { $0.type == "mail.send" && seen.insert($0.id).inserted }
            .compactMap { message in
                let event = try? JSONSerialization.jsonObject(with: Data(message.body))
                return (event as? [String: Any])?["data"] as? [String: Any]
            }
            .filter { $0["template"] as? String == template }
    }
}
