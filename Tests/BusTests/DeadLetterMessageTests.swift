import AMQP
import Contract
import Domain
import Engine
import Foundation
import Testing

@testable import Bus

/// A dead letter goes out as it came, and comes again as it first did.
@Suite struct `The message of a dead letter` {
    private let bus = BusConfiguration(connection: AMQPConfiguration(), eventTypes: [])

    private func letter(_ change: (inout AMQPProperties) -> Void = { _ in }) -> DeadLetter {
        var properties = AMQPProperties(contentType: "application/json", messageID: "m")
        change(&properties)
        return DeadLetter(
            flaw: Flaw(.notJSON, "the message is not JSON"),
            exchange: "crm.events",
            routingKey: "lead.created",
            contentType: properties.contentType,
            messageID: properties.messageID,
            type: properties.type,
            headers: properties.headers.compactMapValues(\.cloudEventsText),
            properties: MessageProperties(properties).json,
            body: [1, 2, 3]
        )
    }

    private static let everyKind: [String: AMQPValue] = [
        "bool": true, "int8": .int8(-1), "uint8": .uint8(1), "int16": .int16(-2),
        "uint16": .uint16(2), "int32": .int32(-3), "uint32": .uint32(3), "int64": .int64(.min),
        "uint64": .uint64(.max), "float": .float(1.5), "double": .double(.infinity),
        "decimal": .decimal(scale: 2, value: 12_345), "text": "text \u{0} \"",
        "bytes": .bytes([0, 0xFF]), "timestamp": .timestamp(1_772_000_000), "void": .void,
        "table": .table(["inner": .array([.int32(1), "two", .table([:])])]),
    ]

    @Test func `has all properties and headers, with their types`() {
        let message = bus.message(
            letter {
                $0.headers = Self.everyKind
                $0.contentEncoding = "gzip"
                $0.correlationID = "trace-1"
                $0.timestamp = Date(timeIntervalSince1970: 1_772_000_000)
                $0.appID = "crm"
                $0.replyTo = "answers"
                $0.priority = 7
                $0.isPersistent = false
            },
            seq: 1
        )
        let properties = message.properties
        for (name, value) in Self.everyKind {
            #expect(properties.headers[name] == value, "\(name)")
        }
        #expect(properties.contentEncoding == "gzip" && properties.correlationID == "trace-1")
        #expect(properties.timestamp == Date(timeIntervalSince1970: 1_772_000_000))
        #expect(properties.appID == "crm" && properties.replyTo == "answers")
        #expect(properties.priority == 7 && properties.isPersistent)
        #expect(message.body == [1, 2, 3])
    }

    @Test func `says as headers what would do harm as properties`() {
        let properties = bus.message(
            letter {
                $0.userID = "crm"
                $0.expiration = "1000"
            },
            seq: 1
        ).properties
        #expect(properties.userID == nil && properties.expiration == nil)
        #expect(properties.headers["baton-user-id"] == "crm")
        #expect(properties.headers["baton-expiration"] == "1000")
    }

    @Test func `has as many headers as there is room for, attributes of the event first`() {
        let properties = bus.message(
            letter {
                for number in 0..<100 {
                    $0.headers["a\(number)"] = .string(String(repeating: "x", count: 5000))
                }
                $0.headers["a-table"] = .table(["x": .bytes([UInt8](repeating: 0, count: 60_000))])
                $0.headers["cloudEvents:source"] = "crm"
            },
            seq: 1
        ).properties
        #expect(properties.headers["cloudEvents:source"] == "crm")
        #expect(properties.headers["a-table"] == nil)
        #expect((10...50).contains(properties.headers.count))
    }

    @Test func `names the size of a body of which only the head was kept`() {
        let cut = DeadLetter(
            flaw: Flaw(.tooLarge, "too large"),
            exchange: "e",
            routingKey: "r",
            contentType: nil,
            messageID: nil,
            type: nil,
            headers: [:],
            body: [1],
            bodySize: 1 << 30
        )
        #expect(cut.isCut && !letter().isCut)
        #expect(bus.message(cut, seq: 1).properties.headers["baton-body-size"]?.integer == 1 << 30)
    }

    // MARK: - Sent again

    private static let received = Date(timeIntervalSince1970: 1_772_000_000)

    @Test func `when it is sent again is what it was, with the instant of its first coming`() {
        let message = bus.replay(
            letter {
                $0.headers = ["x-retry": .int32(5), "note": "text"]
                $0.timestamp = Self.received - 60
                $0.correlationID = "trace-1"
            },
            received: Self.received
        )
        #expect(message.exchange == "crm.events" && message.routingKey == "lead.created")
        #expect(message.properties.timestamp == Self.received - 60)
        #expect(message.properties.correlationID == "trace-1")
        let wanted: [String: AMQPValue] = [
            "x-retry": .int32(5), "note": "text", "baton-received": "2026-02-25T06:13:20.000Z",
        ]
        #expect(message.properties.headers == wanted)
    }

    @Test func `when it is sent again keeps the first of several comings`() {
        let first = AMQPValue.string("2026-01-01T00:00:00.000Z")
        let again = bus.replay(letter { $0.headers["baton-received"] = first }, received: .now)
        #expect(again.properties.headers["baton-received"] == first)
    }

    @Test func `when it is sent again says nothing in the broker's name`() {
        let broker = [
            "x-death", "x-first-death-queue", "x-last-death-reason", "x-delivery-count", "CC",
        ]
        let message = bus.replay(
            letter {
                for name in broker { $0.headers[name] = "x" }
                $0.userID = "crm"
                $0.expiration = "1000"
            },
            received: .now
        )
        #expect(Array(message.properties.headers.keys) == ["baton-received"])
        #expect(message.properties.userID == nil && message.properties.expiration == nil)
    }

    @Test func `of a former version has the text that was kept`() {
        let old = DeadLetter(
            flaw: Flaw(.notJSON, "no"),
            exchange: "",
            routingKey: "lead.created",
            contentType: "text/plain",
            messageID: "m",
            type: "t",
            headers: ["cloudEvents:id": "1"],
            body: []
        )
        let message = bus.replay(old, received: Self.received)
        #expect(message.exchange == "crm.events")
        #expect(message.properties.contentType == "text/plain" && message.properties.type == "t")
        #expect(message.properties.headers["cloudEvents:id"] == "1")
    }
}

/// CloudEvents writes each type of AMQP in one way.
@Suite struct `An attribute of an event` {
    private static let forms: [(AMQPValue, String?)] = [
        (.string("a"), "a"), (.bool(true), "true"), (.int8(-5), "-5"),
        (.uint64(.max), "18446744073709551615"),
        (.timestamp(1_790_071_200), "2026-09-22T10:00:00.000Z"),
        (.bytes(Array("crm".utf8)), "crm"), (.bytes([0xFF, 0x00]), "/wA="), (.double(1.5), "1.5"),
        (.decimal(scale: 2, value: 12_345), "123.45"), (.timestamp(.max), nil), (.void, nil),
        (.array([]), nil), (.table([:]), nil),
    ]

    @Test(arguments: forms)
    func `may have come as any type`(_ value: AMQPValue, _ text: String?) {
        #expect(value.cloudEventsText == text)
    }
}
