import AMQP
import Bus
import CoreMetrics
import Engine
import Foundation

/// What `/metrics` shows of the lane's present state, sampled once a second.
struct HealthGauges {
    private let states: [LaneControl.Phase: Gauge]
    private let inbox: Gauge
    private let commands: Gauge
    private let blocked: Gauge
    private let oldest: Gauge
    private let inboxNode: InfoGauge
    private let commandsNode: InfoGauge
    private let server: InfoGauge

    init(lane: Int, factory: any MetricsFactory) {
        @Sendable func gauge(_ label: String, _ dimensions: [(String, String)] = []) -> Gauge {
            Gauge(
                label: label,
                dimensions: [("lane", String(lane))] + dimensions,
                factory: factory
            )
        }
        states = Dictionary(
            uniqueKeysWithValues: LaneControl.Phase.allCases.map {
                ($0, gauge("baton_lane_state", [("state", $0.rawValue)]))
            }
        )
        inbox = gauge("baton_up", [("connection", "inbox")])
        commands = gauge("baton_up", [("connection", "commands")])
        blocked = gauge("baton_broker_blocked")
        oldest = gauge("baton_oldest_unacknowledged_seconds")
        inboxNode = InfoGauge { gauge("baton_amqp_node", [("connection", "inbox"), ("node", $0)]) }
        commandsNode = InfoGauge {
            gauge("baton_amqp_node", [("connection", "commands"), ("node", $0)])
        }
        server = InfoGauge { gauge("baton_postgres_server", [("server", $0)]) }
    }

    func record(_ lane: LaneService) {
        let phase = lane.control.status.phase
        for (state, gauge) in states { gauge.record(state == phase ? 1 : 0) }
        inbox.record(lane.receiving.isUp ? 1 : 0)
        commands.record(lane.publishing.isUp ? 1 : 0)
        blocked.record(lane.publishing.isBlocked ? 1 : 0)
        let age = lane.control.oldestUnacknowledged.map { -$0.timeIntervalSinceNow }
        oldest.record(max(age ?? 0, 0))
        inboxNode.record(lane.receiving.node?.description)
        commandsNode.record(lane.publishing.node?.description)
        server.record(lane.databaseServer)
    }
}
