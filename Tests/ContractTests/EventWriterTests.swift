import Contract
import Domain
import Foundation
import Testing

@Suite struct `Writing commands` {
    static let writer = EventWriter(source: "baton")
    static let time = Date(timeIntervalSince1970: 1_756_710_000.123)
    static let origin = Origin(
        causationID: "e-1",
        correlationID: "e-0",
        traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        time: time
    )
    static let command = LeadConvert(
        leadID: "L-1/2",
        responsibleID: "oleg",
        create: [.deal, .contact],
        fields: [
            "need": .text("Сайт \"Ромашка\" \\ 😀\n"), "budget": .number(150_000),
            "hot": .bool(true),
            "none": .null, "sizes": .list([.number(1), .text("2")]), "Zeta": .object([:]),
        ]
    )

    @Test func `a command stands in a whole envelope`() throws {
        let written = try Self.writer.write(Self.command, id: "c-1", Self.origin)
        let expected = #"""
            {"causationid":"e-1","correlationid":"e-0","data":{"create":["deal","contact"],\#
            "fields":{"Zeta":{},"budget":150000,"hot":true,\#
            "need":"Сайт \"Ромашка\" \\ 😀\n","none":null,"sizes":[1,"2"]},\#
            "lead_id":"L-1/2","responsible_id":"oleg"},"datacontenttype":"application/json",\#
            "id":"c-1","source":"baton","specversion":"1.0","subject":"L-1/2",\#
            "time":"2025-09-01T07:00:00.123Z",\#
            "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",\#
            "type":"lead.convert"}
            """#
        #expect(String(decoding: written.json, as: UTF8.self) == expected)
        #expect(written.id == "c-1")
        #expect(written.type == "lead.convert")
        #expect(written.subject == "L-1/2")
        #expect(written.correlationID == "e-0")
        #expect(written.time == Self.time)
    }

    @Test func `what is not known is left out`() throws {
        let origin = Origin(causationID: "e-1", correlationID: "e-1", time: Self.time)
        let command = CallSchedule(assigneeID: "oleg", dueAt: Self.time, reason: .passedToSales)
        let json = try JSON(bytes: Self.writer.write(command, id: "c-1", origin).json)
        #expect(json["traceparent"] == nil)
        #expect(json["data"]?.members.map(\.name) == ["assignee_id", "due_at", "reason"])
        #expect(json["data"]?["due_at"] == "2025-09-01T07:00:00.123Z")
        #expect(json["subject"] == "oleg")
    }

    @Test func `the same arguments give the same bytes`() throws {
        let first = try Self.writer.write(Self.command, id: "c-1", Self.origin)
        for _ in 0..<50 {
            let other = EventWriter(source: "baton")
            #expect(try other.write(Self.command, id: "c-1", Self.origin) == first)
        }
    }

    @Test func `every message that may be published comes back as it was`() throws {
        for message in try RecordedMessage.all() where message.direction == .published {
            let reader = EventReader([message.name: message.type])
            for sample in [message.full, message.bare] {
                let written = try Self.writer.write(sample, id: "c-1", Self.origin)
                let read = try reader.read(.structured(written.json))
                #expect(read.event.body.equals(sample), "\(message.name)")
                #expect(read.event.key == EventKey(source: "baton", id: "c-1"))
                #expect(read.correlationID == "e-0")
                #expect(read.traceparent == Self.origin.traceparent)
            }
        }
    }

    @Test(arguments: [
        ("150000", "150000.00"), ("0.1", "0.10"), ("-12.5", "-12.50"), ("0.125", "0.125"),
        ("0", "0.00"),
    ])
    func `money is written as text with at least two digits`(amount: String, text: String) throws {
        let money = Money(try #require(Decimal(string: amount)), "RUB")
        let json = try JSON(bytes: [UInt8](JSONEncoder().encode(money)))
        #expect(json == ["amount": .text(text), "currency": "RUB"])
    }
}
