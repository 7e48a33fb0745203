import Contract
import Domain
import Engine
import Foundation

/// The beginning of time in tests.
let noon = Date(timeIntervalSince1970: 1_800_000_000)

extension BatchDecider {
    /// A decider of the puppet and the two that quarrel.
    static let puppets = BatchDecider(
        processes: [Puppet.self, Left.self, Right.self],
        policies: Policies(),
        source: "baton",
        text: { $0.template }
    )
}

extension Arrival {
    /// An event that gives orders, as the broker delivers it.
    static func told(
        _ id: String,
        lead: String = "L",
        _ orders: [Order],
        keys: [String] = [],
        source: String = "test",
        count: Int = 0
    ) -> Arrival {
        let data = try? JSONEncoder().encode(Told(lead: lead, orders: orders, keys: keys))
        let text = String(decoding: data ?? Data(), as: UTF8.self)
        return event(id, Told.type, text, source: source, count: count)
    }

    /// An event with its data as JSON.
    static func event(
        _ id: String,
        _ type: String,
        _ data: String,
        source: String = "test",
        count: Int = 0
    ) -> Arrival {
        let head = #""specversion":"1.0","id":"\#(id)","source":"\#(source)","type":"\#(type)""#
        return message(#"{\#(head),"data":\#(data)}"#, routingKey: type, count: count)
    }

    /// Any bytes.
    static func message(_ body: String, routingKey: String = "test", count: Int = 0) -> Arrival {
        Arrival(
            message: Incoming(
                contentType: "application/cloudevents+json",
                body: Array(body.utf8),
                received: noon
            ),
            exchange: "crm.events",
            routingKey: routingKey,
            deliveryCount: count,
            tag: DeliveryTag(connection: 1, number: 0)
        )
    }

    /// The same message as delivered there.
    func delivered(_ number: UInt64, on connection: Int) -> Arrival {
        Arrival(
            message: message,
            exchange: exchange,
            routingKey: routingKey,
            deliveryCount: deliveryCount,
            setAside: setAside,
            tag: DeliveryTag(connection: connection, number: number)
        )
    }

    /// The same message, once the broker has given it up.
    func setAside(_ reason: String, of queue: String) -> Arrival {
        Arrival(
            message: message,
            exchange: exchange,
            routingKey: routingKey,
            deliveryCount: deliveryCount,
            setAside: SetAside(reason: reason, queue: queue),
            tag: tag
        )
    }
}

extension StoredTimer {
    /// A timer of the puppet of a lead.
    static func puppet(
        _ name: String,
        lead: String = "L",
        generation: Int = 1,
        due: Date = noon
    ) -> StoredTimer {
        StoredTimer(
            key: TimerKey(subject: Subject(.lead, lead), process: Puppet.name, name: name),
            generation: generation,
            due: due,
            correlationID: "c"
        )
    }
}

/// A lane's deciding side by hand, over a database in memory.
struct Bench {
    let database = InMemoryDatabase()
    let store: InMemoryStore
    let decider: BatchDecider
    var memory: LaneMemory
    var nextSeq: Int64 = 1
    var now = noon

    init(_ decider: BatchDecider = .puppets, people: [Person] = []) throws {
        self.decider = decider
        memory = LaneMemory(people: people)
        store = InMemoryStore(database)
        _ = try store.acquire(0, owner: "test")
    }

    /// What follows from the matters, without an end of the transaction.
    mutating func outcome(
        of matters: [BatchDecider.Matter]
    ) throws -> BatchDecider.Outcome {
        let request = decider.request(for: matters, seenSince: now - 86_400)
        return try decider.decide(
            matters,
            try store.begin(request),
            memory: &memory,
            store: store,
            now: now,
            firstSeq: nextSeq,
            publishedSeq: 0
        )
    }

    /// Decides and commits a batch.
    @discardableResult
    mutating func commit(
        _ arrivals: [Arrival],
        timers: [StoredTimer] = []
    ) throws -> BatchDecider.Outcome {
        let matters = timers.map(BatchDecider.Matter.timer) + arrivals.map(decider.read)
        let outcome = try outcome(of: matters)
        try store.commit(outcome.write)
        memory.committed(outcome)
        nextSeq = outcome.write.nextSeq
        return outcome
    }

    /// What the puppet of a lead remembers.
    func puppet(_ lead: String = "L") throws -> Puppet.State? {
        guard let row = database.subject(Subject(.lead, lead)) else { return nil }
        return try decider.states(of: row).state(of: Puppet.self)
    }
}

extension BatchDecider.Outcome {
    /// How each line of the journal ended.
    var outcomes: [JournalEntry.Outcome] { write.journal.map(\.outcome) }
    /// Why the dead ones died.
    var codes: [Flaw.Code] { write.journal.compactMap(\.deadLetter?.flaw.code) }
    /// Ids of the commands, in order.
    var commandIDs: [String] { write.journal.flatMap(\.commands).map(\.id) }
}
