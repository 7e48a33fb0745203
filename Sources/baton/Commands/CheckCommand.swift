import ArgumentParser
import Console
import Postgres
import Settings

/// `baton check`: whether the configuration is right.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read the configuration and tell everything that is wrong with it.",
        discussion: "Needs no servers. Secrets are never shown."
    )

    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let settings = try options.load()
        _ = try settings.texts()
        _ = try settings.amqpConfiguration("check")
        try checkPostgres(settings)
        Output.standard.write(settings.summary)
        for remark in LinkedLibrary.all.compactMap(\.remark) {
            Output.standard.write("note: \(remark)")
        }
        for note in settings.notes { Output.standard.write("note: \(note)") }
        Output.standard.write("\(options.file) is all right.")
    }

    /// What libpq can't read is found here, not when the daemon starts.
    private func checkPostgres(_ settings: Settings) throws {
        do {
            try settings.postgresConfiguration("check").check()
        } catch {
            throw CommandFailure(
                "postgres.url: \(error.message)",
                status: ExitStatus.configuration
            )
        }
    }
}
