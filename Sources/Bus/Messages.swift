import AMQP
import Contract
import Domain
import Engine
import Foundation

extension BusConfiguration {
    /// Headers beyond this are cut, so that no dead letter is too large to be put aside.
    private static let headerTextMax = 1000

    /// A command or fact as it goes out.
    func message(_ command: Written) -> OutgoingMessage {
        let isFact = command.type.hasPrefix("baton.")
        var properties = AMQPProperties(
            contentType: "application/cloudevents+json",
            messageID: command.id,
            type: command.type,
            headers: ["subject": .string(String(command.subject.prefix(200)))]
        )
        properties.correlationID = command.correlationID
        properties.timestamp = command.time
        properties.appID = "baton"
        // Facts may interest nobody; a command that nobody takes is somebody's mistake.
        return OutgoingMessage(
            exchange: isFact ? eventsExchange : commandsExchange,
            routingKey: command.type,
            isMandatory: !isFact,
            properties: properties,
            body: command.json
        )
    }

    /// A message that could not be worked with, as it came, with what is wrong with it.
    func message(_ letter: DeadLetter) -> OutgoingMessage {
        var headers = letter.headers.mapValues { AMQPValue.string($0.cut(Self.headerTextMax)) }
        headers["baton-error-code"] = .string(letter.flaw.code.rawValue)
        headers["baton-error"] = .string(letter.flaw.message.cut(Self.headerTextMax))
        headers["baton-error-field"] = letter.flaw.field.map {
            .string($0.cut(Self.headerTextMax))
        }
        headers["baton-exchange"] = .string(letter.exchange)
        headers["baton-routing-key"] = .string(letter.routingKey)
        let properties = AMQPProperties(
            contentType: letter.contentType,
            messageID: letter.messageID,
            type: letter.type,
            headers: headers
        )
        return OutgoingMessage(
            exchange: dead,
            routingKey: letter.routingKey,
            properties: properties,
            body: letter.body
        )
    }
}

extension String {
    fileprivate func cut(_ count: Int) -> String {
        self.count > count ? prefix(count) + "…" : self
    }
}
