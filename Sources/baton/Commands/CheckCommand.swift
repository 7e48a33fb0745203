import ArgumentParser
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
        Output.standard.write(settings.summary)
        for note in settings.notes { Output.standard.write("note: \(note)") }
        Output.standard.write("\(options.file) is all right.")
    }
}
