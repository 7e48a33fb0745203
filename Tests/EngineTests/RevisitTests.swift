import CoreMetrics
import Domain
import Engine
import Foundation
import Testing
import Threads

/// Clients who were announced before their company began to ask them.
@Suite struct `What follows from a configuration alone` {
    private static let clients = 250
    /// Wednesday 2026-07-15 12:00 in Moscow.
    private static let noon = Date(timeIntervalSince1970: 1_784_106_000)

    private static let calendar = WorkCalendar(
        timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt,
        hours: ClockRange(start: 540, end: 1080).map { hours in
            WorkingHours(week: Dictionary(uniqueKeysWithValues: (1...5).map { ($0, [hours]) }))
        }
    )

    private func decider(asks: Bool) -> BatchDecider {
        BatchDecider(
            policies: Policies(calendar: Self.calendar, asks ? [LoyaltyPolicy()] : []),
            source: "baton",
            text: \.template
        )
    }

    /// A company whose clients are known, every tenth of them a former one.
    private func company() throws -> InMemoryDatabase {
        let database = InMemoryDatabase()
        let store = InMemoryStore(database)
        defer { store.close() }
        var lane = try #require(try PastLane(store, decider: decider(asks: false)))
        for number in 1...Self.clients {
            let head = #""specversion":"1.0","id":"e\#(number)","source":"crm""#
            let rest = #""name":"N","active":\#(!number.isMultiple(of: 10))"#
            let contract = number.isMultiple(of: 2) ? #","contract_from":"2025-03-01""# : ""
            let data = #"{"client_id":"C\#(number)",\#(rest)\#(contract)}"#
            let body = #"{\#(head),"type":"client.upserted","data":\#(data)}"#
            _ = try lane.receive(Array(body.utf8), type: "client.upserted", at: Self.noon)
        }
        return database
    }

    /// Turns of a lane over the database until nothing is left to do, or until it is killed.
    private func run(
        _ database: InMemoryDatabase,
        _ decider: BatchDecider,
        atMost turns: Int = 100
    ) throws {
        let store = InMemoryStore(database)
        defer { store.close() }
        let signal = Signal()
        let parts = LaneParts(
            configuration: LaneConfiguration(),
            inbox: Inbox(countMax: 12, lane: signal, wakeReceiver: {}),
            outbox: Outbox(lane: signal, wakePublisher: {}),
            metrics: LaneMetrics(lane: 0, factory: NOOPMetricsHandler.instance)
        )
        let acquired = try #require(try store.acquire(0, owner: "test"))
        var writer = try LaneWriter(parts, store: store, acquired: acquired, decider: decider)
        try writer.begin()
        for _ in 0..<turns {
            try writer.prepare(at: Self.noon)
            let work = writer.take(at: Self.noon)
            guard !work.isEmpty else { return }
            try writer.carryOut(work, decider, at: Self.noon)
        }
    }

    private func mails(_ database: InMemoryDatabase) -> [StoredTimer] {
        database.timers.filter { $0.key.name == Surveys.Timer.mail.rawValue }
    }

    private func revisited(_ database: InMemoryDatabase) -> [String] {
        database.journal(of: 0).filter { $0.type == "subject.revisited" }.map(\.subject)
    }

    @Test func `begins with the next start, for every client once, spread over working days`()
        throws
    {
        let database = try company()
        #expect(mails(database).isEmpty)
        try run(database, decider(asks: true))
        let mails = mails(database)
        #expect(mails.count == Self.clients * 9 / 10)
        #expect(mails.allSatisfy { Self.calendar.isOpen(at: $0.due) })
        let days = Dictionary(grouping: mails) { Self.calendar.day(of: $0.due) }
        #expect(days.count >= 18, "\(days.count)")
        #expect(days.values.map(\.count).max() ?? 0 < mails.count / 5)
        #expect(Set(revisited(database)).count == mails.count)
    }

    @Test func `changes nothing with the start after that, and asks nobody at once`() throws {
        let database = try company()
        try run(database, decider(asks: true))
        let (before, lines) = (database.timers, database.journal(of: 0).count)
        try run(database, decider(asks: true))
        #expect(database.timers == before)
        #expect(database.journal(of: 0).count == lines)
        #expect(database.journal(of: 0).allSatisfy { $0.commands.isEmpty })
    }

    @Test(arguments: 1...3)
    func `goes on after kill -9, twice for nobody`(turns: Int) throws {
        let database = try company()
        try run(database, decider(asks: true), atMost: turns)
        #expect(mails(database).count < Self.clients * 9 / 10 || turns == 3)
        try run(database, decider(asks: true))
        #expect(mails(database).count == Self.clients * 9 / 10)
        let revisited = revisited(database)
        #expect(Set(revisited).count == revisited.count)
    }

    @Test func `is nothing where clients are not asked`() throws {
        let database = try company()
        let lines = database.journal(of: 0).count
        try run(database, decider(asks: false))
        #expect(database.timers.isEmpty && database.journal(of: 0).count == lines)
    }
}
