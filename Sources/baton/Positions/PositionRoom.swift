import Bulk
import CoreMetrics
import Domain
import Logging
import ServiceLifecycle
import Settings
import Synchronization

/// Everything about positions, with the settings of the moment.
final class PositionRoom: Sendable {
    private let present: Mutex<PositionBureau>
    private let metrics: BulkMetrics
    private let logger: Logger
    /// Takes what is sent by HTTP.
    let uploads: PositionUploads

    init(_ settings: Settings, metrics factory: any MetricsFactory, logger: Logger) throws {
        let bureau = try PositionBureau(settings)
        present = Mutex(bureau)
        let metrics = BulkMetrics(factory: factory)
        self.metrics = metrics
        self.logger = logger
        uploads = PositionUploads(bureau, metrics: metrics, logger: logger)
    }

    /// Follows settings that were read again; whether positions are taken at all is decided at the
    /// start.
    func replace(_ settings: Settings) throws {
        let fresh = try PositionBureau(settings)
        present.withLock { $0 = fresh }
        uploads.replace(fresh)
    }

    @Sendable func bureau() -> PositionBureau { present.withLock(\.self) }

    /// Shows reports to those who were given a link.
    var pages: PositionPages { PositionPages(bureau: bureau, logger: logger) }

    /// What runs beside the lanes; nothing where positions are turned off.
    var services: [any Service] {
        guard bureau().settings.policies.positions != nil else { return [] }
        return [
            PositionService(bureau: bureau, metrics: metrics, logger: logger),
            PositionKeepingService(bureau: bureau, metrics: metrics, logger: logger),
        ]
    }
}
