import AdapterKit
import ArgumentParser
import Console
import Foundation
import Logging
import Settings

/// `baton-adapter run`: the adapters.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Work: carry commands out and announce what happens, until SIGTERM.",
        discussion: """
            With --shadow nothing is written anywhere and nothing announced: commands come from a \
            queue that ends with the program, and each call that would be made is printed.
            """
    )

    @OptionGroup var options: ConfigurationOption

    @Flag(help: "Only watch: read, write nothing, print each call that would be made.")
    var shadow = false

    func run() async throws {
        let instance = try options.load()
        let level = Logger.Level(rawValue: instance.file.service.logLevel.rawValue) ?? .info
        let form: LineLogHandler.Form =
            switch instance.file.service.logFormat {
            case .json: .json
            case .text: .plain
            case .auto: .fitting
            }
        let logger = Logger(label: "baton-adapter") { _ in
            LineLogHandler(form: form, level: level)
        }
        logger.notice("baton-adapter \(BatonAdapter.version) starts with \(options.file)")
        try await Composition(instance, isShadow: shadow, logger: logger).run()
        logger.notice("stopped")
    }
}
