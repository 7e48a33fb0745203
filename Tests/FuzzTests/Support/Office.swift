import Contract
import Domain
import Engine
import Foundation
import Settings
import Testing

/// All processes over a database in memory, with everything switched on.
struct Office {
    private let database = InMemoryDatabase()
    private let makeStore: (InMemoryDatabase) -> any LaneStore
    private var store: any LaneStore
    private let decider: BatchDecider
    private let people: [Person]
    private var memory: LaneMemory
    private var nextSeq: Int64 = 1
    private var number: UInt64 = 0
    private(set) var now = Date(timeIntervalSince1970: 1_788_256_800)

    init(
        store makeStore: @escaping (InMemoryDatabase) -> any LaneStore = { InMemoryStore($0) }
    )
        throws
    {
        let file = Corpus.root.appending(path: "Tests/FuzzTests/Corpus/settings/all.toml")
        let policies = try Settings.load(file: file.path).policies
        decider = BatchDecider(policies: policies, source: "baton", text: { $0.template })
        people = policies.people
        memory = LaneMemory(people: people)
        self.makeStore = makeStore
        store = makeStore(database)
        _ = try store.acquire(0, owner: "fuzz")
    }

    /// Ends the session in the middle of whatever it does; another instance takes over.
    ///
    /// Where it can't, it tries again, as a lane does.
    mutating func takeOver() throws {
        store.close()
        store = makeStore(database)
        let acquired = try #require(try store.acquire(0, owner: "fuzz"))
        nextSeq = acquired.nextSeq
        do throws(StoreError) {
            memory = try LaneMemory(acquired, coder: StateCoder(), people: people)
        } catch {
            memory = LaneMemory(people: people)
        }
    }

    /// Decides a batch, and whatever timers have come due.
    mutating func take(_ messages: [Incoming]) throws {
        let timers = try store.timers(dueUpTo: now, limit: 50)
        let matters =
            timers.map(BatchDecider.Matter.timer)
            + messages.map { message in
                number += 1
                return decider.read(
                    Arrival(
                        message: message,
                        exchange: "crm.events",
                        routingKey: "fuzz",
                        deliveryCount: 0,
                        tag: DeliveryTag(connection: 1, number: number)
                    )
                )
            }
        let request = decider.request(for: matters, seenSince: now - 86_400)
        let outcome = try decider.decide(
            matters,
            try store.begin(request),
            memory: &memory,
            store: store,
            now: now,
            firstSeq: nextSeq,
            publishedSeq: 0
        )
        do {
            try store.commit(outcome.write)
        } catch {
            memory.takeBack(outcome)
            throw error
        }
        memory.committed(outcome)
        nextSeq = outcome.write.nextSeq
    }

    mutating func pass(_ seconds: TimeInterval) { now += seconds }

    /// What is kept of every subject.
    var states: [Data] {
        database.subjects.compactMap { database.subject($0) }.map { Data($0.state) }
    }

    /// Reads back everything that it has written, as another instance would that takes over.
    func checkRows() throws {
        for subject in database.subjects {
            guard let row = database.subject(subject) else { continue }
            _ = try decider.states(of: row)
        }
    }
}
