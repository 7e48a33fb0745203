import AMQP
import Foundation
import Postgres
import Testing

/// Turns that people take, and timers that run out, both over several lanes at once.
struct LaneTraffic {
    static let lanes = 4

    private let workload: Workload
    private let race: RaceWorkload
    let events: [SentEvent]

    /// So many leads, which three kinds of news come about; for each fifth one that is hot.
    ///
    /// The number is a multiple of ten, so that everybody's turn comes equally often.
    init(leads count: Int, step: String = "700ms") {
        workload = Workload(leads: count)
        race = RaceWorkload(leads: count / 5, step: step)
        var events = workload.events
        for (index, event) in race.created.enumerated() {
            events.insert(event, at: index * events.count / race.leads.count)
        }
        self.events = events
    }

    /// An instance that notices within a few seconds that another one is frozen.
    func settings(
        _ rig: Rig,
        amqp: Proxy? = nil,
        postgres: Proxy? = nil
    ) throws -> DaemonSettings {
        var settings = try rig.settings(amqp: amqp, postgres: postgres)
        settings.amqpLines = """
            partitions = \(Self.lanes)
            heartbeat = "1s"
            """
        settings.postgresLines = #"idle_in_transaction_timeout = "2s""#
        settings.more = race.sections
        return settings
    }

    /// Instances that share the lanes.
    func start(_ rig: Rig, _ count: Int) async throws -> [Daemon] {
        var daemons: [Daemon] = []
        for _ in 1...count { daemons.append(try await rig.start(settings(rig))) }
        try await rig.shared(among: daemons, lanes: Self.lanes)
        return daemons
    }

    /// Publishes steadily beside the test.
    func flow(_ rig: Rig) -> Flow {
        Flow(events.map(\.partitionedMessage), to: rig.host)
    }

    /// Waits until everything is worked off, stops the daemons in order, checks everything.
    func finish(
        _ rig: Rig,
        _ daemons: [Daemon],
        within limit: Duration = .seconds(90)
    ) async throws {
        try await eventually("all events, timers and commands", within: limit) {
            let rows = try rig.database.rows(
                """
                SELECT (SELECT count(event_key) FROM journal), (SELECT count(*) FROM timer),
                    (SELECT sum(next_seq - 1 - published_seq)::bigint FROM lane)
                """
            )
            let left = try (
                events.count - Int(rows[0].int(0)), rows[0].int(1), rows[0].int(2)
            )
            guard left != (0, 0, 0) else { return true }
            throw Sockets.Failed(what: "events, timers, unpublished: \(left)")
        }
        for daemon in daemons { try await daemon.stop() }
        try Invariants(rig: rig, events: events.map(\.id)).check()
        try workload.check(rig)
        try race.check(rig)
        try checkTurns(rig)
    }

    /// Everybody who sells had the same number of turns.
    private func checkTurns(_ rig: Rig) throws {
        let turns = try rig.managers()
        let sellers = ["petrova", "sidorov"] + RaceWorkload.list
        let share = workload.leads.count / sellers.count
        #expect(turns == Dictionary(uniqueKeysWithValues: sellers.map { ($0, share) }))
    }
}
