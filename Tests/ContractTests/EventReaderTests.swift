import Contract
import Domain
import Foundation
import Testing

@Suite struct `Reading events` {
    static let reader = EventReader()
    /// The body of a binary message, and `data` of a structured one.
    static let data: JSON = ["lead_id": "L-1", "source": ["channel": "site"]]
    static let event: JSON = [
        "specversion": "1.0", "id": "e-1", "source": "crm", "type": "lead.created",
        "time": "2026-09-01T10:00:00+03:00", "data": data,
    ]

    private func binary(_ headers: [String: String], _ body: JSON = data) -> Incoming {
        Incoming(
            contentType: "application/json",
            headers: headers,
            body: Array(body.pretty().utf8),
            received: Incoming.receiptTime
        )
    }

    // MARK: Modes

    @Test(arguments: [
        "application/cloudevents+json", "application/cloudevents+json; charset=utf-8",
        "Application/CloudEvents+JSON", "application/json", nil,
    ])
    func `a whole event in the body is read whatever it is called`(contentType: String?) throws {
        var incoming = Incoming.structured(Self.event)
        incoming.contentType = contentType
        let read = try Self.reader.read(incoming)
        #expect(read.event.key == EventKey(source: "crm", id: "e-1"))
        #expect(read.event.body is LeadCreated)
        #expect(read.subject == "L-1")
        #expect(read.event.occurred == Timestamp.date("2026-09-01T07:00:00Z"))
        #expect(read.json == incoming.body)
    }

    @Test(arguments: ["cloudEvents:", "cloudEvents_", "cloudevents:", "CLOUDEVENTS_"])
    func `attributes are read from headers`(prefix: String) throws {
        let incoming = binary([
            prefix + "specversion": "1.0", prefix + "id": "e-1", prefix + "source": "crm",
            prefix + "type": "lead.created", prefix + "time": "2026-09-01T10:00:00+03:00",
            prefix + "correlationid": "first", "unrelated": "header",
        ])
        let read = try Self.reader.read(incoming)
        #expect(read.event.key == EventKey(source: "crm", id: "e-1"))
        #expect(read.event.occurred == Timestamp.date("2026-09-01T07:00:00Z"))
        #expect(read.correlationID == "first")
        #expect((read.event.body as? LeadCreated)?.leadID == "L-1")
    }

    @Test func `where a header is missing AMQP's own property counts`() throws {
        var incoming = binary(["cloudEvents:source": "crm"])
        incoming.messageID = "e-2"
        incoming.type = "lead.created"
        incoming.timestamp = Date(timeIntervalSince1970: 1_756_700_000)
        let read = try Self.reader.read(incoming)
        #expect(read.event.key == EventKey(source: "crm", id: "e-2"))
        #expect(read.event.occurred == incoming.timestamp)
    }

    @Test func `a header counts more than AMQP's own property`() throws {
        var incoming = binary([
            "cloudEvents:source": "crm", "cloudEvents:id": "e-1",
            "cloudEvents:type": "lead.created",
        ])
        incoming.messageID = "other"
        incoming.type = "other"
        #expect(try Self.reader.read(incoming).event.key.id == "e-1")
    }

    @Test(arguments: [1e300, -1e300, 1.8e19, .infinity, .nan])
    func `a timestamp that no clock shows is none`(seconds: Double) throws {
        var incoming = binary(["cloudEvents:source": "crm", "cloudEvents:id": "1"])
        incoming.type = "lead.created"
        incoming.timestamp = Date(timeIntervalSince1970: seconds)
        #expect(try Self.reader.read(incoming).event.occurred == Incoming.receiptTime)
    }

    @Test func `of a binary message the journal keeps the whole event`() throws {
        let incoming = binary([
            "cloudEvents:source": "crm \"east\" \\ \n", "cloudEvents:id": "e-1",
            "cloudEvents:type": "lead.created", "cloudEvents:data": "x",
        ])
        // The line break makes the source invalid; without it the same text is fine.
        #expect(try Self.reader.flaw(incoming).field == "source")
        var valid = incoming
        valid.headers["cloudEvents:source"] = "crm \"east\" \\"
        let read = try Self.reader.read(valid)
        let json = try JSON(bytes: read.json)
        #expect(json["source"] == "crm \"east\" \\")
        #expect(json["data"]?.sorted == Self.data.sorted)
        let again = try Self.reader.read(.structured(read.json))
        #expect(again.event.key == read.event.key)
        #expect(again.event.body.equals(read.event.body))
        #expect(again.json == read.json)
    }

