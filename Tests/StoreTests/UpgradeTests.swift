import Domain
import Foundation
import Postgres
import Reports
import Store
import Testing

/// A database that an older program has filled.
@Suite(.requiresServer, .serialized) struct `An upgraded database` {
    private static let lead = """
        INSERT INTO journal
            (lane, seq, received_at, occurred_at, type, subject_kind, subject, outcome)
        VALUES (0, 1, now() - interval '1 hour', now(), 'lead.created', 'lead', 'L1', 'applied')
        """
    private static let fact = """
        INSERT INTO report_lead (lead_id, arrived_at, channel)
        VALUES ('L1', now() - interval '1 hour', 'site')
        """

    private func factsSince(_ storage: PostgresStorage) throws -> Date? {
        let connection = try storage.connect()
        defer { connection.close() }
        let calendar = WorkCalendar(timeZone: .gmt)
        return try PostgresSource(connection, calendar: calendar).backlog(at: Date()).factsSince
    }

    @Test func `knows from when on reports are complete, where leads came before facts`() throws {
        let storage = try PostgresStorage(migrations: 1) { try $0.execute(script: Self.lead) }
        defer { try? storage.remove() }
        let since = try #require(try factsSince(storage))
        #expect(abs(since.timeIntervalSinceNow) < 60)
    }

    @Test func `is complete where the past was taken in with its facts`() throws {
        let storage = try PostgresStorage(migrations: 2) { connection in
            try connection.execute(script: Self.lead)
            try connection.execute(script: Self.fact)
        }
        defer { try? storage.remove() }
        #expect(try factsSince(storage) == nil)
    }

    @Test func `is complete where it is new`() throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        #expect(try factsSince(storage) == nil)
    }
}

extension PostgresConnection {
    fileprivate func execute(script: String) throws {
        try execute(script: script, deadline: .seconds(30))
    }
}
