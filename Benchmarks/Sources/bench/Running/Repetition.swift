/// What one run found.
struct Outcome {
    let figures: [Figure]
    /// What was wrong with the run's outcome.
    let faults: [String]
}

/// The same measurement several times.
struct Repetition {
    private var outcomes: [Outcome] = []
    private var loads: [Double] = []

    /// Measures so often; at least once.
    init(_ count: Int, _ measure: () throws -> Outcome) throws {
        for _ in 0..<max(1, count) {
            loads.append(Load.average)
            outcomes.append(try measure())
        }
    }

    func report(_ title: String) -> Report {
        Report(
            title,
            runs: outcomes.map(\.figures),
            loads: loads,
            faults: outcomes.flatMap(\.faults)
        )
    }
}

extension Stage {
    /// What the database and the queues of the unwanted say against the run.
    func faults(after workload: some Workload) throws -> [String] {
        var faults: [String] = []
        for (sql, answer) in workload.truths {
            let found = try count(sql)
            if found != answer { faults.append("\(found) instead of \(answer): \(sql)") }
        }
        for queue in [names.dead, names.unrouted] + names.inboxes {
            let waiting = try waiting(in: [queue])
            if waiting > 0 { faults.append("\(waiting) messages are left in \(queue)") }
        }
        return faults
    }
}
