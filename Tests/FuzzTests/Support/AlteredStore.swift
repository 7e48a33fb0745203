import Contract
import Domain
import Engine
import Foundation
import SeededChance

/// A database whose rows somebody has altered by hand: other shapes, other words, absurd numbers.
final class AlteredStore: LaneStore {
    private let store: InMemoryStore
    private let values: [Value]
    private var chance: SplitMix
    /// How seldom a row is altered.
    private static let rarity = 4

    /// Rows get members out of these values.
    init(_ store: InMemoryStore, with values: [Value], _ chance: SplitMix) {
        self.store = store
        self.values = values
        self.chance = chance
    }

    // MARK: - Altered

    /// A row as it might look after somebody was at it.
    func altered(_ row: StoredSubject) -> StoredSubject {
        guard chance.once(in: Self.rarity) else { return row }
        var state = row.state
        if let value = try? JSONReader.decode(Value.self, from: row.state),
            let bytes = try? JSONWriter.bytes(
                of: chance.once(in: 2) ? chance.renumber(value) : chance.spoil(value, with: values)
            )
        {
            state = bytes
        }
        if chance.once(in: 20) { state = chance.spoil(state) }
        let version = chance.once(in: 20) ? chance.pick([0, -1, .max, .min]) : row.version
        return StoredSubject(subject: row.subject, version: version, state: state)
    }

    private func altered(_ timer: StoredTimer) -> StoredTimer {
        guard chance.once(in: Self.rarity) else { return timer }
        let key = timer.key
        return StoredTimer(
            key: TimerKey(
                subject: chance.once(in: 6) ? stranger : key.subject,
                process: chance.once(in: 6)
                    ? chance.pick(Registry.processes).name : key.process,
                name: chance.once(in: 6) ? chance.pick(["", "accept", "\u{0}"]) : key.name
            ),
            generation: chance.pick([timer.generation, 0, -1, .max, .min]),
            due: chance.pick([timer.due, .distantPast, .distantFuture]),
            correlationID: chance.once(in: 4) ? "" : timer.correlationID
        )
    }

    /// Somebody whom nothing led to.
    private var stranger: Subject {
        Subject(
            chance.pick(SubjectKind.allCases),
            chance.pick(["L1", "petrova", "", "company", "\u{0}", "C1"])
        )
    }

    private func altered(_ matches: [String: [Subject]]) -> [String: [Subject]] {
        matches.mapValues { subjects in
            guard chance.once(in: Self.rarity) else { return subjects }
            return chance.once(in: 2) ? [] : subjects + [stranger]
        }
    }

    func acquire(_ claim: LaneClaim) throws(StoreError) -> AcquiredLane? {
        try store.acquire(claim).map { acquired in
            AcquiredLane(
                nextSeq: acquired.nextSeq,
                publishedSeq: acquired.publishedSeq,
                starts: acquired.starts,
                residents: acquired.residents.map(altered),
                load: acquired.load,
                sharedVersion: acquired.sharedVersion
            )
        }
    }

    func begin(_ request: BatchRequest) throws(StoreError) -> BatchView {
        let view = try store.begin(request)
        return BatchView(
            known: view.known,
            subjects: view.subjects.map(altered),
            matches: altered(view.matches),
            claimed: view.claimed,
            shared: view.shared
        )
    }

    func load(_ subjects: [Subject]) throws(StoreError) -> [StoredSubject] {
        try store.load(subjects).map(altered)
    }

    func find(_ keys: [String]) throws(StoreError) -> [String: [Subject]] {
        altered(try store.find(keys))
    }

    func subjects(
        of kind: SubjectKind,
        after id: String,
        limit: Int
    ) throws(StoreError) -> [Subject] {
        let subjects = try store.subjects(of: kind, after: id, limit: limit)
        return chance.once(in: Self.rarity) ? subjects + [stranger] : subjects
    }

    func timers(
        dueUpTo instant: Date,
        limit: Int,
        mass: Bool
    ) throws(StoreError) -> [StoredTimer] {
        try store.timers(dueUpTo: instant, limit: limit, mass: mass).map(altered)
    }

    // MARK: - As it is

    func join(_ claim: LaneClaim) throws(StoreError) -> Int { try store.join(claim) }
    func commit(_ batch: BatchWrite) throws(StoreError) { try store.commit(batch) }
    func rollBack() throws(StoreError) { try store.rollBack() }
    func unpublished(after seq: Int64, limit: Int) throws(StoreError) -> [Publication] {
        try store.unpublished(after: seq, limit: limit)
    }
    func markPublished(upTo seq: Int64) throws(StoreError) { try store.markPublished(upTo: seq) }
    func release() throws(StoreError) { try store.release() }
    func check() throws(StoreError) { try store.check() }
    func close() { store.close() }
}
