import Foundation

/// W1 at a steady rate, by Baton or by what the machine allows at best.
struct SteadyRun {
    private let site: Site
    private let workload: RaceWorkload
    private let recording: Recording
    private let rate: Int

    init(_ site: Site, _ recording: Recording, rate: Int, seconds: Int) {
        self.site = site
        self.recording = recording
        self.rate = rate
        workload = RaceWorkload(events: rate * (seconds + 2), width: max(rate, 8))
    }

    /// Baton itself.
    func baton() throws -> Outcome {
        try LatencyRun(site, workload, rate: rate).figures()
    }

    /// A part of the work by the minimal program.
    func minimal(_ parts: MinimalProgram.Parts) throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        try stage.daemon.stop()
        let program = try MinimalProgram(parts, MinimalWork(recording, workload, stage))
        let collector = try Collector(stage, workload)
        program.start()
        let due = try Feeder(stage).publish(workload.events, rate: rate)
        _ = try program.finish()
        try stage.waitFor("the last command", atMost: .seconds(30)) {
            try collector.look(\.isComplete)
        }
        collector.stop()
        let finished = try collector.look(\.finished)
        let times = Percentiles(from: due, to: finished, warmUp: rate * 2)
        return Outcome(
            figures: times.figures(counted: "events counted"),
            faults: try collector.look(\.faults)
        )
    }
}
