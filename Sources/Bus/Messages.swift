import AMQP
import Contract
import Domain
import Engine
import Foundation

extension BusConfiguration {
    /// Longer header texts are cut, and what has no room in all is left out, so that no dead letter
    /// is too large to be put aside; the database keeps it whole.
    private static let headerBytesMax = 1000
    private static let headersBytesMax = 32 << 10
    /// What AMQP allows for the name of a header, and for a short text.
    private static let nameBytesMax = 128
    private static let shortBytesMax = 255

    /// Which journal entry a dead letter is.
    static let seqHeader = "baton-seq"

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
    func message(_ letter: DeadLetter, seq: Int64) -> OutgoingMessage {
        var headers = Self.headers(of: letter)
        headers["baton-error-code"] = .string(letter.flaw.code.rawValue)
        headers["baton-error"] = .string(letter.flaw.message.cut(Self.headerBytesMax))
        headers["baton-error-field"] = letter.flaw.field.map {
            .string($0.cut(Self.headerBytesMax))
        }
        headers["baton-exchange"] = .string(letter.exchange)
        headers["baton-routing-key"] = .string(letter.routingKey)
        headers["baton-letter-id"] = .string(letter.id)
        headers[Self.seqHeader] = .int64(seq)
        let properties = AMQPProperties(
            contentType: letter.contentType?.cut(Self.shortBytesMax),
            messageID: letter.messageID?.cut(Self.shortBytesMax),
            type: letter.type?.cut(Self.shortBytesMax),
            headers: headers
        )
        return OutgoingMessage(
            exchange: dead,
            routingKey: letter.routingKey.cut(Self.shortBytesMax),
            properties: properties,
            body: letter.body
        )
    }

    /// The headers that it came with, as far as there is room.
    private static func headers(of letter: DeadLetter) -> [String: AMQPValue] {
        var headers: [String: AMQPValue] = [:]
        var bytes = 0
        let attributesFirst = letter.headers.sorted { left, right in
            (left.key.isAttribute ? 0 : 1, left.key) < (right.key.isAttribute ? 0 : 1, right.key)
        }
        for (name, text) in attributesFirst where name.utf8.count <= nameBytesMax {
            let text = text.cut(headerBytesMax)
            bytes += name.utf8.count + text.utf8.count + 8
            guard bytes <= headersBytesMax else { break }
            headers[name] = .string(text)
        }
        return headers
    }
}

extension String {
    /// Whether a header of this name is an attribute of a CloudEvent.
    fileprivate var isAttribute: Bool { lowercased().hasPrefix("cloudevents") }

    /// The text, cut between two characters where it takes more bytes.
    ///
    /// Text that came as something else than UTF-8 has grown when it was read.
    fileprivate func cut(_ bytesMax: Int) -> String {
        guard utf8.count > bytesMax else { return self }
        var bytes = Array(utf8.prefix(bytesMax - 3))
        while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
        if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self) + "…"
    }
}
