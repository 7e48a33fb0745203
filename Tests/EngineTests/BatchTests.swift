import Domain
import Engine
import Foundation
import Testing

/// Events of one batch, one after the other.
@Suite struct `A batch` {
    private var bench: Bench

    init() throws { bench = try Bench() }

    @Test mutating func `counts an event once that it holds twice`() throws {
        let event = Arrival.told("1", [.add(1)])
        let outcome = try bench.commit([event, .told("2", [.add(10)]), event])
        #expect(try bench.puppet()?.count == 11)
        #expect(outcome.duplicates == 1)
        #expect(outcome.write.journal.count == 2)
    }

    @Test mutating func `counts an event once that an earlier batch held`() throws {
        try bench.commit([.told("1", [.add(1)])])
        let outcome = try bench.commit([.told("1", [.add(1)]), .told("2", [.add(10)])])
        #expect(try bench.puppet()?.count == 11)
        #expect(outcome.duplicates == 1)
    }

    @Test mutating func `buries what the broker has given up, and counts its id as new`() throws {
        let given = Arrival.told("1", [.add(1)])
        let outcome = try bench.commit([given.setAside("delivery_limit", of: "baton.inbox")])
        #expect(try bench.puppet() == nil)
        let letter = try #require(outcome.write.journal.first?.deadLetter)
        #expect(letter.flaw.code == .setAsideByBroker)
        #expect(letter.flaw.message.contains("baton.inbox"))
        #expect(letter.flaw.message.contains("delivery_limit"))
        #expect(letter.exchange == "crm.events")
        try bench.commit([given])
        #expect(try bench.puppet()?.count == 1)
    }

    @Test mutating func `does not bury what was decided before the broker gave it up`() throws {
        let given = Arrival.told("1", [.add(1)])
        try bench.commit([given])
        let outcome = try bench.commit([given.setAside("delivery_limit", of: "baton.inbox")])
        #expect(outcome.duplicates == 1)
        #expect(outcome.write.journal.isEmpty)
    }

    @Test mutating func `takes the same id of another source for another event`() throws {
        try bench.commit([
            .told("1", [.add(1)]), .told("1", [.add(1)], source: "other"),
        ])
        #expect(try bench.puppet()?.count == 2)
    }

    @Test mutating func `forgets an event's id after the window`() throws {
        try bench.commit([.told("1", [.add(1)])])
        bench.now = noon + 90_000
        try bench.commit([.told("1", [.add(1)])])
        #expect(try bench.puppet()?.count == 2)
    }

    @Test mutating func `shows each event what those before it changed`() throws {
        try bench.commit([
            .told("1", [.lie(on: ["ann"])]),
            .told("2", lead: "M", [.lie(on: ["ann"])]),
            .told("3", lead: "N", [.weigh("ann")]),
            .told("4", [.lie(on: [])]),
            .told("5", lead: "O", [.weigh("ann")]),
        ])
        #expect(try bench.puppet("N")?.count == 2)
        #expect(try bench.puppet("O")?.count == 1)
        #expect(bench.memory.company.load["ann"] == 1)
    }

    @Test mutating func `takes back only what a flawed event changed itself`() throws {
        let flawed = Arrival.told(
            "2",
            [
                .add(10), .lie(on: ["ann"]), .publish("never"),
                .arm("never", generation: 1, after: 1),
                .tell("M", [.add(1), .lie(on: ["bob"])]), .tell("N", [.refuse]),
            ]
        )
        let outcome = try bench.commit([
            .told("1", [.add(1), .tell("M", [.add(100)])]), flawed,
            .told("3", [.add(1000)]), .told("4", lead: "O", [.weigh("ann")]),
        ])
        #expect(outcome.outcomes == [.applied, .dead, .applied, .applied])
        #expect(try bench.puppet()?.count == 1001)
        #expect(try bench.puppet("M")?.count == 100)
        #expect(try bench.puppet("N") == nil)
        #expect(try bench.puppet("O")?.count == 0)
        #expect(outcome.commandIDs == [])
        #expect(outcome.write.armed == [])
        #expect(bench.memory.company.load.values.allSatisfy { $0 == 0 })
    }

