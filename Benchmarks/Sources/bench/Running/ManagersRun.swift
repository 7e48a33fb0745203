import Foundation
import Postgres

/// Feedback on project managers, each with a year of answers behind him, out of a full inbox.
struct ManagersRun {
    private let site: Site
    private let managers: Int
    private let spokenOf: Int
    private let events: Int

    /// - Parameters:
    ///   - managers: How many the company has.
    ///   - spokenOf: Of how many of them something is said: the fewer, the more of it lies in one
    ///     batch, which reads and writes each of them once.
    init(_ site: Site, managers: Int, spokenOf: Int, events: Int) {
        self.site = site
        self.managers = managers
        self.spokenOf = spokenOf
        self.events = events
    }

    /// How long one takes, in milliseconds, and what was wrong.
    func outcome() throws -> (milliseconds: Double, faults: [String]) {
        let workload = FeedbackWorkload(managers: spokenOf, count: events)
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        try stage.daemon.stop()
        for script in [ManagerFilling.script(managers), "VACUUM ANALYZE baton.subject"] {
            try stage.database.execute(script: script, deadline: .seconds(600))
        }
        let known = try stage.count("SELECT count(*) FROM baton.journal")
        try Feeder(stage).publish(workload.events)
        try stage.daemon.start()
        // By the clock, and not by when events were received: they come off the inbox hundreds at
        // once.
        let begun = try waitFor("the first feedback", over: known, stage)
        let ended = try waitFor("the feedback", over: known + events - 1, stage)
        guard ended.count > begun.count else {
            throw BenchError("\(events) events are too few: all came with the first look")
        }
        let milliseconds = (ended.at - begun.at) / .milliseconds(1)
        let rated = try stage.count(
            "SELECT count(*) FROM baton.journal WHERE commands::text LIKE '%baton.rating.changed%'"
        )
        try stage.daemon.stop()
        return (
            milliseconds / Double(ended.count - begun.count),
            rated < events / 2 ? ["only \(rated) of \(events) changed a rating"] : []
        )
    }

    /// When more than so many lines stand in the journal, and how many then do.
    private func waitFor(
        _ what: String,
        over count: Int,
        _ stage: Stage
    ) throws -> (at: ContinuousClock.Instant, count: Int) {
        var found = 0
        try stage.waitFor("\(what) to be counted", atMost: .seconds(600), every: .milliseconds(5)) {
            found = try stage.count("SELECT count(*) FROM baton.journal")
            return found > count
        }
        return (.now, found)
    }
}

/// Heads who say something of one manager after the other.
struct FeedbackWorkload: Workload {
    let name = "feedback on project managers"
    let settings = ["rating.enabled": "true"]
    let people = ManagerFilling.original
    let events: [PlannedEvent]
    let truths: [(sql: String, answer: Int)] = []

    init(managers: Int, count: Int) {
        events = (0..<count).map { number in
            PlannedEvent(
                number: number,
                type: "feedback.given",
                lead: nil,
                subject: "filled-\(1 + number % managers)",
                data: """
                    {"feedback_id":"f\(number)","person_id":"filled-\(1 + number % managers)",\
                    "by":"judge","score":\(1 + (number / managers + number) % 5)}
                    """,
                commands: []
            )
        }
    }
}
