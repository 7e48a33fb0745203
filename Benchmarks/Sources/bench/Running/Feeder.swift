import AMQP
import Foundation

/// Publishes events as other services do: persistent, mandatory, confirmed.
final class Feeder {
    private let connection: AMQPConnection
    private let stage: Stage
    /// The events that wait for their confirmation, by number.
    private var window = ConfirmWindow<Int>(capacity: 2000)
    private let time: String

    init(_ stage: Stage) throws {
        self.stage = stage
        connection = try stage.site.connectToBroker("feeder")
        try connection.selectConfirms()
        time = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    deinit { connection.close() }

    /// Publishes everything as fast as it goes, and waits until the broker has it.
    func publish(_ events: [PlannedEvent]) throws {
        for event in events {
            try send(event)
            while window.isFull { try takeAnswers(within: .seconds(1)) }
        }
        while !window.isEmpty { try takeAnswers(within: .seconds(1)) }
    }

    /// Publishes on schedule, open loop; the instants at which the events were due.
    ///
    /// Whatever else is to happen at an event's instant is done before it is published.
    func publish(
        _ events: [PlannedEvent],
        rate: Int,
        before each: (Int) throws -> Void = { _ in }
    ) throws -> [ContinuousClock.Instant] {
        let step = Duration.seconds(1) / rate
        let begin = ContinuousClock.now + .milliseconds(100)
        var due: [ContinuousClock.Instant] = []
        for (index, event) in events.enumerated() {
            let instant = begin + step * index
            Pause.wait(until: instant)
            try each(index)
            try send(event)
            try takeAnswers()
            due.append(instant)
        }
        return due
    }

    /// Publishes one event without waiting for anything.
    func send(_ event: PlannedEvent) throws {
        let id = "\(stage.run)-\(event.number)"
        let entry = stage.names.entry(of: event)
        let sequence = try connection.publish(
            OutgoingMessage(
                exchange: entry.exchange,
                routingKey: entry.routingKey,
                properties: AMQPProperties(
                    contentType: "application/cloudevents+json",
                    messageID: id,
                    type: event.type
                ),
                body: Array(event.json(id: id, time: time).utf8)
            )
        )
        window.published(sequence, token: event.number)
    }

    /// Lets go what was sent, and reads what the broker says to it.
    func takeAnswers(within time: Duration = .zero) throws {
        if time > .zero { try connection.wait(for: time) }
        while let answer = try connection.nextEvent() {
            switch answer {
            case .confirmed(let sequence, let isMultiple):
                window.confirmed(sequence, multiple: isMultiple)
            case .refused, .returned:
                throw BenchError("the broker does not want the events: \(answer)")
            case .delivery, .blocked, .unblocked, .cancelled:
                break
            }
        }
    }
}
