import AMQP
import Foundation
import Synchronization

/// Receives the commands, as their consumers do, on a thread of its own.
final class Collector: Sendable {
    private let state: Mutex<State>
    private let wakeUp: WakeUp
    private let readsOffers: Bool
    private let ended = DispatchSemaphore(value: 0)

    private struct State {
        var ledger: Ledger
        var isStopping = false
        var failure: String?
    }

    /// Begins to collect; the commands exchange must be there.
    ///
    /// Reading when offers end costs time, and is only done where that is measured.
    init(
        _ stage: Stage,
        _ workload: some Workload,
        readsOffers: Bool = false,
        mayRepeat: Bool = false
    ) throws {
        self.readsOffers = readsOffers
        state = Mutex(State(ledger: Ledger(workload, run: stage.run, mayRepeat: mayRepeat)))
        wakeUp = try WakeUp()
        let (site, names) = (stage.site, stage.names)
        let ready = DispatchSemaphore(value: 0)
        let thread = Thread { [self] in
            do {
                let connection = try Self.subscribe(site, names)
                ready.signal()
                try collect(connection)
                connection.close()
            } catch {
                state.withLock { $0.failure = "\(error)" }
                ready.signal()
            }
            ended.signal()
        }
        thread.start()
        ready.wait()
    }

    /// What has come so far.
    func look<T: Sendable>(_ question: (Ledger) -> T) throws -> T {
        try state.withLock { state in
            if let failure = state.failure { throw BenchError("collecting failed: \(failure)") }
            return question(state.ledger)
        }
    }

    /// Ends collecting.
    func stop() {
        state.withLock { $0.isStopping = true }
        wakeUp.signal()
        ended.wait()
    }

    private static func subscribe(_ site: Site, _ names: Stage.Names) throws -> AMQPConnection {
        let connection = try site.connectToBroker("collector")
        try connection.declareQueue(
            QueueDeclaration(name: names.collected, arguments: ["x-queue-type": "quorum"])
        )
        try connection.bindQueue(names.collected, to: names.commands, routingKey: "#")
        try connection.setPrefetch(1000)
        _ = try connection.consume(queue: names.collected)
        return connection
    }

    private func collect(_ connection: AMQPConnection) throws {
        while !state.withLock(\.isStopping) {
            var last: DeliveryTag?
            var count = 0
            while count < 200, let event = try connection.nextEvent() {
                guard case .delivery(let delivery) = event else { continue }
                take(delivery, at: .now)
                last = delivery.tag
                count += 1
            }
            if let last { try connection.acknowledge(last, multiple: true) }
            try connection.wait(for: .seconds(1), wakeUp: wakeUp)
        }
    }

    private func take(_ delivery: Delivery, at instant: ContinuousClock.Instant) {
        let properties = delivery.properties
        let offer = readsOffers ? OfferNews(delivery) : nil
        let now = Date.now
        state.withLock { state in
            state.ledger.take(
                id: properties.messageID ?? "",
                type: delivery.routingKey,
                cause: properties.correlationID ?? "",
                at: instant
            )
            if let offer { state.ledger.takeOffer(offer, at: now) }
        }
    }
}

/// What an offer or the ringing of a telephone, or the end of it, says of itself.
struct OfferNews: Sendable {
    /// The lead or the call.
    let subject: String
    /// When it ends; nil for its end.
    let expiresAt: Date?
    /// Whether it ended because its time was over.
    let isTimely: Bool

    /// Nil for all other commands.
    init?(_ delivery: Delivery) {
        guard Self.types.contains(delivery.routingKey),
            let event = try? JSONSerialization.jsonObject(with: Data(delivery.body)),
            let event = event as? [String: Any], let data = event["data"] as? [String: Any],
            let subject = (data["lead_id"] ?? data["call_id"]) as? String
        else { return nil }
        self.subject = subject
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        func date(_ value: Any?) -> Date? { (value as? String).flatMap { try? style.parse($0) } }
        let rung = (data["timeout"] as? Double).flatMap {
            date(event["time"])?.addingTimeInterval($0)
        }
        expiresAt = date(data["expires_at"]) ?? rung
        isTimely = data["reason"] as? String != "answered_elsewhere"
    }

    private static let types: Set = [
        "lead.offer", "lead.offer_withdrawn", "call.ring", "call.stop_ring",
    ]
}
