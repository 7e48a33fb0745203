import Domain
import Foundation
import Logging
import Postgres
import Reports
import ServiceLifecycle
import Settings
import Store

/// Sums days for the reports, beside the lane: a little at a time, and never for more than half of
/// the time.
struct ReportDigestService: Service {
    let reports: ReportService
    let logger: Logger

    /// How long changes may wait; until they are summed, reports count their days one by one.
    private static let pause: Duration = .seconds(300)

    func run() async throws {
        guard await awaitSchema(reports) else { return }
        await reports.aside { bureau in compareZones(bureau) }
        await reports.aside { bureau in
            do {
                guard let since = try bureau.factsSince() else { return }
                logger.warning(
                    """
                    reports are complete from \(since.formatted(.iso8601)) on: leads that this \
                    program took before an update have no facts; see docs/reports.md
                    """
                )
            } catch {
                logger.warning("from when on reports are complete is not known: \(error)")
            }
        }
        while !Task.isShuttingDownGracefully {
            let start = ContinuousClock.now
            let isMore = await reports.aside { bureau in
                do {
                    return try bureau.sumDays() > 0
                } catch {
                    logger.warning("days for reports are not summed: \(error)")
                    return false
                }
            }
            let rest = isMore ? ContinuousClock.now - start : Self.pause
            guard await pause(for: rest) else { return }
        }
    }

    /// Warns where the database and this machine do not have the same clocks.
    private func compareZones(_ bureau: ReportBureau) {
        let zone = bureau.settings.service.timeZone
        do {
            guard let instant = try bureau.firstDifference(of: zone) else { return }
            logger.warning(
                """
                PostgreSQL and this machine disagree about the clocks of \(zone.identifier) at \
                \(Timestamp.text(instant)): deadlines go by this machine, days of reports by \
                PostgreSQL; update the time zones of both (tzdata)
                """
            )
        } catch {
            logger.warning("the time zones of PostgreSQL are not compared with ours: \(error)")
        }
    }
}

extension ReportBureau {
    /// From when on everything is counted; nil is from the beginning.
    func factsSince() throws(ReportProblem) -> Date? {
        try withConnection { connection throws(ReportProblem) in
            let source = PostgresSource(connection, calendar: settings.policies.calendar)
            return try source.backlog(at: Date()).factsSince
        }
    }

    /// The next instant at which the clocks of the database differ from ours; nil where none does.
    func firstDifference(of zone: TimeZone) throws -> Date? {
        let connection = try PostgresConnection(settings.digestConfiguration)
        defer { connection.close() }
        return try ZoneComparison.firstDifference(of: zone, from: Date(), connection)
    }

    /// Sums some days; answers how many.
    func sumDays() throws -> Int {
        let connection = try PostgresConnection(settings.digestConfiguration)
        defer { connection.close() }
        return try DigestKeeper(connection, calendar: settings.policies.calendar).step(now: Date())
    }
}

extension Settings {
    /// Settings for summing days: plans for many rows, unlike the lane's.
    var digestConfiguration: PostgresConfiguration {
        var configuration = postgresConfiguration("report digest")
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? "", "jit": "off",
            "work_mem": "64MB",
        ]
        configuration.statementTimeout = .seconds(120)
        return configuration
    }
}
