import Domain
import Engine
import Foundation
import Logging
import Postgres
import Reports
import ServiceLifecycle
import Settings
import Store

/// Asks for reports by mail when they are due: each is one job, even when several instances ask.
struct ReportMailService: Service {
    let reports: ReportService
    let logger: Logger

    /// How often it looks whether something is due.
    private static let pause: Duration = .seconds(5)

    func run() async throws {
        guard await awaitSchema(reports) else { return }
        while !Task.isShuttingDownGracefully {
            await reports.aside { bureau in
                do {
                    try ReportMailRound(bureau: bureau, now: Date()).run()
                } catch {
                    logger.warning("reports by mail wait: \(error)")
                }
            }
            guard await pause(for: Self.pause) else { return }
        }
    }
}

/// One look at all schedules.
struct ReportMailRound {
    let bureau: ReportBureau
    let now: Date

    func run() throws {
        let settings = bureau.settings
        guard !settings.reports.isEmpty else { return }
        var configuration = settings.postgresConfiguration("report mail")
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? ""
        ]
        let connection = try PostgresConnection(configuration)
        defer { connection.close() }
        for setting in settings.reports {
            try order(setting, ReportMailDesk(connection), JobDesk(connection))
        }
    }

    private func order(
        _ setting: ReportMailSettings,
        _ desk: ReportMailDesk,
        _ jobs: JobDesk
    ) throws {
        let schedule = setting.schedule
        guard let occurrence = schedule.latest(at: now, bureau.settings.policies.calendar),
            try desk.wants(
                occurrence.id,
                of: schedule.name,
                due: occurrence.due,
                now: now
            )
        else { return }
        let request = JobRequest(
            kind: ReportMailDesk.kind,
            key: occurrence.id,
            input: [
                "schedule": .text(schedule.name),
                "from": .text(occurrence.period.from.text),
                "to": .text(occurrence.period.to.text),
            ]
        )
        try jobs.add(
            RequestedJob(
                request,
                cause: occurrence.id,
                correlationID: occurrence.id,
                at: occurrence.due
            )
        )
    }
}

extension ReportMailSettings {
    /// The same in the words of the reports.
    var schedule: MailSchedule {
        let every: MailSchedule.Every =
            switch self.every {
            case .day: .day
            case .week: .week
            case .month: .month
            }
        return MailSchedule(name: name, report: report, by: by, every: every, minute: minute)
    }
}
