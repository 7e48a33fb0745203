import Foundation

/// One drain: a full inbox, worked off by the daemon.
struct DrainRun<Work: Workload> {
    private let site: Site
    private let workload: Work

    init(_ site: Site, _ workload: Work) {
        self.site = site
        self.workload = workload
    }

    func outcome() throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        try stage.daemon.stop()
        try Feeder(stage).publish(workload.events)
        let waiting = try stage.waiting(in: stage.names.inboxes)
        guard waiting == workload.events.count else {
            throw BenchError("\(waiting) of \(workload.events.count) events reached the inbox")
        }
        let collector = try Collector(stage, workload)
        let (before, after) = try drain(stage, collector)
        let peak = stage.daemon.tree?.peakResident() ?? 0
        try stage.daemon.stop()
        collector.stop()
        let seconds = try stage.seconds(until: collector)
        let faults = try collector.look(\.faults) + stage.faults(after: workload)
        return Outcome(
            figures: rates(try collector.look(\.received), seconds)
                + Gauge.costs(from: before, to: after, events: workload.events.count)
                + [Figure("peak resident", peak, "MiB", .atMost(80))]
                + [batch(from: before, to: after)] + (try Gauge.tables(stage)),
            faults: faults
        )
    }

    /// Starts the daemon and waits for the last command; what was used before and after.
    private func drain(_ stage: Stage, _ collector: Collector) throws -> (Gauge, Gauge) {
        try stage.daemon.start()
        try stage.waitFor("the first command", every: .milliseconds(2)) {
            guard stage.daemon.isRunning else {
                throw BenchError("the daemon ended:\n\(stage.daemon.log)")
            }
            return try collector.look(\.received) > 0
        }
        let before = try Gauge(stage)
        try stage.waitFor("the last command", atMost: .seconds(600), every: .milliseconds(10)) {
            try collector.look(\.isComplete)
        }
        return (before, try Gauge(stage))
    }

    private func rates(_ commands: Int, _ seconds: Double) -> [Figure] {
        [
            Figure(
                "events per second",
                Double(workload.events.count) / seconds,
                "/s",
                .atLeast(2000)
            ),
            Figure("commands per second", Double(commands) / seconds, "/s"),
            Figure("seconds", seconds, "s"),
        ]
    }

    private func batch(from before: Gauge, to after: Gauge) -> Figure {
        Figure(
            "events per transaction, about",
            Double(workload.events.count) / Double(max(after.commits - before.commits, 1)),
            ""
        )
    }
}

extension Stage {
    /// Seconds from the first event received to the last command collected.
    func seconds(until collector: Collector) throws -> Double {
        guard let last = try collector.look(\.last) else { return 0 }
        let ago = (ContinuousClock.now - last) / .seconds(1)
        let now = Date.now.timeIntervalSince1970
        let first = try count(
            """
            SELECT (extract(epoch FROM min(received_at)) * 1000)::bigint FROM baton.journal
            WHERE type <> 'person.upserted'
            """
        )
        return now - ago - Double(first) / 1000
    }
}
