package import Contract
package import Domain
package import Foundation

/// Turns what arrived into one transaction's worth of decisions; opens and ends no transaction.
package struct BatchDecider: Sendable {
    let routes: Routes
    let coder: StateCoder
    /// What all decisions are made with until the configuration changes.
    var rules: Context.Rules
    package var policies: Policies { rules.policies }
    let reader: EventReader
    private let writer: EventWriter

    package init(
        processes: [any BusinessProcess.Type] = Registry.processes,
        policies: Policies,
        source: String,
        text: @escaping @Sendable (Phrase) -> String,
        link: @escaping @Sendable (SignedLink) -> String = Context.noLink
    ) {
        routes = Routes(processes)
        coder = StateCoder(processes)
        rules = Context.Rules(policies: policies, text: text, link: link)
        reader = EventReader(
            Dictionary((processes.flatMap { $0.reads } + Registry.unheard).map { ($0.type, $0) }) {
                first,
                _ in first
            }
        )
        writer = EventWriter(source: source)
    }

    /// Something to decide: a message that was read, one that can't be, or a timer.
    package enum Matter: Sendable {
        case event(ReadEvent, Arrival, concerns: [ErasedConcern], lookups: [String])
        case unreadable(Flaw, Arrival)
        case timer(StoredTimer)
        /// A timer of which it is known that nothing can follow from it.
        case brokenTimer(Flaw, StoredTimer)
        /// A subject for which something may follow from the configuration alone.
        case revisit(Subject)
    }

    /// Reads a message as far as it can be read without the store.
    package func read(_ arrival: Arrival) -> Matter {
        do throws(Flaw) {
            let event = try reader.read(arrival.message)
            let concerns = routes.concerns(of: event.event, policies)
            return .event(
                event,
                arrival,
                concerns: concerns,
                lookups: concerns.flatMap(\.lookups)
                    + routes.foreseenLookups(of: event.event, policies)
            )
        } catch {
            return .unreadable(error, arrival)
        }
    }

    /// What must be read before the matters can be decided.
    package func request(
        for matters: [Matter],
        seenSince: Date,
        knowing recent: RecentSubjects = RecentSubjects()
    ) -> BatchRequest {
        var request = BatchRequest(seenSince: seenSince)
        var subjects: Set<Subject> = []
        var lookups: Set<String> = []
        for matter in matters {
            switch matter {
            case .event(let event, _, let concerns, let keys):
                request.events.append(event.event.key)
                subjects.formUnion(concerns.lazy.map(\.subject))
                lookups.formUnion(keys)
            case .timer(let timer), .brokenTimer(_, let timer):
                request.timers.append(timer)
                subjects.insert(timer.key.subject)
            case .revisit(let subject):
                subjects.insert(subject)
            case .unreadable:
                break
            }
        }
        request.subjects = subjects.filter {
            !$0.isResident && recent.entry(of: $0) == nil
        }
        request.lookups = Array(lookups)
        return request
    }

    /// The outcome of a batch, to be committed.
    package struct Outcome: Sendable {
        package let write: BatchWrite
        /// What was changed in the lane's memory, to be taken back if the write fails.
        let changes: [WorkingSet.Change]
        /// The rows that the write changes, as they are then.
        let written: [Subject: SubjectEntry]
        /// How many arrivals were known already.
        package let duplicates: Int
        /// The timers that fired; others had been disarmed or rearmed.
        package let fired: [StoredTimer]
    }

    /// Decides the matters in order.
    ///
    /// The memory is changed in place, since copying it would cost as much as there are people:
    /// once the write is committed, or has failed, tell it so.
    package func decide(
        _ matters: [Matter],
        _ view: BatchView,
        memory: inout LaneMemory,
        recent: RecentSubjects = RecentSubjects(),
        store: any LaneStore,
        now: Date,
        firstSeq: Int64,
        publishedSeq: Int64
    ) throws(StoreError) -> Outcome {
        var batch = try BatchInProgress(
            self,
            view,
            recent: recent,
            store: store,
            now: now,
            seq: firstSeq
        )
        batch.working.adopt(&memory)
        defer { batch.working.handBack(&memory) }
        do throws(StoreError) {
            for matter in matters { try batch.take(matter) }
            return try batch.outcome(publishedSeq: publishedSeq)
        } catch {
            batch.working.takeBack(to: 0)
            throw error
        }
    }

    /// The kinds of subjects that must be looked at again once these policies hold.
    var revisitedKinds: Set<SubjectKind> { routes.revisitedKinds(under: policies) }

    /// The states that a row keeps.
    package func states(of stored: StoredSubject) throws(StoreError) -> SubjectStates {
        try coder.decode(stored)
    }

    /// The commands as they go on the bus.
    func write(
        _ commands: [any Message],
        ids: CommandIDs,
        _ origin: Origin
    ) throws(Flaw) -> [Written] {
        var written: [Written] = []
        for (index, command) in commands.enumerated() {
            written.append(try writer.write(command, id: ids.id(of: command, index + 1), origin))
        }
        return written
    }
}

/// A message with what is needed to acknowledge it.
package struct Arrival: Sendable {
    package let message: Incoming
    /// Where the broker had it from.
    package let exchange: String
    package let routingKey: String
    /// How often the broker delivered it before.
    package let deliveryCount: Int
    /// There where the broker gave it up; then exchange and routing key are those of the queue that
    /// it was in.
    package let setAside: SetAside?
    /// Position on its connection, for the acknowledgement.
    package let tag: DeliveryTag

    package init(
        message: Incoming,
        exchange: String,
        routingKey: String,
        deliveryCount: Int,
        setAside: SetAside? = nil,
        tag: DeliveryTag
    ) {
        self.message = message
        self.exchange = exchange
        self.routingKey = routingKey
        self.deliveryCount = deliveryCount
        self.setAside = setAside
        self.tag = tag
    }

    /// The body alone, for where even the rest can't be stored.
    var stripped: Arrival {
        var stripped = Incoming(contentType: nil, body: message.body, received: message.received)
        stripped.bodySize = message.bodySize
        return Arrival(
            message: stripped,
            exchange: "",
            routingKey: "",
            deliveryCount: deliveryCount,
            setAside: setAside,
            tag: tag
        )
    }

    /// Whether there is nothing left to strip.
    var isStripped: Bool { exchange.isEmpty && routingKey.isEmpty }
}

/// That and why the broker took a message off a queue by itself, before it was acknowledged.
package struct SetAside: Equatable, Sendable {
    /// In the broker's word: `delivery_limit`, `expired`, `maxlen`, `rejected`.
    package let reason: String
    package let queue: String

    package init(reason: String, queue: String) {
        self.reason = reason
        self.queue = queue
    }

    /// What to write on a message that was never decided.
    var flaw: Flaw {
        Flaw(
            .setAsideByBroker,
            "the broker took it off \(queue) by itself (\(reason)) before it was decided; "
                + "sent again it counts as new"
        )
    }
}

/// A delivery on one connection; acknowledgements of earlier connections are void.
package struct DeliveryTag: Hashable, Sendable {
    /// Which connection, counted.
    package let connection: Int
    package let number: UInt64

    package init(connection: Int, number: UInt64) {
        self.connection = connection
        self.number = number
    }
}
