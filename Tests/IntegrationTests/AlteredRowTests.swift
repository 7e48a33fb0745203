import AMQP
import Foundation
import Postgres
import Testing

/// Rows that somebody has altered by hand, in ways that no program would.
struct Alteration: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let alter: String
    let mend: String
    /// What `/readyz` names; nil where work goes on as if nothing were.
    let complaint: String?

    /// One that is about the lead L3.
    private init(ofLead name: String, _ assignment: String, _ complaint: String?) {
        testDescription = name
        alter = "UPDATE subject SET \(assignment) WHERE kind = 'lead' AND id = 'L3'"
        mend = """
            UPDATE subject s SET state = k.state, version = k.version
            FROM kept k WHERE k.kind = s.kind AND k.id = s.id AND s.id = 'L3'
            """
        self.complaint = complaint
    }

    private init(_ name: String, _ alter: String, mend: String, _ complaint: String?) {
        testDescription = name
        self.alter = alter
        self.mend = mend
        self.complaint = complaint
    }

    private init(ofTimer name: String, _ values: String, _ complaint: String?) {
        testDescription = name
        alter = """
            INSERT INTO timer
                (kind, subject, process, name, generation, lane, due_at, correlation_id)
            VALUES (\(values), '')
            """
        mend = "DELETE FROM timer WHERE subject = 'nobody'"
        self.complaint = complaint
    }

    static let all =
        states + [
            Alteration(
                "a lane at the end of all numbers",
                "UPDATE lane SET next_seq = 9223372036854775807",
                mend: "UPDATE lane SET next_seq = (SELECT max(seq) + 1 FROM journal)",
                "next_seq"
            ),
            Alteration(
                "keys that lead to somebody else",
                "UPDATE subject SET lookup_keys = '{\"phone:+7\",\"\",\"desk:nobody\"}'",
                mend: "SELECT 1",
                nil
            ),
            Alteration(
                ofTimer: "a timer that was due before all time",
                "'lead', 'nobody', 'qualification', 'accept', 1, 0, '-infinity'",
                nil
            ),
            Alteration(
                ofTimer: "a timer of the year one, of nobody",
                "'lead', 'nobody', 'rules', 'accept', -9223372036854775808, 0, '0001-01-01'",
                nil
            ),
            Alteration(
                ofTimer: "a timer of a process that is not known",
                "'call', 'nobody', 'astrology', '\u{1}', 9223372036854775807, 0, '1970-01-01'",
                nil
            ),
            Alteration(
                ofTimer: "a timer of a kind that is not known",
                "'ship', 'nobody', 'qualification', 'accept', 1, 0, '1970-01-01'",
                nil
            ),
        ]

    private static let states = [
        Alteration(ofLead: "a state that is a list", "state = '[1, 2]'", "lead L3"),
        Alteration(ofLead: "a state of text", "state = '\"gone\"'", "lead L3"),
        Alteration(
            ofLead: "a process of another shape",
            #"state = '{"qualification": [{"items": null}]}'"#,
            "lead L3"
        ),
        Alteration(
            ofLead: "a word that is none of the list",
            """
            state = regexp_replace(state::text, '"stage" ?: ?"[a-z_]+"', '"stage": "lost"')::json
            """,
            "lead L3"
        ),
        Alteration(
            ofLead: "a counter at the end of all numbers",
            """
            state = regexp_replace(
                state::text, '"passes" ?: ?[0-9]+', '"passes": 9223372036854775807')::json
            """,
            "lead L3"
        ),
        Alteration(
            ofLead: "a version at the end of all numbers",
            "version = 9223372036854775807",
            "lead L3"
        ),
    ]
}

extension `With private servers` {
    @Suite struct `A row that somebody has altered` {
        private let workload = Workload(leads: 5)

        /// The lane waits in front of it, by name, and goes on once it is mended.
        @Test(arguments: Alteration.all)
        func `ends nothing and loses nothing`(alteration: Alteration) async throws {
            try await Rig.use { rig in
                let first = try await rig.start()
                try rig.host.publish(workload.events(0..<3))
                try await rig.journalled(15)
                try await first.stop()
                _ = try rig.database.rows("CREATE TABLE kept AS SELECT * FROM subject")
                _ = try rig.database.rows(alteration.alter)
                let second = try rig.launch()
                try rig.host.publish(workload.events(3..<Workload.eventsPerLead))
                if let complaint = alteration.complaint {
                    try await eventually("the complaint about \(complaint)") {
                        let answer = second.readiness()
                        guard answer?.body.contains(complaint) != true else { return true }
                        throw Sockets.Failed(what: "\(answer?.body ?? "no answer")")
                    }
                } else {
                    try await rig.collected(workload.commandCount)
                }
                _ = try rig.database.rows(alteration.mend)
                try await rig.finish(second, workload)
            }
        }
    }
}
