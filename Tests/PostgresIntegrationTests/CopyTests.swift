import Foundation
import Postgres
import Testing

extension `With a PostgreSQL server` {
    @Suite struct `Copying` {
        private static let command = "COPY t FROM STDIN"

        /// A session with an empty table of two columns.
        private func session() throws -> PostgresConnection {
            let session = try TestServer.connect()
            try session.execute(
                script: "CREATE TEMP TABLE t (a int, b text)",
                deadline: .seconds(10)
            )
            return session
        }

        private func count(_ session: PostgresConnection) throws -> Int64 {
            let query = Query(Statement("SELECT count(*) FROM t"))
            return try session.run([query], deadline: .seconds(10))[0].rows[0].int(0)
        }

        @Test func `rows are copied, many of them too`() throws {
            let session = try session()
            let lines = (0..<200_000).map { "\($0)\tрядок \($0)\n" }.joined()
            #expect(
                try session.copy(Self.command, Array(lines.utf8), deadline: .seconds(60)) == 200_000
            )
            #expect(try count(session) == 200_000)
            #expect(try session.copy(Self.command, [], deadline: .seconds(10)) == 0)
        }

        @Test func `what the server does not take leaves the session as it was`() throws {
            let session = try session()
            let wrong = Array("1\tone\nx\ttwo\n".utf8)
            #expect {
                try session.copy(Self.command, wrong, deadline: .seconds(10))
            } throws: { ($0 as? PostgresError)?.sqlState == "22P02" }
            #expect(!session.isBroken)
            #expect(try count(session) == 0)
            #expect {
                try session.copy("COPY nothing FROM STDIN", [], deadline: .seconds(10))
            } throws: { ($0 as? PostgresError)?.sqlState == "42P01" }
            #expect(try count(session) == 0)
        }

        @Test func `a copy belongs to the open transaction`() throws {
            let session = try session()
            _ = try session.run([.begin], deadline: .seconds(10))
            _ = try session.copy(Self.command, Array("1\tone\n".utf8), deadline: .seconds(10))
            #expect(session.isInTransaction)
            _ = try session.run([.rollback], deadline: .seconds(10))
            #expect(try count(session) == 0)
        }

        @Test func `small numbers come back in arrays`() throws {
            let session = try session()
            let query = Query(
                Statement("SELECT '{1,-2}'::smallint[], '{70000}'::int[], '{}'::int[]")
            )
            let row = try session.run([query], deadline: .seconds(10))[0].rows[0]
            #expect(try row.ints16(0) == [1, -2])
            #expect(try row.ints32(1) == [70_000])
            #expect(try row.ints32(2).isEmpty)
        }
    }
}
