import CoreMetrics
import Domain
import Engine
import Foundation
import Threads

/// One running daemon: the real writer, inbox and outbox, driven step by step instead of by three
/// threads.
final class Instance {
    /// A message of a publication on its way.
    private struct Sent {
        let publication: Publication
        let ordinal: Int
    }

    private let world: World
    private var parts: LaneParts
    private var store: FaultyStore?
    private(set) var writer: LaneWriter?
    /// The broker's name of the receiving connection, and the inbox's number of it.
    private var consumer: Int?
    private var connection = 0
    private var waiting: [Sent] = []
    private var underWay: [Sent] = []

    private static let metrics = LaneMetrics(lane: 0, factory: NOOPMetricsHandler.instance)

    init(_ world: World) {
        self.world = world
        parts = Self.freshParts()
    }

    private static func freshParts() -> LaneParts {
        var configuration = LaneConfiguration()
        configuration.batchMax = 8
        let signal = Signal()
        return LaneParts(
            configuration: configuration,
            inbox: Inbox(countMax: 12, lane: signal, wakeReceiver: {}),
            outbox: Outbox(lane: signal, wakePublisher: {}),
            metrics: metrics
        )
    }

    /// kill -9: memory is gone, connections break.
    func kill() {
        stopReceiving()
        store?.close()
        (store, writer) = (nil, nil)
        (waiting, underWay) = ([], [])
        parts = Self.freshParts()
    }

    // MARK: - The deciding thread

    /// One turn of it; answers whether anything was done.
    func work() -> Bool {
        do throws(StoreError) {
            guard var writer else { return try takeOver() }
            // Put back whatever happens, as the writer's own memory would be.
            self.writer = nil
            defer { self.writer = writer }
            return try turn(&writer)
        } catch {
            fail(error)
            return true
        }
    }

    private func takeOver() throws(StoreError) -> Bool {
        let store = self.store ?? FaultyStore(InMemoryStore(world.database), world)
        self.store = store
        guard let acquired = try store.acquire(0, owner: "") else {
            defer { parts.inbox.close() }
            return parts.inbox.wants(connection)
        }
        var writer = try LaneWriter(
            parts,
            store: store,
            acquired: acquired,
            decider: world.decider
        )
        try writer.begin()
        self.writer = writer
        return true
    }

    private func turn(_ writer: inout LaneWriter) throws(StoreError) -> Bool {
        try writer.prepare(at: world.wall)
        let early = world.sabotage == .firesEarly ? 5.0 : 0
        let work = writer.take(at: world.wall + early)
        guard !work.isEmpty else {
            guard writer.hasCursorToWrite, !world.strikes(500) else { return false }
            try writer.writeCursor()
            return true
        }
        if world.sabotage == .acknowledgesBeforeCommit, let last = work.arrivals.last {
            parts.inbox.acknowledge(upTo: last.tag)
            acknowledge()
        }
        try writer.carryOut(work, world.decider, at: world.wall)
        return true
    }

    /// What was received is kept for the next session, or for too long.
    private func fail(_ error: StoreError) {
        guard store?.isKilled != true else { return kill() }
        writer = nil
        store?.close()
        store = nil
        if case .ownershipLost = error { return parts.inbox.close() }
        parts.inbox.keep()
        if world.strikes(100) { parts.inbox.close() }
    }

    // MARK: - The receiving thread

    /// Takes a few deliveries; answers whether there were any.
    func receive(_ count: Int) -> Bool {
        guard let consumer else {
            guard parts.inbox.isOpen else { return false }
            connection = parts.inbox.beginConnection()
            self.consumer = world.broker.subscribe()
            return true
        }
        guard parts.inbox.wants(connection) else {
            acknowledge()
            stopReceiving()
            return true
        }
        var taken = 0
        while taken < count, !parts.inbox.isFull,
            let (tag, message) = world.broker.deliver(to: consumer)
        {
            let place = DeliveryTag(connection: connection, number: tag)
            parts.inbox.put(Arrival(message, tag: place, received: world.wall))
            taken += 1
        }
        return taken > 0
    }

    /// Sends what there is to acknowledge; answers whether there was anything.
    @discardableResult
    func acknowledge() -> Bool {
        guard let consumer, let tag = parts.inbox.takeAcknowledgement(of: connection) else {
            return false
        }
        for message in world.broker.acknowledge(consumer, upTo: tag) {
            world.acknowledged(message)
        }
        return true
    }

    /// The receiving connection is lost.
    func stopReceiving() {
        guard let consumer else { return }
        world.broker.unsubscribe(consumer)
        self.consumer = nil
    }

    // MARK: - The publishing thread

    /// Publishes a few messages; answers whether there were any.
    func publish(_ count: Int) -> Bool {
        if waiting.isEmpty {
            for publication in parts.outbox.take(messages: count) {
                for ordinal in 0..<publication.count {
                    waiting.append(Sent(publication: publication, ordinal: ordinal))
                }
            }
        }
        let sent = waiting.prefix(count)
        for letter in sent { world.consume(letter.publication, letter.ordinal) }
        underWay += sent
        waiting.removeFirst(sent.count)
        return !sent.isEmpty
    }

    /// One confirm of the broker, in whatever order; answers whether there was one.
    func confirm(_ dice: inout Dice) -> Bool {
        guard !underWay.isEmpty else { return false }
        let letter = underWay.remove(at: dice.number(0...(underWay.count - 1)))
        parts.outbox.confirm(letter.publication.seq, message: letter.ordinal)
        return true
    }

    /// The publishing connection is lost and there again.
    func republish() {
        (waiting, underWay) = ([], [])
        parts.outbox.resendUnconfirmed()
    }
}
