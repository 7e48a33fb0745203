import Domain
import Engine
import Foundation
import Postgres
import Store
import Testing

/// A database that the program with four migrations has worked in, brought up to date.
@Suite(.requiresServer, .serialized) struct `A filled database that is upgraded` {
    /// The rows of the company as they were, and as they are.
    private func states(_ connection: PostgresConnection) throws -> [String: [String: Value]] {
        let sql = "SELECT id, state FROM baton.subject WHERE kind = 'company'"
        let results = try connection.run([Query(Statement(sql))], deadline: .seconds(30))
        var states: [String: [String: Value]] = [:]
        for row in results[0].rows {
            let state = try JSONReader.decode([String: Value].self, from: try row.json(1))
            states[try row.text(0)] = state
        }
        return states
    }

    private func texts(_ connection: PostgresConnection, _ sql: String) throws -> [String] {
        let results = try connection.run([Query(Statement(sql))], deadline: .seconds(30))
        return try results[0].rows.map { try $0.text(0) }
    }

    private static let processes: Set = [
        "rotations", "telephones", "portfolios", "loyalty", "ranking", "distribution_members",
    ]

    @Test func `has a row for each process of the company, with what it remembered`() throws {
        var before: [String: Value] = [:]
        let storage = try PostgresStorage(migrations: 4) { connection in
            try connection.fill()
            before = try states(connection)["company"] ?? [:]
        }
        defer { try? storage.remove() }
        #expect(Set(before.keys) == Self.processes.union(["future"]))
        let connection = try storage.connect()
        defer { connection.close() }
        var after = try states(connection)
        #expect(after.removeValue(forKey: "company") == before.filter { $0.key == "future" })
        #expect(Set(after.keys) == Self.processes)
        for process in Self.processes {
            #expect(after[process] == before.filter { $0.key == process }, "\(process)")
        }
    }

    @Test func `has the timers of these processes under their names, and no other changed`() throws
    {
        let others = """
            SELECT concat_ws('/', kind, subject, process, name, generation, due_at)
            FROM baton.timer WHERE kind <> 'company' ORDER BY 1
            """
        var before: [String] = []
        let storage = try PostgresStorage(migrations: 4) { connection in
            try connection.fill()
            before = try texts(connection, others)
        }
        defer { try? storage.remove() }
        let connection = try storage.connect()
        defer { connection.close() }
        let company = "SELECT subject || '/' || process FROM baton.timer WHERE kind = 'company'"
        #expect(
            try Set(texts(connection, company)) == [
                "loyalty/loyalty", "night_pool/night_pool", "ranking/ranking", "company/rules",
            ]
        )
        #expect(try texts(connection, others) == before && !before.isEmpty)
    }

    @Test func `has its mailed reports among the jobs, the confirmed and the other`() throws {
        let storage = try PostgresStorage(migrations: 4) { try $0.fill() }
        defer { try? storage.remove() }
        let connection = try storage.connect()
        defer { connection.close() }
        let unsent = try JobDesk(connection).unsent()
        #expect(unsent.map(\.id) == ["report-monday-2026-11-23"])
        #expect(unsent.allSatisfy { $0.answer.isCommand && $0.type == "mail.send" })
        let story = try ReportMailDesk(connection).story(of: "monday", limit: 10)
        #expect(
            story.map { $0.commands.first?.id } == [
                "report-monday-2026-11-16", "report-monday-2026-11-23",
            ]
        )
    }

    @Test func `has the pay in the ledger, line by line as it was, and accounts that go on`() throws
    {
        let lines = """
            SELECT concat_ws('/', line_id, kind, marketer_id, lead_id, round, source, campaign,
                extract(epoch FROM booked_at), rate, amount, currency)
            FROM baton.pay_line ORDER BY 1
            """
        var before: [String] = []
        let storage = try PostgresStorage(migrations: 4) { connection in
            try connection.fill()
            before = try texts(connection, lines)
        }
        defer { try? storage.remove() }
        let connection = try storage.connect()
        defer { connection.close() }
        #expect(try texts(connection, lines) == before && before.count > 5)
        let account = "SELECT id FROM baton.subject WHERE kind = 'account' ORDER BY 1"
        let marketers = "SELECT DISTINCT account FROM baton.ledger ORDER BY 1"
        #expect(try texts(connection, account) == texts(connection, marketers))
        let store = try storage.session()
        defer { store.close() }
        _ = try store.acquire(0, owner: "test")
        for id in try texts(connection, account) {
            let request = Subject(.account, id)
            let stored = try #require(try store.look { $0.subjects = [request] }.subjects.first)
            let state = try #require(try StateCoder().decode(stored).state(of: Pay.self))
            let sum = "SELECT sum(amount)::bigint FROM ledger WHERE account = '\(id)'"
            let count = "SELECT count(*) FROM ledger WHERE account = '\(id)'"
            #expect(try Decimal(storage.number(sum)) == state.balances["RUB"])
            #expect(try storage.number(count) == state.lines)
            #expect(state.months.allSatisfy { $0.hasPrefix("2026-") } && !state.months.isEmpty)
        }
    }

    @Test func `is worked on: every lane keeps what it is to keep, and finds the rest`() throws {
        let storage = try PostgresStorage(migrations: 4) { try $0.fill() }
        defer { try? storage.remove() }
        let store = try storage.session()
        defer { store.close() }
        let acquired = try #require(try store.acquire(0, owner: "test"))
        let residents = acquired.residents.map(\.subject).filter { $0.kind == .company }
        #expect(Set(residents.map(\.id)) == Registry.residents)
        var request = BatchRequest(seenSince: .distantPast)
        request.subjects = [Subject(.company, Loyalty.name)]
        let found = try #require(try store.look(request).subjects.first)
        let states = try StateCoder().decode(found)
        #expect(states.state(of: Loyalty.self)?.days.isEmpty == false)
    }
}

extension PostgresConnection {
    /// What the older program wrote.
    fileprivate func fill() throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/filled-4.sql")
        let sql = try String(contentsOf: fixture, encoding: .utf8)
        try execute(script: sql, deadline: .seconds(60))
    }
}
