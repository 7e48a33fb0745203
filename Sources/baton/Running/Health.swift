import Bus
import Engine
import Foundation
import Web

/// Whether the daemon lives and works, by the progress of its loops.
struct Health: HealthSource {
    /// A loop that has not come round for so long is stuck; above every deadline of one turn.
    private static let stuckAfter: Duration = .seconds(90)

    let lane: LaneService

    func health() -> HealthReport {
        let parts = [decide, receive, publish]
        let stuck = loops.filter { $0.since > Self.stuckAfter }.map {
            "the loop \($0.name) has not moved for \($0.since.components.seconds) s"
        }
        return HealthReport(
            alive: stuck.isEmpty,
            ready: isReady,
            reasons: stuck + reasons,
            parts: parts
        )
    }

    private var loops: [(name: String, since: Duration)] {
        [
            ("decide", lane.control.sinceProgress), ("receive", lane.receiving.sinceProgress),
            ("publish", lane.publishing.sinceProgress),
        ]
    }

    private var isReady: Bool {
        switch lane.control.status.phase {
        case .working: lane.receiving.isUp && lane.publishing.isUp
        case .standingBy: true
        case .connecting, .stopping, .stopped: false
        }
    }

    private var reasons: [String] {
        guard !isReady else { return [] }
        let (phase, problem) = lane.control.status
        let waiting = phase == .working ? nil : "the lane is \(phase.rawValue)"
        return [problem ?? waiting, lane.receiving.problem, lane.publishing.problem]
            .compactMap(\.self)
    }

    // A part is not ok once its loop is stuck. What it waits for is no illness: a restart would not
    // bring the database or the broker back.

    private var decide: HealthReport.Part {
        let (phase, problem) = lane.control.status
        return HealthReport.Part(
            name: "database",
            ok: lane.control.sinceProgress <= Self.stuckAfter,
            text: problem ?? phase.rawValue
        )
    }

    private var receive: HealthReport.Part {
        HealthReport.Part(
            name: "inbox",
            ok: lane.receiving.sinceProgress <= Self.stuckAfter,
            text: lane.receiving.isUp ? "subscribed" : lane.receiving.problem ?? "waiting"
        )
    }

    private var publish: HealthReport.Part {
        let isUp = lane.publishing.isUp
        let text = lane.publishing.isBlocked ? "blocked by the broker" : "connected"
        return HealthReport.Part(
            name: "commands",
            ok: lane.publishing.sinceProgress <= Self.stuckAfter,
            text: isUp ? text : lane.publishing.problem ?? "waiting"
        )
    }
}
