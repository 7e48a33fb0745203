import AMQP
import Bus
import Contract
import Domain
import Foundation
import Settings

/// Tells the lanes what was found out beside them, as an event that comes off the inbox.
struct PositionNews {
    private let bus: BusConfiguration
    private let writer: EventWriter

    init(_ settings: Settings) throws {
        bus = try settings.busConfiguration("position news")
        writer = EventWriter(source: settings.service.source + "/positions")
    }

    /// Publishes an event; under the same id it counts once.
    func publish(_ message: some Message, id: String) throws {
        let origin = Origin(causationID: id, correlationID: id, time: Date())
        let written = try writer.write(message, id: id, origin)
        let address = bus.address(of: written.type, about: written.subject)
        let outgoing = OutgoingMessage(
            exchange: address.exchange,
            routingKey: address.key,
            properties: AMQPProperties(
                contentType: "application/cloudevents+json",
                messageID: id,
                type: written.type
            ),
            body: written.json
        )
        guard try SingleSender(bus.connection).send(outgoing) == .confirmed else {
            throw CommandFailure("the broker did not take \(written.type)")
        }
    }
}
