import Contract
import Domain
import Foundation

/// The only lane of a store, decided one matter at a time at instants that the caller chooses.
///
/// The same deciders over the same store, without threads, clock or broker: what is committed
/// counts as published.
struct SteppedLane {
    let store: any LaneStore
    private let decider: BatchDecider
    private var memory: LaneMemory
    private var nextSeq: Int64

    /// Takes the lane; nil while somebody else has it.
    init?(
        _ store: any LaneStore,
        decider: BatchDecider,
        owner: String
    ) throws(StoreError) {
        guard let acquired = try store.acquire(0, owner: owner) else { return nil }
        self.decider = decider
        self.store = store
        memory = try LaneMemory(
            acquired,
            coder: decider.coder,
            people: decider.policies.people
        )
        nextSeq = acquired.nextSeq
    }

    /// Decides and commits a message that arrives at the instant, a whole CloudEvent.
    mutating func receive(
        _ body: [UInt8],
        routingKey: String,
        at now: Date
    ) throws(StoreError) -> BatchWrite {
        let message = Incoming(
            contentType: "application/cloudevents+json",
            body: body,
            received: now
        )
        let arrival = Arrival(
            message: message,
            exchange: "",
            routingKey: routingKey,
            deliveryCount: 0,
            tag: DeliveryTag(connection: 1, number: UInt64(nextSeq))
        )
        return try decide(decider.read(arrival), at: now)
    }

    /// Decides and commits what follows from a timer that fires at the instant.
    mutating func fire(_ timer: StoredTimer, at now: Date) throws(StoreError) -> BatchWrite {
        try decide(.timer(timer), at: now)
    }

    private mutating func decide(
        _ matter: BatchDecider.Matter,
        at now: Date
    ) throws(StoreError) -> BatchWrite {
        let view = try store.begin(decider.request(for: [matter], seenSince: .distantPast))
        let outcome = try decider.decide(
            [matter],
            view,
            memory: &memory,
            store: store,
            now: now,
            firstSeq: nextSeq,
            publishedSeq: nextSeq - 1
        )
        var write = outcome.write
        write.publishedSeq = write.nextSeq - 1
        do throws(StoreError) {
            try store.commit(write)
        } catch {
            memory.takeBack(outcome)
            throw error
        }
        memory.committed(outcome)
        nextSeq = write.nextSeq
        return write
    }
}
