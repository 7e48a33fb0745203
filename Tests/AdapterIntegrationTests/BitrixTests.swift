import Bitrix24
import Domain
import Foundation
import Testing

@testable import AdapterKit

/// The Bitrix24 adapter and the project's own small CRM.
@Suite(.serialized, .enabled(if: Rig.isThere)) struct `The Bitrix24 adapter` {
    private func adapter(_ crm: StubCRM) throws -> BitrixAdapter {
        let text = """
            webhook = "\(crm.webhook)"
            allow_private = true
            poll = "1s"
            [roles]
            marketer = ["department:7"]
            sales_manager = ["department:5"]
            [fields]
            budget = "opportunity"
            [qualification]
            entity_type_id = 1030
            comment_field = "ufCrm44Return"
            closed_stage = "DT1030_12:FAIL"
            [qualification.stages]
            "DT1030_12:NEW" = "new"
            "DT1030_12:PASSED" = "passed_to_sales"
            "DT1030_12:RETURNED" = "returned_by_sales"
            """
        return BitrixAdapter(
            try Adapters.settings(text) { BitrixSettings($0) },
            isShadow: false,
            logger: Adapters.quiet
        )
    }

    /// The next event of a type, past those of other types.
    private func event(_ type: String, _ rig: Rig) throws -> Value {
        while true {
            let event = try rig.nextEvent()
            if event["type"].text == type { return event["data"] }
        }
    }

    @Test func `announces people and leads, makes items and hears how they are dragged`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let crm = try StubCRM()
        defer { crm.stop() }
        try rig.running(try adapter(crm)) {
            let person = try event("person.upserted", rig)
            #expect(person["person_id"].text != nil)
            let lead = try crm.hand(
                "/hand",
                [
                    "user": .number(11),
                    "fields": .object([
                        "title": .text("Иван"), "name": .text("Иван"), "opportunity": .number(5000),
                    ]),
                ]
            )
            let created = try event("lead.created", rig)
            #expect(created["responsible_id"] == .text("11"))
            #expect(created["fields"]["budget"] == .number(5000))
            let number = try #require(lead["id"].identifier)
            try rig.send(
                "q1",
                "qualification.create",
                subject: number,
                data: [
                    "item_id": .text("I-1"), "lead_id": .text(number),
                    "responsible_id": .text("11"), "stage": .text("new"),
                    "fields": .object(["budget": .number(5000)]),
                ]
            )
            try rig.until { try crm.state()["items"]["1030"][0]["xmlId"] == .text("I-1") }
            let item = try crm.state()["items"]["1030"][0]
            #expect(item["parentId1"].identifier == number)
            try crm.hand(
                "/hand",
                [
                    "entityTypeId": .number(1030), "id": item["id"], "user": .number(11),
                    "fields": .object(["stageId": .text("DT1030_12:PASSED")]),
                ]
            )
            let moved = try event("qualification.stage_changed", rig)
            #expect(moved["item_id"] == .text("I-1"))
            #expect(moved["stage"] == .text("passed_to_sales"))
            #expect(moved["actor_id"] == .text("11"))
        }
    }

    @Test func `keeps its bot after the webhook was replaced`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let crm = try StubCRM()
        defer { crm.stop() }
        try rig.running(try adapter(crm)) {}
        let old = try adapter(crm)
        try crm.renewWebhook()
        let failure = #expect(throws: Failure.self) {
            try old.prepare(rig.ledger("main/bitrix24"), now: Date())
        }
        guard case .credentials(let reason) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(reason.contains("make a new one"))
        try rig.running(try adapter(crm)) {}
        #expect(try crm.state()["bots"].members.count == 1)
        // Without our database it is another bot's code: one more is better than none.
        let fresh = try Rig()
        defer { fresh.remove() }
        try fresh.running(try adapter(crm)) {}
        #expect(try crm.state()["bots"].members.count == 2)
    }

    @Test func `writes notices with buttons that their recipient presses`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let crm = try StubCRM()
        defer { crm.stop() }
        try rig.running(try adapter(crm)) {
            try rig.send(
                "n1",
                "chat.notify",
                subject: "7",
                data: [
                    "recipient_id": .text("21"), "text": .text("Лид [b]важный[/b]"),
                    "actions": .list([
                        .object([
                            "label": .text("Беру"),
                            "event": .object([
                                "type": .text("lead.offer_accepted"),
                                "data": .object(["lead_id": .text("7")]),
                            ]),
                        ])
                    ]),
                ]
            )
            try rig.until { try crm.state()["messages"][0]["dialogId"] == .text("21") }
            let text = try crm.state()["messages"][0]["text"].text ?? ""
            #expect(!text.contains("[b]"))
            try crm.hand("/hand/press", ["user": .number(22), "button": .text("Беру")])
            try crm.hand("/hand/press", ["user": .number(21), "button": .text("Беру")])
            let accepted = try event("lead.offer_accepted", rig)
            #expect(accepted["lead_id"] == .text("7"))
            try rig.until { try crm.state()["messages"][0]["keyboard"].elements.isEmpty }
        }
    }
}
