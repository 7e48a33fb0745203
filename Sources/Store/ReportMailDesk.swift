import Domain
import Engine
package import Foundation
package import Postgres

/// Tables `report_schedule` and `report_mail`: what went out by mail, and what still must.
package struct ReportMailDesk {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(20)

    /// A desk over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// A mail that was made.
    package struct Mail: Sendable {
        package let id: String
        /// The CloudEvent, the same however often it is published.
        package let message: [UInt8]

        package init(id: String, message: [UInt8]) {
            self.id = id
            self.message = message
        }
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

    /// Keeps a mail, unless another instance was quicker.
    package func keep(
        _ mail: Mail,
        of schedule: String,
        due: Date
    ) throws(PostgresError) {
        _ = try connection.run(
            [
                Query(
                    Self.insert,
                    [.text(mail.id), .text(schedule), .timestamp(due), .json(mail.message)]
                )
            ],
            deadline: Self.deadline
        )
    }

    /// Mails that the broker has not confirmed yet, the oldest first.
    package func unsent() throws(PostgresError) -> [Mail] {
        let results = try connection.run([Query(Self.readUnsent)], deadline: Self.deadline)
        var mails: [Mail] = []
        for row in results.flatMap({ Array($0.rows) }) {
            mails.append(Mail(id: try row.text(0), message: try row.json(1)))
        }
        return mails
    }

    /// The broker has confirmed a mail.
    package func markSent(_ id: String, at now: Date) throws(PostgresError) {
        _ = try connection.run(
            [Query(Self.mark, [.text(id), .timestamp(now)])],
            deadline: Self.deadline
        )
    }

    /// What was made for a schedule, or under an id: lines of a story, the oldest first.
    ///
    /// A mail is no event and takes no place in the journal: what it says was counted beside the
    /// lane. Its row here is written once, and then only marked as taken by the broker.
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

    private static let readStory = Statement(
        """
        SELECT id, schedule, due_at, coalesce(message->'data'->'to', '[]'),
            coalesce(message->'data'->>'subject', ''), coalesce(message->>'time', ''), sent_at
        FROM report_mail WHERE schedule = $1 OR id = $1 ORDER BY due_at DESC, id DESC LIMIT $2
        """
    )
    private static let seen = Statement(
        "INSERT INTO report_schedule (name, since) VALUES ($1, $2) ON CONFLICT DO NOTHING"
    )
    private static let wanted = Statement(
        """
        SELECT since < $3 AND NOT EXISTS (SELECT FROM report_mail WHERE id = $2)
        FROM report_schedule WHERE name = $1
        """
    )
    private static let insert = Statement(
        """
        INSERT INTO report_mail (id, schedule, due_at, message) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
        """
    )
    private static let readUnsent = Statement(
        "SELECT id, message FROM report_mail WHERE sent_at IS NULL ORDER BY due_at, id LIMIT 20"
    )
    private static let mark = Statement(
        "UPDATE report_mail SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL"
    )
}