    @Test(arguments: [
        #"{"lead_id":"L-1","source":{"channel":"site"}},"id":"forged"#, "{}}", "{}, {}", "{}//",
    ])
    func `a binary body can't write attributes`(body: String) throws {
        var incoming = binary([
            "cloudEvents:source": "crm", "cloudEvents:id": "1", "cloudEvents:type": "lead.created",
        ])
        incoming.body = Array(body.utf8)
        #expect(try Self.reader.flaw(incoming).code == .notJSON)
    }

    @Test func `what is nested too deeply is so in either mode`() throws {
        func body(_ levels: Int) -> String {
            let deep = `Hostile input`.nested(levels, "[", "]")
            return #"{"lead_id":"L-1","source":{"channel":"site"},"deep":\#(deep)}"#
        }
        let headers = [
            "cloudEvents:source": "crm", "cloudEvents:id": "1", "cloudEvents:type": "lead.created",
        ]
        var incoming = binary(headers)
        incoming.body = Array(body(62).utf8)
        let read = try Self.reader.read(incoming)
        #expect(try Self.reader.read(.structured(read.json)).json == read.json)
        _ = try JSONReader.decode(Value.self, from: read.json)
        incoming.body = Array(body(63).utf8)
        #expect(try Self.reader.flaw(incoming).code == .tooLarge)
        let again = String(decoding: read.json, as: UTF8.self).replacing(body(62), with: body(63))
        #expect(try Self.reader.flaw(.structured(again)).code == .tooLarge)
    }

    @Test func `of what is too large only the head came, and the whole size is told`() throws {
        var incoming = Incoming.structured(String(Self.event.pretty().prefix(20)))
        incoming.bodySize = 130 << 20
        let flaw = try Self.reader.flaw(incoming)
        #expect(flaw.code == .tooLarge)
        #expect(flaw.message.contains("136314880 bytes"))
    }

