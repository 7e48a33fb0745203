import AMQP
import Foundation
import Postgres

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

    /// Waits until each daemon owns its share of the lanes.
    func shared(among daemons: [Daemon], lanes: Int) async throws {
        let share = lanes / daemons.count
        try await eventually("lanes shared among \(daemons.count)") {
            let owners = try database.rows("SELECT owner FROM lane").map { try $0.text(0) }
            guard owners.count == lanes else { return false }
            return daemons.allSatisfy { daemon in
                owners.count { $0.hasSuffix(":\(daemon.child)") } == share
            }
        }
    }
}
