import AdapterKit
import Console
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Store
import Synchronization
import Web

/// The threads of the adapters, from the lock of the instance to the last call.
struct WorkingService: Service {
    let instance: Instance
    let runners: [AdapterRunner]
    let receiver: CommandReceiver
    let publisher: EventPublisher
    let receiving: Loop
    let publishing: Loop
    let health: AdapterHealth
    let isShadow: Bool
    let logger: Logger

    /// How long calls that are under way may take once it is told to stop.
    private static let patience: Duration = .seconds(8)

    func run() async throws {
        let systemd = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
        let locked = Database(instance.postgres)
        var isStarted = false
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            if !isStarted, try begin(locked) {
                start()
                isStarted = true
            }
            if isStarted { try keep(locked) }
            let report = health.health()
            if report.ready { systemd.notify("READY=1") }
            systemd.notify("WATCHDOG=1")
            // Cancelled in its sleep, the loop ends by its condition.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(500)) }
        }
        systemd.notify("STOPPING=1")
        if isStarted { await end() }
        locked.close()
    }

    private var lockName: String { instance.file.name + (isShadow ? "~shadow" : "") }

    private func start() {
        for runner in runners { runner.start() }
        receiving.start { [receiver] in receiver.run($0) }
        if !isShadow { publishing.start { [publisher] in publisher.run($0) } }
    }

    /// Waits for the database and for the lock; true once this instance may work.
    private func begin(_ database: Database) throws -> Bool {
        do {
            try instance.migrate(database)
            if isShadow { try Desk.forgetShadow(database) }
            guard try Desk.lock(lockName, database) else {
                health.say("another process works under the name \(instance.file.name)", logger)
                return false
            }
            health.say(nil, logger)
            return true
        } catch let error as PostgresError {
            guard error.isTransient || error.code == .connectionFailed else {
                throw CommandFailure("\(error)")
            }
            health.say("the database is away: \(error.message)", logger)
            return false
        } catch let error as SchemaError {
            guard error.isTransient else {
                throw CommandFailure(error.description, status: CommandFailure.configuration)
            }
            health.say("the database is away: \(error.description)", logger)
            return false
        }
    }

    /// The lock is the session's: where that is lost another process may have it by now.
    private func keep(_ database: Database) throws {
        do throws(PostgresError) {
            for runner in runners {
                let counts = try Desk.counts(runner.key, database)
                runner.record(waiting: counts.waiting, aside: counts.aside)
            }
            health.say(nil, logger)
        } catch {
            health.say("the database is away: \(error.message)", logger)
            // Where it can't be asked either it is asked again with the next turn.
            guard let isOurs = try? Desk.lock(lockName, database) else { return }
            guard isOurs else {
                throw CommandFailure("another process works under the name \(lockName)")
            }
        }
    }

    private func end() async {
        receiving.stop()
        for runner in runners { runner.stop() }
        let deadline = ContinuousClock.now + Self.patience
        let isEnded = { receiving.isEnded && runners.allSatisfy(\.isEnded) }
        while !isEnded(), ContinuousClock.now < deadline {
            // What is cut short here is begun in the database, and looked at by the next start.
            try? await Task.sleep(for: .milliseconds(20))
        }
        publishing.stop()
        while !publishing.isEnded, ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(20))
        }
        if isShadow {
            // A leftover is forgotten by the next watching.
            try? Desk.forgetShadow(Database(instance.postgres))
        }
    }
}

/// Whether the adapters live and work.
final class AdapterHealth: HealthSource {
    private let runners: [AdapterRunner]
    private let loops: [Loop]
    private let problem = Mutex<String?>("the database has not answered yet")

    init(runners: [AdapterRunner], loops: [Loop]) {
        self.runners = runners
        self.loops = loops
    }

    /// Notes why nothing goes on at all; nil where it does.
    func say(_ text: String?, _ logger: Logger) {
        let isNews = problem.withLock { problem in
            defer { problem = text }
            return problem != text
        }
        if isNews, let text { logger.warning("\(text)") }
    }

    func health() -> HealthReport {
        var reasons = [problem.withLock(\.self)].compactMap(\.self)
        if let receiving = loops.first?.problem { reasons.append(receiving) }
        reasons += runners.compactMap(\.hindrance)
        return HealthReport(alive: true, ready: reasons.isEmpty, reasons: reasons)
    }
}