    @Test(arguments: ["gzip", "GZIP", nil])
    func `a body that is packed is called so`(_ encoding: String?) throws {
        var incoming = Incoming.structured("")
        incoming.body = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xAB, 0xAE]
        incoming.contentEncoding = encoding
        let flaw = try Self.reader.flaw(incoming)
        #expect(flaw.code == .notJSON)
        #expect(flaw.message.contains("gzip"))
    }

    @Test(arguments: ["utf-8", "identity", "", "gzip"])
    func `text is read whatever its encoding is called`(_ encoding: String) throws {
        var incoming = Incoming.structured(Self.event)
        incoming.contentEncoding = encoding
        #expect(throws: Never.self) { try Self.reader.read(incoming) }
    }

    @Test func `what was put aside and sent again happened when it first came`() throws {
        var incoming = binary([
            "cloudEvents:source": "crm", "cloudEvents:id": "e-1",
            "cloudEvents:type": "lead.created",
        ])
        incoming.firstReceived = Incoming.receiptTime - 86_400
        #expect(try Self.reader.read(incoming).event.occurred == incoming.firstReceived)
    }

    @Test func `what can't be read says all the same what it is`() throws {
        let event = #"""
            {"specversion":"1.0","id":"e-1","source":"crm","type":"lead.created","subject":"other",
            "data":{"lead_id":"L-1"}}
            """#
        let hint = EventHint(type: "lead.created", source: "crm", id: "e-1", subject: "L-1")
        #expect(Self.reader.hint(ofUnreadable: .structured(event)) == hint)
        var broken = binary([
            "cloudEvents:source": "crm", "cloudEvents:id": "e-1",
            "cloudEvents:type": "lead.created", "cloudEvents:subject": "L-1",
        ])
        broken.body = Array("{".utf8)
        #expect(Self.reader.hint(ofUnreadable: broken) == hint)
        #expect(Self.reader.hint(ofUnreadable: .structured("[")) == EventHint())
    }

    @Test func `batches are refused with a hint`() throws {
        var incoming = Incoming.structured("[\(Self.event.pretty())]")
        incoming.contentType = "application/cloudevents-batch+json"
        let flaw = try Self.reader.flaw(incoming)
        #expect(flaw.code == .notCloudEvent)
        #expect(flaw.message.contains("a message of its own"))
    }

    // MARK: Envelope

    @Test func `without a time the time of receipt counts`() throws {
        var event = Self.event
        event["time"] = nil
        #expect(
            try Self.reader.read(.structured(event)).event.occurred == Incoming.receiptTime
        )
        event["time"] = .null
        #expect(
            try Self.reader.read(.structured(event)).event.occurred == Incoming.receiptTime
        )
    }

    @Test func `an event that names no first cause is its own`() throws {
        #expect(try Self.reader.read(.structured(Self.event)).correlationID == "e-1")
    }

    @Test func `a trace context is passed on, and one that makes no sense is not`() throws {
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        var event = Self.event
        event["traceparent"] = .text(trace)
        #expect(try Self.reader.read(.structured(event)).traceparent == trace)
        for text in ["", "a b", "né", String(repeating: "a", count: 129)] {
            event["traceparent"] = .text(text)
            #expect(try Self.reader.read(.structured(event)).traceparent == nil)
        }
    }

    @Test func `unknown attributes and fields are ignored and kept`() throws {
        var event = Self.event
        event["partitionkey"] = 7
        event["subject"] = ["of": "another kind"]
        var data = Self.data
        data["colour"] = ["red", .null, 1]
        data["source"] = ["channel": "site", "kinds": []]
        event["data"] = data
        let read = try Self.reader.read(.structured(event))
        let plain = try Self.reader.read(.structured(Self.event))
        #expect(read.event.body.equals(plain.event.body))
        #expect(try JSON(bytes: read.json)["data"]?["colour"] == ["red", .null, 1])
    }

    @Test func `of a field that stands there twice the first counts`() throws {
        let text = #"""
            {"specversion":"1.0","id":"1","id":"2","source":"crm","type":"lead.deleted",
            "data":{"lead_id":"A","lead_id":"B"},"data":{"lead_id":"C"}}
            """#
        let read = try Self.reader.read(.structured(text))
        #expect(read.event.key.id == "1")
        #expect(read.subject == "A")
    }

    // MARK: Values

    @Test(arguments: [
        ("\"150000.00\"", "150000"), ("150000", "150000"), ("0.10", "0.1"), ("-12.5", "-12.5"),
        ("\"-12.50\"", "-12.5"), ("1e3", "1000"), ("12345678901234567.89", "12345678901234567.89"),
    ])
    func `money is read exactly, as text or as a number`(amount: String, expected: String) throws {
        let text = """
            {"specversion":"1.0","id":"1","source":"crm","type":"deal.won","data":{"deal_id":"D",
            "manager_id":"oleg","amount":{"amount":\(amount),"currency":"RUB"}}}
            """
        let body = try Self.reader.read(.structured(text)).event.body
        #expect((body as? DealWon)?.amount == Money(try #require(Decimal(string: expected)), "RUB"))
    }

    @Test func `ids may have 255 bytes`() throws {
        let longest = String(repeating: "я", count: 127) + "z"
        var event = Self.event
        event["id"] = .text(longest)
        event["data"] = Self.data.merging(["lead_id": .text(longest)])
        let read = try Self.reader.read(.structured(event))
        #expect(read.event.key.id == longest)
        #expect(read.subject == longest)
        event["id"] = .text(longest + "z")
        #expect(try Self.reader.flaw(.structured(event)).field == "id")
    }

    @Test(arguments: ["", " ", "\t", "a\nb", "\u{7F}", String(repeating: "a", count: 256)])
    func `what can't be a key is no id`(text: String) throws {
        for path in ["id", "source"] {
            let flaw = try Self.reader.flaw(.structured(Self.event.merging([path: .text(text)])))
            #expect(flaw.code == .invalidValue)
            #expect(flaw.field == path)
        }
        let data = Self.data.merging(["lead_id": .text(text)])
        let flaw = try Self.reader.flaw(.structured(Self.event.merging(["data": data])))
        #expect(flaw.field == "data.lead_id")
    }

    @Test func `a byte order mark is read over`() throws {
        let body = [0xEF, 0xBB, 0xBF] + Array(Self.event.pretty().utf8)
        #expect(try Self.reader.read(.structured(body)).json == Array(body.dropFirst(3)))
    }

    @Test func `text is read to the letter`() throws {
        let text = "Ёж 😀 \u{1F468}\u{200D}\u{1F469} \\u0000 \" / \u{2028} \u{FFFF}"
        let data = Self.data.merging(["company": .text(text)])
        let body = try Self.reader.read(.structured(Self.event.merging(["data": data]))).event.body
        #expect((body as? LeadCreated)?.company == text)
    }
}
