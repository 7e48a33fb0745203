import Foundation
import Postgres
import Testing

extension `With a PostgreSQL server` {
    @Suite struct `Values` {
        private let connection: PostgresConnection
        private let date = Date(timeIntervalSinceReferenceDate: 800_000_000.123_457)
        private let id = UUID()

        init() throws {
            connection = try TestServer.connect()
        }

        @Test func `of every kind come back as they went`() throws {
            let row = try connection.row(
                "SELECT $1, $2, $3, $4 AS amount, $5, $6, $7, $8, $9, $10",
                .bool(true),
                .int(.min),
                .double(-0.1),
                .decimal(Decimal(string: "-1234.50") ?? 0),
                .text("Ёлка 🎄"),
                .bytes([0, 1, 255]),
                .timestamp(date),
                .uuid(id),
                .json(Array(#"{ "a":  1 }"#.utf8)),
                .jsonb(Array(#"{ "a":  1 }"#.utf8))
            )
            #expect(try row.bool(0))
            #expect(try row.int(1) == .min)
            #expect(try row.double(2) == -0.1)
            #expect(try row.decimal("amount") == Decimal(string: "-1234.5"))
            #expect(try row.text(4) == "Ёлка 🎄")
            #expect(try row.bytes(5) == [0, 1, 255])
            #expect(abs(try row.timestamp(6).timeIntervalSince(date)) < 0.6e-6)
            #expect(try row.uuid(7) == id)
            #expect(try row.text(8) == #"{ "a":  1 }"#)
            #expect(try row.json(9) == Array(#"{"a": 1}"#.utf8))
        }

        @Test func `that are NULL come back as nil`() throws {
            let row = try connection.row(
                "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10",
                .bool(nil),
                .int(nil),
                .double(nil),
                .decimal(nil),
                .text(nil),
                .bytes(nil),
                .timestamp(nil),
                .uuid(nil),
                .json(nil),
                .jsonb(nil)
            )
            #expect(try row.optionalBool(0) == nil)
            #expect(try row.optionalInt(1) == nil)
            #expect(try row.optionalDouble(2) == nil)
            #expect(try row.optionalDecimal(3) == nil)
            #expect(try row.optionalText(4) == nil)
            #expect(try row.optionalBytes(5) == nil)
            #expect(try row.optionalTimestamp(6) == nil)
            #expect(try row.optionalUUID(7) == nil)
            #expect(try row.optionalJSON(8) == nil)
            #expect(try row.optionalJSON(9) == nil)
        }

        @Test func `in arrays come back in order, with their NULLs`() throws {
            let rows = try connection.rows(
                """
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """,
                .bools([false, nil]),
                .ints([7, nil]),
                .doubles([0.5, nil]),
                .decimals([Decimal(99_999), nil]),
                .texts(["", nil]),
                .bytesArray([[], nil]),
                .timestamps([date, nil]),
                .uuids([id, nil]),
                .jsons([[0x31], nil]),
                .jsonbs([[0x32], nil])
            )
            let (first, second) = (try #require(rows.first), try #require(rows.last))
            #expect(rows.count == 2)
            #expect(try first.bool(0) == false)
            #expect(try first.int(1) == 7)
            #expect(try first.double(2) == 0.5)
            #expect(try first.decimal(3) == 99_999)
            #expect(try first.text(4).isEmpty)
            #expect(try first.bytes(5).isEmpty)
            #expect(try first.uuid(7) == id)
            #expect(try first.text(8) == "1")
            #expect(try first.text(9) == "2")
            #expect(try second.optionalText(4) == nil)
            #expect(try second.optionalJSON(9) == nil)
        }

        @Test func `in empty arrays make no rows`() throws {
            #expect(try connection.rows("SELECT unnest($1)", .texts([])).isEmpty)
        }

        @Test(arguments: ["0", "1", "-0.0001", "10000.5", "123456789012345678.90", "1e40", "1e-15"])
        func `that are numeric mean to the server what they mean to us`(_ text: String) throws {
            let value = try #require(Decimal(string: text))
            let row = try connection.row(
                "SELECT $1 = $2::numeric, $2::numeric",
                .decimal(value),
                .text(text)
            )
            #expect(try row.bool(0))
            #expect(try row.decimal(1) == value)
        }

        @Test func `that are timestamps mean to the server what they mean to us`() throws {
            let moment = Date(timeIntervalSince1970: 1_700_000_000.5)
            let row = try connection.row(
                """
                SELECT $1 = '2023-11-14 22:13:20.5+00', '2023-11-14 22:13:20.5'::timestamp,
                       'infinity'::timestamptz
                """,
                .timestamp(moment)
            )
            #expect(try row.bool(0))
            #expect(try row.timestamp(1) == moment)
            let error = #expect(throws: PostgresError.self) { try row.timestamp(2) }
            #expect(error?.code == .unexpectedColumn)
        }

        @Test func `of narrower types are read as well`() throws {
            let row = try connection.row(
                "SELECT 1::smallint, -2::integer, 1.5::real, 'x'::name, 'y'::varchar, 'z'::char"
            )
            #expect(try row.int(0) == 1)
            #expect(try row.int(1) == -2)
            #expect(try row.double(2) == 1.5)
            #expect(try [3, 4, 5].map { try row.text(.index($0)) } == ["x", "y", "z"])
        }

        @Test func `are not read as another type, nor from a missing column`() throws {
            let row = try connection.row("SELECT 1 AS number, NULL::text AS empty")
            for read: () throws -> Void in [
                { _ = try row.text(0) }, { _ = try row.int("missing") }, { _ = try row.int(2) },
                { _ = try row.int(-1) }, { _ = try row.text("empty") },
            ] {
                let error = #expect(throws: PostgresError.self) { try read() }
                #expect(error?.code == .unexpectedColumn)
            }
        }

        @Test func `with U+0000 are refused, and leave the session usable`() throws {
            _ = try connection.run(.begin)
            let error = #expect(throws: PostgresError.self) {
                try connection.row("SELECT $1", .text("a\0b"))
            }
            #expect(error?.code == .unstorableText)
            #expect(!connection.isInTransaction)
            #expect(try connection.row("SELECT $1", .text("ab")).text(0) == "ab")
        }

        @Test func `escaped as U+0000 inside jsonb are this input's fault`() throws {
            let error = #expect(throws: PostgresError.self) {
                try connection.row("SELECT $1", .jsonb(Array(#""\u0000""#.utf8)))
            }
            #expect(error?.kind == .dataRejected)
        }

        @Test func `count the rows they touched`() throws {
            try connection.script("CREATE TEMPORARY TABLE touched (n bigint)")
            let results = try connection.run(
                Query(
                    Statement("INSERT INTO touched SELECT * FROM unnest($1)"),
                    [.ints([1, 2, 3])]
                ),
                Query(Statement("DELETE FROM touched WHERE n = $1"), [.int(2)])
            )
            #expect(results.map(\.affected) == [3, 1])
        }
    }
}
