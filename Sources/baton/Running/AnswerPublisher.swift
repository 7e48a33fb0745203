import AMQP
import Bus
import Contract
import Dispatch
import Domain
import Foundation
import Settings
import Synchronization
import Web

/// Puts answers of clients on the bus, where the lane finds them in order with everything else.
///
/// Each has a connection of its own: clients answer a few times a day, and a connection that rests
/// between would have to be kept alive.
final class AnswerPublisher: AnswerDesk {
    /// Why an answer is not known to be kept.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let waitingMax = 32

    private let bus: BusConfiguration
    private let writer: EventWriter
    private let queue = DispatchQueue(label: "baton-answers")
    private let waiting = Mutex(0)

    /// - Parameter source: What the CloudEvents' source ends with: which page it was.
    init(_ settings: Settings, logins: Logins, source: String) throws {
        var bus = try settings.busConfiguration("answers")
        bus.login = logins.amqp
        self.bus = bus
        writer = EventWriter(source: "\(settings.service.source)/\(source)")
    }

    func take(_ answer: any Message) async throws {
        let message = try message(answer)
        let mayWait = waiting.withLock { count in
            guard count < Self.waitingMax else { return false }
            count += 1
            return true
        }
        guard mayWait else { throw Failure(description: "too many answers wait for the broker") }
        defer { waiting.withLock { $0 -= 1 } }
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try self.send(message) }) }
        }
    }

    /// The id is new each time: an answer that returns to an earlier one is an event too, and a
    /// repeated one changes nothing.
    private func message(_ answer: any Message) throws -> OutgoingMessage {
        let id = UUID().uuidString.lowercased()
        let origin = Origin(causationID: id, correlationID: id, time: Date())
        let written = try writer.write(answer, id: id, origin)
        let address = bus.address(of: written.type, about: written.subject)
        return OutgoingMessage(
            exchange: address.exchange,
            routingKey: address.key,
            properties: AMQPProperties(
                contentType: "application/cloudevents+json",
                messageID: id,
                type: written.type
            ),
            body: written.json
        )
    }

    private func send(_ message: OutgoingMessage) throws {
        switch try SingleSender(bus.nextConnection).send(message) {
        case .confirmed: return
        case .returned: throw Failure(description: "no queue wants \(message.routingKey)")
        case .refused: throw Failure(description: "the broker refused it")
        }
    }
}
