import AMQP
import Bus
import Engine
import Foundation
import Web

/// Whether the daemon lives and works, by the progress of its loops.
struct Health: HealthSource {
    /// A loop that has not come round for so long is stuck; above every deadline of one turn.
    private static let stuckAfter: Duration = .seconds(90)

    let lanes: [LaneService]

    func health() -> HealthReport {
        let stuck = lanes.flatMap(stuckLoops)
        return HealthReport(
            alive: stuck.isEmpty,
            ready: isReady,
            reasons: stuck + reasons,
            parts: lanes.flatMap(parts),
            servers: servers
        )
    }

    /// Which servers the lanes talk to, by what they are.
    private var servers: [String] {
        let nodes = lanes.flatMap { [$0.receiving.node, $0.publishing.node] }
        let lines = [
            ("database", lanes.compactMap(\.databaseServer)),
            ("broker", nodes.compactMap { $0?.description }),
        ]
        return lines.compactMap { what, names in
            names.isEmpty ? nil : "\(what): \(Set(names).sorted().joined(separator: ", "))"
        }
    }

    /// How a loop is called where there are several lanes.
    private func name(_ part: String, of lane: LaneService) -> String {
        lanes.count == 1 ? part : "lane \(lane.number) \(part)"
    }

    private func stuckLoops(of lane: LaneService) -> [String] {
        let loops = [
            ("decide", lane.control.sinceProgress), ("receive", lane.receiving.sinceProgress),
            ("publish", lane.publishing.sinceProgress),
        ]
        return loops.filter { $0.1 > Self.stuckAfter }.map { loop, since in
            let loop = name(loop, of: lane)
            return "the loop \(loop) has not moved for \(since.components.seconds) s"
        }
    }

    /// With one lane that works, or with nothing to do because others work.
    private var isReady: Bool {
        let phases = lanes.map { $0.control.status.phase }
        return lanes.contains(where: isWorking) || phases.allSatisfy { $0 == .standingBy }
    }

    private func isWorking(_ lane: LaneService) -> Bool {
        lane.control.status.phase == .working && lane.receiving.isUp && lane.publishing.isUp
    }

    private var reasons: [String] {
        guard !isReady else { return [] }
        let all = lanes.flatMap { lane -> [String] in
            let (phase, problem) = lane.control.status
            let waiting = phase == .working ? nil : "the lane is \(phase.rawValue)"
            return [problem ?? waiting, lane.receiving.problem, lane.publishing.problem]
                .compactMap(\.self)
        }
        var told: Set<String> = []
        return all.filter { told.insert($0).inserted }
    }

    // A part is not ok once its loop is stuck. What it waits for is no illness: a restart would not
    // bring the database or the broker back.

    private func parts(of lane: LaneService) -> [HealthReport.Part] {
        let (phase, problem) = lane.control.status
        let isBlocked = lane.publishing.isBlocked
        return [
            HealthReport.Part(
                name: name("database", of: lane),
                ok: lane.control.sinceProgress <= Self.stuckAfter,
                text: problem ?? phase.rawValue
            ),
            HealthReport.Part(
                name: name("inbox", of: lane),
                ok: lane.receiving.sinceProgress <= Self.stuckAfter,
                text: lane.receiving.isUp ? "subscribed" : lane.receiving.problem ?? "waiting"
            ),
            HealthReport.Part(
                name: name("commands", of: lane),
                ok: lane.publishing.sinceProgress <= Self.stuckAfter,
                text: lane.publishing.isUp
                    ? (isBlocked ? "blocked by the broker" : "connected")
                    : lane.publishing.problem ?? "waiting"
            ),
        ]
    }
}
