import CoreMetrics

/// One series of a metric: a number, or a histogram, for one set of label values.
///
/// Counting allocates nothing and takes no lock.
protocol Instrument: AnyObject, Sendable {
    /// Its lines of the exposition, in order.
    func write(_ series: Series, into text: inout String)
}

/// A number that only grows.
final class CounterInstrument: Instrument, CounterHandler, FloatingPointCounterHandler {
    private let whole = WholeCell()
    private let real = RealCell()

    /// A negative amount is our own mistake, and would look like a restart.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.add(amount)
    }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        real.add(amount)
    }

    func reset() {
        whole.reset()
        real.set(0)
    }

    func write(_ series: Series, into text: inout String) {
        let fraction = real.value
        let value =
            fraction == 0 ? "\(whole.value)" : Exposition.number(Double(whole.value) + fraction)
        series.write(value, into: &text)
    }
}

/// A number that goes up and down.
final class GaugeInstrument: Instrument, MeterHandler, RecorderHandler {
    private let level = RealCell()

    func set(_ value: Int64) { level.set(Double(value)) }
    func set(_ value: Double) { level.set(value) }
    func increment(by amount: Double) { level.add(amount) }
    func decrement(by amount: Double) { level.add(-amount) }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    func write(_ series: Series, into text: inout String) {
        series.write(Exposition.number(level.value), into: &text)
    }
}

/// How many observations were how large.
final class HistogramInstrument: Instrument, RecorderHandler, TimerHandler {
    /// In seconds: from half a millisecond, a fast transaction, to a minute, a stuck one.
    static let secondsBounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
    /// Counts of things: events of a batch, bytes of a message.
    static let sizesBounds: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

    private let bounds: [Double]
    /// One for each bound and one beyond; each observation counts in exactly one.
    private let counts: [WholeCell]
    private let sum = RealCell()

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = (0...bounds.count).map { _ in WholeCell() }
    }

    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count].add(1)
        sum.add(value)
    }

    func write(_ series: Series, into text: inout String) {
        var count: Int64 = 0
        for (bound, cell) in zip(bounds + [.infinity], counts) {
            count += cell.value
            let bucket = series.with(suffix: "_bucket", label: "le", Exposition.number(bound))
            bucket.write("\(count)", into: &text)
        }
        series.with(suffix: "_sum").write(Exposition.number(sum.value), into: &text)
        series.with(suffix: "_count").write("\(count)", into: &text)
    }
}
