import AMQP
import Foundation

/// Publishes the commands of W1, ready-made, and counts what the broker confirms.
final class MinimalPublisher {
    private let work: MinimalWork
    private let exchange: String
    private let connection: AMQPConnection
    private var window: ConfirmWindow<Int>
    private let expected: UInt64
    private let time = Date.now

    init(_ work: MinimalWork) throws {
        self.work = work
        exchange = work.names.commands
        connection = try work.site.connectToBroker("minimal publish")
        try connection.selectConfirms()
        window = ConfirmWindow(capacity: work.batching.confirmWindow)
        expected = work.events.reduce(0) { $0 + UInt64($1.commandIDs.count) }
    }

    func close() { connection.close() }

    /// Whether the broker has everything.
    var isDone: Bool { window.confirmedPrefix >= expected }

    /// Reads what the broker says; how many messages may be published now.
    func takeAnswers() throws -> Int {
        while let event = try connection.nextEvent() {
            switch event {
            case .confirmed(let sequence, let multiple):
                window.confirmed(sequence, multiple: multiple)
            case .refused, .returned:
                throw BenchError("the broker does not want the commands: \(event)")
            case .delivery, .blocked, .unblocked, .cancelled:
                break
            }
        }
        return window.capacity - window.span
    }

    /// Publishes the commands of events.
    func publish(_ numbers: [Int]) throws {
        for number in numbers {
            let event = work.events[number]
            let recording = work.recording(of: event)
            for (command, id) in zip(recording.commands, event.commandIDs) {
                let message = message(command, id, of: event)
                window.published(try connection.publish(message), token: number)
            }
        }
        connection.flush()
    }

    func wait(_ wakeUp: WakeUp) throws {
        try connection.wait(for: .seconds(1), wakeUp: wakeUp)
    }

    private func message(
        _ command: (type: String, body: [UInt8]),
        _ id: String,
        of event: MinimalWork.Event
    ) -> OutgoingMessage {
        var properties = AMQPProperties(
            contentType: "application/cloudevents+json",
            messageID: id,
            type: command.type,
            headers: ["subject": .string(event.subject)]
        )
        properties.correlationID = event.id
        properties.timestamp = time
        properties.appID = "baton"
        return OutgoingMessage(
            exchange: exchange,
            routingKey: command.type,
            properties: properties,
            body: command.body
        )
    }
}
