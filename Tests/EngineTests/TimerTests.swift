import Contract
import Domain
import Engine
import Foundation
import Testing

/// Timers as decisions arm them and as they come due.
@Suite struct `Timers of a batch` {
    private var bench: Bench

    init() throws { bench = try Bench() }

    @Test mutating func `are armed and disarmed as the last decision says`() throws {
        try bench.commit([
            .told(
                "1",
                [.arm("kept", generation: 1, after: 5), .arm("gone", generation: 1, after: 5)]
            ),
            .told("2", [.arm("kept", generation: 2, after: 9), .disarm("gone")]),
            .told("3", lead: "M", [.disarm("back"), .arm("back", generation: 3, after: 1)]),
        ])
        let armed = bench.database.timers
        #expect(armed.map(\.key.name) == ["back", "kept"])
        #expect(armed.map(\.generation) == [3, 2])
        #expect(armed.map(\.due) == [noon + 1, noon + 9])
        try bench.commit([.told("4", [.disarm("kept")])])
        #expect(bench.database.timers.map(\.key.name) == ["back"])
    }

    @Test mutating func `fire once, with the generation of their arming`() throws {
        try bench.commit([.told("1", [.arm("t", generation: 7, after: 5)])])
        let timer = try #require(bench.database.timers.first)
        bench.now = noon + 5
        let outcome = try bench.commit([], timers: [timer])
        #expect(try bench.puppet()?.fired == [7])
        #expect(outcome.fired == [timer])
        #expect(outcome.write.journal.first?.occurred == noon + 5)
        #expect(bench.database.timers == [])
        try bench.commit([], timers: [timer])
        #expect(try bench.puppet()?.fired == [7])
    }

    @Test mutating func `do not fire where another arming stands in their place`() throws {
        try bench.commit([.told("1", [.arm("t", generation: 1, after: 5)])])
        let old = try #require(bench.database.timers.first)
        try bench.commit([.told("2", [.arm("t", generation: 2, after: 50)])])
        bench.now = noon + 5
        #expect(try bench.commit([], timers: [old]).fired == [])
        #expect(try bench.puppet()?.fired == [])
        #expect(bench.database.timers.map(\.generation) == [2])
    }

    /// Another timer of the batch may end what they were armed for.
    @Test mutating func `do not fire once the batch itself has disarmed or replaced them`() throws {
        try bench.commit([
            .told("1", [.arm("t", generation: 1, after: 1)]),
            .told("2", lead: "M", [.arm("t", generation: 1, after: 1)]),
        ])
        bench.now = noon + 1
        let request: [BatchDecider.Matter] =
            [
                bench.decider.read(.told("3", [.disarm("t")])),
                bench.decider.read(.told("4", lead: "M", [.arm("t", generation: 2, after: 9)])),
            ] + bench.database.timers.map(BatchDecider.Matter.timer)
        let outcome = try bench.outcome(of: request)
        try bench.store.commit(outcome.write)
        #expect(try bench.puppet()?.fired == [])
        #expect(try bench.puppet("M")?.fired == [])
        #expect(bench.database.timers.map(\.generation) == [2])
    }

    @Test mutating func `end with a line where their process can't work with them`() throws {
        try bench.commit([.told("1", [.arm("t", generation: 1, after: 0)])])
        let timer = try #require(bench.database.timers.first)
        let outcome = try bench.outcome(
            of: [.brokenTimer(Flaw(.storeRefused, "no"), timer)]
        )
        #expect(outcome.write.journal.first?.decisions.first?.reason == "store_refused")
        #expect(try bench.puppet()?.fired == [])
    }

    @Test mutating func `end with a line where their process no longer knows them`() throws {
        try bench.commit([.told("1", [.arm("forgotten", generation: 1, after: 0)])])
        let outcome = try bench.commit([], timers: bench.database.timers)
        #expect(outcome.write.journal.first?.decisions.first?.reason == "unknown_timer")
        #expect(bench.database.timers == [])
    }

    @Test mutating func `are correlated with the first cause`() throws {
        try bench.commit([.told("first", [.arm("t", generation: 1, after: 0)])])
        let outcome = try bench.commit([], timers: bench.database.timers)
        #expect(outcome.write.journal.flatMap(\.commands).map(\.correlationID) == ["first"])
    }
}

/// Ids of commands: equal for the same decision, different for every other.
@Suite struct `Ids of commands` {
    @Test func `are the same whoever decides, and with whatever else in the batch`() throws {
        var (one, other) = (try Bench(), try Bench())
        let event = Arrival.told("1", [.publish("a"), .publish("b")])
        let alone = try one.commit([event]).commandIDs
        let inCompany = try other.commit([.told("0", [.publish("c")]), event]).commandIDs
        #expect(alone == Array(inCompany.dropFirst()))
    }

