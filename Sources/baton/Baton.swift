import ArgumentParser
import Console
import Domain
import Foundation

/// The program: one subcommand a file under `Commands`.
@main
struct Baton: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "baton",
        abstract: "Passes leads and calls between people, so that nobody waits.",
        discussion: """
            Events come from RabbitMQ, state lies in PostgreSQL, commands go back to RabbitMQ. \
            Begin with `baton check`, which reads the configuration and tells what is wrong.

            Exit codes: 0 all right, 1 failed, 2 wrong usage, 78 wrong configuration.
            """,
        version:
            "baton \(version) (\(LinkedLibrary.all.map(\.description).joined(separator: ", ")))",
        subcommands: [
            RunCommand.self, CheckCommand.self, MigrateCommand.self, ExplainCommand.self,
            PublishCommand.self, DeadLettersCommand.self, SimulateCommand.self,
            ReportCommand.self, BackfillCommand.self, LoadCommand.self,
            PositionsCommand.self, DocumentsCommand.self, RenderCommand.self, EraseCommand.self,
        ]
    )

    /// Runs the subcommand that the arguments name, and ends with the promised exit code.
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            failure.exit()
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if !text.isEmpty { (code.isSuccess ? Output.standard : .error).write(text) }
            Foundation.exit(code == .validationFailure ? ExitStatus.usage : code.rawValue)
        }
    }
}

/// The exit codes of the contract.
enum ExitStatus {
    static let failed: Int32 = 1
    static let usage: Int32 = 2
    /// EX_CONFIG of sysexits(3); the unit does not restart on it.
    static let configuration: Int32 = 78
}

/// Ends a command with a sentence for the person at the keyboard.
struct CommandFailure: Error {
    let message: String
    let status: Int32

    init(_ message: String, status: Int32 = ExitStatus.failed) {
        self.message = message
        self.status = status
    }

    func exit() -> Never {
        Output.error.write("baton: \(message)")
        Foundation.exit(status)
    }
}
