import CoreMetrics
import Store

/// What is counted of jobs.
struct JobMetrics: Sendable {
    private let factory: any MetricsFactory
    private let waiting: Gauge
    private let failed: Gauge
    private let unsent: Gauge

    init(factory: any MetricsFactory) {
        func gauge(_ state: String) -> Gauge {
            Gauge(label: "baton_jobs", dimensions: [("state", state)], factory: factory)
        }
        self.factory = factory
        (waiting, failed, unsent) = (gauge("waiting"), gauge("failed"), gauge("unsent"))
    }

    func record(_ counts: JobDesk.Counts) {
        waiting.record(counts.waiting)
        failed.record(counts.failed)
        unsent.record(counts.unsent)
    }

    /// How many numbers of each series of documents nobody has: always 0.
    func record(_ series: [DocumentShelf.Series]) {
        for one in series {
            let labels = [
                ("legal_entity", one.legalEntity), ("kind", one.kind), ("year", "\(one.year)"),
            ]
            Gauge(label: "baton_document_number_gap", dimensions: labels, factory: factory)
                .record(one.gap)
        }
    }

    /// An attempt has ended: `done`, `postponed` or `failed`.
    func count(_ kind: String, _ outcome: String) {
        let labels = [("kind", kind), ("outcome", outcome)]
        Counter(label: "baton_job_attempts", dimensions: labels, factory: factory).increment()
    }
}
