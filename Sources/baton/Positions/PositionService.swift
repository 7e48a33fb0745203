import AMQP
import Bulk
import CoreMetrics
import Domain
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Settings
import Synchronization

/// Positions beside the lanes: takes them off their queue, and keeps what is to be kept.
struct PositionService: Service {
    private let bureau: @Sendable () -> PositionBureau
    private let metrics: BulkMetrics
    private let logger: Logger

    /// - Parameter bureau: With the settings of the moment.
    init(
        bureau: @escaping @Sendable () -> PositionBureau,
        metrics: BulkMetrics,
        logger: Logger
    ) {
        self.bureau = bureau
        self.metrics = metrics
        self.logger = logger
    }

    func run() async throws {
        let receiver = try PositionReceiver(
            configuration: { try Self.configuration(bureau()) },
            connect: { () throws(BulkError) in try bureau().loader("positions") },
            metrics: metrics,
            logger: logger
        )
        let ending = Ending()
        let thread = Thread {
            Thread.current.name = "baton-positions"
            receiver.run()
            ending.signal()
        }
        thread.start()
        await withGracefulShutdownHandler {
            await ending.wait()
        } onGracefulShutdown: {
            receiver.stop()
        }
    }

    private static func configuration(
        _ bureau: PositionBureau
    ) throws -> PositionReceiver.Configuration {
        let settings = bureau.settings
        return PositionReceiver.Configuration(
            connection: try settings.amqpConfiguration("positions"),
            queue: settings.amqp.topology.positionsQueue,
            dead: settings.amqp.topology.deadLetters,
            terms: PositionLoader.EventTerms(
                rowsMax: bureau.policy.rowsMax,
                calendar: settings.policies.calendar
            )
        )
    }
}

/// Counts the figures of days that are done, and lets go of what is older than is kept.
struct PositionKeepingService: Service {
    let bureau: @Sendable () -> PositionBureau
    let logger: Logger

    /// How often it looks for days to count.
    private static let pause: Duration = .seconds(2)
    /// How often it looks for days that are too old.
    private static let pruning: Duration = .seconds(3600)
    /// The same after days were counted.
    private static let freshPruning: Duration = .seconds(60)

    private let queue = OperationQueue()

    init(bureau: @escaping @Sendable () -> PositionBureau, logger: Logger) {
        self.bureau = bureau
        self.logger = logger
        queue.maxConcurrentOperationCount = 1
    }

    func run() async throws {
        var pruned: ContinuousClock.Instant?
        var isFresh = false
        while !Task.isShuttingDownGracefully {
            // What was just counted may be old enough to go.
            let pause = isFresh ? Self.freshPruning : Self.pruning
            let prunes = pruned.map { ContinuousClock.now - $0 >= pause } ?? true
            let bureau = bureau()
            let isMore = await aside {
                do {
                    return try round(bureau, prunes: prunes)
                } catch {
                    logger.debug("positions are not counted: \(error)")
                    return false
                }
            }
            if prunes { (pruned, isFresh) = (.now, false) }
            isFresh = isFresh || isMore
            guard await pause(for: isMore ? .milliseconds(200) : Self.pause) else { return }
        }
    }

    private func aside(_ body: @escaping @Sendable () -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            queue.addOperation { continuation.resume(returning: body()) }
        }
    }

    /// Tells the lanes, which know whom to warn; answers whether they will hear it.
    private func tell(_ warning: PositionKeeper.Warning, _ bureau: PositionBureau) -> Bool {
        let (series, day) = (warning.series, warning.day.text)
        let news = PositionAlertRaised(
            clientID: ClientID(trusted: series.clientID),
            siteID: SiteID(trusted: series.key.site),
            engine: SearchEngine(trusted: series.key.engine),
            region: series.key.region,
            device: series.key.device,
            date: day,
            rows: warning.alerts.map(PositionAlertRaised.Row.init)
        )
        do {
            try PositionNews(bureau.settings).publish(
                news,
                id: "position-alert-\(series.number)-\(day)"
            )
            return true
        } catch {
            logger.warning("an alert about positions waits: \(error)")
            return false
        }
    }

    /// One look; answers whether there is more to do.
    private func round(
        _ bureau: PositionBureau,
        prunes: Bool
    ) throws(PostgresError) -> Bool {
        let connection = try bureau.connectForReading("position keeper")
        defer { connection.close() }
        let now = Date()
        let keeper = PositionKeeper(
            connection,
            bureau.terms(at: now),
            PositionKeeper.Retention(
                daily: bureau.policy.keepDaily,
                weekly: bureau.policy.keepWeekly
            ),
            today: bureau.settings.policies.calendar.day(of: now)
        )
        let count = try keeper.sum { tell($0, bureau) }
        if prunes {
            let gone = try keeper.prune()
            if gone > 0 { logger.notice("\(gone) days of positions are not kept any longer") }
        }
        return count > 0
    }
}

extension PositionAlertRaised.Row {
    /// An alert in the words of the contract.
    fileprivate init(_ alert: PositionAlert) {
        func place(_ reading: PositionReading) -> Int? {
            if case .place(let place) = reading { place } else { nil }
        }
        self.init(
            query: alert.query,
            before: place(alert.before) ?? 0,
            now: place(alert.now)
        )
    }
}
