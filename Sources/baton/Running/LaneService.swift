import AMQP
import Bus
import CoreMetrics
import Domain
import Engine
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Settings
import Store

/// One lane on its three threads: receive, decide, publish.
struct LaneService: Service, CustomStringConvertible {
    /// Which of the installation's lanes it is, from 0.
    let number: Int
    var description: String { "lane \(number)" }
    let control: LaneControl
    let receiving = BusStatus()
    let publishing = BusStatus()
    private let server = ServerStatus()
    let receiverBell: Bell
    let publisherBell: Bell
    private let settings: Settings
    private let share: LaneShare
    private let instance: Int32
    private let logins: Logins
    private let bus: (inbox: BusConfiguration, outbox: BusConfiguration)
    private let metrics: any MetricsFactory
    private let logger: Logger

    init(
        _ number: Int,
        _ settings: Settings,
        rules: LaneControl.Rules,
        share: LaneShare,
        instance: Int32,
        logins: Logins,
        metrics: any MetricsFactory,
        logger: Logger
    ) throws {
        self.number = number
        self.logins = logins
        self.settings = settings
        self.share = share
        self.instance = instance
        self.metrics = metrics
        var logger = logger
        if settings.amqp.partitions > 1 { logger[metadataKey: "lane"] = "\(number)" }
        self.logger = logger
        control = LaneControl(rules: rules)
        var bus = (
            inbox: try settings.busConfiguration("inbox", lane: number),
            outbox: try settings.busConfiguration("outbox", lane: number)
        )
        (bus.inbox.login, bus.outbox.login) = (logins.amqp, logins.amqp)
        self.bus = bus
        receiverBell = try Bell()
        publisherBell = try Bell()
    }

    /// The database server that the lane works or waits on; nil while it looks for one.
    var databaseServer: String? { control.status.phase == .connecting ? nil : server.name }

    /// Works until shut down: the lane first, so that what it has decided is still confirmed.
    func run() async throws {
        let (inbox, outbox) = mailboxes()
        let laneEnded = Ending()
        let busEnded = Ending(count: 2)
        start("baton-receive", busEnded) { receiver(inbox).run() }
        start("baton-publish", busEnded) { publisher(outbox).run() }
        start("baton-decide", laneEnded) { loop(inbox, outbox).run() }
        await withGracefulShutdownHandler {
            await laneEnded.wait()
            receiverBell.stop()
            publisherBell.stop()
            await busEnded.wait()
        } onGracefulShutdown: {
            control.stop()
        }
        if case (.refused, let problem?) = control.status {
            throw CommandFailure(problem, status: ExitStatus.configuration)
        }
    }

    private func mailboxes() -> (Inbox, Outbox) {
        let inbox = Inbox(
            countMax: bus.inbox.deliveriesMax,
            // Both servers drop a frozen instance after the same time.
            keepMax: settings.amqp.heartbeat * 2,
            lane: control.signal,
            wakeReceiver: { [receiverBell] in receiverBell.ring() }
        )
        let outbox = Outbox(
            lane: control.signal,
            wakePublisher: { [publisherBell] in publisherBell.ring() }
        )
        return (inbox, outbox)
    }

    private func receiver(_ inbox: Inbox) -> InboxReceiver {
        InboxReceiver(
            bus.inbox,
            inbox: inbox,
            bell: receiverBell,
            status: receiving,
            logger: logger
        )
    }

    private func publisher(_ outbox: Outbox) -> OutboxPublisher {
        OutboxPublisher(
            bus.outbox,
            outbox: outbox,
            bell: publisherBell,
            status: publishing,
            metrics: BusMetrics(lane: number, factory: metrics),
            logger: logger
        )
    }

    /// One run of the program: in a container every run has the same process id.
    private static let owner: String = {
        let started = Int(Date().timeIntervalSince1970)
        return "\(ProcessInfo.processInfo.hostName):\(started):\(getpid())"
    }()

