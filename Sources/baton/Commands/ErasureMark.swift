import AMQP
import Bus
import Contract
import Domain
import Foundation
import Settings

/// The message of our own that goes in behind what waits in a queue.
struct ErasureMark {
    private let bus: BusConfiguration
    private let writer: EventWriter

    init(_ settings: Settings) throws {
        bus = try settings.busConfiguration("erase")
        writer = EventWriter(source: settings.service.source + "/erase")
    }

    /// Publishes one about each subject, and returns once the broker has them in a queue.
    ///
    /// - Parameter address: Exchange and routing key for a type and a subject.
    func publish(
        _ subjects: [String],
        to address: (_ type: String, _ subject: String) -> (exchange: String, key: String)
    ) throws {
        let sender = try SingleSender(bus.nextConnection)
        for subject in subjects {
            let message = ErasureBegun(erasureID: RequestID(trusted: subject))
            let origin = Origin(causationID: subject, correlationID: subject, time: Date())
            let written = try writer.write(message, id: subject, origin)
            let address = address(written.type, subject)
            let outgoing = OutgoingMessage(
                exchange: address.exchange,
                routingKey: address.key,
                properties: AMQPProperties(
                    contentType: "application/cloudevents+json",
                    messageID: subject,
                    type: written.type
                ),
                body: written.json
            )
            guard try sender.send(outgoing) == .confirmed else {
                throw CommandFailure(
                    "nothing is erased; no queue takes \(written.type): start the daemon of this "
                        + "version once, or import deploy/rabbitmq/definitions.json"
                )
            }
        }
    }
}
