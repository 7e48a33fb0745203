import Domain
import Engine
import Foundation
import Testing

/// Thousands of timers that are due beside a few deadlines.
@Suite struct `Timers that come in masses` {
    private let store = InMemoryStore(InMemoryDatabase())

    private func timers(_ count: Int, isMass: Bool, after seconds: Double) -> [StoredTimer] {
        (0..<count).map { number in
            StoredTimer(
                key: TimerKey(
                    subject: Subject(.client, "C\(isMass ? 1 : 0)\(number)"),
                    process: "puppet",
                    name: "t"
                ),
                generation: 1,
                due: noon + seconds,
                correlationID: "c",
                isMass: isMass
            )
        }
    }

    private func gates(_ armed: [StoredTimer]) throws -> TimerGates {
        _ = try store.acquire(0, owner: "test")
        _ = try store.begin(BatchRequest(seenSince: .distantPast))
        try store.commit(BatchWrite(armed: armed, nextSeq: 1, publishedSeq: 0))
        var gates = TimerGates()
        try gates.refill(from: store, at: noon)
        return gates
    }

    @Test func `go with a turn a few at a time, after all deadlines`() throws {
        let deadlines = timers(3, isMass: false, after: 0)
        let many = timers(10_000, isMass: true, after: -3600)
        var gates = try gates(many + deadlines)
        let due = gates.take(dueAt: noon, atMost: 200)
        #expect(Set(due.prefix(3)) == Set(deadlines))
        #expect(due.count == 3 + TimerGates.massMax)
        #expect(gates.earliest == noon - 3600)
    }

    @Test func `have no room in a turn that deadlines fill`() throws {
        var gates = try gates(
            timers(5, isMass: true, after: -60) + timers(4, isMass: false, after: 0)
        )
        #expect(gates.take(dueAt: noon, atMost: 4).allSatisfy { !$0.isMass })
        #expect(gates.take(dueAt: noon, atMost: 4).count == 4)
    }

    @Test func `all come, and none of them twice`() throws {
        var gates = try gates(timers(2500, isMass: true, after: -60))
        var taken: Set<StoredTimer> = []
        while true {
            try gates.refill(from: store, at: noon)
            let due = gates.take(dueAt: noon, atMost: 200)
            guard !due.isEmpty else { break }
            var request = BatchRequest(seenSince: .distantPast)
            request.timers = due
            #expect(try store.begin(request).claimed.count == due.count)
            try store.commit(BatchWrite(nextSeq: 1, publishedSeq: 0))
            #expect(taken.isDisjoint(with: due))
            taken.formUnion(due)
        }
        #expect(taken.count == 2500)
    }

    @Test func `follow what is disarmed, whatever share it had`() throws {
        var gates = try gates(timers(1, isMass: true, after: 0))
        let again = timers(1, isMass: true, after: 5)[0]
        let prompt = StoredTimer(
            key: again.key,
            generation: 2,
            due: noon + 5,
            correlationID: "c"
        )
        gates.follow(armed: [prompt], disarmed: [])
        #expect(gates.take(dueAt: noon + 5, atMost: 10) == [prompt])
        gates.follow(armed: [again], disarmed: [])
        gates.follow(armed: [], disarmed: [again.key])
        #expect(gates.earliest == nil)
    }
}
