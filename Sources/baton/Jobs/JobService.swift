import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Threads

/// Has jobs done, one after the other, on a thread beside the lanes.
///
/// Every instance does jobs, whether it works on a lane or stands by.
struct JobService: Service {
    let reports: ReportService
    let workers: [any JobWorker]
    let metrics: JobMetrics
    let logger: Logger

    func run() async throws {
        guard await awaitSchema(reports) else { return }
        let control = JobControl()
        let ending = Ending()
        let loop = JobLoop(reports: reports, workers: workers, metrics: metrics, logger: logger)
        let thread = Thread {
            Thread.current.name = "baton-jobs"
            Background.enter()
            loop.run(until: control)
            ending.signal()
        }
        thread.start()
        await withGracefulShutdownHandler {
            await ending.wait()
        } onGracefulShutdown: {
            control.stop()
        }
        // Where another service has failed, the wait was cancelled and the thread works still.
        control.stop()
    }
}

/// How the thread is told to end.
final class JobControl: Sendable {
    let signal = Signal()
    private let stopping = Mutex(false)

    var isStopping: Bool { stopping.withLock(\.self) }

    /// Ends the thread after the job at hand.
    func stop() {
        stopping.withLock { $0 = true }
        signal.raise()
    }
}
