import Foundation
import Postgres

/// What everything has used up to an instant.
struct Gauge {
    let daemon: Double
    let postgres: Double
    let broker: Double
    let bench: Double
    /// Bytes of write-ahead log so far.
    let log: Int
    let commits: Int

    /// Of all instances, where there are others than the stage's own.
    init(_ stage: Stage, _ others: [Daemon] = []) throws {
        let daemons = [stage.daemon] + others
        daemon = daemons.reduce(0) { $0 + ($1.tree?.processorTime() ?? 0) }
        postgres = stage.site.postgresTrees.reduce(0) { $0 + $1.processorTime() }
        broker = stage.site.brokerTrees.reduce(0) { $0 + $1.processorTime() }
        bench = Double(clock()) / Double(CLOCKS_PER_SEC)
        log = try stage.count("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")
        commits = try stage.count(
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        )
    }

    /// Cost between two instants, divided by the number of events.
    static func costs(from: Gauge, to: Gauge, events: Int) -> [Figure] {
        func each(_ name: String, _ member: KeyPath<Gauge, Double>) -> Figure {
            let spent = to[keyPath: member] - from[keyPath: member]
            return Figure("cpu per event, \(name)", spent * 1000 / Double(events), "ms")
        }
        return [
            each("daemon", \.daemon), each("postgresql", \.postgres), each("rabbitmq", \.broker),
            each("bench itself", \.bench),
            Figure("WAL per event", Double(to.log - from.log) / Double(events), "bytes"),
        ]
    }

    /// Dead rows and rows updated in place, once the daemon's session has told the server.
    static func tables(_ stage: Stage) throws -> [Figure] {
        let sum = { (column: String) in
            Double(try stage.count("SELECT sum(\(column))::bigint FROM pg_stat_user_tables"))
        }
        let updates = try sum("n_tup_upd")
        return [
            Figure("dead rows", try sum("n_dead_tup"), ""),
            Figure("updates", updates, ""),
            Figure("of them in place (HOT)", try sum("n_tup_hot_upd") / max(updates, 1) * 100, "%"),
        ]
    }
}

/// The load of the machine, in processes that want a core, over the last minute.
enum Load {
    static var average: Double {
        var averages = [0.0, 0.0, 0.0]
        getloadavg(&averages, 3)
        return averages[0]
    }
}
