import Foundation
import Postgres

/// Many offers that end within a second, with other events before, beside and after.
struct BurstRun {
    private let site: Site
    private let timers: Int
    private let rate: Int
    private let workload: PendingWorkload

    /// From the first event to the first timer; events before that are not counted.
    private static let runUp = Duration.seconds(5)

    init(_ site: Site, timers: Int, rate: Int, seconds: Int) {
        self.site = site
        self.timers = timers
        self.rate = rate
        // Over by the time that the timers ring: one that rings early is only set again.
        workload = PendingWorkload(events: rate * seconds, step: "20s")
    }

    func outcome() throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        try stage.playSeeds(RaceWorkload(events: 200), isOpenOnly: true)
        try Filling(stage, Filling.Plan(leads: timers, openShare: 1)).fill()
        let first = try setDue(stage)
        try stage.daemon.start()
        try stage.awaitSubscription()
        let collector = try Collector(stage, workload)
        Pause.wait(until: first - Self.runUp)
        let due = try Feeder(stage).publish(workload.events, rate: rate)
        try stage.waitFor("everything to be worked off", atMost: .seconds(300)) {
            try collector.look { $0.isComplete && $0.filledEnds.count >= timers }
        }
        try awaitSilence(collector)
        let peak = stage.daemon.tree?.peakResident() ?? 0
        let left = try stage.count("SELECT count(*) FROM baton.timer")
        try stage.daemon.stop()
        collector.stop()
        let ends = try collector.look(\.filledEnds)
        let finished = try collector.look(\.finished)
        var faults = try collector.look(\.faults)
        if left > 0 { faults.append("\(left) timers are left") }
        if ends.count != timers { faults.append("\(ends.count) offers ended, not \(timers)") }
        return Outcome(
            figures: figures(from: first, ends, zip(due, finished))
                + [Figure("peak resident", peak, "MiB", .atMost(80))],
            faults: faults
        )
    }

    /// Waits until no command has come for a second.
    private func awaitSilence(_ collector: Collector) throws {
        var (before, now) = (-1, try collector.look(\.filledCount))
        while now > before {
            Pause.wait(until: .now + .seconds(1))
            (before, now) = (now, try collector.look(\.filledCount))
        }
    }

    /// Sets all timers to one second, as far away as starting and warming up takes; its beginning.
    private func setDue(_ stage: Stage) throws -> ContinuousClock.Instant {
        let wait = Duration.seconds(22) + .milliseconds(timers / 20)
        let (instant, date) = (ContinuousClock.now + wait, Date.now + wait / .seconds(1))
        try stage.database.execute(
            script: """
                UPDATE baton.timer
                SET due_at = to_timestamp(\(date.timeIntervalSince1970) + random())
                """,
            deadline: .seconds(600)
        )
        try stage.database.execute(script: "VACUUM ANALYZE baton.timer", deadline: .seconds(600))
        return instant
    }

    private func figures(
        from first: ContinuousClock.Instant,
        _ ends: [ContinuousClock.Instant],
        _ events: some Sequence<(ContinuousClock.Instant, ContinuousClock.Instant?)>
    ) -> [Figure] {
        let last = ends.max() ?? first
        var (beside, other) = (Percentiles(), Percentiles())
        for (due, end) in events {
            guard let end, due > first - Self.runUp + .seconds(2) else { continue }
            let seconds = (end - due) / .seconds(1)
            if due >= first, due <= last {
                beside.record(seconds: seconds)
            } else {
                other.record(seconds: seconds)
            }
        }
        let seconds = (last - first) / .seconds(1)
        return [
            Figure("all ended after", seconds, "s"),
            Figure("timers per second", Double(ends.count) / max(seconds, 0.001), "/s"),
        ] + beside.figures(prefix: "events meanwhile, ", counted: "events meanwhile")
            + [Figure("events otherwise, p99", other.at(99), "ms")]
    }
}
