import ArgumentParser
import Console
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
        abstract: """
            Show a report: \(ReportName.allCases.map(\.rawValue).joined(separator: ", ")) \
            or positions.
            """,
        discussion: """
            baton report marketing --from 2026-09-01 --to 2026-09-30 --by source
            baton report race --format csv --output race.csv
            baton report positions --client C-7 --site dom.ru --date 2026-09-15 --format html

            Days are those of [service] time_zone; both --from and --to are counted in. Without \
            them it is this month (ranking: this quarter); with --from alone it lasts until today.

            A lead counts where its item was opened, pay where it was booked. What can stand in \
            --by, the usual first: \(groupings). With --person rating and initiative are of one \
            person alone. docs/reports.md defines each figure.
            """
    )

    private static let groupings = ReportName.allCases.filter { $0.groupings.count > 1 }
        .map { name in
            "\(name.rawValue): " + name.groupings.map(\.rawValue).joined(separator: ", ")
        }.joined(separator: "; ")

    @OptionGroup var options: ConfigurationOption

    @Argument(help: "Which report.")
    var name: String

    @Option(help: "The first day, such as 2026-09-01.")
    var from: String?

    @Option(help: "The last day, such as 2026-09-30.")
    var to: String?

    @Option(help: "What a row is; see above.")
    var by: String?

    @Option(help: "Of this person alone, by id: rating and initiative.")
    var person: String?

    @Option(help: "positions: of which client.")
    var client: String?

    @Option(help: "positions: of which of his sites.")
    var site: String?

    @Option(help: "positions: the day, such as 2026-09-15; else today.")
    var date: String?

    @Option(help: "table, csv, excel (csv as Excel opens it in your language), json or html.")
    var format: String?

    @Option(help: "Into this file instead of standard output.")
    var output: String?

    func run() throws {
        let settings = try options.load()
        guard name != "positions" else { return try writePositions(settings) }
        let words = ReportWords(
            name: name,
            from: from,
            to: to,
            by: by,
            format: format,
            person: person
        )
        do {
            let bureau = try ReportBureau(settings, logger: nil)
            let request = try words.request(
                now: Date(),
                calendar: settings.policies.calendar,
                format: .table
            )
            let report = try bureau.report(request)
            try write(
                report.text(bureau.language, width: Terminal.width),
                isData: request.format != .table
            )
        } catch let problem as ReportProblem {
            throw CommandFailure(problem)
        }
    }

    /// The report of positions, which is about one client and one day.
    private func writePositions(_ settings: Settings) throws {
        let format = format.flatMap(ReportFormat.init(rawValue:)) ?? (format == nil ? .table : nil)
        let day = date.map { CalendarDay($0) } ?? settings.policies.calendar.day(of: Date())
        guard let client, let format, let day else {
            throw CommandFailure(
                "positions need --client, a day such as 2026-09-15 as --date, and table, csv, "
                    + "json or html as --format; see baton report --help",
                status: ExitStatus.usage
            )
        }
        let bureau = try PositionBureau(settings)
        do {
            let connection = try bureau.connectForReading()
            defer { connection.close() }
            let question = PositionBureau.Question(client: client, site: site, date: day)
            if let problem = try bureau.problem(of: question, over: connection) {
                throw CommandFailure(problem)
            }
            let document = try bureau.document(question, over: connection)
            try write(document.text(format, bureau.language), isData: format != .table)
        } catch let error as PostgresError {
            throw CommandFailure(error)
        }
    }

    private func write(_ text: String, isData: Bool) throws {
        guard let output else {
            return isData ? Output.standard.write(data: text) : Output.standard.write(text)
        }
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
