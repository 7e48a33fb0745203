import AMQP
import Contract
import CoreMetrics
import DequeModule
import Engine
import Foundation
import Logging

/// The work of one publishing connection.
struct PublishingSession {
    /// How long a message that nobody wanted, or that was refused, waits.
    private static let holdingTime: Duration = .seconds(2)
    /// A broker that confirms nothing for so long has forgotten us.
    private static let silenceMax: Duration = .seconds(60)
    /// How long after declaring everything again it is not done again.
    private static let mendingPause: Duration = .seconds(10)

    private let configuration: BusConfiguration
    private let connection: AMQPConnection
    private let outbox: Outbox
    private let metrics: BusMetrics
    private let logger: Logger
    private var window: ConfirmWindow<Letter>
    private var waiting: Deque<Letter> = []
    private var held = HeldLetters()
    private var probes = Probes()
    private var returned: Set<String> = []
    /// Whether a command came back: somebody has deleted what it should have gone to.
    private var isBroken = false
    private var nextMend = ContinuousClock.now
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
    var pause: Duration { held.isEmpty ? .seconds(1) : .milliseconds(100) }

    /// Takes the broker's answers and publishes what there is room for.
    mutating func turn() throws(AMQPError) {
        while let event = try connection.nextEvent() { take(event) }
        try mend()
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

    /// Declares again what somebody may have deleted, once in a while.
    private mutating func mend() throws(AMQPError) {
        guard isBroken, configuration.declares, ContinuousClock.now >= nextMend else { return }
        isBroken = false
        nextMend = .now + Self.mendingPause
        try configuration.declare(on: connection)
        logger.notice("declared exchanges, queues and bindings again: a command came back")
    }

    // MARK: - Out

    private mutating func send() throws(AMQPError) {
        try sendHeld()
        while !window.isFull, !connection.isBlocked {
            if waiting.isEmpty {
                let room = window.capacity - window.span
                for publication in outbox.take(messages: min(room, 200)) { enqueue(publication) }
            }
            guard let letter = waiting.first else { return }
            if !held.takesBehind(letter) {
                guard try publish(letter) else { return }
            }
            waiting.removeFirst()
        }
    }

    private mutating func sendHeld() throws(AMQPError) {
        guard !held.isEmpty, !connection.isBlocked else { return }
        let room = min(window.capacity - window.span, probes.room(at: .now))
        for letter in held.take(dueAt: .now, atMost: room) {
            probes.sent()
            guard try publish(letter) else {
                held.giveBack(letter)
                continue
            }
        }
    }

    private mutating func enqueue(_ publication: Publication) {
        let seq = publication.seq
        for (ordinal, command) in publication.commands.enumerated() {
            waiting.append(
                Letter(
                    seq: seq,
                    ordinal: ordinal,
                    line: command.subject,
                    message: configuration.message(command)
                )
            )
        }
        guard let letter = publication.deadLetter else { return }
        waiting.append(
            Letter(
                seq: seq,
                ordinal: publication.commands.count,
                line: "dead letter \(seq)",
                message: configuration.message(letter, seq: seq)
            )
        )
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
            if error.code == .invalidArgument, letter.message.exchange == configuration.dead {
                leaveUnsent(letter, error)
                return true
            }
            guard error.code == .blocked else { throw error }
            return false
        }
    }

    /// A dead letter that AMQP can't carry must not keep everything behind it from going out; it
    /// stays in the table.
    private mutating func leaveUnsent(_ letter: Letter, _ error: AMQPError) {
        logger.error("dead letter \(letter.seq) is only in the database: \(error)")
        held.confirmed(letter, at: .now)
        outbox.confirm(letter.seq, message: letter.ordinal)
    }

    // MARK: - In

    private mutating func take(_ event: AMQPEvent) {
        switch event {
        case .confirmed(let sequence, let multiple):
            lastConfirm = .now
            for letter in window.confirmed(sequence, multiple: multiple) { confirm(letter) }
        case .refused(let sequence, let multiple):
            for (sequence, letter) in window.refused(sequence, multiple: multiple) {
                metrics.refused.increment()
                window.forget(sequence)
                hold(letter, "refused by the broker")
            }
        case .returned(let message):
            metrics.returned.increment()
            isBroken = true
            if let identity = message.properties.identity { returned.insert(identity) }
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
        if let identity = letter.message.properties.identity, returned.remove(identity) != nil {
            return hold(letter, "nobody wants it, and \(configuration.unrouted) is missing")
        }
        metrics.confirmed.increment()
        if held.confirmed(letter, at: .now) { probes.succeeded() }
        outbox.confirm(letter.seq, message: letter.ordinal)
    }

    private mutating func hold(_ letter: Letter, _ why: String) {
        logger.warning(
            "a message waits to be sent again: \(why)",
            metadata: ["type": "\(letter.message.routingKey)"]
        )
        held.hold(letter, until: .now + Self.holdingTime)
        outbox.park(letter.seq)
    }
}

extension AMQPProperties {
    /// What tells apart the messages that are under way: dead letters keep the message id that
    /// they came with, which anybody may have used twice, or none.
    fileprivate var identity: String? {
        headers[BusConfiguration.seqHeader]?.integer.map { "dead letter \($0)" } ?? messageID
    }
}
