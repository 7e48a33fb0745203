import Synchronization
import Web

/// Health as a test wants it.
final class FixedHealth: HealthSource {
    private let report: Mutex<HealthReport>

    init(_ report: HealthReport) {
        self.report = Mutex(report)
    }

    func health() -> HealthReport { report.withLock { $0 } }
    func become(_ report: HealthReport) { self.report.withLock { $0 = report } }
}

extension HealthReport {
    static let well = HealthReport(
        alive: true,
        ready: true,
        parts: [Part(name: "lane 0", ok: true, text: "idle")]
    )
}
