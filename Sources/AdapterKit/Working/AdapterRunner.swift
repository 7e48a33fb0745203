package import CoreMetrics
import Domain
import Foundation
package import Logging
package import Postgres
import Synchronization
import Threads

/// Runs one adapter: its workers, and one thread that prepares and looks for news.
package final class AdapterRunner: Sendable {
    package let adapter: any Adapter
    /// The instance and the kind; what the adapter keeps is kept under it.
    package let key: String
    let metrics: AdapterMetrics
    let breaker = Breaker()
    let logger: Logger
    private let postgres: PostgresConfiguration
    private let isShadow: Bool
    private let standing: Standing
    private let state = Mutex(State())
    private let claiming = Mutex<Set<String>>([])
    private let signals: [Signal]

    private struct State {
        var isStopping = false
        var running = 0
        var isStorageAway = false
    }

    package init(
        _ adapter: any Adapter,
        instance: String,
        postgres: PostgresConfiguration,
        isShadow: Bool,
        metrics: any MetricsFactory,
        logger: Logger
    ) {
        self.adapter = adapter
        key = Self.key(instance: instance, kind: adapter.kind, isShadow: isShadow)
        standing = Standing(provesCredentials: adapter.provesCredentials)
        self.postgres = postgres
        self.isShadow = isShadow
        self.metrics = AdapterMetrics(kind: adapter.kind, factory: metrics)
        var logger = logger
        logger[metadataKey: "adapter"] = "\(adapter.kind)"
        self.logger = logger
        signals = (0...adapter.workers).map { _ in Signal() }
    }

    /// Under what an adapter of an instance keeps what it keeps.
    package static func key(instance: String, kind: String, isShadow: Bool = false) -> String {
        "\(instance)/\(kind)\(isShadow ? "~shadow" : "")"
    }

    // MARK: - Life

    /// Starts the threads.
    package func start() {
        state.withLock { $0.running = adapter.workers + 1 }
        thread("\(adapter.kind)-watch") { self.watch() }
        for number in 1...adapter.workers {
            thread("\(adapter.kind)-\(number)") { self.work(number) }
        }
    }

    /// Tells the threads to end; those in a call end after it.
    package func stop() {
        state.withLock { $0.isStopping = true }
        wake()
    }

    package var isEnded: Bool { state.withLock { $0.isStopping && $0.running == 0 } }

    /// Makes the workers look around.
    package func wake() {
        for signal in signals { signal.raise() }
    }

    /// Why the adapter isn't ready; nil where it is.
    package var hindrance: String? {
        standing.hindrance.map { "\(adapter.kind): \($0)" }
    }

    package var isUp: Bool { breaker.isClosed && !standing.isInTrouble }

    private var isStopping: Bool { state.withLock(\.isStopping) }
    private func thread(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            Thread.current.name = name
            body()
            self.state.withLock { $0.running -= 1 }
        }
        thread.stackSize = 1 << 20
        thread.start()
    }

    private func ledger() -> Ledger {
        let shadow: (@Sendable (OutgoingEvent) -> Void)? = { [logger] event in
            let data = String(decoding: Value.object(event.data).json, as: UTF8.self)
            logger.notice("shadow: would announce \(event.type) \(data)")
        }
        return Ledger(
            Database(postgres),
            adapter: key,
            source: adapter.kind,
            shadow: isShadow ? shadow : nil
        )
    }

    // MARK: - Looking for news

    private func watch() {
        let ledger = ledger()
        while !isStopping {
            if !standing.isWorking { prepare(ledger) }
            if standing.isWorking { look(ledger) }
            signals[0].wait(atMost: adapter.pollInterval ?? .seconds(1))
        }
    }

    private func prepare(_ ledger: Ledger) {
        guard standing.mayTry else { return }
        do throws(Failure) {
            try adapter.prepare(ledger, now: Date())
            if let news = standing.prepared() { logger.notice("\(news)") }
            breaker.succeeded()
            wake()
        } catch {
            let onlyWaits = waits(for: error, ledger)
            if standing.failedToBegin(error, onlyWaits: onlyWaits) {
                logger.warning("can't begin: \(error.reason)")
            }
        }
    }

    /// Whether what was begun before can wait for a system that is away now.
    private func waits(for failure: Failure, _ ledger: Ledger) -> Bool {
        guard case .away = failure else { return false }
        // Where the database can't tell either, nothing is ready.
        return (try? adapter.hasBegun(ledger)) ?? false
    }

    private func look(_ ledger: Ledger) {
        guard adapter.pollInterval != nil, breaker.admits() else { return }
        do throws(Failure) {
            try adapter.observe(ledger, now: Date())
            tellSuccess()
        } catch {
            take(error)
        }
    }

    // MARK: - Carrying out

    private func work(_ number: Int) {
        let ledger = ledger()
        while !isStopping {
            if breaker.admits() {
                if standing.admitsWork(), step(ledger) { continue }
                breaker.passed()
            }
            signals[number].wait(atMost: .milliseconds(500))
        }
    }

    /// Carries one work out; false where nothing is due.
    private func step(_ ledger: Ledger) -> Bool {
        let item: WorkItem
        do throws(Failure) {
            guard let claimed = try claim(ledger) else {
                // Nothing is there that could try, and nothing that waits for it.
                if !adapter.provesCredentials { forgetTrouble() }
                return false
            }
            item = claimed
        } catch {
            take(error)
            return false
        }
        defer {
            claiming.withLock { _ = $0.remove(item.lane) }
            wake()
        }
        let job = Job(
            item,
            ledger: ledger,
            onUnclear: adapter.onUnclear,
            metrics: metrics,
            now: Date()
        )
        do throws(Failure) {
            do throws(Failure) {
                try adapter.carryOut(job)
                try ledger.end(job.item, "done", now: Date(), job.ending)
                metrics.done.increment()
                tellSuccess()
            } catch {
                try settle(job, error)
            }
        } catch {
            take(error)
            return false
        }
        return true
    }

    private func claim(_ ledger: Ledger) throws(Failure) -> WorkItem? {
        try claiming.withLock { busy throws(Failure) in
            guard let item = try ledger.claim(busy: busy, now: Date()) else { return nil }
            busy.insert(item.lane)
            return item
        }
    }

    /// What becomes of a work that did not succeed.
    private func settle(_ job: Job, _ failure: Failure) throws(Failure) {
        let (ledger, item, now) = (job.ledger, job.item, Date())
        switch failure {
        case .away(let reason, _):
            take(failure)
            guard !isExhausted(item, now) else { return try park(job, "gave_up", reason, now) }
            try ledger.postpone(item, until: now, reason, now: now)
            metrics.retried.increment()
        case .later(let code, let reason):
            tellSuccess()
            guard !isExhausted(item, now) else { return try park(job, code, reason, now) }
            let pause = Breaker.pause(
                failures: item.attempts + 1,
                chance: Double.random(in: 0...1)
            )
            let next = now.addingTimeInterval(pause / .seconds(1))
            try ledger.postpone(item, until: next, reason, now: now)
            metrics.retried.increment()
        case .refused(let code, let reason):
            tellSuccess()
            try park(job, code, reason, now)
        case .unclear(let reason):
            tellSuccess()
            try park(job, "unclear", reason, now, isPermanent: false)
        case .waiting(let key, let reason):
            tellSuccess()
            try ledger.end(
                item,
                "parked",
                code: "waiting",
                error: reason,
                waitsFor: key,
                now: now
            )
            metrics.parked.increment()
            logger.warning("\(item.command.type) \(item.command.id) \(reason)")
        case .stale(let reason):
            breaker.passed()
            try ledger.end(item, "expired", code: "stale", error: reason, now: now)
            metrics.expired.increment()
        case .credentials, .storage:
            take(failure)
        }
    }

    private func isExhausted(_ item: WorkItem, _ now: Date) -> Bool {
        guard let patience = adapter.patience else { return false }
        return now.timeIntervalSince(item.received) > patience / .seconds(1)
    }

    private func park(
        _ job: Job,
        _ code: String,
        _ reason: String,
        _ now: Date,
        isPermanent: Bool = true
    ) throws(Failure) {
        let item = job.item
        let part = item.part.isEmpty ? "" : "-\(item.part)"
        let failed = OutgoingEvent(
            id: "failed-\(item.command.id)\(part)-\(item.attempts + 1)",
            type: "command.failed",
            subject: item.command.subject,
            data: [
                "command_id": .text(item.command.id), "type": .text(item.command.type),
                "code": .text(code), "reason": .text(reason), "permanent": .bool(isPermanent),
            ]
        )
        try job.ledger.end(
            item,
            "parked",
            code: code,
            error: reason,
            now: now,
            [job.ledger.announce(failed, now: now)]
        )
        metrics.parked.increment()
        logger.warning("\(item.command.type) \(item.command.id) is put aside: \(code): \(reason)")
    }

    // MARK: - Telling

    private func tellSuccess() {
        if breaker.succeeded() { logger.notice("answers again") }
        forgetTrouble()
        let wasAway = state.withLock { state in
            defer { state.isStorageAway = false }
            return state.isStorageAway
        }
        if wasAway { logger.notice("the database answers again") }
    }

    private func forgetTrouble() {
        if standing.worked() { logger.notice("may work again") }
    }

    /// What a failure says of the system as a whole.
    private func take(_ failure: Failure) {
        switch failure {
        case .away(let reason, _):
            guard breaker.failed(chance: Double.random(in: 0...1)) else { return }
            logger.warning("is away, commands wait: \(reason)")
        case .credentials(let reason):
            breaker.passed()
            if standing.stopped(reason) { logger.error("stops: \(reason)") }
            signals[0].raise()
        case .storage(let reason):
            breaker.passed()
            let isNews = state.withLock { state in
                defer { state.isStorageAway = true }
                return !state.isStorageAway
            }
            if isNews { logger.error("the database is away: \(reason)") }
            signals.randomElement()?.wait(atMost: .milliseconds(200))
        case .later(_, let reason), .refused(_, let reason), .waiting(_, let reason),
            .unclear(let reason), .stale(let reason):
            breaker.passed()
            logger.warning("looking for news failed: \(reason)")
        }
    }
}

extension AdapterRunner {
    /// Shows how much there is to do.
    package func record(waiting: Int, aside: Int) {
        metrics.waiting.record(waiting)
        metrics.aside.record(aside)
        metrics.up.record(isUp ? 1 : 0)
    }
}
