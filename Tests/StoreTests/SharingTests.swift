import Domain
import Engine
import Foundation
import Testing

/// What several lanes of one installation count on.
@Suite(.requiresServer, .serialized) struct `What lanes share` {
    private let person = Subject(.person, "petrova")
    private let lead = Subject(.lead, "L1")

    private func claim(_ lane: Int, of lanes: Int = 2) -> LaneClaim {
        LaneClaim(lane: lane, lanes: lanes, owner: "test")
    }

    private func shared(_ known: Int64, load: Bool = false) -> BatchRequest {
        BatchRequest(
            seenSince: .distantPast,
            shared: SharedRequest(known: known, countsLoad: load)
        )
    }

    @Test(arguments: StorageKind.allCases)
    func `is read by one lane as soon as another has written it`(kind: StorageKind) throws {
        try kind.use { storage in
            let (first, second) = (try storage.session(), try storage.session())
            _ = try first.acquire(claim(0))
            let start = try #require(try second.acquire(claim(1)))
            let before = try #require(try second.look(shared(start.sharedVersion)).shared)
            #expect(before.residents.isEmpty && before.load == nil)
            let held = Sample.changed(lead, holders: [PersonID(trusted: "petrova")])
            try first.write(
                [Sample.entry(1, event: "a")],
                subjects: [held, Sample.changed(person)]
            )
            let view = try #require(
                try second.look(shared(start.sharedVersion, load: true)).shared
            )
            #expect(view.residents.map(\.subject) == [person])
            #expect(view.residents.map(\.version) == [1])
            #expect(view.load == [PersonID(trusted: "petrova"): 1])
            #expect(view.version > start.sharedVersion)
            #expect(try second.look(shared(view.version)).shared?.residents.count == 0)
            first.close()
            let next = try storage.session()
            #expect(try next.acquire(claim(0))?.sharedVersion == view.version)
            second.close()
            next.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `can't be changed by two at once`(kind: StorageKind) throws {
        try kind.use { storage in
            let (first, second) = (try storage.session(), try storage.session())
            _ = try first.acquire(claim(0))
            _ = try second.acquire(claim(1))
            try first.write([Sample.entry(1, event: "a")], subjects: [Sample.changed(person)])
            #expect(throws: StoreError.self) {
                try second.write([Sample.entry(1, event: "b")], subjects: [Sample.changed(person)])
            }
            try second.rollBack()
            let again = Sample.changed(person, from: 1)
            try second.write([Sample.entry(1, event: "b")], subjects: [again])
            first.close()
            second.close()
        }
    }

    /// One lane fires a timer of a lead while another changes the lead and disarms it.
    @Test(arguments: StorageKind.allCases)
    func `is decided by who commits first, and nobody waits`(kind: StorageKind) throws {
        try kind.use { storage in
            let (first, second) = (try storage.session(), try storage.session())
            _ = try first.acquire(claim(0))
            _ = try second.acquire(claim(1))
            let timer = Sample.timer("L1", due: 0)
            try first.write(
                [Sample.entry(1, event: "a")],
                subjects: [Sample.changed(lead)],
                armed: [timer]
            )
            var request = BatchRequest(seenSince: .distantPast)
            request.timers = [timer]
            #expect(try first.begin(request).claimed == [timer])
            let changed = Sample.changed(lead, from: 1)
            // The first one stands still in its transaction: whatever waited for it would
            // fail at its own deadline.
            try second.write(
                [Sample.entry(1, event: "b")],
                subjects: [changed],
                disarmed: [timer.key]
            )
            var write = BatchWrite(nextSeq: 3, publishedSeq: 0)
            write.journal = [Sample.entry(2, event: "c")]
            write.subjects = [changed]
            #expect {
                try first.commit(write)
            } throws: { error in
                if case .conflict? = error as? StoreError { true } else { false }
            }
            try first.rollBack()
            #expect(try first.look(request).claimed.isEmpty)
            first.close()
            second.close()
        }
    }

    /// A late firing is ignored: what another lane has armed meanwhile stands.
    @Test(arguments: StorageKind.allCases)
    func `keeps a timer that was armed anew while its old arming fired`(kind: StorageKind) throws {
        try kind.use { storage in
            let (first, second) = (try storage.session(), try storage.session())
            _ = try first.acquire(claim(0))
            _ = try second.acquire(claim(1))
            let (old, new) = (Sample.timer("L1", due: 0), Sample.timer("L1", 2, due: 5))
            try first.write(armed: [old])
            var request = BatchRequest(seenSince: .distantPast)
            request.timers = [old]
            #expect(try first.begin(request).claimed == [old])
            try second.write(armed: [new])
            try first.commit(BatchWrite(nextSeq: 1, publishedSeq: 0))
            #expect(try second.timers(dueUpTo: Sample.now + 10, limit: 10) == [new])
            first.close()
            second.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `is of one installation, whose number of lanes is fixed`(kind: StorageKind) throws {
        try kind.use { storage in
            let (first, second) = (try storage.session(), try storage.session())
            _ = try first.acquire(claim(0, of: 4))
            let refusal = StoreError.incompatible(lanes: 4, not: claim(1, of: 2))
            #expect(throws: refusal) { _ = try second.join(claim(1, of: 2)) }
            #expect(throws: refusal) { _ = try second.acquire(claim(1, of: 2)) }
            #expect(try second.acquire(claim(1, of: 4)) != nil)
            first.close()
            second.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `is shared among the instances that are there`(kind: StorageKind) throws {
        try kind.use { storage in
            let first = try storage.session(instance: 1)
            #expect(try first.join(claim(0)) == 1)
            let second = try storage.session(instance: -2)
            #expect(try second.join(claim(0)) == 2)
            #expect(try first.join(claim(0)) == 2)
            first.close()
            // The server needs a moment to notice; each question is a round trip to it.
            let deadline = ContinuousClock.now + .seconds(20)
            while try second.join(claim(0)) > 1 { try #require(ContinuousClock.now < deadline) }
            second.close()
        }
    }
}
