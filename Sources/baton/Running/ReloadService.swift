import Domain
import Engine
import Foundation
import Logging
import ServiceLifecycle
import Settings
import UnixSignals

/// Reads the configuration again on SIGHUP; a wrong file is refused and the old one stays.
struct ReloadService: Service {
    private let composition: Composition

    init(_ composition: Composition) {
        self.composition = composition
    }

    func run() async throws {
        var settings = composition.settings
        let logger = composition.logger
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do {
                let fresh = try Settings.load(
                    file: composition.file,
                    environment: ProcessInfo.processInfo.environment
                )
                let logins = try composition.follow(fresh)
                let changes = fresh.changes(since: settings).map(\.description)
                let text = changes.isEmpty ? "nothing changed" : changes.joined(separator: ", ")
                logger.notice("configuration read again: \(text)")
                if !logins.isEmpty {
                    let keys = logins.joined(separator: ", ")
                    logger.notice("new connections log in as the configuration says now: \(keys)")
                }
                settings = fresh
            } catch let error as SettingsError {
                logger.error("configuration refused, the old one stays: \(error)")
            } catch {
                logger.error("configuration refused, the old one stays: \(error)")
            }
        }
    }
}
