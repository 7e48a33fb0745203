import Foundation
import Postgres

/// Feedback on project managers, each with a year of answers behind him, out of a full inbox.
struct ManagersRun {
    private let site: Site
    private let managers: Int
    private let events: Int

    init(_ site: Site, managers: Int, events: Int) {
        self.site = site
        self.managers = managers
        self.events = events
    }

    /// How long one takes, in milliseconds, and what was wrong.
    func outcome() throws -> (milliseconds: Double, faults: [String]) {
        let workload = FeedbackWorkload(managers: managers, count: events)
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
        try stage.waitFor("the feedback to be counted", atMost: .seconds(600)) {
            try stage.count("SELECT count(*) FROM baton.journal") >= known + events
        }
        let milliseconds = try stage.count(
            """
            SELECT (extract(epoch FROM max(received_at) - min(received_at)) * 1000)::bigint
            FROM baton.journal WHERE type = 'feedback.given' AND seq > \(known)
            """
        )
        let rated = try stage.count(
            "SELECT count(*) FROM baton.journal WHERE commands::text LIKE '%baton.rating.changed%'"
        )
        try stage.daemon.stop()
        return (
            Double(milliseconds) / Double(events),
            rated < events / 2 ? ["only \(rated) of \(events) changed a rating"] : []
        )
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
