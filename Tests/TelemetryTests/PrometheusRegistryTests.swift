import Metrics
import Testing

@testable import Telemetry

@Suite struct PrometheusRegistryTests {
    private let registry = PrometheusRegistry()

    @Test func `counters, gauges and histograms are written in the text format`() {
        registry.describe("baton.events", "Events taken, by outcome.")
        registry.describe("baton_lane_lag", "Events that wait.")
        registry.describe("baton.batch.size", "Events of one batch.")
        counter("baton.events", [("outcome", "applied")]).increment(by: 3)
        counter("baton.events", [("outcome", "ignored")]).increment()
        Gauge(label: "baton.lane.lag", factory: registry).record(2.5)
        Recorder(label: "baton.batch.size", factory: registry).record(7)
        #expect(
            registry.render() == """
                # HELP baton_batch_size Events of one batch.
                # TYPE baton_batch_size histogram
                baton_batch_size_bucket{le="1"} 0
                baton_batch_size_bucket{le="2"} 0
                baton_batch_size_bucket{le="5"} 0
                baton_batch_size_bucket{le="10"} 1
                baton_batch_size_bucket{le="20"} 1
                baton_batch_size_bucket{le="50"} 1
                baton_batch_size_bucket{le="100"} 1
                baton_batch_size_bucket{le="200"} 1
                baton_batch_size_bucket{le="500"} 1
                baton_batch_size_bucket{le="1000"} 1
                baton_batch_size_bucket{le="+Inf"} 1
                baton_batch_size_sum 7
                baton_batch_size_count 1
                # HELP baton_events_total Events taken, by outcome.
                # TYPE baton_events_total counter
                baton_events_total{outcome="applied"} 3
                baton_events_total{outcome="ignored"} 1
                # HELP baton_lane_lag Events that wait.
                # TYPE baton_lane_lag gauge
                baton_lane_lag 2.5

                """
        )
    }

    @Test func `timers are histograms in seconds`() {
        let timer = Timer(
            label: "baton.commit",
            dimensions: [("lane", "0")],
            factory: registry
        )
        timer.recordNanoseconds(500_000)
        timer.recordMilliseconds(1500)
        timer.recordSeconds(61)
        let text = registry.render()
        #expect(text.contains("# TYPE baton_commit_seconds histogram\n"))
        #expect(text.contains("baton_commit_seconds_bucket{lane=\"0\",le=\"0.0005\"} 1\n"))
        #expect(text.contains("baton_commit_seconds_bucket{lane=\"0\",le=\"1\"} 1\n"))
        #expect(text.contains("baton_commit_seconds_bucket{lane=\"0\",le=\"2.5\"} 2\n"))
        #expect(text.contains("baton_commit_seconds_bucket{lane=\"0\",le=\"60\"} 2\n"))
        #expect(text.contains("baton_commit_seconds_bucket{lane=\"0\",le=\"+Inf\"} 3\n"))
        #expect(text.contains("baton_commit_seconds_sum{lane=\"0\"} 62.5005\n"))
        #expect(text.contains("baton_commit_seconds_count{lane=\"0\"} 3\n"))
    }

    @Test func `labels are escaped and sorted, and names made valid`() {
        counter("1.my-count", [("z", "a\\b\"c\nd\r\n"), ("код", "да")]).increment()
        #expect(
            registry.render().contains(
                #"_1_my_count_total{___="да",z="a\\b\"c\nd\#r\n"} 1"#
            )
        )
    }

    @Test func `help is escaped and stays on its line`() {
        registry.describe("a", "one\\two\nthree \"four\"")
        counter("a").increment()
        #expect(registry.render().hasPrefix("# HELP a_total one\\\\two\\nthree \"four\"\n"))
    }

    @Test func `the same name and labels are one series whoever asks`() {
        counter("a", [("x", "1"), ("y", "2")]).increment()
        counter("a", [("y", "2"), ("x", "1")]).increment()
        FloatingPointCounter(
            label: "a",
            dimensions: [("x", "1"), ("y", "2")],
            factory: registry
        ).increment(by: 0.5)
        #expect(registry.render() == "# TYPE a_total counter\na_total{x=\"1\",y=\"2\"} 2.5\n")
    }

    @Test func `a counter never falls and its suffix is not doubled`() {
        let handler = registry.makeCounter(label: "a_total", dimensions: [])
        handler.increment(by: 5)
        handler.increment(by: -3)
        #expect(registry.render().contains("a_total 5\n"))
        handler.reset()
        #expect(registry.render().contains("a_total 0\n"))
    }

    @Test func `gauges go up and down and may be no number`() {
        let meter = Meter(label: "g", factory: registry)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.decrement(by: 13)
        #expect(registry.render().contains("g -0.5\n"))
        meter.set(Double.nan)
        #expect(registry.render().contains("g NaN\n"))
        meter.set(-Double.infinity)
        #expect(registry.render().contains("g -Inf\n"))
    }

    @Test func `more label values than allowed share one series`() {
        for number in 0..<1000 { counter("a", [("id", "\(number)")]).increment() }
        let lines = registry.render().split(separator: "\n")
        #expect(lines.count == Family.seriesMax + 2)
        #expect(lines.contains("a_total{id=\"other\"} 800"))
    }

    @Test func `a long label value is cut`() {
        counter("a", [("id", String(repeating: "я", count: 500))]).increment()
        let value = String(repeating: "я", count: Family.labelLengthMax)
        #expect(registry.render().contains("a_total{id=\"\(value)\"} 1\n"))
    }

    @Test func `a name used for two kinds shows the first and says so`() {
        Recorder(label: "a", factory: registry).record(1)
        Gauge(label: "a", factory: registry).record(1)
        let text = registry.render()
        #expect(text.contains("# TYPE a histogram\n") && !text.contains("# TYPE a gauge"))
        #expect(text.hasSuffix("# a is used for two kinds of metric: only the first is shown\n"))
    }

    @Test func `metrics that nobody described are listed`() {
        counter("b").increment()
        counter("a").increment()
        counter("c").increment()
        registry.describe("b", "By label.")
        registry.describe("c_total", "By name.")
        #expect(registry.undescribed == ["a_total"])
    }

    @Test func `nothing is lost when many count at once`() async {
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    let timer = Timer(label: "t", factory: registry)
                    let real = FloatingPointCounter(label: "f", factory: registry)
                    for _ in 0..<5000 {
                        counter("n", [("half", "\(task % 2)")]).increment()
                        timer.recordNanoseconds(1_000_000_000)
                        real.increment(by: 0.25)
                    }
                    _ = registry.render()
                }
            }
        }
        let text = registry.render()
        #expect(text.contains("n_total{half=\"0\"} 20000\n"))
        #expect(text.contains("n_total{half=\"1\"} 20000\n"))
        #expect(text.contains("t_seconds_sum 40000\n"))
        #expect(text.contains("t_seconds_count 40000\n"))
        #expect(text.contains("f_total 10000\n"))
    }

    private func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
        Counter(label: label, dimensions: dimensions, factory: registry)
    }
}
