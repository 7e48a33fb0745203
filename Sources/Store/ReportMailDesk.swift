import Domain
import Engine
package import Foundation
package import Postgres

/// Table `report_schedule`, and the jobs of reports by mail: what is to go out, and what has.
package struct ReportMailDesk {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(20)

    /// A desk over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Whether an occurrence is still to be made: nothing that was due before its schedule was
    /// first seen, and nothing twice.
    package func wants(
        _ id: String,
        of schedule: String,
        due: Date,
        now: Date
    ) throws(PostgresError) -> Bool {
        let results = try connection.run(
            [
                Query(Self.seen, [.text(schedule), .timestamp(now)]),
                Query(Self.wanted, [.text(schedule), .text(id), .timestamp(due)]),
            ],
            deadline: Self.deadline
        )
        return try results[1].rows.first?.bool(0) ?? false
    }

    /// What was made for a schedule, or under an id: lines of a story, the oldest first.
    ///
    /// A mail is no event and takes no place in the journal: what it says was counted beside the
    /// lane. The row of its job is the record.
    package func story(
        of name: String,
        limit: Int
    ) throws(PostgresError) -> [JournalReader.Line] {
        let results = try connection.run(
            [Query(Self.readStory, [.text(name), .int(Int64(limit))])],
            deadline: Self.deadline
        )
        var lines: [JournalReader.Line] = []
        for row in results.flatMap({ Array($0.rows) }) { lines.append(try line(row)) }
        return lines.reversed()
    }

    private func line(_ row: Row) throws(PostgresError) -> JournalReader.Line {
        let (id, schedule) = (try row.text(0), try row.text(1))
        let due = try row.timestamp(2)
        let recipients = decoded([Value].self, try row.json(3)) ?? []
        let (subject, made) = (try row.text(4), Timestamp.date(try row.text(5)) ?? due)
        let sent = try row.optionalTimestamp(6)
        return JournalReader.Line(
            received: made,
            occurred: due,
            type: "report.mailed",
            subject: schedule,
            outcome: .applied,
            decisions: [],
            data: [
                "id": .text(id), "name": .text(schedule), "due_at": .text(Timestamp.text(due)),
                "sent_at": sent.map { .text(Timestamp.text($0)) } ?? .null,
            ],
            commands: [
                JournalReader.Command(
                    id: id,
                    type: "mail.send",
                    data: [
                        "to": .list(recipients), "subject": .text(subject),
                        "template": .text("report"),
                    ]
                )
            ]
        )
    }

    /// What this program has written can be read; of a row that somebody has spoilt, the rest is
    /// told.
    private func decoded<T: Decodable>(_ type: T.Type, _ json: [UInt8]) -> T? {
        try? JSONReader.decode(type, from: json)
    }

    /// The kind of their jobs.
    package static let kind = "report_mail"

    private static let readStory = Statement(
        """
        SELECT key, coalesce(input->>'schedule', ''), requested_at,
            coalesce(message->'data'->'to', '[]'), coalesce(message->'data'->>'subject', ''),
            coalesce(message->>'time', ''), sent_at
        FROM job
        WHERE kind = 'report_mail' AND message IS NOT NULL
            AND (key = $1 OR input->>'schedule' = $1)
        ORDER BY requested_at DESC, key DESC LIMIT $2
        """
    )
    private static let seen = Statement(
        "INSERT INTO report_schedule (name, since) VALUES ($1, $2) ON CONFLICT DO NOTHING"
    )
    private static let wanted = Statement(
        """
        SELECT since < $3 AND NOT EXISTS (SELECT FROM job WHERE key = $2)
        FROM report_schedule WHERE name = $1
        """
    )
}
