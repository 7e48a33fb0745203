import Contract
import Domain
import Engine
import Foundation

/// The journal decided once more, one line at a time and without any misfortune.
///
/// However events fell into batches, whatever failed and whoever took over: the decisions must be
/// those of the plainest daemon there could be.
struct Replay {
    private let world: World
    private let database = InMemoryDatabase()
    private let store: InMemoryStore

    init(_ world: World) {
        self.world = world
        store = InMemoryStore(database)
    }

    func check() throws {
        guard let acquired = try store.acquire(0, owner: "") else { return }
        var memory = try LaneMemory(
            acquired,
            coder: StateCoder(),
            people: world.decider.policies.people
        )
        var seq: Int64 = 1
        for entry in world.database.journal(of: 0) {
            guard let matter = try matter(of: entry) else { continue }
            let outcome = try decide(
                matter,
                &memory,
                seq,
                at: world.decidedAt[entry.seq] ?? .distantPast
            )
            try compare(outcome, entry)
            memory.committed(outcome)
            seq = outcome.write.nextSeq
        }
        try compareRows()
    }

    /// What the line was decided about; nil for what only the real store had refused.
    private func matter(of entry: JournalEntry) throws -> BatchDecider.Matter? {
        if let letter = entry.deadLetter {
            guard letter.flaw.code != .storeRefused else { return nil }
            return world.decider.read(arrival(letter.body, entry))
        }
        if let json = entry.event { return world.decider.read(arrival(json, entry)) }
        if entry.type == "subject.revisited" { return entry.about.map { .revisit($0) } }
        let timer = database.timers.first {
            $0.key.subject == entry.about && $0.due == entry.occurred
                && entry.type == "timer.\($0.key.process).\($0.key.name)"
        }
        guard let timer else {
            throw Violation("\(entry.seq): no such timer is armed: \(entry.type)")
        }
        return .timer(timer)
    }

    private func arrival(_ body: [UInt8], _ entry: JournalEntry) -> Arrival {
        Arrival(
            message: Incoming(
                contentType: "application/cloudevents+json",
                body: body,
                received: entry.received
            ),
            exchange: "",
            routingKey: entry.type,
            deliveryCount: 0,
            tag: DeliveryTag(connection: 1, number: 1)
        )
    }

    private func decide(
        _ matter: BatchDecider.Matter,
        _ memory: inout LaneMemory,
        _ seq: Int64,
        at now: Date
    ) throws -> BatchDecider.Outcome {
        let request = world.decider.request(for: [matter], seenSince: .distantPast)
        let outcome = try world.decider.decide(
            [matter],
            try store.begin(request),
            memory: &memory,
            store: store,
            now: now.roundedUpToMillisecond,
            firstSeq: seq,
            publishedSeq: 0
        )
        try store.commit(outcome.write)
        return outcome
    }

    private func compare(_ outcome: BatchDecider.Outcome, _ entry: JournalEntry) throws {
        guard let line = outcome.write.journal.first, line.outcome == entry.outcome else {
            throw Violation("\(entry.seq) ends otherwise when it is decided alone")
        }
        guard line.commands == entry.commands, line.decisions == entry.decisions else {
            throw Violation("\(entry.seq) is decided otherwise when it is decided alone")
        }
    }

    private func compareRows() throws {
        guard database.subjects == world.database.subjects else {
            throw Violation("other subjects are known when the journal is decided again")
        }
        for subject in database.subjects
        where try canonical(subject, in: database) != canonical(subject, in: world.database) {
            throw Violation("\(subject) is otherwise when the journal is decided again")
        }
    }

    private func canonical(_ subject: Subject, in database: InMemoryDatabase) throws -> Data {
        let row = Data(database.subject(subject)?.state ?? [])
        let object = try JSONSerialization.jsonObject(with: row)
        return try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
    }
}
