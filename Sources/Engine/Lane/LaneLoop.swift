import CoreMetrics
import Domain
package import Logging
import Threads

/// What a lane is told once, when it is made.
package struct LaneConfiguration: Sendable {
    /// Number of the lane, from 0.
    package var lane = 0
    /// How many lanes the installation has.
    package var lanes = 1
    /// Who works here, as operators know the instance.
    package var owner = ""
    /// How many events and timers one transaction holds at most.
    package var batchMax = 200
    /// How long an event's id is remembered.
    package var dedupeWindow: Duration = .seconds(14 * 86_400)
    /// How long a stopping lane waits for the broker's confirms.
    package var drainTimeout: Duration = .seconds(5)

    package init() {}
}

/// The one writer of a lane: receives, decides, commits, hands over, on a thread of its own.
package final class LaneLoop {
    let parts: LaneParts
    let control: LaneControl
    let clock: any WallClock
    let logger: Logger
    private let connect: () throws(StoreError) -> any LaneStore
    private(set) var decider: BatchDecider
    private var rulesVersion = 0
    private var failures = 0
    private var chance: any RandomNumberGenerator

    /// How often a standing-by instance asks whether it is its turn.
    static let standByInterval: Duration = .milliseconds(500)
    /// How often a working instance asks whether another one lacks lanes.
    private static let sharingInterval: Duration = .seconds(1)

    package init(
        _ parts: LaneParts,
        control: LaneControl,
        decider: BatchDecider,
        clock: any WallClock,
        chance: any RandomNumberGenerator,
        logger: Logger,
        connect: @escaping () throws(StoreError) -> any LaneStore
    ) {
        self.parts = parts
        self.control = control
        self.decider = decider
        self.clock = clock
        self.chance = chance
        self.logger = logger
        self.connect = connect
    }

    /// Works until stopped.
    ///
    /// A store that fails is given up and looked for again. What was received is kept meanwhile:
    /// the next session goes on with it where nobody else has the lane by then, and the broker,
    /// which may set a message aside after some deliveries, counts none.
    package func run() {
        while !control.isStopping {
            do throws(StoreError) {
                try session(with: try connect())
                failures = 0
            } catch .incompatible(let problem) {
                parts.inbox.close()
                logger.critical("\(problem)")
                return control.enter(.refused, problem: problem)
            } catch {
                if case .ownershipLost = error { parts.inbox.close() } else { parts.inbox.keep() }
                parts.metrics.storeErrors.increment()
                recover(from: error)
            }
        }
        parts.inbox.close()
        control.enter(.stopped)
    }

    private func session(with store: any LaneStore) throws(StoreError) {
        defer { store.close() }
        guard let acquired = try waitForTurn(store) else { return }
        followRules()
        let writer = try LaneWriter(parts, store: store, acquired: acquired, decider: decider)
        logger.notice(
            "lane is working",
            metadata: [
                "lane": "\(parts.configuration.lane)", "next_seq": "\(acquired.nextSeq)",
            ]
        )
        var session = LaneSession(self, writer)
        try session.begin()
        failures = 0
        control.enter(.working)
        parts.share.took(parts.configuration.lane)
        defer { parts.share.gaveUp(parts.configuration.lane) }
        var sharingDue = Stopwatch.now()
        while !control.isStopping {
            try session.turn()
            guard !parts.share.isAlone, Stopwatch.now() >= sharingDue else { continue }
            sharingDue = Stopwatch.now() + Self.sharingInterval
            if parts.share.isSurplus(parts.configuration.lane, among: try store.join(claim)) {
                logger.notice("lane \(parts.configuration.lane) is left to another instance")
                break
            }
        }
        parts.inbox.close()
        control.enter(control.isStopping ? .stopping : .standingBy)
        try session.drain()
    }

    /// Takes the newest rules over; answers whether there were any.
    @discardableResult
    func followRules() -> Bool {
        guard let (rules, version) = control.rules(newerThan: rulesVersion) else { return false }
        rulesVersion = version
        decider.rules = rules
        return true
    }

    private func waitForTurn(_ store: any LaneStore) throws(StoreError) -> AcquiredLane? {
        while !control.isStopping {
            if try hasRoom(store), let acquired = try store.acquire(claim) { return acquired }
            // The instance that has the lane needs what was kept for it.
            parts.inbox.close()
            if control.status.phase != .standingBy {
                logger.notice("another instance is working; this one stands by")
            }
            control.enter(.standingBy)
            control.signal.wait(atMost: Self.standByInterval)
        }
        return nil
    }

    private func hasRoom(_ store: any LaneStore) throws(StoreError) -> Bool {
        let instances = try store.join(claim)
        return parts.share.isAlone || parts.share.hasRoom(among: instances)
    }

    private var claim: LaneClaim {
        LaneClaim(
            lane: parts.configuration.lane,
            lanes: parts.configuration.lanes,
            owner: parts.configuration.owner
        )
    }

    private func recover(from error: StoreError) {
        failures += 1
        let problem = error.explanation
        // The first failure of a row is news; the tenth is not.
        let level: Logger.Level = failures == 1 || failures % 20 == 0 ? .error : .debug
        logger.log(level: level, "the store failed: \(problem)")
        control.enter(.connecting, problem: problem)
        guard !control.isStopping else { return }
        let pause = min(Duration.milliseconds(50) * (1 << min(failures, 7)), .seconds(3))
        control.signal.wait(atMost: pause * Double.random(in: 0.5...1, using: &chance))
    }
}

extension StoreError {
    /// What happened, as a sentence for the log.
    package var explanation: String {
        switch self {
        case .unavailable(let text): "the database is not available: \(text)"
        case .outcomeUnknown(let text):
            "the connection was lost while committing; the events will come again: \(text)"
        case .ownershipLost(let text): "another instance took the lane over: \(text)"
        case .conflict(let text): "somebody else changed the same rows: \(text)"
        case .refused(let text): "the database refuses the data: \(text)"
        case .misconfigured(let text): "the database is not set up for this program: \(text)"
        case .incompatible(let text): text
        }
    }
}
