package import CoreMetrics
import Domain
import Metrics

/// What a lane counts; `docs/operating.md` says what each of them means.
package struct LaneMetrics: Sendable {
    let received: Counter
    let outcomes: [JournalEntry.Outcome: Counter]
    let duplicates: Counter
    let batchSize: Recorder
    let batchTime: Metrics.Timer
    let bisections: Counter
    let conflicts: Counter
    let timersFired: Counter
    let timerLateness: Metrics.Timer
    let storeErrors: Counter
    let storeRoundTrips: Counter
    let commands: Counter
    let unpublished: Gauge
    private let factory: any MetricsFactory
    private let lane: [(String, String)]

    package init(lane number: Int, factory: any MetricsFactory) {
        let lane = [("lane", String(number))]
        self.lane = lane
        self.factory = factory
        received = Counter(label: "baton_events_received", dimensions: lane, factory: factory)
        outcomes = Dictionary(
            uniqueKeysWithValues: JournalEntry.Outcome.allCases.map { outcome in
                let labels = lane + [("outcome", outcome.rawValue)]
                return (
                    outcome,
                    Counter(label: "baton_events", dimensions: labels, factory: factory)
                )
            }
        )
        duplicates = Counter(
            label: "baton_events_duplicate",
            dimensions: lane,
            factory: factory
        )
        batchSize = Recorder(label: "baton_batch_size", dimensions: lane, factory: factory)
        batchTime = Metrics.Timer(
            label: "baton_batch_seconds",
            dimensions: lane,
            factory: factory
        )
        bisections = Counter(label: "baton_batches_split", dimensions: lane, factory: factory)
        conflicts = Counter(label: "baton_batch_conflicts", dimensions: lane, factory: factory)
        timersFired = Counter(label: "baton_timers_fired", dimensions: lane, factory: factory)
        timerLateness = Metrics.Timer(
            label: "baton_timer_lateness_seconds",
            dimensions: lane,
            factory: factory
        )
        storeErrors = Counter(label: "baton_store_errors", dimensions: lane, factory: factory)
        storeRoundTrips = Counter(
            label: "baton_store_round_trips",
            dimensions: lane,
            factory: factory
        )
        commands = Counter(label: "baton_commands_decided", dimensions: lane, factory: factory)
        unpublished = Gauge(
            label: "baton_journal_unpublished",
            dimensions: lane,
            factory: factory
        )
    }

    /// Counts what a committed batch was made of.
    func count(_ entries: [JournalEntry]) {
        for entry in entries {
            outcomes[entry.outcome]?.increment()
            commands.increment(by: Int64(entry.commands.count))
            if let letter = entry.deadLetter {
                counter("baton_dead_letters", [("code", letter.flaw.code.rawValue)]).increment()
            }
            for decision in entry.decisions {
                for note in decision.notes {
                    counter(
                        "baton_notes",
                        [("process", decision.process), ("note", note.template)]
                    ).increment()
                }
                guard let reason = decision.reason else { continue }
                counter(
                    "baton_decisions",
                    [
                        ("process", decision.process), ("outcome", decision.outcome),
                        ("reason", reason),
                    ]
                ).increment()
            }
        }
    }

    private func counter(_ label: String, _ labels: [(String, String)]) -> Counter {
        Counter(label: label, dimensions: lane + labels, factory: factory)
    }
}
