package import Domain
package import Foundation

/// A lane's storage in memory, with the transactions of a real one: what is not committed is gone,
/// and who is not the owner any more can't write.
///
/// Simulations and tests run over it. One object is one session, as one connection would be; all
/// sessions of a database share what it holds.
package final class InMemoryStore {
    private let database: InMemoryDatabase
    private let session: Int
    private var lane = 0
    private var epoch: Int64 = 0
    /// The timers that the open transaction takes away; nil while none is open.
    private var claimed: [StoredTimer]?
    private var isClosed = false

    /// A session of a database.
    package init(_ database: InMemoryDatabase) {
        self.database = database
        session = database.beginSession()
    }
}

extension InMemoryStore: LaneStore {
    // MARK: - Ownership

    package func join(_ claim: LaneClaim) throws(StoreError) -> Int {
        try checkOpen()
        return try database.join(claim)
    }

    package func acquire(_ claim: LaneClaim) throws(StoreError) -> AcquiredLane? {
        try checkOpen()
        guard let (acquired, epoch) = try database.acquire(claim, session) else { return nil }
        lane = claim.lane
        self.epoch = epoch
        return acquired
    }

    package func close() {
        claimed = nil
        isClosed = true
        database.endSession(session)
    }

    // MARK: - The batch

    package func begin(_ request: BatchRequest) throws(StoreError) -> BatchView {
        try checkOpen()
        guard claimed == nil else {
            throw .misconfigured("a transaction is open already")
        }
        let view = try database.read(request, as: owner)
        claimed = view.claimed
        return view
    }

    package func load(_ subjects: [Subject]) throws(StoreError) -> [StoredSubject] {
        _ = try openTransaction()
        return database.load(subjects)
    }

    package func find(_ keys: [String]) throws(StoreError) -> [String: [Subject]] {
        _ = try openTransaction()
        return database.find(keys)
    }

    package func subjects(
        of kind: SubjectKind,
        after id: String,
        limit: Int
    ) throws(StoreError) -> [Subject] {
        try checkOpen()
        let following = database.subjects.filter { $0.kind == kind && $0.id > id }
        return Array(following.prefix(limit))
    }

    package func commit(_ batch: BatchWrite) throws(StoreError) {
        try database.write(batch, claimed: try openTransaction(), as: owner)
        claimed = nil
    }

    package func rollBack() throws(StoreError) {
        try checkOpen()
        claimed = nil
    }

    // MARK: - Publishing and timers

    package func unpublished(after seq: Int64, limit: Int) throws(StoreError) -> [Publication] {
        try checkOpen()
        return database.unpublished(of: lane, after: seq, limit: limit)
    }

    package func markPublished(upTo seq: Int64) throws(StoreError) {
        try checkOpen()
        try database.markPublished(upTo: seq, as: owner)
    }

    package func release() throws(StoreError) {
        try checkOpen()
        database.release(self.owner)
    }

    package func check() throws(StoreError) {
        try checkOpen()
    }

    package func timers(
        dueUpTo instant: Date,
        limit: Int,
        mass: Bool
    ) throws(StoreError) -> [StoredTimer] {
        try checkOpen()
        return database.timers(of: lane, dueUpTo: instant, limit: limit, mass: mass)
    }

    // MARK: - Pieces

    private var owner: InMemoryDatabase.Owner {
        InMemoryDatabase.Owner(lane: lane, epoch: epoch)
    }

    private func checkOpen() throws(StoreError) {
        guard !isClosed else { throw .unavailable("the session is closed") }
    }

    private func openTransaction() throws(StoreError) -> [StoredTimer] {
        try checkOpen()
        guard let claimed else { throw .misconfigured("no transaction is open") }
        return claimed
    }
}