    @Test func `differ by event, by source and by their place`() throws {
        var bench = try Bench()
        let ids = try bench.commit([
            .told("1", [.publish("a"), .publish("a")]),
            .told("2", [.publish("a")]),
            .told("1", [.publish("a")], source: "other"),
            .told("test1", [.publish("a")], source: ""),
        ]).commandIDs
        #expect(Set(ids).count == ids.count)
    }

    @Test func `differ by the timer's generation and due time`() throws {
        let timers = [
            StoredTimer.puppet("t"), .puppet("t", generation: 2), .puppet("t", due: noon + 1),
            .puppet("u"), .puppet("t", lead: "M"),
        ]
        #expect(Set(try timers.map(id)).count == timers.count)
    }

    /// A due time that was computed and the same one read from a table differ in the last bit of
    /// a double; the id was made of all its digits.
    @Test func `are the same for a due time that was stored and read again`() throws {
        let due = noon + 0.1 + 0.2
        let read = Date(timeIntervalSinceReferenceDate: due.timeIntervalSinceReferenceDate.nextUp)
        #expect(try id(.puppet("t", due: due)) == id(.puppet("t", due: read)))
    }

    private func id(_ timer: StoredTimer) throws -> String? {
        var bench = try Bench()
        bench.now = timer.due
        try bench.store.arm(timer)
        bench.nextSeq = 2
        return try bench.commit([], timers: [timer]).commandIDs.first
    }
}

extension InMemoryStore {
    /// Arms a timer, with a first line in the journal.
    func arm(_ timer: StoredTimer) throws {
        _ = try begin(BatchRequest(seenSince: noon))
        let line = JournalEntry(
            seq: 1,
            received: noon,
            occurred: noon,
            key: nil,
            type: "test",
            subject: "",
            outcome: .applied,
            event: nil
        )
        try commit(BatchWrite(journal: [line], armed: [timer], nextSeq: 2, publishedSeq: 0))
    }
}

/// The window of timers in memory.
@Suite struct `The timer gate` {
    private var gate = TimerGate()

    private func timers(_ count: Int, from first: Date = noon) -> [StoredTimer] {
        (0..<count).map { .puppet("t", lead: "\($0)", due: first + Double($0)) }
    }

    @Test func `wants to be filled at first`() {
        #expect(gate.mustRefill(at: noon))
        #expect(gate.earliest == nil)
    }

    @Test mutating func `gives what is due, the earliest first, each once`() {
        gate.refill(timers(5).reversed(), upTo: noon + 30)
        #expect(gate.earliest == noon)
        #expect(gate.take(dueAt: noon + 2, atMost: 2).map(\.key.subject.id) == ["0", "1"])
        #expect(gate.take(dueAt: noon + 2, atMost: 9).map(\.key.subject.id) == ["2"])
        #expect(gate.take(dueAt: noon + 2, atMost: 9) == [])
        #expect(gate.earliest == noon + 3)
    }

    @Test mutating func `gives timers of one instant in the order of the table`() {
        let names = ["c", "a", "b"]
        gate.refill(names.map { .puppet($0) } + [.puppet("z", lead: "K")], upTo: noon)
        #expect(gate.take(dueAt: noon, atMost: 9).map(\.key.name) == ["z", "a", "b", "c"])
    }

    @Test mutating func `is filled again in the middle of its window`() {
        gate.refill([], upTo: noon + 30)
        #expect(!gate.mustRefill(at: noon + 14))
        #expect(gate.mustRefill(at: noon + 15))
    }

    @Test mutating func `follows what is armed within its window and disarmed`() {
        gate.refill(timers(2), upTo: noon + 30)
        gate.follow(
            armed: [.puppet("in", due: noon + 30), .puppet("out", due: noon + 31)],
            disarmed: [timers(1)[0].key]
        )
        gate.follow(armed: [.puppet("t", lead: "1", generation: 2, due: noon + 40)], disarmed: [])
        #expect(gate.take(dueAt: noon + 99, atMost: 9).map(\.key.name) == ["in"])
    }

    /// With more timers in the window than are read at once, the table was read every turn.
    @Test mutating func `whose window was cut is filled again once half of it has fired`() {
        let read = timers(TimerGate.countMax)
        gate.refill(read, upTo: noon + 10_000)
        #expect(gate.horizon == read.last?.due)
        #expect(!gate.mustRefill(at: noon))
        #expect(!gate.mustRefill(at: noon + 10_000))
        _ = gate.take(dueAt: noon + 10_000, atMost: TimerGate.countMax / 2)
        #expect(gate.mustRefill(at: noon))
    }
}
