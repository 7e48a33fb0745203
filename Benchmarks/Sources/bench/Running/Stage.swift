import AMQP
import Foundation
import Postgres

/// A database, an inbox and exchanges of their own for one run, and the daemon between them.
final class Stage {
    /// Names of everything on the broker, unlike those of any other run.
    struct Names: Sendable {
        let events: String
        /// Takes events by subject, where there are several lanes.
        let partitioned: String
        let commands: String
        let inbox: String
        /// The queues of the lanes.
        let inboxes: [String]
        let unrouted: String
        let dead: String
        /// Where the commands are collected.
        let collected: String

        init(_ run: String, lanes: Int) {
            let inbox = "\(run).inbox"
            events = "\(run).events"
            partitioned = "\(run).events.by-subject"
            commands = "\(run).commands"
            self.inbox = inbox
            inboxes = lanes > 1 ? (0..<lanes).map { "\(inbox).\($0)" } : [inbox]
            unrouted = "\(run).unrouted"
            dead = "\(run).dead"
            collected = "\(run).collected"
        }

        /// Where an event is published, and under which routing key.
        func entry(of event: PlannedEvent) -> (exchange: String, routingKey: String) {
            inboxes.count > 1 ? (partitioned, event.subject) : (events, event.type)
        }
    }

    let site: Site
    /// Begins every event's id.
    let run: String
    let names: Names
    let daemon: Daemon
    let database: PostgresConnection
    private let folder: URL

    init(_ site: Site, _ workload: some Workload) throws {
        self.site = site
        run = "bench" + UUID().uuidString.prefix(8).lowercased()
        names = Names(run, lanes: site.lanes)
        folder = FileManager.default.temporaryDirectory.appending(path: run)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let server = try site.connect(to: "postgres")
        try server.execute(script: "CREATE DATABASE \(run)", deadline: .seconds(60))
        server.close()
        database = try site.connect(to: run)
        let file = folder.appending(path: "config.toml")
        let settings = workload.settings.merging(site.settings) { _, asked in asked }
        try Self.configuration(site, names, database: run, settings).write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        daemon = Daemon(site, configuration: file)
    }

    /// Stops the daemon and removes everything that the run made.
    func close() {
        daemon.kill()
        database.close()
        try? FileManager.default.removeItem(at: folder)
        if let server = try? site.connect(to: "postgres") {
            try? server.execute(
                script: "DROP DATABASE \(run) WITH (FORCE)",
                deadline: .seconds(60)
            )
        }
        guard let broker = try? site.connectToBroker("end") else { return }
        for queue in names.inboxes + [names.unrouted, names.dead, names.collected] {
            try? broker.deleteQueue(queue)
        }
        let exchanges = [
            names.events, names.partitioned, names.commands, names.unrouted, names.dead,
        ]
        for exchange in exchanges { try? broker.deleteExchange(exchange) }
        broker.close()
    }

    /// Starts the daemon for the first time, tells it who works here, and leaves it running.
    func begin(_ workload: some Workload) throws {
        try daemon.start()
        try awaitSubscription()
        let feeder = try Feeder(self)
        try feeder.publish(workload.people)
        try waitFor("the people to be known") {
            try self.count("SELECT count(*) FROM baton.journal") >= workload.people.count
        }
    }

    /// One more instance over the same database and the same queues.
    func anotherDaemon() -> Daemon {
        Daemon(site, configuration: folder.appending(path: "config.toml"))
    }

    /// Waits until the daemon has subscribed to its inbox.
    func awaitSubscription() throws {
        let broker = try site.connectToBroker("look")
        defer { broker.close() }
        try waitFor("the daemon to subscribe") {
            guard self.daemon.isRunning else {
                throw BenchError("the daemon ended:\n\(self.daemon.log)")
            }
            return self.names.inboxes.allSatisfy { queue in
                (try? broker.declareQueue(Self.passive(queue)).consumerCount) ?? 0 > 0
            }
        }
    }

    /// How many messages wait in queues.
    func waiting(in queues: [String]) throws -> Int {
        let broker = try site.connectToBroker("look")
        defer { broker.close() }
        return try queues.reduce(0) {
            $0 + Int(try broker.declareQueue(Self.passive($1)).messageCount)
        }
    }

    /// The number that a query answers.
    func count(_ sql: String) throws -> Int {
        let results = try database.run([Query(Statement(sql))], deadline: .seconds(60))
        return Int(try results[0].rows.first?.optionalInt(0) ?? 0)
    }

    /// Asks every few milliseconds until the answer is yes.
    func waitFor(
        _ what: String,
        atMost limit: Duration = .seconds(120),
        every pause: Duration = .milliseconds(20),
        _ isDone: () throws -> Bool
    ) throws {
        let deadline = ContinuousClock.now + limit
        while try !isDone() {
            guard ContinuousClock.now < deadline else {
                throw BenchError("nothing after \(limit) of waiting for \(what)\n\(daemon.log)")
            }
            Pause.wait(until: .now + pause)
        }
    }

    private static func passive(_ queue: String) -> QueueDeclaration {
        QueueDeclaration(name: queue, isPassive: true)
    }

    /// The daemon's configuration: defaults, but for the addresses and what was asked for.
    private static func configuration(
        _ site: Site,
        _ names: Names,
        database: String,
        _ settings: [String: String]
    ) -> String {
        var sections = [
            "amqp": [
                "url": site.amqp, "events_exchange": names.events,
                "partitioned_exchange": names.partitioned,
                "commands_exchange": names.commands, "queue": names.inbox,
                "unrouted": names.unrouted, "dead_letters": names.dead,
            ],
            "postgres": ["url": site.url(of: database)],
            "http": ["listen": "127.0.0.1:0"],
            "service": ["locale": "ru", "log": "text"],
        ].mapValues { $0.mapValues { "\"\($0)\"" } }
        for (path, value) in settings {
            let parts = path.split(separator: ".").map(String.init)
            sections[parts.dropLast().joined(separator: "."), default: [:]][parts.last ?? ""] =
                value
        }
        return sections.sorted { $0.key < $1.key }.map { section, keys in
            "[\(section)]\n" + keys.map { "\($0) = \($1)\n" }.sorted().joined()
        }.joined()
    }
}

/// Sleeping to an instant, by the monotonic clock.
enum Pause {
    static func wait(until instant: ContinuousClock.Instant) {
        let left = instant - ContinuousClock.now
        guard left > .zero else { return }
        let (seconds, attoseconds) = left.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        var rest = timespec()
        while nanosleep(&time, &rest) != 0, errno == EINTR { time = rest }
    }
}
