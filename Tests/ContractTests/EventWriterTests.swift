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
            {"specversion":"1.0","id":"c-1","source":"baton","type":"lead.convert",\#
            "subject":"L-1/2","time":"2025-09-01T07:00:00.123Z","causationid":"e-1",\#
            "correlationid":"e-0",\#
            "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",\#
            "datacontenttype":"application/json","data":{"lead_id":"L-1/2",\#
            "responsible_id":"oleg","create":["deal","contact"],"fields":{"Zeta":{},\#
            "budget":150000,"hot":true,"need":"Сайт \"Ромашка\" \\ 😀\n","none":null,\#
            "sizes":[1,"2"]}}}
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

    @Test func `Foundation reads the same out of whatever a type encodes`() throws {
        let command = OddCommand()
        let written = try Self.writer.write(command, id: "c-1", Self.origin)
        let ours = try JSON(bytes: written.json)["data"]
        let theirs = try JSON(bytes: [UInt8](JSONEncoder().encode(command)))
        #expect(ours?.sorted == theirs.sorted)
    }

    @Test func `every character comes back`() throws {
        let text = String(String.UnicodeScalarView((1..<0x300).compactMap(UnicodeScalar.init)))
        let command = LeadSetStage(leadID: "L-1", stage: text + "😀\u{FFFF}\u{10FFFF}")
        let written = try Self.writer.write(command, id: "c-1", Self.origin)
        let read = try EventReader([LeadSetStage.type: LeadSetStage.self])
            .read(.structured(written.json))
        #expect(read.event.body.equals(command))
    }

    @Test func `what has no form in JSON is a flaw`() {
        #expect(throws: Flaw.self) {
            try Self.writer.write(OddCommand(number: .infinity), id: "c-1", Self.origin)
        }
        let fields = ["a": Value.number(.nan)]
        let command = LeadConvert(leadID: "L", responsibleID: "o", create: [], fields: fields)
        #expect(throws: Flaw.self) { try Self.writer.write(command, id: "c-1", Self.origin) }
    }
}

/// Encodes by hand in all the ways that `Encoder` offers.
private struct OddCommand: Message {
    static let type = "odd.command"
    var number = -0.5
    var subject: String { "odd" }

    init(number: Double = -0.5) {
        self.number = number
    }

    init(from decoder: any Decoder) throws {
        self.init()
    }

    private enum CodingKeys: String, CodingKey {
        case number, nested, list, none, parent, optional, map, tiny, huge, flag, empty
        case quoted = "a \"quoted\" name"
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(number, forKey: .number)
        var nested = fields.nestedContainer(keyedBy: CodingKeys.self, forKey: .nested)
        try nested.encode("inside", forKey: .quoted)
        var deeper = nested.nestedUnkeyedContainer(forKey: .list)
        try deeper.encode(1)
        try deeper.encodeNil()
        var object = deeper.nestedContainer(keyedBy: CodingKeys.self)
        try object.encode(Int64.min, forKey: .tiny)
        try object.encode(UInt64.max, forKey: .huge)
        var list = fields.nestedUnkeyedContainer(forKey: .list)
        try list.encode(["a", "b"])
        var inner = list.nestedUnkeyedContainer()
        try inner.encode(true)
        try list.encode(Optional<Int>.none)
        try fields.encodeNil(forKey: .none)
        try fields.encodeIfPresent(String?.none, forKey: .optional)
        try fields.encode(["z": [1, 2], "a": []], forKey: .map)
        try fields.encode([String](), forKey: .empty)
        try fields.encode(false, forKey: .flag)
        try Optional("deep").encode(to: fields.superEncoder(forKey: .parent))
    }
}
