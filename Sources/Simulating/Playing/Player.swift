import Contract
package import Domain
package import Engine
package import Foundation
import HeapModule

/// What somebody makes of a script while it is played.
package protocol Course {
    /// A line of the script as it comes; nil where it does not come at all.
    mutating func comes(_ line: Script.Line) throws -> Script.Line?
    /// An entry of the journal, with the line that it follows from where it is a line's own.
    ///
    /// - Returns: Lines that come because of it, none of them before now.
    mutating func happened(_ entry: JournalEntry, _ line: Script.Line?) throws -> [Script.Line]
}

extension Course {
    /// A course in which everything comes as it is written.
    package mutating func comes(_ line: Script.Line) -> Script.Line? { line }
}

/// Plays a script with a configuration, and everything that is done beside the lane.
package struct Player {
    private var simulation: Simulation
    private var jobs: SimulatedJobs
    private var coming = Heap<Coming>()
    private var added = 0

    /// How long after the last event timers are followed at most: 400 days, in seconds.
    private static let tailMax = 400.0 * 86_400

    /// A line that will come, by its time, then by its place.
    private struct Coming: Comparable {
        let line: Script.Line
        let place: Int

        static func < (left: Coming, right: Coming) -> Bool {
            (left.line.time, left.place) < (right.line.time, right.place)
        }

        static func == (left: Coming, right: Coming) -> Bool {
            (left.line.time, left.place) == (right.line.time, right.place)
        }
    }

    /// - Parameters:
    ///   - source: The CloudEvents source of what Baton publishes.
    ///   - start: Before anything happens.
    package init(_ decider: BatchDecider, source: String, start: Date) throws(StoreError) {
        simulation = try Simulation(decider, start: start)
        jobs = SimulatedJobs(
            source: source,
            positions: SimulatedPositions(decider.policies.positions)
        )
    }

    /// The instant up to which everything has happened.
    package var now: Date { simulation.now }
    /// Timers that are armed still, the earliest first, without those that always are.
    package var waiting: [StoredTimer] { simulation.waiting }
    /// The lines of a book of the ledger, in order.
    package func ledger(of book: String) -> [LedgerLine] { simulation.ledger(of: book) }
    /// Every set of documents that was rendered, in order.
    package var renderedSets: [FrozenSet] { jobs.rendered }
    /// What reports count, in no order.
    package var facts: [any FactRow] { simulation.facts }

    /// Plays the events and then what is waited for; `end` is where time stops.
    package mutating func perform(
        _ script: Script,
        until end: Date?,
        _ course: inout some Course
    ) throws {
        for line in script.lines where end.map({ line.time <= $0 }) ?? true { add(line) }
        var last = script.start
        while let next = coming.min {
            if !next.line.isPast, try fire(dueUpTo: next.line.time, &course) { continue }
            coming.removeMin()
            last = max(last, next.line.time)
            try play(next.line, &course)
        }
        let bound = end ?? last + Self.tailMax
        while end != nil || simulation.isWaiting || !coming.isEmpty {
            let upTo = min(coming.min?.line.time ?? bound, bound)
            if try fire(dueUpTo: upTo, &course) { continue }
            guard let next = coming.popMin(), next.line.time <= bound else { break }
            try play(next.line, &course)
        }
        if let end { simulation.pass(to: end) }
    }

    private mutating func add(_ line: Script.Line) {
        coming.insert(Coming(line: line, place: added))
        added += 1
    }

    /// Fires the earliest timer that is due; answers whether there was one.
    private mutating func fire(dueUpTo instant: Date, _ course: inout some Course) throws -> Bool {
        guard let entries = try simulation.fireTimer(dueUpTo: instant) else { return false }
        for entry in entries { try tell(entry, nil, &course) }
        try doJobs(&course)
        return true
    }

    private mutating func play(_ line: Script.Line, _ course: inout some Course) throws {
        guard let line = try course.comes(line) else { return }
        if SimulatedPositions.types.contains(line.type), keep(line) { return }
        let entries = try simulation.receive(line.body, routingKey: line.type, at: line.time)
        for entry in entries { try tell(entry, line, &course) }
        try doJobs(&course)
    }

    /// Keeps what is read beside the lane; false where it can't be read, which the lane then says.
    private mutating func keep(_ line: Script.Line) -> Bool {
        do throws(Flaw) {
            try jobs.positions.take(line)
            return true
        } catch {
            return false
        }
    }

    private mutating func tell(
        _ entry: JournalEntry,
        _ line: Script.Line?,
        _ course: inout some Course
    ) throws {
        for line in try course.happened(entry, line) { add(line) }
    }

    /// What is done beside the lane is done at once.
    private mutating func doJobs(_ course: inout some Course) throws {
        while let job = simulation.takeJob() {
            guard let answer = try jobs.answer(job, at: simulation.now) else { continue }
            let entries = try simulation.receive(
                answer.event.json,
                routingKey: answer.event.type,
                at: simulation.now
            )
            for (index, entry) in entries.enumerated() {
                try tell(index == 0 ? entry.following(answer.commands) : entry, nil, &course)
            }
        }
    }
}
