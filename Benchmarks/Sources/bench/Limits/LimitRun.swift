import Foundation

/// W1 drained once by Baton, or by what the machine allows at most.
struct LimitRun {
    private let site: Site
    private let workload: RaceWorkload
    private let recording: Recording

    /// The recording is made here; only Baton itself has several lanes.
    init(_ site: Site, events: Int) throws {
        let site = site.with(lanes: 1)
        self.site = site
        workload = RaceWorkload(events: events)
        recording = try Recording(site)
    }

    /// Baton itself: events per second, and what else is known of the drain.
    func baton(lanes: Int = 1) throws -> Outcome {
        try DrainRun(site.with(lanes: lanes), workload).outcome()
    }

    /// A part of the work by the minimal program.
    func minimal(_ parts: MinimalProgram.Parts) throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        try stage.daemon.stop()
        let work = try MinimalWork(recording, workload, stage)
        return parts == .database ? try alone(work, stage) : try drain(parts, work, stage)
    }

    private func alone(_ work: MinimalWork, _ stage: Stage) throws -> Outcome {
        let before = try Gauge(stage)
        let spent = try MinimalProgram(.database, work).run()
        let after = try Gauge(stage)
        return Outcome(
            figures: figures(spent, until: spent.last, before, after),
            faults: try stage.faults(after: workload)
        )
    }

    private func drain(
        _ parts: MinimalProgram.Parts,
        _ work: MinimalWork,
        _ stage: Stage
    ) throws -> Outcome {
        try Feeder(stage).publish(workload.events)
        let collector = try Collector(stage, workload)
        let before = try Gauge(stage)
        let spent = try MinimalProgram(parts, work).run()
        try stage.waitFor("the last command", every: .milliseconds(5)) {
            try collector.look(\.isComplete)
        }
        let after = try Gauge(stage)
        collector.stop()
        let faults = try collector.look(\.faults)
        return Outcome(
            figures: figures(spent, until: try collector.look(\.last), before, after),
            faults: parts == .both ? try faults + stage.faults(after: workload) : faults
        )
    }

    private func figures(
        _ spent: MinimalProgram.Spent,
        until last: ContinuousClock.Instant?,
        _ before: Gauge,
        _ after: Gauge
    ) -> [Figure] {
        guard let first = spent.first, let last else { return [] }
        let count = Double(workload.events.count)
        let seconds = (last - first) / .seconds(1)
        return [
            Figure("events per second", count / seconds, "/s"),
            Figure("cpu per event, minimal", spent.processor * 1000 / count, "ms"),
        ] + Gauge.costs(from: before, to: after, events: workload.events.count)
    }
}

extension Outcome {
    /// The figure of a name; 0 where it was not measured.
    func value(_ name: String) -> Double {
        figures.first { $0.name == name }?.value ?? 0
    }
}
