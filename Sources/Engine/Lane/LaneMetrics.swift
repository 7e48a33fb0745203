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
    /// Of timers that wait for all others.
    let massTimerLateness: Metrics.Timer
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
        massTimerLateness = Metrics.Timer(
            label: "baton_mass_timer_lateness_seconds",
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
    ///
    /// What has further labels is summed up first: to look a counter up costs more than to count.
    func count(_ entries: [JournalEntry]) {
        var sums: [Labelled: Int64] = [:]
        for entry in entries {
            outcomes[entry.outcome]?.increment()
            commands.increment(by: Int64(entry.commands.count))
            if let letter = entry.deadLetter {
                sums[.deadLetter(code: letter.flaw.code.rawValue), default: 0] += 1
            }
            for decision in entry.decisions {
                for note in decision.notes {
                    sums[.note(decision.process, note.template), default: 0] += 1
                }
                guard let reason = decision.reason else { continue }
                sums[.decision(decision.process, decision.outcome.rawValue, reason), default: 0] +=
                    1
            }
        }
        for (labelled, sum) in sums {
            Counter(
                label: labelled.name,
                dimensions: lane + labelled.labels,
                factory: factory
            ).increment(by: sum)
        }
    }

    /// What is counted apart by what it says.
    private enum Labelled: Hashable {
        case deadLetter(code: String)
        case note(_ process: String, _ template: String)
        case decision(_ process: String, _ outcome: String, _ reason: String)

        var name: String {
            switch self {
            case .deadLetter: "baton_dead_letters"
            case .note: "baton_notes"
            case .decision: "baton_decisions"
            }
        }

        var labels: [(String, String)] {
            switch self {
            case .deadLetter(let code): [("code", code)]
            case .note(let process, let template): [("process", process), ("note", template)]
            case .decision(let process, let outcome, let reason):
                [("process", process), ("outcome", outcome), ("reason", reason)]
            }
        }
    }
}
