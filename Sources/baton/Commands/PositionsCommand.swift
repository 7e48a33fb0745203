import ArgumentParser
import Bulk
import Console
import Domain
import Foundation
import Postgres
import Reports
import Settings

/// `baton positions`: what goes beyond a report.
struct PositionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "positions",
        abstract: "Look at all clients' positions, or revoke links to reports.",
        subcommands: [OverviewCommand.self, RevokeCommand.self]
    )

    /// `baton positions overview`: all clients, for heads.
    struct OverviewCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "overview",
            abstract: "All clients: how fresh, how well measured, what moved most."
        )

        @OptionGroup var options: ConfigurationOption

        @Option(help: "The day, such as 2026-09-15; else today.")
        var date: String?

        @Option(help: "table, csv, json or html.")
        var format: String?

        func run() throws {
            let settings = try options.load()
            let format = format == nil ? .table : format.flatMap(ReportFormat.init(rawValue:))
            let day = date.map { CalendarDay($0) } ?? settings.policies.calendar.day(of: Date())
            guard let format, let day else {
                throw CommandFailure(
                    "--date is a day such as 2026-09-15, --format table, csv, json or html",
                    status: ExitStatus.usage
                )
            }
            let bureau = try PositionBureau(settings)
            do {
                let connection = try bureau.connectForReading()
                defer { connection.close() }
                let overview = try bureau.overview(day, over: connection)
                Output.standard.write(overview.text(format, bureau.language))
            } catch {
                throw CommandFailure(error)
            }
        }
    }

    /// `baton positions revoke`: links work no longer.
    struct RevokeCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Make links to reports that went out work no longer.",
            discussion: """
                baton positions revoke 3f2a…           the report, as baton.report.ready names it
                baton positions revoke https://…/r/…   the report behind a link that went out
                baton positions revoke --client C-7    all reports of a client
                """
        )

        @OptionGroup var options: ConfigurationOption

        @Argument(help: "The id of the report, or a link to it.")
        var report: String?

        @Option(help: "All reports of this client.")
        var client: String?

        func run() throws {
            guard report != nil || client != nil else {
                throw CommandFailure("name a report or a --client", status: ExitStatus.usage)
            }
            let settings = try options.load()
            let bureau = try PositionBureau(settings)
            do {
                let connection = try bureau.connectForReading("revoke")
                defer { connection.close() }
                let shelf = ReportShelf(connection)
                let id = report.map(bureau.reportID)
                let count = try shelf.revoke(report: id, client: client, at: Date())
                guard count == 0 else { return Output.standard.write("revoked: \(count)") }
                guard let revoked = try shelf.revoked(report: id, client: client) else {
                    throw CommandFailure("there is no such report")
                }
                let since = bureau.language.moment(revoked.since, settings.service.timeZone)
                Output.standard.write(
                    id == nil
                        ? "all \(revoked.count) were revoked before, the last \(since)"
                        : "revoked already, since \(since)"
                )
            } catch let error as PostgresError {
                throw CommandFailure(error)
            }
        }
    }
}
