import Bulk
import Domain
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Settings

/// Counts the figures of days that are done, and lets go of what is older than is kept.
struct PositionKeepingService: Service {
    let bureau: @Sendable () -> PositionBureau
    let metrics: BulkMetrics
    let logger: Logger

    /// How often it looks for days to count.
    private static let pause: Duration = .seconds(2)
    /// How often it looks for days that are too old.
    private static let pruning: Duration = .seconds(3600)
    /// The same after days were counted.
    private static let freshPruning: Duration = .seconds(60)

    private let queue = OperationQueue()

    init(
        bureau: @escaping @Sendable () -> PositionBureau,
        metrics: BulkMetrics,
        logger: Logger
    ) {
        self.bureau = bureau
        self.metrics = metrics
        self.logger = logger
        queue.maxConcurrentOperationCount = 1
    }

    func run() async throws {
        var pruned: ContinuousClock.Instant?
        var isFresh = false
        var failures = 0
        while !Task.isShuttingDownGracefully {
            // What was just counted may be old enough to go.
            let interval = isFresh ? Self.freshPruning : Self.pruning
            let prunes = pruned.map { ContinuousClock.now - $0 >= interval } ?? true
            let bureau = bureau()
            let outcome = await aside {
                Result { () throws(PostgresError) in try round(bureau, prunes: prunes) }
            }
            let isMore: Bool
            switch outcome {
            case .success(let more): (isMore, failures) = (more, 0)
            case .failure(let error):
                (isMore, failures) = (false, failures + 1)
                // The lanes tell of a database that is away, and of a schema that is not there yet.
                if failures == 5 || failures.isMultiple(of: 500) {
                    logger.warning("positions are not counted: \(error)")
                }
            }
            if prunes { (pruned, isFresh) = (.now, false) }
            isFresh = isFresh || isMore
            guard await pause(for: isMore ? .milliseconds(200) : Self.pause) else { return }
        }
    }

    private func aside(
        _ body: @escaping @Sendable () -> Result<Bool, PostgresError>
    ) async -> Result<Bool, PostgresError> {
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
        if prunes || count > 0 { metrics.record(try keeper.health()) }
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
