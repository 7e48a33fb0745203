import ArgumentParser
import Foundation

/// `bench idle`: what the daemon costs while nothing happens.
struct Idle: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures what the daemon uses while nothing happens."
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "For how long.")
    var seconds = 20

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let repetition = try Repetition(1) { try figures(site) }
        return repetition.report("idle for \(seconds) s")
    }

    private func figures(_ site: Site) throws -> Outcome {
        let workload = QualificationWorkload(events: 0)
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        // The cursor's last write and the first health reports are behind it then.
        Pause.wait(until: .now + .seconds(3))
        guard let tree = stage.daemon.tree else { throw BenchError("the daemon is not there") }
        let before = (try Gauge(stage), tree.voluntarySwitches())
        Pause.wait(until: .now + .seconds(seconds))
        let after = (try Gauge(stage), tree.voluntarySwitches())
        let used = after.0.daemon - before.0.daemon
        let figures = [
            Figure("processor time", used / Double(seconds) * 100, "%", .atMost(1)),
            Figure("wake-ups per second", Double(after.1 - before.1) / Double(seconds), "/s"),
            Figure("resident", tree.resident(), "MiB"),
            Figure("WAL", Double(after.0.log - before.0.log), "bytes"),
        ]
        try stage.daemon.stop()
        return Outcome(figures: figures, faults: [])
    }
}
