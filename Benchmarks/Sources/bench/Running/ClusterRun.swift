import Foundation

/// Several instances that share full inboxes, and what is left of them.
struct ClusterRun<Work: Workload> {
    private let site: Site
    private let workload: Work
    private let instances: Int

    init(_ site: Site, _ workload: Work, instances: Int) {
        self.site = site
        self.workload = workload
        self.instances = instances
    }

    func outcome() throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        let others = (1..<max(instances, 2)).map { _ in stage.anotherDaemon() }
        defer { for daemon in others { daemon.kill() } }
        try stage.begin(workload)
        for daemon in others { try daemon.start() }
        try awaitShares(stage, [stage.daemon] + others)
        let shares = try Self.shares(stage)
        for daemon in [stage.daemon] + others { try daemon.stop() }
        try Feeder(stage).publish(workload.events)
        let collector = try Collector(stage, workload, mayRepeat: true)
        for daemon in [stage.daemon] + others { try daemon.start() }
        let before = try Gauge(stage, others)
        try stage.waitFor("the last command", atMost: .seconds(600), every: .milliseconds(10)) {
            try collector.look(\.isComplete)
        }
        let after = try Gauge(stage, others)
        let seconds = try stage.seconds(until: collector)
        try awaitShares(stage, [stage.daemon] + others)
        let takeOver = try takeOver(stage, others)
        for daemon in others { try daemon.stop() }
        collector.stop()
        let received = Double(try collector.look(\.received))
        return Outcome(
            figures: [
                Figure("events per second", Double(workload.events.count) / seconds, "/s"),
                Figure("commands per second", received / seconds, "/s"),
                Figure("lanes of the one with most", shares.most, ""),
                Figure("lanes of the one with fewest", shares.fewest, ""),
                Figure("take-over", takeOver, "s", .atMost(2)),
            ] + Gauge.costs(from: before, to: after, events: workload.events.count),
            faults: try collector.look(\.faults) + stage.faults(after: workload)
        )
    }

    /// Waits until no instance has more lanes than its share.
    private func awaitShares(_ stage: Stage, _ daemons: [Daemon]) throws {
        let share = (site.lanes + daemons.count - 1) / daemons.count
        try stage.waitFor("shares of lanes") {
            let counts = try daemons.map { try Self.lanes(of: $0, stage) }
            return counts.reduce(0, +) == site.lanes && counts.allSatisfy { $0 <= share }
        }
    }

    private static func shares(_ stage: Stage) throws -> (most: Double, fewest: Double) {
        func count(_ order: String) throws -> Double {
            Double(
                try stage.count(
                    "SELECT count(*) FROM baton.lane GROUP BY owner ORDER BY 1 \(order) LIMIT 1"
                )
            )
        }
        return (try count("DESC"), try count("ASC"))
    }

    private static func lanes(of daemon: Daemon, _ stage: Stage) throws -> Int {
        let pid = daemon.tree?.root ?? 0
        return try stage.count("SELECT count(*) FROM baton.lane WHERE owner LIKE '%:\(pid)'")
    }

    /// Seconds from the death of the stage's own instance until the others have all lanes.
    private func takeOver(_ stage: Stage, _ others: [Daemon]) throws -> Double {
        stage.daemon.kill()
        let killed = ContinuousClock.now
        try stage.waitFor("take-over", every: .milliseconds(2)) {
            try others.reduce(0) { $0 + (try Self.lanes(of: $1, stage)) } == site.lanes
        }
        return (ContinuousClock.now - killed) / .seconds(1)
    }
}
