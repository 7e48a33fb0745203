import Domain
import Engine
import Foundation
import Postgres
import Testing

/// What the lane counts on, whatever keeps its rows.
@Suite(.requiresServer, .serialized) struct `A lane's store` {
    private let lead = Subject(.lead, "L1")

    // MARK: - Ownership

    @Test(arguments: StorageKind.allCases)
    func `lists the subjects of a kind page by page`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            let clients = ["C1", "C10", "C2", "Ц", "я"].map { Subject(.client, $0) }
            let all = clients + [Subject(.lead, "C3"), Subject(.person, "C4")]
            try store.write(
                [Sample.entry(1, event: "a")],
                subjects: all.map { Sample.changed($0) }
            )
            var (listed, last) = ([Subject](), "")
            while true {
                let page = try store.subjects(of: .client, after: last, limit: 2)
                guard let end = page.last else { break }
                #expect(page.count <= 2)
                (listed, last) = (listed + page, end.id)
            }
            #expect(listed.count == clients.count && Set(listed) == Set(clients))
            store.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `has one writer, and another one once that has gone`(kind: StorageKind) throws {
        try kind.use { storage in
            let (first, second) = (try storage.session(), try storage.session())
            let acquired = try #require(try first.acquire(0, owner: "first"))
            #expect(acquired.nextSeq == 1)
            #expect(acquired.publishedSeq == 0)
            #expect(acquired.residents.isEmpty && acquired.load.isEmpty)
            #expect(try second.acquire(0, owner: "second") == nil)
            #expect(try second.acquire(1, owner: "second") != nil, "another lane is free")
            try first.write([Sample.entry(1, event: "a"), Sample.entry(2, event: "b")])
            first.close()
            let third = try storage.session()
            let after = try #require(try third.acquire(0, owner: "third"))
            #expect(after.nextSeq == 3)
            second.close()
            third.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `lets nobody write who has lost the lane`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            try store.write([Sample.entry(1, event: "a")])
            try storage.disown(0)
            #expect(lost { try store.write([Sample.entry(2, event: "b")]) })
            #expect(lost { try store.markPublished(upTo: 1) })
            store.close()
            let next = try storage.session()
            let acquired = try #require(try next.acquire(0, owner: "second"))
            #expect(acquired.nextSeq == 2)
            #expect(acquired.publishedSeq == 0)
            next.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `counts the runs that came to nothing`(kind: StorageKind) throws {
        try kind.use { storage in
            func starts(_ owner: String, _ body: (any LaneStore) throws -> Void) throws -> Int {
                let store = try storage.session()
                defer { store.close() }
                // The server needs a moment to notice that the one before has gone.
                let deadline = ContinuousClock.now + .seconds(20)
                var acquired = try store.acquire(0, owner: owner)
                while acquired == nil, ContinuousClock.now < deadline {
                    acquired = try store.acquire(0, owner: owner)
                }
                let starts = try #require(acquired).starts
                try body(store)
                return starts
            }
            var counts: [Int] = []
            counts.append(try starts("a") { _ in })
            // The same run, with another connection.
            counts.append(try starts("a") { _ in })
            counts.append(try starts("b") { _ in })
            counts.append(try starts("c") { _ = try $0.look { $0.events = [] } })
            counts.append(try starts("d") { try $0.write([Sample.entry(1, event: "a")]) })
            counts.append(try starts("e") { _ in })
            counts.append(try starts("f") { try $0.release() })
            counts.append(try starts("g") { _ in })
            #expect(counts == [1, 1, 2, 3, 4, 1, 2, 1])
        }
    }

    @Test func `notices by itself that PostgreSQL has ended its session`() throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let (store, other) = (try storage.session(), try storage.connect())
        _ = try store.acquire(0, owner: "first")
        try store.check()
        let sql = """
            SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """
        try other.execute(script: sql, deadline: .seconds(30))
        // The call returns once the session has ended; its farewell may still be on its way.
        #expect(throws: StoreError.self) {
            for _ in 0..<500 {
                try store.check()
                poll(nil, 0, 2)
            }
        }
        other.close()
    }