    @Test mutating func `decides an event anew that came again after it was put aside`() throws {
        let outcome = try bench.commit([
            .told("1", [.refuse]), .told("1", [.add(1)]), .told("1", [.add(1)]),
        ])
        #expect(outcome.outcomes == [.dead, .applied])
        #expect(try bench.puppet()?.count == 1)
    }

    @Test mutating func `puts aside what can't be read, and works on`() throws {
        let outcome = try bench.commit([
            .message("no JSON"), .event("1", "test.unknown", "{}"), .told("2", [.add(1)]),
        ])
        #expect(outcome.codes == [.notJSON, .unknownType])
        #expect(try bench.puppet()?.count == 1)
    }

    @Test mutating func `names rejections and what nobody cared for`() throws {
        let outcome = try bench.commit([
            .told("1", [.publish("why not"), .reject]), .told("2", [.ignore]),
        ])
        #expect(outcome.outcomes == [.rejected, .ignored])
        #expect(outcome.commandIDs.count == 1)
        #expect(try bench.puppet() == nil)
    }

    @Test mutating func `numbers its lines without a gap`() throws {
        try bench.commit([.told("1", [.add(1)]), .message("")])
        let outcome = try bench.commit([
            .told("1", [.add(1)]), .told("2", [.add(1)]), .told("3", [.add(1)]),
        ])
        #expect(outcome.write.journal.map(\.seq) == [3, 4])
        #expect(outcome.write.nextSeq == 5)
    }

    @Test mutating func `writes its rows in one order`() throws {
        let leads = ["d", "a", "c", "b"]
        let outcome = try bench.commit(
            leads.map { .told($0, lead: $0, [.add(1), .arm("t", generation: 1, after: 1)]) }
        )
        #expect(outcome.write.subjects.map(\.subject.id) == leads.sorted())
        #expect(outcome.write.armed.map(\.key.subject.id) == leads.sorted())
    }
}

/// Whom an event leads to beside its own subject.
@Suite struct `Processes that tell one another` {
    private var bench: Bench

    init() throws { bench = try Bench() }

    @Test mutating func `are decided in one transaction`() throws {
        let outcome = try bench.commit([
            .told("1", [.tell("M", [.add(2), .tell("N", [.add(3), .publish("end")])])])
        ])
        #expect(try bench.puppet("M")?.count == 2)
        #expect(try bench.puppet("N")?.count == 3)
        #expect(outcome.write.journal.count == 1)
        #expect(outcome.write.journal.first?.about == Subject(.lead, "L"))
        #expect(outcome.write.journal.first?.alsoAbout.map(\.id) == ["N", "M"].sorted())
        #expect(outcome.commandIDs.count == 1)
    }

    @Test mutating func `end in the dead letters where they would never end`() throws {
        let outcome = try bench.commit([
            .told("1", [.add(1)]), .told("2", [.add(10), .quarrel]), .told("3", [.add(100)]),
        ])
        #expect(outcome.codes == [.endlessFollowUp])
        #expect(try bench.puppet()?.count == 101)
        #expect(bench.database.subject(Subject(.deal, "quarrel")) == nil)
    }

    @Test(arguments: [(Limits.followUpDepthMax, false), (Limits.followUpDepthMax + 1, true)])
    mutating func `may go so deep and no deeper`(depth: Int, isDead: Bool) throws {
        let orders = (0..<depth).reduce([Order.add(1)]) { inner, _ in [.tell("L", inner)] }
        let outcome = try bench.commit([.told("1", orders)])
        #expect(outcome.codes == (isDead ? [.endlessFollowUp] : []))
        #expect(try bench.puppet()?.count == (isDead ? nil : 1))
    }

    @Test mutating func `find one another by keys as they stand within the batch`() throws {
        try bench.commit([
            .told("1", lead: "A", [.stand(under: ["+7"])]),
            .told("2", lead: "B", [.stand(under: ["+7"])]),
        ])
        try bench.commit([
            .told("3", lead: "A", [.stand(under: ["+8"])]),
            .told("4", lead: "C", [.stand(under: ["+7"])]),
            .told("5", lead: "X", [.look], keys: ["+7"]),
            .told("6", lead: "Y", [.look], keys: ["+8"]),
        ])
        #expect(try bench.puppet("X")?.found == ["B", "C"])
        #expect(try bench.puppet("Y")?.found == ["A"])
    }
}
