package import Domain
package import Engine
package import Foundation
package import Postgres

/// Reads the journal for people: the story of one lead, call, client or person.
package struct JournalReader {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(60)

    /// A reader over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// One line of a story.
    package struct Line: Sendable {
        package let received: Date
        package let occurred: Date
        package let type: String
        package let subject: String
        package let outcome: JournalEntry.Outcome
        package let decisions: [ProcessDecision]
        /// The event's `data`; empty for a timer.
        package let data: [String: Value]
        /// The commands and facts that went out, in order.
        package let commands: [Command]
        /// What is wrong with it, where it could not be worked with.
        package let deadLetter: Buried?

        package init(
            received: Date,
            occurred: Date,
            type: String,
            subject: String,
            outcome: JournalEntry.Outcome,
            decisions: [ProcessDecision],
            data: [String: Value],
            commands: [Command],
            deadLetter: Buried? = nil
        ) {
            self.received = received
            self.occurred = occurred
            self.type = type
            self.subject = subject
            self.outcome = outcome
            self.decisions = decisions
            self.data = data
            self.commands = commands
            self.deadLetter = deadLetter
        }
    }

    /// A dead letter of a story.
    package struct Buried: Sendable, Decodable {
        /// As `baton dead-letters` calls it.
        package let id: String
        package let code: String
        package let error: String
    }

    /// A command of a story.
    package struct Command: Sendable, Decodable {
        package let id: String
        package let type: String
        package let data: [String: Value]

        package init(id: String, type: String, data: [String: Value]) {
            self.id = id
            self.type = type
            self.data = data
        }
    }

    /// Everything about a subject, the oldest first, at most `limit` of the newest lines.
    ///
    /// What adapters said of commands that they could not carry out is part of the story.
    package func story(of subject: Subject, limit: Int) throws(PostgresError) -> [Line] {
        let own = try ownStory(of: subject, limit: limit)
        let commands = own.flatMap(\.commands).map(\.id)
        guard !commands.isEmpty else { return own }
        let failures = try lines(Query(Self.failures, [.texts(commands), .int(Int64(limit))]))
        return Array(Self.merged(own, failures).suffix(limit))
    }

    /// Two stories as one, each in its order.
    private static func merged(_ own: [Line], _ others: [Line]) -> [Line] {
        var merged: [Line] = []
        var rest = others[...]
        for line in own {
            while let other = rest.first, other.received < line.received {
                merged.append(other)
                rest.removeFirst()
            }
            merged.append(line)
        }
        return merged + rest
    }

    private func ownStory(of subject: Subject, limit: Int) throws(PostgresError) -> [Line] {
        try lines(
            Query(
                Self.bySubject,
                [
                    .text(subject.kind.rawValue), .text(subject.id),
                    .texts(["\(subject.kind.rawValue)/\(subject.id)"]), .int(Int64(limit)),
                ]
            )
        )
    }

    /// Everything that happened to a person or was done by him, since an instant.
    ///
    /// Whom a line names stands in its JSON alone: an index over that would cost every event to
    /// be faster for a question asked now and then. So the journal is read backwards, a day, then
    /// two, four, …, and no further than the limit asks for.
    package func story(
        of person: PersonID,
        since: Date,
        limit: Int,
        now: Date
    ) throws(PostgresError) -> [Line] {
        var lines: [Line] = []
        var end = Date.distantFuture
        var length: TimeInterval = 86_400
        while end > since, lines.count < limit {
            let start = max(min(end, now) - length, since)
            let earlier = try self.lines(
                Query(
                    Self.byPerson,
                    [
                        .text(person.rawValue), .timestamp(start),
                        .text("%\"\(Self.pattern(person.rawValue))\"%"),
                        .int(Int64(limit - lines.count)), .timestamp(end),
                    ]
                )
            )
            lines = earlier + lines
            (end, length) = (start, length * 2)
        }
        return lines
    }

    /// Events as they came, the oldest first, at most `limit` of those behind a place.
    package func events(
        from: Date,
        to: Date,
        after place: EventPlace?,
        limit: Int
    ) throws(PostgresError) -> [PastEvent] {
        let results = try connection.run(
            [
                Query(
                    Self.past,
                    [
                        .timestamp(from), .timestamp(to),
                        .timestamp(place?.received ?? .distantPast), .int(place?.lane ?? 0),
                        .int(place?.seq ?? 0), .int(Int64(limit)),
                    ]
                )
            ],
            deadline: Self.deadline
        )
        var events: [PastEvent] = []
        for row in results.flatMap({ Array($0.rows) }) {
            let place = EventPlace(
                received: try row.timestamp(0),
                lane: try row.int(1),
                seq: try row.int(2)
            )
            events.append(
                PastEvent(place: place, type: try row.text(3), json: try row.optionalJSON(4) ?? [])
            )
        }
        return events
    }

    /// An event that was taken once, with its place in the journal.
    package struct PastEvent: Sendable {
        package let place: EventPlace
        package let type: String
        /// The whole CloudEvent.
        package let json: [UInt8]
    }

    /// Where an event stands in the order of all lanes.
    package struct EventPlace: Sendable {
        package let received: Date
        package let lane: Int64
        package let seq: Int64
    }

    /// Names of everybody who was ever announced.
    package func names() throws(PostgresError) -> [PersonID: String] {
        let results = try connection.run([Query(Self.people)], deadline: Self.deadline)
        var names: [PersonID: String] = [:]
        for row in results.flatMap({ Array($0.rows) }) {
            names[PersonID(trusted: try row.text(0))] = try row.optionalText(1)
        }
        return names
    }

    /// The rows of subjects, as far as there are any.
    package func rows(of subjects: [Subject]) throws(PostgresError) -> [StoredSubject] {
        let results = try connection.run(
            [SubjectStatements.load(subjects)],
            deadline: Self.deadline
        )
        return try results.first.map(SubjectStatements.subjects) ?? []
    }

    private func lines(_ query: Query) throws(PostgresError) -> [Line] {
        let results = try connection.run([query], deadline: Self.deadline)
        var lines: [Line] = []
        for row in results.flatMap({ Array($0.rows) }) { lines.append(try line(row)) }
        return lines.reversed()
    }

    private func line(_ row: Row) throws(PostgresError) -> Line {
        Line(
            received: try row.timestamp(0),
            occurred: try row.timestamp(1),
            type: try row.text(2),
            subject: try row.text(3),
            // The table takes no other words.
            outcome: JournalEntry.Outcome(rawValue: try row.text(4)) ?? .applied,
            decisions: decoded(try row.optionalJSON(5)) ?? [],
            data: decoded(try row.optionalJSON(6)) ?? [:],
            commands: decoded(try row.optionalJSON(7)) ?? [],
            deadLetter: decoded(try row.optionalJSON(8))
        )
    }

    /// What stands in the journal was written by this program; a line of another version that
    /// can't be read is shown without its details.
    private func decoded<T: Decodable>(_ json: [UInt8]?) -> T? {
        json.flatMap { try? JSONReader.decode(T.self, from: $0) }
    }

    private static func pattern(_ text: String) -> String {
        text.replacing { ["\\", "%", "_"].contains($0) ? "\\\($0)" : nil }
    }

    private static let columns = """
        received_at, occurred_at, type, subject, outcome, decisions, event->'data', commands,
        CASE WHEN outcome = 'dead' THEN (
            SELECT json_build_object(
                'id', d.lane || '-' || d.seq, 'code', error_code, 'error', error)
            FROM dead_letter d WHERE d.lane = journal.lane AND d.seq = journal.seq) END
        """
    private static let bySubject = Statement(
        """
        SELECT \(columns) FROM journal
        WHERE (subject = $2 AND (subject_kind = $1 OR subject_kind IS NULL))
            OR also_about @> $3
        ORDER BY received_at DESC, lane, seq DESC LIMIT $4
        """
    )
    private static let failures = Statement(
        """
        SELECT \(columns) FROM journal
        WHERE subject = ANY ($1) AND subject_kind = 'command' AND type = 'command.failed'
        ORDER BY received_at DESC, lane, seq DESC LIMIT $2
        """
    )
    private static let byPerson = Statement(
        """
        SELECT \(columns) FROM journal
        WHERE received_at > $2 AND received_at <= $5
            AND ((subject = $1 AND subject_kind = 'person')
                OR commands::text LIKE $3 OR event::text LIKE $3)
        ORDER BY received_at DESC, lane, seq DESC LIMIT $4
        """
    )
    private static let past = Statement(
        """
        SELECT received_at, lane::bigint, seq, type, event FROM journal
        WHERE event IS NOT NULL AND received_at >= $1 AND received_at < $2
            AND (received_at, lane::bigint, seq) > ($3, $4, $5)
        ORDER BY received_at, lane, seq LIMIT $6
        """
    )
    private static let people = Statement(
        "SELECT id, state->'person'->>'name' FROM subject WHERE kind = 'person'"
    )
}
