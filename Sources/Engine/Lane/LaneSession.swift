import Contract
import CoreMetrics
import Domain
import Foundation
import Threads

/// The thread's side of a lane's work: waits until there is something to do, and has it done.
struct LaneSession {
    private let lane: LaneLoop
    private var writer: LaneWriter
    /// When an idle lane writes down how far publishing has come.
    private var cursorDue = Stopwatch.now()

    /// How long an idle lane sleeps at most.
    private static let idleMax: Duration = .seconds(1)
    /// How long a starting lane waits for the publishing thread.
    private static let publisherPatience: Duration = .seconds(1)

    init(_ lane: LaneLoop, _ writer: LaneWriter) {
        self.lane = lane
        self.writer = writer
    }

    /// Opens the ways in and out.
    mutating func begin() throws(StoreError) {
        try writer.begin()
        awaitPublisher()
    }

    /// Waits until commands can go out, for a while.
    ///
    /// A step's time counts from its decision: with nobody there to publish it, people would have
    /// less of it. A broker that stays away keeps the lane from nothing.
    private func awaitPublisher() {
        let deadline = Stopwatch.now() + Self.publisherPatience
        while !lane.parts.outbox.hasPublisher, !lane.control.isStopping, Stopwatch.now() < deadline
        {
            lane.control.signal.wait(atMost: .milliseconds(50))
        }
    }

    /// One turn of the loop: waits until there is something to do, and does it.
    ///
    /// Rules are looked at after the work is taken: what comes after a reload follows the new ones.
    mutating func turn() throws(StoreError) {
        try writer.prepare(at: lane.clock.now())
        if lane.parts.inbox.isEmpty, !writer.isBusy { waitForWork() }
        // One instant for the whole turn: a clock set back in the middle makes no timer early.
        let (now, began) = (lane.clock.now(), Stopwatch.now())
        let work = writer.take(at: now)
        lane.control.progress(oldestUnacknowledged: work.arrivals.first?.message.received)
        if lane.followRules() { writer.follow(lane.decider) }
        guard !work.isEmpty else { return try rest() }
        try writer.carryOut(work, lane.decider, at: now, since: began)
    }

    private func waitForWork() {
        var time = Self.idleMax
        if let earliest = writer.earliestTimer {
            let untilDue = earliest.timeIntervalSince(lane.clock.now())
            time = min(time, .seconds(max(untilDue, 0)))
        }
        guard time > .zero else { return }
        lane.control.signal.wait(atMost: time)
    }

    /// What there is to do when there is nothing to do.
    private mutating func rest() throws(StoreError) {
        try writer.checkStore()
        try writeCursor()
    }

    private func storeLoss() -> StoreError? {
        do throws(StoreError) {
            try writer.checkStore()
            return nil
        } catch {
            return error
        }
    }

    /// Writes down how far publishing has come, once in a while.
    private mutating func writeCursor() throws(StoreError) {
        guard writer.hasCursorToWrite, Stopwatch.now() >= cursorDue else { return }
        try writer.writeCursor()
        cursorDue = Stopwatch.now() + Self.idleMax
    }

    /// Waits for the confirms of what is committed, as long as is allowed, and writes it down.
    mutating func drain() throws(StoreError) {
        let deadline = Stopwatch.now() + lane.parts.configuration.drainTimeout
        // What is committed goes out even if the store is lost meanwhile.
        var loss: StoreError?
        while !lane.parts.outbox.isEmpty, Stopwatch.now() < deadline {
            lane.control.progress()
            loss = loss ?? storeLoss()
            lane.control.signal.wait(atMost: .milliseconds(50))
        }
        if let loss { throw loss }
        try writer.writeCursor()
        try writer.release()
    }
}
