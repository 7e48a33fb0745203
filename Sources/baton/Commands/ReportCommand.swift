import ArgumentParser
import Domain
import Foundation
import Glibc
import Postgres
import Reports
import Settings

/// `baton report`: figures for people.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show a report: marketing, channels, race, heads, nps, ranking or pay.",
        discussion: """
            baton report marketing --from 2026-09-01 --to 2026-09-30 --by source
            baton report race --format csv --output race.csv

            Days are those of [service] time_zone; both --from and --to are counted in. Without \
            them it is this month (ranking: this quarter); with --from alone it lasts until today.

            A lead counts where its item was opened, pay where it was booked. What can stand in \
            --by, the usual first: marketing: campaign, source, marketer, day, week, month; \
            channels: channel, campaign, day, week, month; nps: project_manager, head, \
            department, day, week, month. docs/reports.md defines each figure.
            """
    )

    @OptionGroup var options: ConfigurationOption

    @Argument(help: "Which report.")
    var name: String

    @Option(help: "The first day, such as 2026-09-01.")
    var from: String?

    @Option(help: "The last day, such as 2026-09-30.")
    var to: String?

    @Option(help: "What a row is; see above.")
    var by: String?

    @Option(help: "table, csv, json or html.")
    var format: String?

    @Option(help: "Into this file instead of standard output.")
    var output: String?

    func run() throws {
        let settings = try options.load()
        let words = ReportWords(name: name, from: from, to: to, by: by, format: format)
        do {
            let bureau = try ReportBureau(settings, logger: nil)
            let request = try words.request(
                now: Date(),
                calendar: settings.calendar,
                format: .table
            )
            let report = try bureau.report(request)
            try write(report.text(bureau.language, width: Terminal.width))
        } catch let problem as ReportProblem {
            throw CommandFailure(problem)
        }
    }

    private func write(_ text: String) throws {
        guard let output else { return Output.standard.write(text) }
        do {
            try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw CommandFailure(
                "\(output) can't be written: \(error.localizedDescription); name another file"
            )
        }
    }
}

extension CommandFailure {
    /// What a missing report means for the person at the keyboard.
    init(_ problem: ReportProblem) {
        switch problem.code {
        case .unknownReport, .badRequest:
            self.init("\(problem.message); see baton report --help", status: ExitStatus.usage)
        case .unavailable, .busy, .misconfigured:
            self.init(problem.message)
        }
    }
}

/// The terminal that somebody looks at.
enum Terminal {
    /// Its columns; nil where nobody looks.
    static var width: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
