import AMQP

/// Messages that no good service would send, each with the codes under which it may be put aside.
struct HostileMessage {
    let name: String
    let message: OutgoingMessage
    /// By this header the dead letter is recognised; it sorts before what has no room.
    static let nameHeader = "a-name"

    /// Empty for those that take effect in spite of everything.
    let codes: Set<String>

    private init(_ name: String, _ codes: Set<String>, _ message: OutgoingMessage) {
        self.name = name
        self.codes = codes
        var message = message
        message.properties.headers[Self.nameHeader] = .string(name)
        self.message = message
    }

    private init(_ name: String, _ codes: Set<String>, body: [UInt8]) {
        self.init(name, codes, Self.message(body))
    }

    private init(_ name: String, _ codes: Set<String>, json: String) {
        self.init(name, codes, body: Array(json.utf8))
    }

    /// An event that would be good but for its data.
    private init(_ name: String, _ codes: Set<String>, data: String, type: String = "lead.created")
    {
        let event = SentEvent(id: "hostile-\(name)", type: type, data: data)
        self.init(name, codes, event.message)
    }

    private static func message(_ body: [UInt8]) -> OutgoingMessage {
        OutgoingMessage(
            exchange: "crm.events",
            routingKey: "lead.created",
            properties: AMQPProperties(contentType: "application/cloudevents+json"),
            body: body
        )
    }

    /// All of them.
    static var all: [HostileMessage] { unreadable + mistaken + huge + headers }

