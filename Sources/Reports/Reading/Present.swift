package import Domain
package import Foundation
import Postgres

/// What goes on at this moment, for those who keep the house.
package struct Present: Sendable {
    /// One lane, as the database has it.
    package struct Lane: Equatable, Sendable {
        package let number: Int
        package let owner: String?
        package let journal: Int
        package let unpublished: Int
    }

    /// Somebody's turn that runs.
    package struct Turn: Equatable, Sendable {
        package let kind: TurnFact.Kind
        package let about: String
        package let personID: String
        package let startedAt: Date
        /// Nil where no timer is armed for it.
        package let deadline: Date?
    }

    /// A deadline that nobody is offered or rung for.
    package struct Deadline: Equatable, Sendable {
        package let process: String
        package let name: String
        package let about: String
        /// What the client is called, where it is about one.
        package let client: String?
        package let due: Date
    }

    /// Something that went wrong for somebody.
    package struct Mishap: Equatable, Sendable {
        package let at: Date
        package let type: String
        package let about: String
        /// Why: a word of the contract for a rejection, a sentence for a dead letter.
        package let reason: String
    }

    package var lanes: [Lane] = []
    package var turns: [Turn] = []
    package var deadlines: [Deadline] = []
    /// The deadlines of each urgent process, by the name of the process, in the order of the
    /// registry.
    package var urgent: [(process: String, deadlines: [Deadline])] = []
    package var rejections: [Mishap] = []
    package var deadLetters: [Mishap] = []
    package var backlog = Backlog()
    package var names: [String: String] = [:]

    package init() {}
}

extension PostgresSource {
    /// What goes on now, at most this many lines of each kind.
    package func present(at now: Date, limit: Int) throws(ReportProblem) -> Present {
        var present = Present()
        present.backlog = try backlog(at: now)
        present.names = try names()
        let most = Parameter.int(Int64(limit))
        let results = try run(
            [
                Query(PresentStatements.lanes), Query(PresentStatements.turns, [most]),
                Query(PresentStatements.deadlines, [most, .texts(Self.urgent)]),
                Query(PresentStatements.rejections, [.timestamp(now - Self.recent), most]),
                Query(PresentStatements.deadLetters, [most]),
            ] + Self.urgent.map { Query(PresentStatements.urgent, [most, .text($0)]) }
        )
        return try read { () throws(PostgresError) in
            for row in results[0].rows { present.lanes.append(try .init(row)) }
            for row in results[1].rows { present.turns.append(try .init(row)) }
            for row in results[2].rows { present.deadlines.append(try .init(row)) }
            for row in results[3].rows { present.rejections.append(try .init(row)) }
            for row in results[4].rows { present.deadLetters.append(try .init(row)) }
            for (process, result) in zip(Self.urgent, results.dropFirst(5)) {
                var deadlines: [Present.Deadline] = []
                for row in result.rows { deadlines.append(try .init(row)) }
                present.urgent.append((process, deadlines))
            }
            return present
        }
    }

    /// The names of the processes whose deadlines have a place of their own.
    private static let urgent = Registry.processes.filter { $0.isUrgent }.map { $0.name }

    /// Rejections older than a week are nobody's news, in seconds.
    private static let recent: TimeInterval = 7 * 86_400
}

extension Present.Lane {
    fileprivate init(_ row: Row) throws(PostgresError) {
        number = Int(try row.int(0))
        owner = try row.optionalText(1)
        journal = Int(try row.int(2))
        unpublished = Int(try row.int(3))
    }
}

extension Present.Turn {
    fileprivate init(_ row: Row) throws(PostgresError) {
        kind = TurnFact.Kind(rawValue: try row.text(0)) ?? .offer
        about = try row.text(1)
        personID = try row.text(2)
        startedAt = try row.timestamp(3)
        deadline = try row.optionalTimestamp(4)
    }
}

extension Present.Deadline {
    fileprivate init(_ row: Row) throws(PostgresError) {
        process = try row.text(0)
        name = try row.text(1)
        about = try row.text(2)
        due = try row.timestamp(3)
        client = try row.optionalText(4)
    }
}

extension Present.Mishap {
    fileprivate init(_ row: Row) throws(PostgresError) {
        at = try row.timestamp(0)
        type = try row.text(1)
        about = try row.text(2)
        reason = try row.text(3)
    }
}

/// What the page of the present asks for.
enum PresentStatements {
    static let lanes = Statement(
        """
        SELECT lane, owner, next_seq - 1, next_seq - 1 - published_seq FROM lane ORDER BY lane
        """
    )
    /// A chain that runs has a timer armed, so the timers lead to the turns.
    static let turns = Statement(
        """
        SELECT r.kind, r.about, r.person_id, r.started_at, t.due_at
        FROM timer t JOIN report_turn r ON r.about = t.subject AND r.ended_at IS NULL
            AND r.kind = CASE t.kind WHEN 'lead' THEN 'offer' ELSE 'ring' END
        WHERE (t.process, t.name) IN (('lead_distribution', 'offer'), ('call', 'step'))
        ORDER BY t.due_at LIMIT $1
        """
    )
    static let deadlines = deadlines(
        """
        process <> ALL($2) AND (process, name) NOT IN (('lead_distribution', 'offer'),
            ('call', 'step'), ('call', 'length'), ('ranking', 'quarter'))
        """
    )
    static let urgent = deadlines("process = $2")

    private static func deadlines(_ condition: String) -> Statement {
        Statement(
            """
            SELECT t.process, t.name,
                CASE t.kind WHEN 'company' THEN t.kind ELSE t.subject END, t.due_at,
                s.state->'client'->>'name'
            FROM (
                SELECT * FROM timer WHERE \(condition) ORDER BY due_at LIMIT $1
            ) t LEFT JOIN subject s ON t.kind = 'client' AND s.kind = 'client' AND s.id = t.subject
            ORDER BY t.due_at
            """
        )
    }

    static let rejections = Statement(
        """
        SELECT received_at, type, subject, coalesce((
            SELECT d->>'reason' FROM json_array_elements(decisions) d
            WHERE d->>'outcome' = 'rejected' LIMIT 1), '')
        FROM journal WHERE outcome = 'rejected' AND received_at > $1
        ORDER BY received_at DESC LIMIT $2
        """
    )
    static let deadLetters = Statement(
        """
        SELECT received_at, routing_key, lane || '-' || seq, error FROM dead_letter
        WHERE state = 'open' ORDER BY received_at DESC LIMIT $1
        """
    )
}
