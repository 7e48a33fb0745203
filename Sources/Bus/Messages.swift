package import AMQP
import Contract
import Domain
package import Engine
package import Foundation

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
    ///
    /// Two properties would do harm here and become headers: the broker refuses the user of
    /// somebody else, and lets what expires go.
    func message(_ letter: DeadLetter, seq: Int64) -> OutgoingMessage {
        var properties = Self.properties(of: letter)
        var headers = Self.fitted(withoutOwnDeath(properties))
        headers["baton-user-id"] = properties.userID.map(AMQPValue.string)
        headers["baton-expiration"] = properties.expiration.map(AMQPValue.string)
        headers["baton-error-code"] = .string(letter.flaw.code.rawValue)
        headers["baton-error"] = .string(letter.flaw.message.cut(Self.headerBytesMax))
        headers["baton-error-field"] = letter.flaw.field.map {
            .string($0.cut(Self.headerBytesMax))
        }
        headers["baton-exchange"] = .string(letter.exchange)
        headers["baton-routing-key"] = .string(letter.routingKey)
        headers["baton-letter-id"] = .string(letter.id)
        if letter.isCut { headers["baton-body-size"] = .int64(Int64(letter.bodySize)) }
        headers[Self.seqHeader] = .int64(seq)
        properties.headers = headers
        properties.userID = nil
        properties.expiration = nil
        properties.isPersistent = true
        return OutgoingMessage(
            exchange: dead,
            routingKey: letter.routingKey.cut(Self.shortBytesMax),
            properties: properties.shortened(to: Self.shortBytesMax),
            body: letter.body
        )
    }

    /// A dead letter as it is sent again: the same message, with the instant it first came at.
    package func replay(_ letter: DeadLetter, received: Date) -> OutgoingMessage {
        var properties = MessageProperties(Self.properties(of: letter)).forReplay
        let first = properties.headers[MessageProperties.receivedHeader]
        properties.headers[MessageProperties.receivedHeader] =
            first ?? .string(Timestamp.text(received))
        return OutgoingMessage(
            exchange: letter.exchange.isEmpty ? eventsExchange : letter.exchange,
            routingKey: letter.routingKey,
            properties: properties.shortened(to: Self.shortBytesMax),
            body: letter.body
        )
    }

    /// What it came with; letters of former versions kept the text of it.
    private static func properties(of letter: DeadLetter) -> AMQPProperties {
        MessageProperties(json: letter.properties)?.properties
            ?? AMQPProperties(
                contentType: letter.contentType,
                messageID: letter.messageID,
                type: letter.type,
                headers: letter.headers.mapValues(AMQPValue.string)
            )
    }

    /// The headers, but for those that would say of a dead letter of ours that the broker has put
    /// it aside: it has, before Baton took it into the journal.
    private func withoutOwnDeath(_ properties: AMQPProperties) -> [String: AMQPValue] {
        guard isOwn(properties.death) else { return properties.headers }
        return properties.headers.filter { !$0.key.isOfBroker }
    }

    /// The headers, as far as there is room: attributes of the event first.
    private static func fitted(_ headers: [String: AMQPValue]) -> [String: AMQPValue] {
        var fitted: [String: AMQPValue] = [:]
        var bytes = 0
        let attributesFirst = headers.sorted { left, right in
            (left.key.isAttribute ? 0 : 1, left.key) < (right.key.isAttribute ? 0 : 1, right.key)
        }
        for (name, value) in attributesFirst
        where name.utf8.count <= nameBytesMax {
            let value = value.cut(headerBytesMax)
            let size = name.utf8.count + value.wireBytes
            guard bytes + size <= headersBytesMax else { continue }
            bytes += size
            fitted[name] = value
        }
        return fitted
    }
}

extension DeadLetter {
    /// Whether only the head of the body was kept.
    package var isCut: Bool { body.count < bodySize }
}

extension AMQPProperties {
    /// What the name of a property may take; text that was no UTF-8 has grown when it was read.
    fileprivate func shortened(to bytesMax: Int) -> AMQPProperties {
        var short = self
        short.contentType = contentType?.cut(bytesMax)
        short.contentEncoding = contentEncoding?.cut(bytesMax)
        short.correlationID = correlationID?.cut(bytesMax)
        short.replyTo = replyTo?.cut(bytesMax)
        short.messageID = messageID?.cut(bytesMax)
        short.type = type?.cut(bytesMax)
        short.appID = appID?.cut(bytesMax)
        return short
    }
}

extension AMQPValue {
    /// The value, where it is text at most this many bytes of it.
    fileprivate func cut(_ bytesMax: Int) -> AMQPValue {
        if case .string(let text) = self { .string(text.cut(bytesMax)) } else { self }
    }

    /// About how much it takes on the wire, rather too much than too little.
    fileprivate var wireBytes: Int {
        switch self {
        case .string(let text): text.utf8.count + 9
        case .bytes(let bytes): bytes.count + 9
        case .table(let members):
            members.reduce(9) { $0 + $1.key.utf8.count + 1 + $1.value.wireBytes }
        case .array(let values): values.reduce(9) { $0 + $1.wireBytes }
        case .bool, .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64, .float,
            .double, .decimal, .timestamp, .void:
            9
        }
    }
}

extension String {
    /// Whether a header of this name is an attribute of a CloudEvent.
    fileprivate var isAttribute: Bool { lowercased().hasPrefix("cloudevents") }

    /// Whether the broker itself writes a header of this name on what it takes off a queue.
    fileprivate var isOfBroker: Bool {
        ["x-death", "x-first-death", "x-last-death"].contains { hasPrefix($0) }
    }

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
