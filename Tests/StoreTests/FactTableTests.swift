import Domain
import Foundation
import Postgres
import Testing

/// The tables of facts as the migrations make them, beside the types that they keep.
@Suite(.requiresServer) struct `Tables of facts` {
    /// A column as the database describes it.
    private struct Described: Hashable {
        let name: String
        let type: String
        let isOptional: Bool
        let comment: String?
    }

    @Test(arguments: Registry.factTables.map(\.name))
    func `have the columns and comments of their types`(_ name: String) throws {
        let table = try #require(Registry.factTables.first { $0.name == name })
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let connection = try storage.connect()
        defer { connection.close() }
        #expect(try comment(of: name, connection) == table.comment)
        let expected = table.columns.map { column in
            Described(
                name: column.name,
                type: "\(column.type)",
                isOptional: column.isOptional,
                comment: column.comment
            )
        }
        #expect(try Set(columns(of: name, connection)) == Set(expected))
        #expect(try Set(keys(of: name, connection)) == Set(table.keys.map { expected[$0].name }))
    }

    @Test func `are each of one type, with a key and no column twice`() {
        for table in Registry.factTables {
            #expect(!table.keys.isEmpty, "\(table.name)")
            #expect(Set(table.columns.map(\.name)).count == table.columns.count, "\(table.name)")
        }
    }

    private func comment(of table: String, _ connection: PostgresConnection) throws -> String? {
        let sql = "SELECT obj_description(to_regclass($1), 'pg_class')"
        let results = try connection.run(
            [Query(Statement(sql), [.text(table)])],
            deadline: .seconds(30)
        )
        return try results[0].rows.first?.optionalText(0)
    }

    private func columns(of table: String, _ connection: PostgresConnection) throws -> [Described] {
        let sql = """
            SELECT attname::text, format_type(atttypid, NULL), NOT attnotnull,
                col_description(attrelid, attnum)
            FROM pg_attribute
            WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
            """
        let results = try connection.run(
            [Query(Statement(sql), [.text(table)])],
            deadline: .seconds(30)
        )
        return try results[0].rows.map { row in
            let type = try row.text(1)
            return Described(
                name: try row.text(0),
                type: Self.types[type] ?? type,
                isOptional: try row.bool(2),
                comment: try row.optionalText(3)
            )
        }
    }

    private func keys(of table: String, _ connection: PostgresConnection) throws -> [String] {
        let sql = """
            SELECT a.attname::text FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = to_regclass($1) AND i.indisprimary
            """
        let results = try connection.run(
            [Query(Statement(sql), [.text(table)])],
            deadline: .seconds(30)
        )
        return try results[0].rows.map { try $0.text(0) }
    }

    /// What PostgreSQL calls the types.
    private static let types = [
        "text": "text", "timestamp with time zone": "instant", "integer": "integer",
        "bigint": "integer", "numeric": "decimal", "double precision": "double",
        "boolean": "flag",
    ]
}
