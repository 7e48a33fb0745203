import AMQP
import Bulk
import Bus
import Contract
import Domain
import Foundation
import Logging
import Postgres
import Reports
import ServiceLifecycle
import Settings
import Synchronization

/// Makes the reports of positions that clients want, beside the lanes.
///
/// Which ones are wanted the lanes keep with each client. A report is kept first and told then, by
/// an event whose id follows from it: after a crash the very same is told again.
struct PositionReportService: Service {
    private let bureau: @Sendable () -> PositionBureau
    private let logger: Logger
    private let queue = OperationQueue()

    /// How often it looks for clients that want one.
    private static let pause: Duration = .seconds(1)

    init(bureau: @escaping @Sendable () -> PositionBureau, logger: Logger) {
        self.bureau = bureau
        self.logger = logger
        queue.maxConcurrentOperationCount = 1
    }

    func run() async throws {
        let told = ToldReports()
        while !Task.isShuttingDownGracefully {
            let bureau = bureau()
            await withCheckedContinuation { continuation in
                queue.addOperation {
                    do {
                        try PositionReportRound(bureau: bureau, told: told, now: Date()).run()
                    } catch {
                        logger.debug("reports of positions wait: \(error)")
                    }
                    continuation.resume()
                }
            }
            guard await pause(for: Self.pause) else { return }
        }
    }
}

/// Which reports were told lately: a lane that is behind is not told every second.
final class ToldReports: Sendable {
    private static let rest: TimeInterval = 30
    private let times = Mutex<[String: Date]>([:])

    func isDue(_ id: String, at now: Date) -> Bool {
        times.withLock { times in
            times = times.filter { now.timeIntervalSince($0.value) < Self.rest }
            guard times[id] == nil else { return false }
            times[id] = now
            return true
        }
    }
}
