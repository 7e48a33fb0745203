package import Engine
package import Foundation
package import Postgres

/// Dead letters as ops handle them: look, send again, or let go.
package struct DeadLetterDesk {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(60)

    /// A desk over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Where a dead letter stands: lane and journal position, written `0-153`.
    package struct ID: Hashable, Sendable, CustomStringConvertible {
        package let lane: Int
        package let seq: Int64

        /// The place that a text such as `0-153` names.
        package init?(_ text: String) {
            let parts = text.split(separator: "-")
            guard parts.count == 2, let lane = Int(parts[0]), let seq = Int64(parts[1]) else {
                return nil
            }
            self.lane = lane
            self.seq = seq
        }

        init(lane: Int, seq: Int64) {
            self.lane = lane
            self.seq = seq
        }

        package var description: String { "\(lane)-\(seq)" }
    }

    /// What became of a dead letter.
    package enum State: String, Sendable, CaseIterable {
        case open, replayed, dropped
    }

    /// A dead letter with its place.
    package struct Item: Sendable {
        package let id: ID
        package let received: Date
        package let state: State
        package let letter: DeadLetter
    }

    /// Which dead letters are meant; nil is any.
    package struct Filter: Sendable {
        package var state: State?
        /// The error code.
        package var code: String?
        /// The event's type, or the routing key of what has none.
        package var type: String?
        /// The event's source.
        package var source: String?
        /// The event's id.
        package var eventID: String?
        /// What the event is about.
        package var subject: String?

        package init(state: State? = nil) {
            self.state = state
        }
    }

    /// Dead letters, the newest first.
    package func list(_ filter: Filter, limit: Int) throws(PostgresError) -> [Item] {
        try items(
            Query(
                Self.list,
                [
                    .text(filter.state?.rawValue), .text(filter.code), .int(Int64(limit)),
                    .text(filter.type), .text(filter.source), .text(filter.eventID),
                    .text(filter.subject),
                ]
            )
        )
    }

    /// One dead letter; nil if there is none of that id.
    package func item(_ id: ID) throws(PostgresError) -> Item? {
        try items(Query(Self.one, [.int(Int64(id.lane)), .int(id.seq)])).first
    }

    /// Notes what became of an open dead letter; answers false if it was not open any more.
    package func resolve(
        _ id: ID,
        as state: State,
        at now: Date
    ) throws(PostgresError) -> Bool {
        let results = try connection.run(
            [
                Query(
                    Self.resolve,
                    [
                        .int(Int64(id.lane)), .int(id.seq), .text(state.rawValue),
                        .timestamp(now),
                    ]
                )
            ],
            deadline: Self.deadline
        )
        return results.first?.affected == 1
    }

    private func items(_ query: Query) throws(PostgresError) -> [Item] {
        let results = try connection.run([query], deadline: Self.deadline)
        var items: [Item] = []
        for row in results.flatMap({ Array($0.rows) }) {
            guard let letter = try DeadLetterStatements.letter(row, from: 4) else { continue }
            items.append(
                Item(
                    id: ID(lane: Int(try row.int(0)), seq: try row.int(1)),
                    received: try row.timestamp(2),
                    state: State(rawValue: try row.text(3)) ?? .open,
                    letter: letter
                )
            )
        }
        return items
    }

    private static let columns = "lane, seq, received_at, state, \(DeadLetterStatements.columns)"
    private static let list = Statement(
        """
        SELECT \(columns) FROM dead_letter
        WHERE ($1 IS NULL OR state = $1) AND ($2 IS NULL OR error_code = $2)
            AND ($4 IS NULL OR coalesce(event_type, routing_key) = $4)
            AND ($5 IS NULL OR event_source = $5) AND ($6 IS NULL OR event_id = $6)
            AND ($7 IS NULL OR event_subject = $7)
        ORDER BY received_at DESC, lane, seq DESC LIMIT $3
        """
    )
    private static let one = Statement(
        "SELECT \(columns) FROM dead_letter WHERE lane = $1::smallint AND seq = $2"
    )
    private static let resolve = Statement(
        """
        UPDATE dead_letter SET state = $3, resolved_at = $4
        WHERE lane = $1::smallint AND seq = $2 AND state = 'open'
        """
    )
}
