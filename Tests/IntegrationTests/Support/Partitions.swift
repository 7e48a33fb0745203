import AMQP
import Foundation
import Postgres
import Testing

extension SentEvent {
    /// The event as it is published where there are partitions: routed by its subject.
    var partitionedMessage: OutgoingMessage {
        var message = message
        message.exchange = "crm.events.by-subject"
        message.routingKey = String(id.prefix { $0 != "-" })
        return message
    }
}

extension Rig {
    /// The settings of a daemon that shares so many lanes with others.
    func partitioned(_ count: Int) throws -> DaemonSettings {
        var settings = try settings()
        settings.amqpLines = "partitions = \(count)"
        return settings
    }

    /// The lanes whose owner the daemon is.
    func lanes(of daemon: Daemon) throws -> [Int] {
        try database.rows("SELECT lane, owner FROM lane ORDER BY lane")
            .filter { try $0.text(1).hasSuffix(":\(daemon.child)") }
            .map { Int(try $0.int(0)) }
    }

    /// How often each lane has had an owner.
    func epochs() throws -> [Int64] {
        try database.rows("SELECT epoch FROM lane ORDER BY lane").map { try $0.int(0) }
    }

    /// Waits until each of the lanes has decided an event that came after an instant, or after
    /// its present owner began.
    func events(
        in lanes: [Int],
        since instant: Date? = nil
    ) async throws {
        try await eventually("events in lanes \(lanes)") {
            let seen = try database.rows(
                """
                SELECT l.lane FROM lane l
                WHERE l.lane = ANY ($1) AND EXISTS (
                    SELECT FROM journal j
                    WHERE j.lane = l.lane AND j.event_key IS NOT NULL
                        AND j.received_at > coalesce($2, l.acquired_at))
                """,
                .ints(lanes.map(Int64.init)),
                .timestamp(instant)
            ).map { try $0.int(0) }
            guard seen.count < lanes.count else { return true }
            throw Sockets.Failed(what: "only in lanes \(seen.sorted())")
        }
    }

    /// Waits until all lanes are owned by these daemons, by none more than its share.
    func shared(among daemons: [Daemon], lanes: Int) async throws {
        let share = (lanes + daemons.count - 1) / daemons.count
        try await eventually("lanes shared among \(daemons.count)") {
            let owned = try daemons.map { try self.lanes(of: $0).count }
            return owned.reduce(0, +) == lanes && owned.allSatisfy { $0 <= share }
        }
    }

    /// How many leads each sales manager was given.
    func managers() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for message in collector.messages where message.type == "qualification.assign" {
            let json = try JSONSerialization.jsonObject(with: Data(message.body))
            let data = (json as? [String: Any])?["data"] as? [String: Any]
            let person = try #require(data?["responsible_id"] as? String)
            if person != "orlova" { counts["\(message.subject) \(person)", default: 0] += 1 }
        }
        return Dictionary(
            grouping: counts.keys.compactMap { $0.split(separator: " ").last.map(String.init) },
            by: \.self
        ).mapValues(\.count)
    }
}
