import Contract
import Domain
import Engine
import Foundation
import Synchronization
import Threads

/// Which calls to the store fail, told by the test and worked off by the lane's thread.
final class Script: Sendable {
    /// A call to the store.
    enum Call: String, CaseIterable, Sendable {
        case connect, acquire, begin, load, find, commit, unpublished, markPublished, timers
        case release, check
    }

    struct Failure: Sendable {
        let call: Call
        let error: StoreError
        /// Whether the call does its work before it fails.
        var isDone = false
    }

    private struct State {
        var failures: [Failure] = []
        var failed = 0
        var commits = 0
        /// A write that holds one of these events is refused.
        var refused: Set<String> = []
        /// A write that holds one of these events is the end of the program.
        var deadly: Set<String> = []
        /// What a write may not hold at all, as text of the journal's types.
        var refusesRoutingKeys = false
        var beforeCommit: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    let database = InMemoryDatabase()
    /// Raised whenever the lane has done something.
    let changed: Signal

    init(changed: Signal) { self.changed = changed }

    /// Makes a first line in the journal whose command a crash left unpublished.
    func leaveUnpublished(_ id: String) throws {
        let store = InMemoryStore(database)
        defer { store.close() }
        _ = try store.acquire(0, owner: "")
        _ = try store.begin(BatchRequest(seenSince: noon))
        let command = Written(
            id: id,
            type: "test",
            subject: "L",
            correlationID: "c",
            time: noon,
            json: []
        )
        let line = JournalEntry(
            seq: 1,
            received: noon,
            occurred: noon,
            key: nil,
            type: "test",
            subject: "L",
            outcome: .applied,
            event: nil,
            commands: [command]
        )
        try store.commit(BatchWrite(journal: [line], nextSeq: 2, publishedSeq: 0))
    }

    func fail(_ failure: Failure) { state.withLock { $0.failures.append(failure) } }
    func refuse(_ ids: Set<String>) { state.withLock { $0.refused = ids } }
    func die(of ids: Set<String>) { state.withLock { $0.deadly = ids } }
    func refuseRoutingKeys() { state.withLock { $0.refusesRoutingKeys = true } }
    func beforeCommit(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.beforeCommit = body }
    }

    /// How many failures have happened.
    var failed: Int { state.withLock(\.failed) }
    /// How many batches were committed.
    var commits: Int { state.withLock(\.commits) }

    /// The failure of a call at its beginning or its end, if it is its turn.
    func strike(_ call: Call, isDone: Bool = false) throws(StoreError) {
        let error = state.withLock { state -> StoreError? in
            guard let first = state.failures.first, first.call == call, first.isDone == isDone
            else { return nil }
            state.failures.removeFirst()
            state.failed += 1
            return first.error
        }
        if let error { throw error }
    }

    func check(_ batch: BatchWrite) throws(StoreError) {
        let (body, refused, isDeadly) = state.withLock { state in
            let isDeadly = batch.journal.contains { entry in
                entry.key.map { state.deadly.contains($0.id) } ?? false
            }
            let isRefused = batch.journal.contains { entry in
                let isPoison = entry.key.map { state.refused.contains($0.id) } ?? false
                return isPoison || (state.refusesRoutingKeys && entry.type == "poison")
            }
            return (state.beforeCommit, isRefused, isDeadly)
        }
        body?()
        if isDeadly { throw .unavailable("killed") }
        if refused { throw .refused("poison") }
    }

    func committed() {
        state.withLock { $0.commits += 1 }
        changed.raise()
    }
}

/// An in-memory store that fails as its script says.
final class ScriptedStore: LaneStore {
    private let script: Script
    private let store: InMemoryStore

    init(_ script: Script) throws(StoreError) {
        self.script = script
        try script.strike(.connect)
        store = InMemoryStore(script.database)
    }

    private func call<T>(
        _ call: Script.Call,
        _ body: () throws(StoreError) -> T
    ) throws(StoreError) -> T {
        try script.strike(call)
        let result = try body()
        try script.strike(call, isDone: true)
        return result
    }

    func join(_ claim: LaneClaim) throws(StoreError) -> Int { try store.join(claim) }

    func acquire(_ claim: LaneClaim) throws(StoreError) -> AcquiredLane? {
        try call(.acquire) { () throws(StoreError) in try store.acquire(claim) }
    }

    func begin(_ request: BatchRequest) throws(StoreError) -> BatchView {
        try call(.begin) { () throws(StoreError) in try store.begin(request) }
    }

    func load(_ subjects: [Subject]) throws(StoreError) -> [StoredSubject] {
        try call(.load) { () throws(StoreError) in try store.load(subjects) }
    }

    func find(_ keys: [String]) throws(StoreError) -> [String: [Subject]] {
        try call(.find) { () throws(StoreError) in try store.find(keys) }
    }

    func subjects(
        of kind: SubjectKind,
        after id: String,
        limit: Int
    ) throws(StoreError) -> [Subject] {
        try store.subjects(of: kind, after: id, limit: limit)
    }

    func commit(_ batch: BatchWrite) throws(StoreError) {
        try script.check(batch)
        try call(.commit) { () throws(StoreError) in try store.commit(batch) }
        script.committed()
    }

    func rollBack() throws(StoreError) { try store.rollBack() }

    func unpublished(after seq: Int64, limit: Int) throws(StoreError) -> [Publication] {
        try call(.unpublished) { () throws(StoreError) in
            try store.unpublished(after: seq, limit: limit)
        }
    }

    func markPublished(upTo seq: Int64) throws(StoreError) {
        try call(.markPublished) { () throws(StoreError) in try store.markPublished(upTo: seq) }
        script.changed.raise()
    }

    func timers(
        dueUpTo instant: Date,
        limit: Int,
        mass: Bool
    ) throws(StoreError) -> [StoredTimer] {
        try call(.timers) { () throws(StoreError) in
            try store.timers(dueUpTo: instant, limit: limit, mass: mass)
        }
    }

    func release() throws(StoreError) {
        try call(.release) { () throws(StoreError) in try store.release() }
    }

    func check() throws(StoreError) {
        try call(.check) { () throws(StoreError) in try store.check() }
    }

    func close() { store.close() }
}
