import ArgumentParser
import Foundation
import Logging
import Settings

/// `baton run`: the daemon.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Work: take events, decide, publish commands, until SIGTERM.",
        discussion: """
            Logs to standard error. SIGHUP reads the configuration again; SIGTERM stops within \
            [service] stop_timeout without losing anything.
            """
    )

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        let settings = try options.load()
        let logger = settings.service.logger()
        for note in settings.notes { logger.notice("\(note)") }
        logger.notice("\(Baton.configuration.version) starts with \(options.file)")
        for remark in LinkedLibrary.all.compactMap(\.remark) { logger.warning("\(remark)") }
        do {
            try await Composition(settings, file: options.file, logger: logger).run()
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("\(error)")
        }
        logger.notice("stopped")
    }
}