    private func loop(_ inbox: Inbox, _ outbox: Outbox) -> LaneLoop {
        var configuration = LaneConfiguration()
        configuration.lane = number
        configuration.lanes = settings.amqp.partitions
        configuration.owner = Self.owner
        configuration.batchMax = settings.amqp.batchMax
        configuration.drainTimeout = settings.service.stopTimeout / 2
        let rules = control.rules
        let decider = BatchDecider(
            policies: rules.policies,
            source: settings.service.source,
            text: rules.text,
            link: rules.link
        )
        let connect = StoreConnector(
            settings,
            instance: instance,
            logins: logins,
            server: server,
            logger: logger
        )
        let parts = LaneParts(
            configuration: configuration,
            inbox: inbox,
            outbox: outbox,
            metrics: LaneMetrics(lane: number, factory: metrics),
            share: share
        )
        return LaneLoop(
            parts,
            control: control,
            decider: decider,
            clock: SystemClock(),
            chance: SystemRandomNumberGenerator(),
            logger: logger,
            connect: connect.connect
        )
    }

    private func start(
        _ name: String,
        _ ending: Ending,
        _ body: @escaping @Sendable () -> Void
    ) {
        let thread = Thread {
            // From inside: a name given before the start never reaches the kernel, and `top -H`
            // and profilers show it.
            Thread.current.name = name
            body()
            ending.signal()
        }
        thread.start()
    }
}

/// Opens the lane's store, with the schema that it needs.
struct StoreConnector: Sendable {
    private let configuration: PostgresConfiguration
    private let schema: String
    private let migrates: Bool
    private let deadline: Duration
    private let silenceMax: Duration
    private let instance: Int32
    private let logins: Logins
    private let server: ServerStatus
    private let logger: Logger

    /// The number tells this instance from others of the installation.
    init(
        _ settings: Settings,
        instance: Int32,
        logins: Logins,
        server: ServerStatus,
        logger: Logger
    ) {
        self.instance = instance
        self.server = server
        self.logins = logins
        // Both servers drop a frozen instance after the same time.
        silenceMax = settings.amqp.heartbeat * 2
        configuration = settings.laneConfiguration(silenceMax: silenceMax)
        schema = settings.postgres.schema
        migrates = settings.postgres.migrates
        deadline = settings.postgres.deadline
        self.logger = logger
    }

    /// A store over a fresh connection.
    func connect() throws(StoreError) -> any LaneStore {
        let connection: PostgresConnection
        var configuration = configuration
        configuration.url = logins.postgresURL
        do {
            connection = try PostgresConnection(configuration)
        } catch {
            throw StoreError(error)
        }
        try prepareSchema(connection)
        server.connected(to: connection.server)
        return PostgresLaneStore(
            connection,
            deadline: deadline,
            instance: instance,
            silenceMax: silenceMax
        )
    }

    private func prepareSchema(_ connection: PostgresConnection) throws(StoreError) {
        let migrator = Migrator(connection, schema: schema)
        do {
            guard case .behind(let missing) = try migrator.standing() else { return }
            guard migrates else {
                throw StoreError.misconfigured(
                    "the schema lacks \(missing.joined(separator: ", ")); run baton migrate"
                )
            }
            for name in try migrator.migrate() { logger.notice("migration applied: \(name)") }
        } catch let error as StoreError {
            throw error
        } catch let error as SchemaError {
            throw error.isTransient
                ? .unavailable(error.description) : .misconfigured(error.description)
        } catch {
            throw .misconfigured("\(error)")
        }
    }
}

/// Something that some threads do once each, and a task waits for.
final class Ending: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let count: Int

    init(count: Int = 1) {
        self.count = count
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(count))
    }

    func signal() {
        continuation.yield()
    }

    /// Returns once it has happened as often as expected, or the task is cancelled.
    func wait() async {
        var left = count
        for await _ in stream {
            left -= 1
            if left == 0 { return }
        }
    }
}
