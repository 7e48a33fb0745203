package import CoreMetrics

/// What one adapter counts.
package struct AdapterMetrics: Sendable {
    package let done: Counter
    package let parked: Counter
    package let expired: Counter
    package let retried: Counter
    package let possibleDuplicates: Counter
    package let announced: Counter
    package let refusedPresses: Counter
    package let up: Gauge
    package let waiting: Gauge
    package let aside: Gauge

    package init(kind: String, factory: any MetricsFactory) {
        let dimensions = [("adapter", kind)]
        func counter(_ label: String) -> Counter {
            Counter(label: label, dimensions: dimensions, factory: factory)
        }
        func gauge(_ label: String) -> Gauge {
            Gauge(label: label, dimensions: dimensions, factory: factory)
        }
        done = counter("baton_adapter_done")
        parked = counter("baton_adapter_parked")
        expired = counter("baton_adapter_expired")
        retried = counter("baton_adapter_retried")
        possibleDuplicates = counter("baton_adapter_possible_duplicates")
        announced = counter("baton_adapter_events")
        refusedPresses = counter("baton_adapter_refused_presses")
        up = gauge("baton_adapter_up")
        waiting = gauge("baton_adapter_waiting")
        aside = gauge("baton_adapter_aside")
    }

    /// Name and meaning of each, as `/metrics` shows them.
    package static let help = [
        ("baton_adapter_done", "Commands carried out."),
        ("baton_adapter_parked", "Commands that were refused and put aside."),
        ("baton_adapter_expired", "Commands that came too late to be of use."),
        ("baton_adapter_retried", "Attempts that did not succeed and are made again."),
        (
            "baton_adapter_possible_duplicates",
            "Things made again though nobody can tell whether they were made before."
        ),
        ("baton_adapter_events", "Events announced."),
        ("baton_adapter_refused_presses", "Buttons pressed by the wrong person, or forged."),
        ("baton_adapter_up", "Whether the other side answers."),
        ("baton_adapter_waiting", "Commands that are not carried out yet."),
        ("baton_adapter_aside", "Commands that lie aside until somebody retries or skips them."),
    ]
}
