import Contract
import Domain
import Engine
import Foundation
import Postgres

/// Table `dead_letter`.
enum DeadLetterStatements {
    private static let insert = Statement(
        """
        INSERT INTO dead_letter (lane, seq, received_at, error_code, error, error_field,
            exchange, routing_key, content_type, message_id, message_type, headers, body,
            body_size, properties, event_type, event_source, event_id, event_subject)
        SELECT $1::smallint, w.*
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19) AS w
        """
    )

    static func insert(_ entries: [JournalEntry], lane: Int) throws -> Query {
        let letters = entries.compactMap { entry in
            entry.deadLetter.map { (entry: entry, letter: $0) }
        }
        return Query(
            insert,
            [
                .int(Int64(lane)), .ints(letters.map(\.entry.seq)),
                .timestamps(letters.map(\.entry.received)),
                .texts(letters.map(\.letter.flaw.code.rawValue)),
                .texts(letters.map { $0.letter.flaw.message.storable }),
                .texts(letters.map { $0.letter.flaw.field?.storable }),
                .texts(letters.map(\.letter.exchange.storable)),
                .texts(letters.map(\.letter.routingKey.storable)),
                .texts(letters.map { $0.letter.contentType?.storable }),
                .texts(letters.map { $0.letter.messageID?.storable }),
                .texts(letters.map { $0.letter.type?.storable }),
                .jsons(try letters.map { try Self.json($0.letter.headers) }),
                .bytesArray(letters.map(\.letter.body)),
                .ints(letters.map { Int64($0.letter.bodySize) }),
                .jsons(letters.map(\.letter.properties)),
                .texts(letters.map { $0.letter.hint.type?.storable }),
                .texts(letters.map { $0.letter.hint.source?.storable }),
                .texts(letters.map { $0.letter.hint.id?.storable }),
                .texts(letters.map { $0.letter.hint.subject?.storable }),
            ]
        )
    }

    /// The columns from which `letter` makes one, in its order.
    static let columns = """
        error_code, error, error_field, exchange, routing_key, content_type, message_id,
        message_type, headers, body, body_size, properties, event_type, event_source, event_id,
        event_subject
        """

    /// The letter in the columns from `start` on; nil where the entry is none.
    static func letter(_ row: Row, from start: Int) throws(PostgresError) -> DeadLetter? {
        func text(_ offset: Int) throws(PostgresError) -> String? {
            try row.optionalText(Column(integerLiteral: start + offset))
        }
        guard let code = try text(0) else { return nil }
        let flaw = Flaw(
            Flaw.Code(rawValue: code),
            field: try text(2),
            try text(1) ?? ""
        )
        return DeadLetter(
            flaw: flaw,
            exchange: try text(3) ?? "",
            routingKey: try text(4) ?? "",
            contentType: try text(5),
            messageID: try text(6),
            type: try text(7),
            headers: try headers(try row.optionalJSON(Column(integerLiteral: start + 8))),
            hint: EventHint(
                type: try text(12),
                source: try text(13),
                id: try text(14),
                subject: try text(15)
            ),
            properties: try row.optionalJSON(Column(integerLiteral: start + 11)),
            body: try row.optionalBytes(Column(integerLiteral: start + 9)) ?? [],
            bodySize: try row.optionalInt(Column(integerLiteral: start + 10)).map(Int.init)
        )
    }

    private static func json(_ headers: [String: String]) throws -> [UInt8] {
        let storable = Dictionary(headers.map { ($0.storable, $1.storable) }) { first, _ in first }
        return try JSONWriter.bytes(of: storable)
    }

    private static func headers(_ json: [UInt8]?) throws(PostgresError) -> [String: String] {
        guard let json else { return [:] }
        do {
            return try JSONReader.decode([String: String].self, from: json)
        } catch {
            throw PostgresError(.unexpectedColumn, "dead_letter.headers: \(error.message)")
        }
    }
}

extension String {
    /// The text without the one character that PostgreSQL can't hold; what a message's sender
    /// put into its properties must not keep it from being put aside.
    var storable: String {
        utf8.contains(0) ? replacing { $0 == "\0" ? "\u{FFFD}" : nil } : self
    }
}