    private static let unreadable = [
        HostileMessage("not JSON", ["not_json"], json: "Привет, это не JSON"),
        HostileMessage("nothing", ["not_json"], body: []),
        HostileMessage("half", ["not_json"], json: #"{"specversion":"1.0","id":"#),
        HostileMessage("not UTF-8", ["not_json"], body: [0x7B, 0xFF, 0xFE, 0x7D]),
        HostileMessage("a list", ["not_json", "wrong_type"], json: "[1,2,3]"),
        HostileMessage("a number", ["not_json", "wrong_type"], json: "17"),
        HostileMessage("raw NUL", ["unstorable_text"], body: Array("{\"a\":\"b\0\"}".utf8)),
        HostileMessage(
            "escaped NUL",
            ["unstorable_text"],
            data: #"{"lead_id":"H1","source":{"channel":"a\u0000b"}}"#
        ),
        HostileMessage(
            "lone surrogate as id",
            ["unstorable_text", "not_json"],
            data: #"{"lead_id":"\ud800","source":{"channel":"a"}}"#
        ),
        HostileMessage(
            "lone surrogate as text",
            ["unstorable_text", "not_json"],
            data: #"{"lead_id":"H2","source":{"channel":"\udc00 a"}}"#
        ),
        HostileMessage("deep lists", ["too_large"], data: deep("[", "]")),
        HostileMessage("deep objects", ["too_large"], data: deep(#"{"a":"#, "}")),
        HostileMessage("deep and open", ["too_large"], json: .init(repeating: "[", count: 20_000)),
    ]

    private static let mistaken = [
        HostileMessage("flag as id", ["wrong_type"], data: #"{"lead_id":true}"#),
        HostileMessage("nothing needed", ["missing_field"], data: "{}"),
        HostileMessage("null data", ["missing_field", "wrong_type"], data: "null"),
        HostileMessage("list as data", ["wrong_type"], data: "[]"),
        HostileMessage(
            "another version",
            ["not_cloudevent"],
            json: #"{"specversion":"2.0","id":"1","source":"crm","type":"lead.created","data":{}}"#
        ),
        HostileMessage(
            "no time",
            ["invalid_value"],
            json: """
                {"specversion":"1.0","id":"1","source":"crm","type":"lead.created",\
                "time":"yesterday","data":{"lead_id":"H3","source":{"channel":"a"}}}
                """
        ),
        HostileMessage(
            "unknown type",
            ["unknown_type"],
            {
                var message = SentEvent(id: "u", type: "lead.exploded", data: "{}").message
                message.routingKey = "lead.created"
                return message
            }()
        ),
        HostileMessage(
            "unknown item",
            ["unknown_item"],
            {
                SentEvent(
                    id: "i",
                    type: "qualification.stage_changed",
                    data: #"{"lead_id":"nowhere","stage":"passed_to_sales"}"#
                ).message
            }()
        ),
        HostileMessage(
            "endless number",
            ["invalid_value", "wrong_type", "not_json"],
            data: """
                {"deal_id":"d","manager_id":"petrova",\
                "amount":{"amount":1e9999,"currency":"RUB"}}
                """,
            type: "deal.won"
        ),
    ]

    private static let huge = [
        HostileMessage("1 MB id", ["invalid_value"], data: lead(#""\#(million)""#, #""a""#)),
        HostileMessage("1 MB text", [], data: lead(#""H4""#, #""\#(million)""#)),
        HostileMessage("1 MB key", [], data: lead(#""H5""#, #""a","\#(million)":1"#)),
        HostileMessage("9 MB", ["too_large"], body: .init(repeating: 0x20, count: 9 << 20)),
        HostileMessage(
            "id of 10 kB",
            ["invalid_value"],
            json: """
                {"specversion":"1.0","id":"\(String(repeating: "i", count: 10_000))",\
                "source":"crm","type":"lead.created","data":{}}
                """
        ),
    ]

    private static let headers = [
        HostileMessage(
            "id of 10 kB in a header",
            ["invalid_value"],
            binary([
                "cloudEvents:id": .string(.init(repeating: "i", count: 10_000))
            ])
        ),
        HostileMessage(
            "NUL in a header",
            ["unstorable_text"],
            binary([
                "cloudEvents:id": .string("a\0b")
            ])
        ),
        // CloudEvents writes bytes that are no text in base64.
        HostileMessage(
            "not UTF-8 in a header",
            [],
            binary([
                "cloudEvents:id": .bytes([0xFF, 0xFE])
            ])
        ),
        HostileMessage(
            "many headers",
            ["not_json"],
            {
                var message = Self.message(Array("no".utf8))
                // Just below what may be sent, so that a few more are too many.
                for number in 1...71 {
                    let text = String(repeating: "ж", count: 450)
                    message.properties.headers["h\(number)"] = .string(text)
                }
                message.properties.headers["fill"] = .string(.init(repeating: "x", count: 500))
                return message
            }()
        ),
        HostileMessage(
            "deep header",
            ["not_json"],
            {
                var message = Self.message(Array("no".utf8))
                let value = (1...31).reduce(AMQPValue.int64(1)) { value, _ in .table(["a": value]) }
                message.properties.headers["deep"] = value
                return message
            }()
        ),
    ]

    private static var million: String { String(repeating: "я", count: 500_000) }

    private static func lead(_ id: String, _ channel: String) -> String {
        #"{"lead_id":\#(id),"source":{"channel":\#(channel)},"responsible_id":"orlova"}"#
    }

    private static func deep(_ opening: String, _ closing: String) -> String {
        let depth = 20_000
        let value =
            String(repeating: opening, count: depth) + "1"
            + String(repeating: closing, count: depth)
        return #"{"lead_id":"H0","source":{"channel":"a"},"x":\#(value)}"#
    }

    private static func binary(_ headers: [String: AMQPValue]) -> OutgoingMessage {
        var message = Self.message(Array(lead(#""H6""#, #""a""#).utf8))
        message.properties.contentType = "application/json"
        message.properties.headers = [
            "cloudEvents:specversion": .string("1.0"), "cloudEvents:source": .string("crm"),
            "cloudEvents:type": .string("lead.created"),
        ]
        message.properties.headers.merge(headers) { _, new in new }
        return message
    }
}
