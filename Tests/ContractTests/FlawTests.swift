import Contract
import Domain
import Foundation
import Testing

/// What a developer reads in the headers of a dead letter.
@Suite struct `What is wrong with an event` {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let change: @Sendable (inout JSON) -> Void
        let code: Flaw.Code
        let field: String?
        let message: String
        var testDescription: String { name }

        init(
            _ name: String,
            _ code: Flaw.Code,
            _ field: String?,
            _ message: String,
            _ change: @escaping @Sendable (inout JSON) -> Void
        ) {
            self.name = name
            self.change = change
            self.code = code
            self.field = field
            self.message = message
        }
    }

    static let event: JSON = [
        "specversion": "1.0", "id": "1", "source": "crm", "type": "qualification.stage_changed",
        "data": ["item_id": "Q1-L1", "stage": "new", "actor_id": "marina"],
    ]

    static let cases = [
        Case("no version", .missingField, "specversion", "specversion: is missing") {
            $0["specversion"] = nil
        },
        Case(
            "another version",
            .notCloudEvent,
            "specversion",
            "specversion: must be \"1.0\", is \"0.3\""
        ) { $0["specversion"] = "0.3" },
        Case("no id", .missingField, "id", "id: is missing") { $0["id"] = nil },
        Case("id null", .missingField, "id", "id: is null, but something is needed") {
            $0["id"] = .null
        },
        Case("id a number", .wrongType, "id", "id: must be text") { $0["id"] = 7 },
        Case("no source", .missingField, "source", "source: is missing") { $0["source"] = nil },
        Case("no type", .missingField, "type", "type: is missing") { $0["type"] = nil },
        Case(
            "unknown type of a known area",
            .unknownType,
            "type",
            "type: \"qualification.moved\" is not an event that Baton reads; it reads of "
                + "qualification: qualification.fields_changed, qualification.stage_changed"
        ) { $0["type"] = "qualification.moved" },
        Case("no data", .missingField, "data", "data: is missing") { $0["data"] = nil },
        Case("data a list", .wrongType, "data", "data: must be an object") { $0["data"] = [] },
        Case("data a text", .wrongType, "data", "data: must be an object") { $0["data"] = "{}" },
        Case("no stage", .missingField, "data.stage", "data.stage: is missing") {
            $0["data"]?["stage"] = nil
        },
        Case(
            "a time without offset",
            .invalidValue,
            "time",
            "time: must be a time with offset, such as 2026-09-01T10:00:00+03:00"
        ) { $0["time"] = "2026-09-01T10:00:00" },
        Case(
            "a time as a number",
            .invalidValue,
            "time",
            "time: must be a time with offset, such as 2026-09-01T10:00:00+03:00"
        ) { $0["time"] = 1_756_710_000 },
        Case(
            "neither item nor lead",
            .missingField,
            "data.item_id",
            "data.item_id: is missing, and so is data.lead_id; one of them is needed"
        ) { $0["data"]?["item_id"] = nil },
        Case(
            "an item that Baton did not make",
            .unknownItem,
            "data.item_id",
            "data.item_id: there is no qualification item X7"
        ) { $0["data"]?["item_id"] = "X7" },
        Case(
            "an item of another lead",
            .invalidValue,
            "data.lead_id",
            "data.lead_id: the item belongs to lead L1, not to L2"
        ) { $0["data"]?["lead_id"] = "L2" },
        Case("fields a text", .wrongType, "data.fields", "data.fields: must be an object") {
            $0["data"]?["fields"] = "none"
        },
    ]

    @Test(arguments: cases)
    func `is said with code, field and sentence`(each: Case) throws {
        var event = Self.event
        _ = try EventReader().read(.structured(event))
        each.change(&event)
        let flaw = try EventReader().flaw(.structured(event))
        #expect(flaw == Flaw(each.code, field: each.field, each.message))
    }

    @Test func `an unknown type of an unknown area names the areas`() throws {
        let event = Self.event.merging(["type": "weather.changed"])
        let flaw = try EventReader().flaw(.structured(event))
        #expect(flaw.code == .unknownType)
        for type in Registry.reads.keys {
            let area = try #require(type.split(separator: ".").first)
            #expect(flaw.message.contains(" \(area)"), "\(type)")
        }
    }

    @Test func `a word outside of the list is answered with the list`() throws {
        let event: JSON = [
            "specversion": "1.0", "id": "1", "source": "hr", "type": "person.upserted",
            "data": ["person_id": "p", "name": "P", "roles": ["marketer", "boss"]],
        ]
        let flaw = try EventReader().flaw(.structured(event))
        let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
        #expect(flaw.field == "data.roles[1]")
        #expect(flaw.message == "data.roles[1]: must be one of \(roles)")
    }

    @Test(arguments: ["1.5", "1e999", "-1e40", "99999999999999999999"])
    func `a number that its field can't hold is found`(number: String) throws {
        let text = """
            {"specversion":"1.0","id":"1","source":"hr","type":"person.upserted","x":[1,{"y":-1}],
            "data":{"person_id":"p","name":"1.5","roles":[],"max_open_leads":\(number)}}
            """
        let flaw = try EventReader().flaw(.structured(text))
        #expect(flaw.code == .invalidValue)
        #expect(flaw.field == "data.max_open_leads")
        #expect(flaw.message.hasPrefix("data.max_open_leads: the number \(number) can't be used"))
    }

    @Test func `a number that its field can't hold is found where others hold the same`() throws {
        let text = """
            {"specversion":"1.0","id":"1","source":"hr","type":"person.upserted","x":1.5,
            "data":{"person_id":"p","name":"P","roles":[],"max_open_leads":1.5}}
            """
        #expect(try EventReader().flaw(.structured(text)).field == "data.max_open_leads")
    }

    @Test(arguments: [
        ("150,000.00", "data.amount.amount"), ("1e3", "data.amount.amount"),
        ("", "data.amount.amount"), (" 1", "data.amount.amount"), ("NaN", "data.amount.amount"),
        (String(repeating: "9", count: 21), "data.amount.amount"),
    ])
    func `an amount that is not a decimal number is refused`(amount: String, field: String) throws {
        let event: JSON = [
            "specversion": "1.0", "id": "1", "source": "crm", "type": "deal.won",
            "data": [
                "deal_id": "D", "manager_id": "oleg",
                "amount": ["amount": .text(amount), "currency": "RUB"],
            ],
        ]
        let flaw = try EventReader().flaw(.structured(event))
        #expect(flaw.code == .invalidValue)
        #expect(flaw.field == field)
        #expect(flaw.message.hasPrefix("\(field): must be"))
    }

    @Test func `sentences stay short whatever was sent`() throws {
        let long = String(repeating: "я", count: 100_000)
        for event in [
            Self.event.merging(["type": .text(long)]),
            Self.event.merging(["specversion": .text(long)]),
            Self.event.merging(["data": ["stage": "new", "fields": [.text(long)]]]),
        ] {
            #expect(try EventReader().flaw(.structured(event)).message.count < 1000)
        }
    }
}
