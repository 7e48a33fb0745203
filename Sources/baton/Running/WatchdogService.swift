import Bus
import Console
import Engine
import Foundation
import Logging
import ServiceLifecycle
import Web

/// Tells systemd how the daemon is, and frees a publishing thread that hangs.
struct WatchdogService: Service {
    /// A broker that keeps a call of ours for so long has its connection cut.
    private static let hangsAfter: Duration = .seconds(45)
    private static let interval: Duration = .seconds(1)

    let health: Health
    let lanes: [(service: LaneService, gauges: HealthGauges)]
    let logger: Logger

    func run() async throws {
        let systemd = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
        var isReady = false
        var status = ""
        await withGracefulShutdownHandler {
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                let report = health.health()
                if report.alive { systemd.notify("WATCHDOG=1") }
                if report.ready, !isReady {
                    isReady = true
                    systemd.notify("READY=1")
                    logger.notice("ready")
                }
                let text = report.parts.map { "\($0.name): \($0.text)" }.joined(separator: "; ")
                if text != status { systemd.notify("STATUS=\(text)") }
                status = text
                for lane in lanes {
                    lane.gauges.record(lane.service)
                    cutWhatHangs(in: lane.service)
                }
                // Cancelled in its sleep, the loop ends by its condition.
                try? await Task.sleep(for: Self.interval)
            }
        } onGracefulShutdown: {
            systemd.notify("STOPPING=1")
        }
    }

    private func cutWhatHangs(in lane: LaneService) {
        if lane.publishing.sinceProgress > Self.hangsAfter { lane.publisherBell.cut() }
        if lane.receiving.sinceProgress > Self.hangsAfter { lane.receiverBell.cut() }
    }
}
