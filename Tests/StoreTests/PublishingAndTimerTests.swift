import Domain
import Engine
import Foundation
import Store
import Testing

/// What goes out of a lane's store, and what comes due in it.
@Suite(.requiresServer, .serialized) struct `What a lane's store gives back` {
    @Test(arguments: StorageKind.allCases)
    func `is every publication after the cursor, byte for byte`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            let commands = (1...4).map { Sample.command("c\($0)") }
            try store.write([
                Sample.entry(1, event: "a", commands: [commands[0], commands[1]]),
                Sample.entry(2, event: "b"),
                Sample.dead(3),
                Sample.entry(4, event: "d", commands: [commands[2]]),
                Sample.entry(5, event: "e", commands: [commands[3]]),
            ])
            let all = try store.unpublished(after: 0, limit: 10)
            #expect(all.map(\.seq) == [1, 3, 4, 5])
            #expect(all.flatMap(\.commands) == commands)
            #expect(all[1].deadLetter == Sample.letter())
            #expect(try store.unpublished(after: 1, limit: 2).map(\.seq) == [3, 4])
            #expect(try store.unpublished(after: 5, limit: 2).isEmpty)
            store.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `is a cursor that only goes on`(kind: StorageKind) throws {
        try kind.use { storage in
            var store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            try store.write((1...9).map { Sample.entry($0, event: "\($0)") }, published: 0)
            try store.markPublished(upTo: 5)
            try store.markPublished(upTo: 3)
            store.close()
            store = try storage.session()
            #expect(try store.acquire(0, owner: "second")?.publishedSeq == 5)
            try store.write([Sample.entry(10, event: "10")], published: 8)
            store.close()
            store = try storage.session()
            #expect(try store.acquire(0, owner: "third")?.publishedSeq == 8)
            store.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `is timers, the earliest first, as they were armed last`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            let timers = (1...4).map { Sample.timer("L\($0)", due: Double(5 - $0)) }
            try store.write(armed: timers)
            #expect(try due(store) == ["L4", "L3", "L2", "L1"])
            #expect(try due(store, 3) == ["L4", "L3", "L2"])
            #expect(try due(store, limit: 2) == ["L4", "L3"])
            try store.write(
                armed: [Sample.timer("L4", 2, due: 9)],
                disarmed: [timers[1].key, timers[3].key]
            )
            #expect(try due(store) == ["L3", "L1", "L4"])
            let last = try store.timers(dueUpTo: Sample.now + 10, limit: 10).last
            #expect(last == Sample.timer("L4", 2, due: 9))
            store.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `are deadlines, or of those that come in masses`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            defer { store.close() }
            _ = try store.acquire(0, owner: "first")
            let many = (0..<5).map { Sample.timer("M\($0)", due: Double($0), isMass: true) }
            let deadline = Sample.timer("L1", due: 9)
            try store.write(armed: many + [deadline])
            let horizon = Sample.now + 10
            #expect(try store.timers(dueUpTo: horizon, limit: 4, mass: false) == [deadline])
            let first = try store.timers(dueUpTo: horizon, limit: 4, mass: true)
            #expect(first == Array(many.prefix(4)))
            #expect(try store.timers(dueUpTo: horizon, limit: 10) == many + [deadline])
        }
    }

    private func due(
        _ store: any LaneStore,
        _ seconds: TimeInterval = 10,
        limit: Int = 10
    ) throws -> [String] {
        try store.timers(dueUpTo: Sample.now + seconds, limit: limit).map(\.key.subject.id)
    }

    @Test(arguments: StorageKind.allCases)
    func `is a timer once, and only as it was read`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            let (first, second) = (Sample.timer("L1", due: 0), Sample.timer("L1", 2, due: 5))
            try store.write(armed: [second])
            let early = Sample.timer("L1", 2, due: 4)
            #expect(try store.look { $0.timers = [first] }.claimed.isEmpty)
            #expect(try store.look { $0.timers = [early] }.claimed.isEmpty)
            var request = BatchRequest(seenSince: .distantPast)
            request.timers = [second]
            #expect(try store.begin(request).claimed == [second])
            try store.commit(BatchWrite(nextSeq: 1, publishedSeq: 0))
            #expect(try store.timers(dueUpTo: Sample.now + 10, limit: 10).isEmpty)
            #expect(try store.look(request).claimed.isEmpty)
            // Fired and armed again in the same batch.
            try store.write(armed: [first])
            request.timers = [first]
            _ = try store.begin(request)
            var write = BatchWrite(nextSeq: 1, publishedSeq: 0)
            write.armed = [second]
            try store.commit(write)
            #expect(try store.timers(dueUpTo: Sample.now + 10, limit: 10) == [second])
            store.close()
        }
    }

    @Test func `by PostgreSQL are dead letters by what they say of themselves`() throws {
        try StorageKind.postgres.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            try store.write([Sample.dead(1), Sample.dead(2)])
            let desk = DeadLetterDesk(try #require(storage as? PostgresStorage).connect())
            func count(_ change: (inout DeadLetterDesk.Filter) -> Void) throws -> Int {
                var filter = DeadLetterDesk.Filter()
                change(&filter)
                return try desk.list(filter, limit: 10).count
            }
            #expect(try desk.list(.init(state: .open), limit: 1).map(\.letter) == [Sample.letter()])
            #expect(try count { $0.type = "lead.created" } == 2)
            #expect(try count { $0.source = "crm" } == 2 && count { $0.source = "x" } == 0)
            #expect(try count { $0.eventID = "e1" } == 2 && count { $0.eventID = "x" } == 0)
            #expect(try count { $0.subject = "L1" } == 2 && count { $0.subject = "x" } == 0)
            #expect(try count { $0.code = "not_json" } == 2 && count { $0.type = "x" } == 0)
            store.close()
        }
    }

    @Test func `by PostgreSQL is no dead letter's NUL`() throws {
        try StorageKind.postgres.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            try store.write([Sample.dead(1, Sample.letter(["a\0": "b\0"]))])
            let letter = try store.unpublished(after: 0, limit: 1).first?.deadLetter
            #expect(letter?.headers == ["a\u{FFFD}": "b\u{FFFD}"])
            store.close()
        }
    }

    @Test(arguments: [
        String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000), "{", "\0",
    ])
    func `by PostgreSQL is a refusal of what it cannot hold`(event: String) throws {
        try StorageKind.postgres.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            let entry = JournalEntry(
                seq: 1,
                received: Sample.now,
                occurred: Sample.now,
                key: nil,
                type: "x",
                subject: "L1",
                outcome: .applied,
                event: Array(event.utf8)
            )
            do throws(StoreError) {
                _ = try store.begin(BatchRequest(seenSince: .distantPast))
                var write = BatchWrite(nextSeq: 2, publishedSeq: 0)
                write.journal = [entry]
                try store.commit(write)
                Issue.record("it was taken")
            } catch {
                guard case .refused = error else { throw error }
            }
            try store.rollBack()
            try store.write([Sample.entry(1, event: "a")])
            store.close()
        }
    }
}
