import Foundation
import Postgres
import Reports
import Testing

/// Two who cut days by a time zone must have the same clocks.
@Suite(.requiresServer, .serialized) struct `Clocks of the database` {
    private func difference(_ zone: TimeZone) throws -> Date? {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let connection = try storage.connect()
        defer { connection.close() }
        return try ZoneComparison.firstDifference(of: zone, from: Sample.now, connection)
    }

    @Test(arguments: ["Europe/Moscow", "Europe/Berlin", "UTC"])
    func `are ours`(_ name: String) throws {
        #expect(try difference(try #require(TimeZone(identifier: name))) == nil)
    }

    @Test func `that differ are noticed at the first instant`() throws {
        // What is east of Greenwich to Foundation is west of it to PostgreSQL.
        let zone = try #require(TimeZone(secondsFromGMT: 3600))
        #expect(try difference(zone) == Sample.now)
    }
}
