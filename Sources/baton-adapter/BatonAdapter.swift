import ArgumentParser
import Console
import Foundation

/// The program: one subcommand a file under `Commands`.
@main
struct BatonAdapter: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "baton-adapter",
        abstract: "Carries Baton's commands out: in the CRM, by mail, in chats, at the exchange.",
        discussion: """
            Commands come from RabbitMQ and are kept in PostgreSQL until they are done; what \
            happens on the other side goes to RabbitMQ as events. Begin with `baton-adapter check`.

            Exit codes: 0 all right, 1 failed, 2 wrong usage, 78 wrong configuration.
            """,
        version: "baton-adapter \(version)",
        subcommands: [
            RunCommand.self, CheckCommand.self, SetupCommand.self, TryCommand.self,
            ParkedCommand.self, RetryCommand.self, SkipCommand.self,
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
            Output.error.write("baton-adapter: \(failure.message)")
            Foundation.exit(failure.status)
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if !text.isEmpty { (code.isSuccess ? Output.standard : .error).write(text) }
            Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
        }
    }
}

/// Ends a command with a sentence for the person at the keyboard.
struct CommandFailure: Error {
    let message: String
    let status: Int32

    /// EX_CONFIG of sysexits(3); the unit does not restart on it.
    static let configuration: Int32 = 78

    init(_ message: String, status: Int32 = 1) {
        self.message = message
        self.status = status
    }
}
