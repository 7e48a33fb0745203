import Foundation
import Postgres
import Testing

extension `With a PostgreSQL server` {
    @Suite struct `A round trip` {
        private let connection: PostgresConnection
        private let one = Query(Statement("SELECT 1"))

        init() throws {
            connection = try TestServer.connect()
        }

        private func failure(_ queries: Query...) -> PostgresError? {
            #expect(throws: PostgresError.self) {
                try connection.run(queries, deadline: .seconds(60))
            }
        }

        @Test func `of nothing is one of nothing`() throws {
            #expect(try connection.run([], deadline: .seconds(60)).isEmpty)
        }

        @Test(.timeLimit(.minutes(1)))
        func `with megabytes both ways does not lock up`() throws {
            let large = String(repeating: "длинно", count: 420_000)
            let echo = Query(Statement("SELECT $1"), [.text(large)])
            let results = try connection.run(
                [.begin] + Array(repeating: echo, count: 6) + [.commit],
                deadline: .seconds(60)
            )
            #expect(results.count == 8)
            for result in results[1...6] {
                #expect(try result.rows.first?.text(0).utf8.count == large.utf8.count)
            }
        }

        @Test func `with a thousand queries keeps their order`() throws {
            let statement = Statement("SELECT $1")
            let queries = (0..<1_000).map { Query(statement, [.int($0)]) }
            let results = try connection.run(queries, deadline: .seconds(60))
            #expect(try results.map { try $0.rows.first?.int(0) } == (0..<1_000).map(Int64.init))
        }

        @Test func `prepares a statement once`() throws {
            for _ in 0..<3 { _ = try connection.run(one, one) }
            let count = try connection.row(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT 1'"
            )
            #expect(try count.int(0) == 1)
        }

        @Test func `may leave its transaction to the next one`() throws {
            try connection.script("CREATE TEMPORARY TABLE kept (n bigint)")
            let insert = Query(Statement("INSERT INTO kept VALUES ($1)"), [.int(1)])
            _ = try connection.run(.begin, insert)
            #expect(connection.isInTransaction)
            _ = try connection.run(insert, .commit)
            #expect(!connection.isInTransaction)
            #expect(try connection.row("SELECT count(*) FROM kept").int(0) == 2)
        }

        @Test func `that fails in the middle keeps nothing, and the session goes on`() throws {
            try connection.script(
                "CREATE TEMPORARY TABLE once (n bigint CONSTRAINT once_key UNIQUE)"
            )
            let insert = Query(Statement("INSERT INTO once VALUES ($1)"), [.int(1)])
            let error = failure(.begin, insert, insert, one, .commit)
            #expect(error?.code == .server)
            #expect(error?.kind == .dataRejected)
            #expect(error?.constraint == "once_key")
            #expect(error?.detail?.contains("already exists") == true)
            #expect(!connection.isBroken)
            #expect(!connection.isInTransaction)
            #expect(try connection.row("SELECT count(*) FROM once").int(0) == 0)
        }

        @Test func `that fails in a second call rolls back the first`() throws {
            try connection.script("CREATE TEMPORARY TABLE undone (n bigint)")
            _ = try connection.run(.begin, Query(Statement("INSERT INTO undone VALUES (1)")))
            #expect(failure(Query(Statement("SELECT 1 / 0")), .commit)?.sqlState == "22012")
            #expect(try connection.row("SELECT count(*) FROM undone").int(0) == 0)
        }

        @Test func `without BEGIN is one transaction`() throws {
            try connection.script("CREATE TEMPORARY TABLE whole (n bigint)")
            let error = failure(
                Query(Statement("INSERT INTO whole VALUES (1)")),
                Query(Statement("SELECT 1 / 0"))
            )
            #expect(error?.kind == .dataRejected)
            #expect(try connection.row("SELECT count(*) FROM whole").int(0) == 0)
        }

        @Test func `that cannot be prepared is prepared anew when it can`() throws {
            let query = Query(Statement("SELECT * FROM later"))
            #expect(failure(one, query, one)?.kind == .undefined)
            try connection.script("CREATE TEMPORARY TABLE later (n bigint)")
            #expect(try connection.run(one, query, one).count == 3)
        }

        @Test func `whose deferred constraint fails reports it, though it came with COMMIT`() throws
        {
            try connection.script(
                "CREATE TEMPORARY TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"
            )
            let insert = Query(Statement("INSERT INTO late VALUES (1)"))
            #expect(failure(.begin, insert, insert, .commit)?.sqlState == "23505")
            #expect(!connection.isBroken)
        }

        @Test func `whose own commit fails at its end reports it`() throws {
            try connection.script(
                "CREATE TEMPORARY TABLE last (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"
            )
            let insert = Query(Statement("INSERT INTO last VALUES (1)"))
            #expect(failure(insert, insert)?.sqlState == "23505")
            #expect(!connection.isBroken)
            #expect(try connection.row("SELECT count(*) FROM last").int(0) == 0)
        }

        @Test func `rolls back on request`() throws {
            _ = try connection.run(.begin)
            connection.rollBack(deadline: .seconds(60))
            #expect(!connection.isInTransaction)
            #expect(!connection.isBroken)
        }

        @Test func `with COPY is our mistake and ends the session`() throws {
            #expect(failure(Query(Statement("COPY (SELECT 1) TO STDOUT")))?.code == .misuse)
            #expect(connection.isBroken)
        }

        @Test func `with a plan that no longer fits asks for a new session`() throws {
            try connection.script("CREATE TEMPORARY TABLE shape (n bigint)")
            let query = Query(Statement("SELECT * FROM shape"))
            _ = try connection.run(query)
            try connection.script("ALTER TABLE shape ADD COLUMN m text")
            let error = failure(query)
            #expect(error?.kind == .staleStatement)
            #expect(error?.isTransient == true)
            #expect(connection.isBroken)
        }

        @Test func `whose statements were dropped behind our back asks for a new session`() throws {
            _ = try connection.run(one)
            try connection.script("DEALLOCATE ALL")
            #expect(failure(one)?.kind == .staleStatement)
            #expect(connection.isBroken)
        }
    }

    @Suite struct `A script` {
        private let connection: PostgresConnection

        init() throws {
            connection = try TestServer.connect()
        }

        @Test func `runs all its commands, and pipelines go on`() throws {
            try connection.script(
                "CREATE TEMPORARY TABLE scripted (n int); INSERT INTO scripted VALUES (1); ;"
            )
            #expect(try connection.row("SELECT n FROM scripted").int("n") == 1)
        }

        @Test func `that fails keeps nothing and says where`() throws {
            let error = #expect(throws: PostgresError.self) {
                try connection.script("CREATE TEMPORARY TABLE gone (n int); SELECT nothing;")
            }
            #expect(error?.sqlState == "42703")
            #expect(error?.message.hasSuffix("at character 45") == true)
            #expect(try connection.row("SELECT to_regclass('gone')::text").optionalText(0) == nil)
        }

        @Test func `that fails inside its own transaction leaves none open`() throws {
            #expect(throws: PostgresError.self) { try connection.script("BEGIN; SELECT 1 / 0") }
            #expect(!connection.isInTransaction)
            #expect(!connection.isBroken)
        }

        @Test func `is empty without harm`() throws {
            try connection.script("")
            #expect(!connection.isBroken)
        }
    }
}
