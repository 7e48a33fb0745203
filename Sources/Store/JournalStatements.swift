import Contract
import Domain
import Engine
import Foundation
import Postgres

/// Table `journal`.
enum JournalStatements {
    static let known = Statement(
        """
        SELECT event_key FROM journal WHERE event_key = ANY ($1) AND received_at > $2
        """
    )
    static let unpublished = Statement(
        """
        SELECT j.seq, c.value::text, c.value->>'id', c.value->>'type', c.value->>'subject',
            c.value->>'correlationid', c.value->>'time',
            d.error_code, d.error, d.error_field, d.exchange, d.routing_key, d.content_type,
            d.message_id, d.message_type, d.headers, d.body, d.body_size, d.properties,
            d.event_type, d.event_source, d.event_id, d.event_subject
        FROM (
            SELECT lane, seq, commands FROM journal
            WHERE lane = $1::smallint AND seq > $2
                AND (commands IS NOT NULL OR outcome = 'dead')
            ORDER BY lane, seq LIMIT $3
        ) j
        LEFT JOIN LATERAL json_array_elements(j.commands) WITH ORDINALITY c (value, n) ON true
        LEFT JOIN dead_letter d ON d.lane = j.lane AND d.seq = j.seq
        ORDER BY j.seq, c.n
        """
    )
    private static let insert = Statement(
        """
        INSERT INTO journal (lane, seq, received_at, occurred_at, event_key, source, event_id,
            type, subject_kind, subject, also_about, outcome, decisions, event, commands)
        SELECT $1::smallint, seq, received_at, occurred_at, event_key, source, event_id,
            type, subject_kind, subject, string_to_array(also_about, E'\\x1f'), outcome,
            decisions, event, commands
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            AS w (seq, received_at, occurred_at, event_key, source, event_id, type,
                subject_kind, subject, also_about, outcome, decisions, event, commands)
        """
    )

    static func insert(_ entries: [JournalEntry], lane: Int) throws -> Query {
        let decisions = try entries.map { entry in
            entry.decisions.isEmpty ? nil : try JSONWriter.bytes(of: entry.decisions)
        }
        return Query(
            insert,
            [
                .int(Int64(lane)), .ints(entries.map(\.seq)),
                .timestamps(entries.map(\.received)), .timestamps(entries.map(\.occurred)),
                .uuids(entries.map { $0.key.map(EventKeyHash.uuid) }),
                .texts(entries.map { $0.key?.source }), .texts(entries.map { $0.key?.id }),
                .texts(entries.map(\.type)), .texts(entries.map { $0.about?.kind.rawValue }),
                .texts(entries.map(\.subject)), .texts(entries.map(\.alsoAboutList)),
                .texts(entries.map(\.outcome.rawValue)), .jsons(decisions),
                .jsons(entries.map(\.event)), .jsons(entries.map(\.commandList)),
            ]
        )
    }

    static func publications(_ result: QueryResult) throws(PostgresError) -> [Publication] {
        var publications: [Publication] = []
        var commands: [Written] = []
        for (index, row) in result.rows.enumerated() {
            let seq = try row.int(0)
            if let command = try command(row) { commands.append(command) }
            let next = index + 1 < result.rows.count ? result.rows[index + 1] : nil
            guard try next?.int(0) != seq else { continue }
            publications.append(
                Publication(
                    seq: seq,
                    commands: commands,
                    deadLetter: try DeadLetterStatements.letter(row, from: 7)
                )
            )
            commands = []
        }
        return publications
    }

    private static func command(_ row: Row) throws(PostgresError) -> Written? {
        guard let json = try row.optionalText(1) else { return nil }
        return Written(
            id: try row.text(2),
            type: try row.text(3),
            subject: try row.text(4),
            correlationID: try row.text(5),
            time: Timestamp.date(try row.text(6)) ?? .distantPast,
            json: Array(json.utf8)
        )
    }
}

extension JournalEntry {
    /// The other subjects as one text, or nil where there are none.
    fileprivate var alsoAboutList: String? {
        guard !alsoAbout.isEmpty else { return nil }
        return alsoAbout.map { "\($0.kind.rawValue)/\($0.id)" }
            .joined(separator: SubjectStatements.separator)
    }

    /// The commands as one JSON array, or nil where there are none.
    fileprivate var commandList: [UInt8]? {
        guard !commands.isEmpty else { return nil }
        var list: [UInt8] = [UInt8(ascii: "[")]
        list.reserveCapacity(commands.reduce(2) { $0 + $1.json.count + 1 })
        for (index, command) in commands.enumerated() {
            if index > 0 { list.append(UInt8(ascii: ",")) }
            list += command.json
        }
        list.append(UInt8(ascii: "]"))
        return list
    }
}
