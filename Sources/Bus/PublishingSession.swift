import AMQP
import Contract
import CoreMetrics
import DequeModule
import Engine
import Foundation
import Logging

/// The work of one publishing connection.
struct PublishingSession {
    /// How long a message that nobody wanted waits: until somebody has mended something.
    private static let holdingTime: Duration = .seconds(2)
    /// How long one waits that was refused, as by a queue that looks for another leader.
    private static let refusedTime: Duration = .milliseconds(500)
    /// A broker that confirms nothing for so long has forgotten us.
    private let silenceMax: Duration
    /// How long after declaring everything again it is not done again.
    private static let mendingPause: Duration = .seconds(10)
    /// How long after a message that has to wait was told of no other is.
    private static let newsPause: Duration = .seconds(1)
    /// A longer line is put beside the others in the outbox, so that it does not fill it.
    private static let lineMax = 64

    private let configuration: BusConfiguration
    private let connection: AMQPConnection
    private let outbox: Outbox
    private let metrics: BusMetrics
    private let logger: Logger
    private var window: ConfirmWindow<Letter>
    private var waiting: Deque<Letter> = []
    private var lines = LetterLines()
    private var probes = Probes()
    private var returned: Set<String> = []
    /// Whether a command came back: somebody has deleted what it should have gone to.
    private var isBroken = false
    private var nextMend = ContinuousClock.now
    private var lastConfirm = ContinuousClock.now
    private var nextNews = ContinuousClock.now

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
        // A node that has lost the others confirms nothing either, and there are others to go to.
        silenceMax =
            configuration.connection.others.isEmpty
            ? .seconds(60) : max(connection.heartbeatInterval * 2, .seconds(10))
    }

    /// How long the thread may sleep now.
    var pause: Duration { lines.hasHeld ? .milliseconds(100) : .seconds(1) }

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
            ContinuousClock.now - lastConfirm > silenceMax
        else { return }
        throw AMQPError(
            .timedOut,
            "nothing was confirmed for \(silenceMax)",
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
        while !window.isFull, !connection.isBlocked, let letter = nextLetter() {
            try publish(letter)
        }
    }

    /// The next letter that may go out: a confirmed one's follower, or a fresh one whose line is
    /// free.
    private mutating func nextLetter() -> Letter? {
        if let letter = lines.nextReady() { return letter }
        while true {
            if waiting.isEmpty {
                let room = window.capacity - window.span
                for publication in outbox.take(messages: min(room, 200)) { enqueue(publication) }
            }
            guard let letter = waiting.popFirst() else { return nil }
            let before = lines.enter(letter)
            if before == 0 { return letter }
            if before >= Self.lineMax { outbox.park(letter.seq) }
        }
    }

    private mutating func sendHeld() throws(AMQPError) {
        guard lines.hasHeld, !connection.isBlocked else { return }
        let room = min(window.capacity - window.span, probes.room(at: .now))
        for letter in lines.takeHeld(dueAt: .now, atMost: room) {
            probes.sent()
            try publish(letter)
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

    /// Publishes, or postpones where the broker reads nothing at the moment.
    private mutating func publish(_ letter: Letter) throws(AMQPError) {
        do throws(AMQPError) {
            if window.isEmpty { lastConfirm = .now }
            let sequence = try connection.publish(letter.message)
            window.published(sequence, token: letter)
            metrics.published.increment()
        } catch {
            if error.code == .invalidArgument, letter.message.exchange == configuration.dead {
                return leaveUnsent(letter, error)
            }
            guard error.code == .blocked else { throw error }
            lines.postpone(letter)
        }
    }

    /// A dead letter that AMQP can't carry must not keep everything behind it from going out; it
    /// stays in the table.
    private mutating func leaveUnsent(_ letter: Letter, _ error: AMQPError) {
        logger.error("dead letter \(letter.seq) is only in the database: \(error)")
        lines.confirm(letter)
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
                // Nobody wanted it either; the next confirmation speaks of another sending.
                if let identity = letter.message.properties.identity { returned.remove(identity) }
                hold(letter, for: Self.refusedTime, "refused by the broker")
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
        if lines.confirm(letter) { probes.succeeded() }
        outbox.confirm(letter.seq, message: letter.ordinal)
    }

    private mutating func hold(
        _ letter: Letter,
        for time: Duration = Self.holdingTime,
        _ why: String
    ) {
        // Of thousands that are refused within a second one line is enough.
        let isNews = ContinuousClock.now >= nextNews
        if isNews { nextNews = .now + Self.newsPause }
        logger.log(
            level: isNews ? .warning : .debug,
            "a message waits to be sent again: \(why)",
            metadata: ["type": "\(letter.message.routingKey)"]
        )
        lines.hold(letter, until: .now + time)
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
