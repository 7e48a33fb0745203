package import CoreMetrics
import Synchronization

/// Keeps what swift-metrics counts, and shows it to Prometheus.
///
/// Counters get the suffix `_total`, timers `_seconds`; dots and dashes in names become `_`.
/// What is in the registry stays there: destroying a metric is not followed.
package final class PrometheusRegistry: Sendable {
    private struct State {
        /// By the name in the exposition.
        var families: [String: Family] = [:]
        var help: [String: String] = [:]
        /// Names that were used for two kinds of metric; the first one counts.
        var clashes: Set<String> = []

        /// What was said of the metric, under either of its names.
        func help(of name: String, _ family: Family) -> String? {
            help[name] ?? help[family.label]
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// Says what a metric means.
    ///
    /// - Parameters:
    ///   - name: The label by which the code counts, or the name that Prometheus sees.
    ///   - help: One sentence, with the unit where it is not in the name.
    package func describe(_ name: String, _ help: String) {
        state.withLock { $0.help[Exposition.name(name)] = help }
    }

    /// The names of metrics in use that nobody described, in order.
    package var undescribed: [String] {
        state.withLock { state in
            state.families.filter { state.help(of: $0.key, $0.value) == nil }.keys.sorted()
        }
    }

    /// Everything in the text format 0.0.4, always in the same order.
    package func render() -> String {
        let state = state.withLock { $0 }
        var text = ""
        for (name, family) in state.families.sorted(by: { $0.key < $1.key }) {
            if let help = state.help(of: name, family) {
                text += "# HELP \(name) \(Exposition.help(help))\n"
            }
            text += "# TYPE \(name) \(family.kind.rawValue)\n"
            for (labels, instrument) in family.series.sorted(by: { $0.key < $1.key }) {
                instrument.write(Series(name: name, labels: labels), into: &text)
            }
        }
        for name in state.clashes.sorted() {
            text += "# \(name) is used for two kinds of metric: only the first is shown\n"
        }
        return text
    }

    private func instrument<I: Instrument>(
        _ kind: Family.Kind,
        _ label: String,
        suffix: String = "",
        _ dimensions: [(String, String)],
        _ make: () -> I
    ) -> I {
        let label = Exposition.name(label)
        let name = label.hasSuffix(suffix) ? label : label + suffix
        return state.withLock { state in
            var family = state.families[name] ?? Family(kind: kind, label: label)
            guard family.kind == kind else {
                state.clashes.insert(name)
                return make()
            }
            let instrument = family.instrument(dimensions, make)
            state.families[name] = family
            return instrument
        }
    }
}

extension PrometheusRegistry: MetricsFactory {
    package func makeCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any CounterHandler {
        instrument(.counter, label, suffix: "_total", dimensions, CounterInstrument.init)
    }

    package func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        instrument(.counter, label, suffix: "_total", dimensions, CounterInstrument.init)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        instrument(.gauge, label, dimensions, GaugeInstrument.init)
    }

    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else {
            return instrument(.gauge, label, dimensions, GaugeInstrument.init)
        }
        return instrument(.histogram, label, dimensions) {
            HistogramInstrument(bounds: HistogramInstrument.sizesBounds)
        }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        instrument(.histogram, label, suffix: "_seconds", dimensions) {
            HistogramInstrument(bounds: HistogramInstrument.secondsBounds)
        }
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
