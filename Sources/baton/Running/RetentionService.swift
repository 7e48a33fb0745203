import Domain
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Settings
import Store

/// Lets go of old months and rows, beside the lane, as `[retention]` says; looks once an hour.
struct RetentionService: Service {
    let reports: ReportService
    let logger: Logger

    private static let pause: Duration = .seconds(3600)

    func run() async throws {
        guard await awaitSchema(reports) else { return }
        while !Task.isShuttingDownGracefully {
            await reports.aside { bureau in letGo(bureau.settings, now: Date()) }
            guard await pause(for: Self.pause) else { return }
        }
    }

    private func letGo(_ settings: Settings, now: Date) {
        guard !settings.retention.isOff else { return }
        do {
            let connection = try PostgresConnection(settings.retentionConfiguration)
            defer { connection.close() }
            try letGo(settings.retention, RetentionDesk(connection), now: now)
        } catch {
            logger.warning("what [retention] lets go is still there, next try in an hour: \(error)")
        }
    }

    private func letGo(
        _ retention: RetentionSettings,
        _ desk: RetentionDesk,
        now: Date
    ) throws(PostgresError) {
        if let kept = retention.journal {
            let months = try desk.dropJournal(before: now - kept / .seconds(1), now: now)
            for month in months { logger.notice("[retention] journal: dropped \(month)") }
        }
        if let kept = retention.deadLetters {
            let count = try desk.deleteLetters(resolvedBefore: now - kept / .seconds(1))
            if count > 0 { logger.notice("[retention] dead_letters: deleted \(count)") }
        }
        for table in Registry.factTables {
            guard let rule = table.retention, let kept = retention.facts[table.name] else {
                continue
            }
            let before = now - kept / .seconds(1)
            let count = try desk.deleteFacts(of: table, rule, before: before)
            if count > 0 { logger.notice("[retention] \(rule.key): deleted \(count)") }
        }
    }
}

extension Settings {
    /// Lanes wait behind the lock of a month that is dropped: for a second at most.
    fileprivate var retentionConfiguration: PostgresConfiguration {
        var configuration = postgresConfiguration("retention")
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? ""
        ]
        configuration.lockTimeout = .seconds(1)
        return configuration
    }
}
