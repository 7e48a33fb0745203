import Contract
import Domain
import Foundation
import Postgres
import Store
import Testing

@testable import Bulk

/// A database of its own on the private server.
final class BulkDatabase {
    private static let variable = "BATON_TEST_POSTGRES"

    private let name = "p" + UUID().uuidString.lowercased().prefix(8)
    private let administrator: PostgresConnection

    init() throws {
        administrator = try PostgresConnection(
            PostgresConfiguration(url: try Self.url(), applicationName: "baton tests")
        )
        try administrator.execute(script: "CREATE DATABASE \(name)", deadline: .seconds(60))
        let connection = try connect()
        defer { connection.close() }
        _ = try Migrator(connection, schema: "baton").migrate()
    }

    private static func url() throws -> String {
        try #require(
            ProcessInfo.processInfo.environment[variable],
            "set \(variable) to the postgresql:// URL of a private server, as a superuser"
        )
    }

    func connect() throws -> PostgresConnection {
        var components = try #require(URLComponents(string: try Self.url()))
        components.path = "/\(name)"
        var configuration = PostgresConfiguration(
            url: try #require(components.string),
            applicationName: "baton tests"
        )
        configuration.sessionSettings = PositionLoader.sessionSettings(searchPath: "baton")
        return try PostgresConnection(configuration)
    }

    func loader() throws -> PositionLoader {
        PositionLoader(
            try connect(),
            terms: { _ in
                LoadTerms(depth: 100, lastDay: CalendarDay(year: 2026, month: 12, day: 31))
            }
        )
    }

    func remove() throws {
        try administrator.execute(
            script: "DROP DATABASE \(name) WITH (FORCE)",
            deadline: .seconds(60)
        )
    }

    /// Gives the body a fresh database.
    static func use(_ body: (BulkDatabase) throws -> Void) throws {
        let database = try BulkDatabase()
        do {
            try body(database)
        } catch {
            try? database.remove()
            throw error
        }
        try database.remove()
    }

    /// The first column of what a question gives.
    func texts(_ sql: String) throws -> [String] {
        let connection = try connect()
        defer { connection.close() }
        let rows = try connection.run([Query(Statement(sql))], deadline: .seconds(30))[0].rows
        return try rows.map { try $0.text(0) }
    }

    func number(_ sql: String) throws -> Int {
        let connection = try connect()
        defer { connection.close() }
        let rows = try connection.run([Query(Statement(sql))], deadline: .seconds(30))[0].rows
        return Int(try #require(rows.first).int(0))
    }

    /// All that is kept of readings, by what it means: ordinals and ids are told by their texts.
    func readings() throws -> [String] {
        try texts(
            """
            SELECT concat_ws(' ', e.site, e.engine, e.region, e.source, d.day, q.text, c.code,
                coalesce(u.address, '-'), coalesce(c.depth, d.depths[1]),
                d.measured_at[coalesce(c.take, d.takes[1])],
                d.measured_by[coalesce(c.take, d.takes[1])])
            FROM position_day d JOIN position_series e USING (series)
            CROSS JOIN LATERAL unnest(d.positions, d.urls, d.depths, d.takes)
                WITH ORDINALITY AS c (code, url, depth, take, ordinal)
            JOIN position_keyword k ON k.series = d.series AND k.ordinal = c.ordinal
            JOIN position_query q USING (query)
            LEFT JOIN position_url u ON u.url = coalesce(c.url, d.urls[1])
            WHERE c.code > -2 ORDER BY 1
            """
        )
    }

    /// What is known of keywords.
    func keywords() throws -> [String] {
        try texts(
            """
            SELECT concat_ws(' ', e.site, e.engine, q.text, k.frequency, k.target_url, k.grp,
                k.tracked_from, '..', k.tracked_to)
            FROM position_keyword k JOIN position_series e USING (series)
            JOIN position_query q USING (query) ORDER BY 1
            """
        )
    }
}

/// An event as it comes off the queue.
struct BulkEvent {
    let id: String
    let type: String
    let time: Date
    let data: String
    var source = "crawler"

    func read() throws -> ReadEvent {
        let json = """
            {"specversion":"1.0","id":"\(id)","source":"\(source)","type":"\(type)",\
            "time":"\(Timestamp.text(time))","data":\(data)}
            """
        return try EventReader(Registry.readsInBulk).read(
            Incoming(
                contentType: "application/cloudevents+json",
                body: Array(json.utf8),
                received: time
            )
        )
    }
}

extension PositionLoader {
    private static let terms = EventTerms(rowsMax: 5000, calendar: .roundTheClock)

    @discardableResult
    func take(_ event: BulkEvent) throws -> LoadOutcome {
        try take(try event.read(), received: Date(), Self.terms)
    }
}
