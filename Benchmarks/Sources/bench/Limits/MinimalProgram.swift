import AMQP
import Foundation
import Synchronization

/// The least that can do the work of W1: receive, one transaction a batch, publish with confirms.
///
/// Three threads, as Baton has, so that broker and database work at the same time. What it
/// publishes is checked as Baton's is.
final class MinimalProgram: Sendable {
    /// What of the work is done.
    enum Parts: String, CaseIterable, Sendable {
        case both = "minimal program"
        case broker = "broker alone"
        case database = "database alone"
    }

    /// What it took.
    struct Spent: Sendable {
        var first: ContinuousClock.Instant?
        var last: ContinuousClock.Instant?
        /// Seconds of processor time of its threads.
        var processor = 0.0
        var failure: String?
    }

    private let parts: Parts
    private let work: MinimalWork
    private let received: Conveyor
    private let decided: Conveyor
    private let acknowledgeable = Progress()
    private let acknowledge: WakeUp
    private let spent = Mutex(Spent())
    private let threads = DispatchGroup()

    init(_ parts: Parts, _ work: MinimalWork) throws {
        self.parts = parts
        self.work = work
        received = try Conveyor()
        decided = try Conveyor()
        acknowledge = try WakeUp()
    }

    /// Works everything off.
    func run() throws -> Spent {
        start()
        return try finish()
    }

    /// Begins to work off what there is and what comes.
    func start() {
        let tasks: [@Sendable () throws -> Void] =
            switch parts {
            case .both: [receive, write, publish]
            case .broker: [receive, passOn, publish]
            case .database: [write]
            }
        if parts == .database { received.put(Array(work.events.indices)) }
        for task in tasks {
            threads.enter()
            Thread { [self] in
                perform(task)
                threads.leave()
            }.start()
        }
    }

    /// Waits until everything is worked off.
    func finish() throws -> Spent {
        threads.wait()
        let spent = spent.withLock { $0 }
        if let failure = spent.failure {
            throw BenchError("the \(parts.rawValue) failed: \(failure)")
        }
        return spent
    }

    private func perform(_ task: () throws -> Void) {
        do {
            try task()
        } catch {
            spent.withLock { $0.failure = $0.failure ?? "\(error)" }
            received.close()
            decided.close()
            acknowledge.signal()
        }
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        let seconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        spent.withLock { $0.processor += seconds }
    }

    // MARK: - Threads

    private func receive() throws {
        let connection = try work.site.connectToBroker("minimal receive")
        defer { connection.close() }
        try connection.setPrefetch(UInt16(work.batching.prefetch))
        _ = try connection.consume(queue: work.names.inbox)
        var acknowledged: UInt64 = 0
        while acknowledged < UInt64(work.events.count), !decided.isClosed {
            received.put(try deliveries(connection))
            let done = acknowledgeable.count
            if done > acknowledged {
                let tag = DeliveryTag(connection: connection.number, number: done)
                try connection.acknowledge(tag, multiple: true)
                acknowledged = done
            }
            try connection.wait(for: .seconds(1), wakeUp: acknowledge)
        }
        connection.flush()
    }

    private func deliveries(_ connection: AMQPConnection) throws -> [Int] {
        var numbers: [Int] = []
        while numbers.count < 100, let event = try connection.nextEvent() {
            guard case .delivery(let delivery) = event else { continue }
            guard let number = work.number(ofMessage: delivery.properties.messageID ?? "") else {
                throw BenchError("a strange message came: \(delivery.routingKey)")
            }
            numbers.append(number)
        }
        if !numbers.isEmpty { spent.withLock { $0.first = $0.first ?? .now } }
        return numbers
    }

    private func write() throws {
        let database = try MinimalDatabase(work)
        defer { database.close() }
        spent.withLock { if parts == .database { $0.first = .now } }
        var count = 0
        while count < work.events.count {
            let batch = received.next(atMost: work.batching.batchMax)
            guard !batch.isEmpty else { return }
            try database.write(batch)
            count += batch.count
            settle(batch, count)
        }
        spent.withLock { $0.last = .now }
    }

    /// In the place of the database.
    private func passOn() {
        var count = 0
        while count < work.events.count {
            let batch = received.next(atMost: work.batching.batchMax)
            guard !batch.isEmpty else { return }
            count += batch.count
            settle(batch, count)
        }
    }

    private func settle(_ batch: [Int], _ count: Int) {
        acknowledgeable.advance(to: UInt64(count))
        acknowledge.signal()
        decided.put(batch)
    }

    private func publish() throws {
        let publisher = try MinimalPublisher(work)
        defer { publisher.close() }
        while !publisher.isDone, !decided.isClosed {
            let room = try publisher.takeAnswers()
            try publisher.publish(decided.take(atMost: room / 2))
            try publisher.wait(decided.wakeUp)
        }
        spent.withLock { $0.last = .now }
    }
}
