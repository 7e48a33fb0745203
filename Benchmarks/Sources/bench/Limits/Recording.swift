import Foundation
import Postgres

/// What Baton wrote of one kind of event of W1, to be written again by the minimal program.
struct EventRecording: Sendable {
    let type: String
    let decisions: [UInt8]
    let event: [UInt8]
    /// As the journal keeps them, one list.
    let commandList: [UInt8]
    let commands: [(type: String, body: [UInt8])]
    /// The lead's state afterwards.
    let state: [UInt8]
    let holders: String
}

/// The bytes of W1, taken from the database after Baton has played it for two leads.
///
/// The minimal program writes rows and messages of just these sizes; only what an index or a
/// consumer looks at, ids and phone numbers, differs from lead to lead.
struct Recording: Sendable {
    let created: EventRecording
    let accepted: EventRecording
    let timerProcess: String
    let timerName: String

    init(_ site: Site) throws {
        let workload = RaceWorkload(events: 4)
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        // Of the second lead the offer still stands.
        let played = workload.events.dropLast()
        try Feeder(stage).publish(Array(played))
        try stage.waitFor("the first leads to be decided") {
            try stage.count("SELECT count(*) FROM baton.journal")
                >= workload.people.count + played.count
        }
        created = try Self.event("lead.created", stateOf: "L1", stage)
        accepted = try Self.event("lead.offer_accepted", stateOf: "L0", stage)
        guard let timer = try Self.rows(stage, "SELECT process, name FROM baton.timer").first
        else { throw BenchError("no timer was armed for an offer") }
        (timerProcess, timerName) = (try timer.text(0), try timer.text(1))
        try Self.checkFacts(stage)
        try stage.daemon.stop()
    }

    /// The minimal program writes one lead and one turn for each lead, and nothing else.
    private static func checkFacts(_ stage: Stage) throws {
        let written = try stage.count(
            """
            SELECT (SELECT count(*) FROM baton.report_lead)
                + 10 * (SELECT count(*) FROM baton.report_turn)
                + 100 * (SELECT count(*) FROM baton.report_item)
                + 100 * (SELECT count(*) FROM baton.report_deal)
                + 100 * (SELECT count(*) FROM baton.pay_line)
            """
        )
        guard written == 22 else {
            throw BenchError("Baton writes other facts of W1 than the minimal program")
        }
    }

    private static func event(
        _ type: String,
        stateOf lead: String,
        _ stage: Stage
    ) throws -> EventRecording {
        let rows = try rows(
            stage,
            """
            SELECT decisions::text, event::text, commands::text FROM baton.journal
            WHERE type = $1 ORDER BY seq LIMIT 1
            """,
            type
        )
        let states = try self.rows(
            stage,
            """
            SELECT state::text, array_to_string(holders, E'\\x1f') FROM baton.subject
            WHERE kind = 'lead' AND id = $1
            """,
            lead
        )
        let commands = try self.rows(
            stage,
            """
            SELECT c.value ->> 'type', c.value::text
            FROM (SELECT commands FROM baton.journal WHERE type = $1 ORDER BY seq LIMIT 1) j,
                json_array_elements(j.commands) WITH ORDINALITY c (value, place) ORDER BY place
            """,
            type
        )
        guard let row = rows.first, let state = states.first else {
            throw BenchError("\(type) was not decided")
        }
        return EventRecording(
            type: type,
            decisions: Array(try row.text(0).utf8),
            event: Array(try row.text(1).utf8),
            commandList: Array(try row.text(2).utf8),
            commands: try commands.map { (try $0.text(0), Array(try $0.text(1).utf8)) },
            state: Array(try state.text(0).utf8),
            holders: try state.text(1)
        )
    }

    private static func rows(
        _ stage: Stage,
        _ sql: String,
        _ value: String? = nil
    ) throws -> RowSequence {
        let query = Query(Statement(sql), value.map { [.text($0)] } ?? [])
        return try stage.database.run([query], deadline: .seconds(60))[0].rows
    }
}