    /// What a frozen process holds comes free; who only has nothing to do keeps it.
    @Test func `keeps its lane at rest, and loses it where nobody asks any more`() throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let store = try storage.session(silenceMax: .milliseconds(400))
        let other = try storage.session()
        _ = try store.acquire(0, owner: "first")
        for _ in 0..<60 {
            try store.check()
            poll(nil, 0, 20)
        }
        #expect(try other.acquire(0, owner: "second") == nil)
        var acquired: AcquiredLane?
        for _ in 0..<200 where acquired == nil {
            poll(nil, 0, 20)
            acquired = try other.acquire(0, owner: "second")
        }
        #expect(acquired != nil)
        #expect(throws: StoreError.self) { try store.check() }
        other.close()
    }

    @Test func `learns at rest that another one has its lane`() throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let store = try storage.session(silenceMax: .milliseconds(400))
        _ = try store.acquire(0, owner: "first")
        try storage.disown(0)
        #expect(
            lost {
                for _ in 0..<50 {
                    try store.check()
                    poll(nil, 0, 20)
                }
            }
        )
        store.close()
    }

    private func lost(_ body: () throws -> Void) -> Bool {
        do {
            try body()
        } catch StoreError.ownershipLost {
            return true
        } catch {
            return false
        }
        return false
    }

    // MARK: - Events

    @Test(arguments: StorageKind.allCases)
    func `knows events within the window, and no others`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            try store.write([
                Sample.entry(1, event: "old", received: Sample.now - 100),
                Sample.entry(2, event: "new"),
            ])
            let keys = ["old", "new", "never"].map(Sample.key)
            let all = try store.look { $0.events = keys }
            #expect(all.known == Set(keys.prefix(2)))
            let recent = try store.look { request in
                request.events = keys
                request.seenSince = Sample.now - 50
            }
            #expect(recent.known == [Sample.key("new")])
            let other = EventKey(source: "telephony", id: "new")
            #expect(try store.look { $0.events = [other] }.known.isEmpty)
            store.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `forgets what is rolled back`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            let timer = Sample.timer("L1", due: 0)
            try store.write(armed: [timer])
            let view = try store.look { $0.timers = [timer] }
            #expect(view.claimed == [timer])
            #expect(try store.timers(dueUpTo: Sample.now, limit: 10) == [timer])
            try store.write([Sample.entry(1, event: "a")])
            store.close()
        }
    }

    // MARK: - Subjects

    @Test(arguments: StorageKind.allCases)
    func `keeps subjects one version on from what was read`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            try store.write([Sample.entry(1, event: "a")], subjects: [Sample.changed(lead)])
            let state = #"{"a":2}"#
            let next = Sample.changed(lead, from: 1, state: state)
            try store.write([Sample.entry(2, event: "b")], subjects: [next])
            let kept = try #require(try store.look { $0.subjects = [lead] }.subjects.first)
            #expect(kept.version == 2)
            #expect(try json(kept.state) == json(Array(state.utf8)))

            for version in [Int64(0), 1, 3] {
                let stale = Sample.changed(lead, from: version)
                #expect(throws: StoreError.self) {
                    try store.write([Sample.entry(3, event: "c")], subjects: [stale])
                }
                try store.rollBack()
            }
            let view = try store.look { request in
                request.subjects = [lead]
                request.events = [Sample.key("c")]
            }
            #expect(view.subjects.first?.version == 2)
            #expect(view.known.isEmpty, "half a batch was written")
            store.close()
        }
    }

    private func json(_ bytes: [UInt8]) throws -> NSDictionary? {
        try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary
    }

    @Test(arguments: StorageKind.allCases)
    func `finds subjects under the keys that they have now`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            let other = Subject(.client, "C1")
            try store.write(
                [Sample.entry(1, event: "a")],
                subjects: [
                    Sample.changed(lead, keys: ["+73812000001", "a@example.org"]),
                    Sample.changed(other, keys: ["a@example.org"]),
                ]
            )
            let keys = ["+73812000001", "a@example.org", "nobody"]
            let found = try store.look { $0.lookups = keys }.matches
            #expect(found["+73812000001"] == [lead])
            #expect(Set(found["a@example.org", default: []]) == [lead, other])
            #expect(found["nobody", default: []].isEmpty)

            let moved = Sample.changed(lead, from: 1, keys: ["b@example.org"])
            try store.write([Sample.entry(2, event: "b")], subjects: [moved])
            _ = try store.begin(BatchRequest(seenSince: .distantPast))
            let after = try store.find(["a@example.org", "b@example.org"])
            #expect(after["a@example.org"] == [other])
            #expect(after["b@example.org"] == [lead])
            #expect(try store.load([lead, Subject(.lead, "nowhere")]).map(\.subject) == [lead])
            try store.rollBack()
            store.close()
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `hands people, company and load to a new writer`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            _ = try store.acquire(0, owner: "first")
            let person = Subject(.person, "petrova")
            try store.write(
                [Sample.entry(1, event: "a")],
                subjects: [
                    Sample.changed(person), Sample.changed(Subject(.company, Ranking.name)),
                    Sample.changed(Subject(.company, NightPool.name)),
                    Sample.changed(lead, holders: ["petrova", "sidorov"]),
                    Sample.changed(Subject(.lead, "L2"), holders: ["petrova"]),
                    Sample.changed(Subject(.lead, "L3")),
                ]
            )
            store.close()
            let next = try storage.session()
            let acquired = try #require(try next.acquire(0, owner: "second"))
            let residents = Set(acquired.residents.map(\.subject))
            #expect(residents == [person, Subject(.company, Ranking.name)])
            #expect(acquired.load == ["petrova": 2, "sidorov": 1])
            next.close()
        }
    }
}
