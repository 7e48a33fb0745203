import Domain
import Engine
import Foundation

/// What a deliberately broken daemon does wrong; the simulation must notice each of them.
enum Sabotage: CaseIterable {
    case forgetsEvents, acknowledgesBeforeCommit, firesEarly, losesCursor
    /// The queue serves two consumers at once.
    case consumesInParallel
}

/// A store that fails whenever chance wants it, in every way that a real one can.
final class FaultyStore: LaneStore {
    private let store: InMemoryStore
    private let world: World
    private(set) var isKilled = false

    init(_ store: InMemoryStore, _ world: World) {
        self.store = store
        self.world = world
    }

    func join(_ claim: LaneClaim) throws(StoreError) -> Int {
        try fail()
        return try store.join(claim)
    }

    func acquire(_ claim: LaneClaim) throws(StoreError) -> AcquiredLane? {
        try fail()
        guard let acquired = try store.acquire(claim) else { return nil }
        guard world.sabotage == .losesCursor else { return acquired }
        return AcquiredLane(
            nextSeq: acquired.nextSeq,
            publishedSeq: acquired.nextSeq - 1,
            starts: acquired.starts,
            residents: acquired.residents,
            load: acquired.load,
            sharedVersion: acquired.sharedVersion
        )
    }

    func begin(_ request: BatchRequest) throws(StoreError) -> BatchView {
        try fail()
        let view = try store.begin(request)
        try fail()
        guard world.sabotage == .forgetsEvents else { return view }
        return BatchView(
            known: [],
            subjects: view.subjects,
            matches: view.matches,
            claimed: view.claimed,
            shared: view.shared
        )
    }

    func load(_ subjects: [Subject]) throws(StoreError) -> [StoredSubject] {
        try fail()
        return try store.load(subjects)
    }

    func find(_ keys: [String]) throws(StoreError) -> [String: [Subject]] {
        try fail()
        return try store.find(keys)
    }

    func subjects(
        of kind: SubjectKind,
        after id: String,
        limit: Int
    ) throws(StoreError) -> [Subject] {
        try fail()
        return try store.subjects(of: kind, after: id, limit: limit)
    }

    func commit(_ batch: BatchWrite) throws(StoreError) {
        try fail()
        if batch.journal.contains(where: { world.isPoison($0.key) }) {
            throw .refused("poison")
        }
        if world.strikes(25) { throw .conflict("chance") }
        if world.strikes(10) { throw .outcomeUnknown("COMMIT never arrived") }
        try store.commit(batch)
        world.committed(batch)
        if world.strikes(15) { throw .outcomeUnknown("the answer to COMMIT never came") }
        try fail()
    }

    func rollBack() throws(StoreError) {
        try fail()
        try store.rollBack()
    }

    func unpublished(after seq: Int64, limit: Int) throws(StoreError) -> [Publication] {
        try fail()
        return try store.unpublished(after: seq, limit: limit)
    }

    func markPublished(upTo seq: Int64) throws(StoreError) {
        try fail()
        try store.markPublished(upTo: seq)
        try fail()
    }

    func timers(
        dueUpTo instant: Date,
        limit: Int,
        mass: Bool
    ) throws(StoreError) -> [StoredTimer] {
        try fail()
        return try store.timers(dueUpTo: instant, limit: limit, mass: mass)
    }

    func release() throws(StoreError) {
        try fail()
        try store.release()
    }

    func check() throws(StoreError) { try store.check() }

    func close() { store.close() }

    /// The daemon is killed at this very instant, or the database is gone.
    private func fail() throws(StoreError) {
        if world.strikes(8) { isKilled = true }
        if isKilled { throw .unavailable("killed") }
        if world.strikes(8) { throw .unavailable("chance") }
    }
}
