import AMQP
import CoreMetrics
import DequeModule
import Engine
import Foundation
import Logging

/// The work of one publishing connection.
struct PublishingSession {
    /// A message under way, and which one of which publication it is.
    private struct Letter {
        let seq: Int64
        let ordinal: Int
        let message: OutgoingMessage
    }

    /// A message that the broker did not take, and when it is sent again.
    private struct Parked {
        let letter: Letter
        let until: ContinuousClock.Instant
    }

    /// How long a message that nobody wanted, or that was refused, waits.
    private static let parkingTime: Duration = .seconds(2)
    /// A broker that confirms nothing for so long has forgotten us.
    private static let silenceMax: Duration = .seconds(60)

    private let configuration: BusConfiguration
    private let connection: AMQPConnection
    private let outbox: Outbox
    private let metrics: BusMetrics
    private let logger: Logger
    private var window: ConfirmWindow<Letter>
    private var waiting: Deque<Letter> = []
    private var parked: [Parked] = []
    private var returned: Set<String> = []
    private var lastConfirm = ContinuousClock.now

    init(
        _ configuration: BusConfiguration,
        _ connection: AMQPConnection,
        outbox: Outbox,
        metrics: BusMetrics,
        logger: Logger
    ) {
        self.configuration = configuration
        self.connection = connection
        self.outbox = outbox
        self.metrics = metrics
        self.logger = logger
        window = ConfirmWindow(capacity: configuration.confirmWindow)
    }

    /// How long the thread may sleep now.
    var pause: Duration { parked.isEmpty ? .seconds(1) : .milliseconds(100) }

    /// Takes the broker's answers and publishes what there is room for.
    mutating func turn() throws(AMQPError) {
        while let event = try connection.nextEvent() { take(event) }
        try send()
        connection.flush()
        metrics.window.record(window.outstandingCount)
        try checkSilence()
    }

    private func checkSilence() throws(AMQPError) {
        guard window.outstandingCount > 0, !connection.isBlocked,
            ContinuousClock.now - lastConfirm > Self.silenceMax
        else { return }
        throw AMQPError(
            .timedOut,
            "nothing was confirmed for \(Self.silenceMax)",
            context: "publishing"
        )
    }

    // MARK: - Out

    private mutating func send() throws(AMQPError) {
        unpark()
        while !window.isFull, !connection.isBlocked {
            if waiting.isEmpty {
                let room = window.capacity - window.span
                for publication in outbox.take(messages: min(room, 200)) { enqueue(publication) }
            }
            guard let letter = waiting.first else { return }
            guard try publish(letter) else { return }
            waiting.removeFirst()
        }
    }

    private mutating func enqueue(_ publication: Publication) {
        var messages = publication.commands.map(configuration.message)
        if let letter = publication.deadLetter { messages.append(configuration.message(letter)) }
        for (ordinal, message) in messages.enumerated() {
            waiting.append(Letter(seq: publication.seq, ordinal: ordinal, message: message))
        }
    }

    private mutating func unpark() {
        guard !parked.isEmpty else { return }
        let now = ContinuousClock.now
        let ready = parked.filter { $0.until <= now }
        parked.removeAll { $0.until <= now }
        waiting.insert(contentsOf: ready.map(\.letter), at: 0)
    }

    /// Publishes; answers false where the broker reads nothing at the moment.
    private mutating func publish(_ letter: Letter) throws(AMQPError) -> Bool {
        do throws(AMQPError) {
            if window.isEmpty { lastConfirm = .now }
            let sequence = try connection.publish(letter.message)
            window.published(sequence, token: letter)
            metrics.published.increment()
            return true
        } catch {
            guard error.code == .blocked else { throw error }
            return false
        }
    }

    // MARK: - In

    private mutating func take(_ event: AMQPEvent) {
        switch event {
        case .confirmed(let sequence, let multiple):
            lastConfirm = .now
            for letter in window.confirmed(sequence, multiple: multiple) { confirm(letter) }
        case .refused(let sequence, let multiple):
            for (_, letter) in window.refused(sequence, multiple: multiple) {
                metrics.refused.increment()
                park(letter, "refused by the broker")
            }
        case .returned(let message):
            metrics.returned.increment()
            if let id = message.properties.messageID { returned.insert(id) }
        case .blocked(let reason):
            logger.warning("the broker takes no messages: \(reason)")
        case .unblocked:
            logger.notice("the broker takes messages again")
        case .delivery, .cancelled:
            break
        }
    }

    /// A confirmation of a returned message only says that the broker has seen it.
    private mutating func confirm(_ letter: Letter) {
        let id = letter.message.properties.messageID
        if let id, returned.remove(id) != nil {
            return park(letter, "nobody wants it, and \(configuration.unrouted) is missing")
        }
        metrics.confirmed.increment()
        outbox.confirm(letter.seq, message: letter.ordinal)
    }

    private mutating func park(_ letter: Letter, _ why: String) {
        logger.warning(
            "a message waits to be sent again: \(why)",
            metadata: ["type": "\(letter.message.routingKey)"]
        )
        parked.append(Parked(letter: letter, until: .now + Self.parkingTime))
    }
}
