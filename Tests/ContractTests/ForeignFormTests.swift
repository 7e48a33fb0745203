import Contract
import Domain
import Foundation
import Testing

/// What other systems write otherwise than the contract has it.
@Suite struct `A form that can mean one thing only` {
    private func read(_ type: String, _ data: String) throws -> ReadEvent {
        let head = #""specversion": "1.0", "id": "e-1", "source": "crm", "type": "\#(type)""#
        let body = Array(#"{\#(head), "data": \#(data)}"#.utf8)
        return try EventReader().read(.structured(body))
    }

    private func fields(_ event: ReadEvent) -> [String] {
        event.notes.compactMap { $0.values["field"]?.text }
    }

    @Test func `is PHP's list for an empty object`() throws {
        let event = try read(
            "lead.created",
            #"{"lead_id": "L1", "source": {"channel": "site"}, "contact": [], "fields": []}"#
        )
        let lead = try #require(event.event.body as? LeadCreated)
        #expect(lead.contact == Contact())
        #expect(lead.fields == [:])
        #expect(fields(event) == ["data.contact", "data.fields"])
    }

    @Test func `is empty text for an optional field that is no text`() throws {
        let event = try read(
            "lead.created",
            """
            {"lead_id": "L1", "source": {"channel": "site", "kind": ""}, "responsible_id": "",
             "hot": "", "company": "", "contact": ""}
            """
        )
        let lead = try #require(event.event.body as? LeadCreated)
        #expect(lead.responsibleID == nil && lead.hot == nil && lead.contact == nil)
        #expect(lead.source.kind == nil)
        #expect(lead.company == "")
        #expect(
            Set(fields(event)) == [
                "data.source.kind", "data.responsible_id", "data.hot", "data.contact",
            ]
        )
    }

    @Test(arguments: [
        (#""Y""#, true), (#""N""#, false), ("1", true), ("0", false), (#""1""#, true),
        (#""true""#, true),
    ])
    func `is a flag of a CRM`(text: String, flag: Bool) throws {
        let event = try read(
            "person.availability_changed",
            #"{"person_id": "anna", "available": \#(text)}"#
        )
        #expect((event.event.body as? AvailabilityChanged)?.available == flag)
        #expect(fields(event) == ["data.available"])
    }

    @Test func `is an id as a whole number`() throws {
        let event = try read(
            "lead.created",
            #"{"lead_id": 1001, "source": {"channel": "site"}, "responsible_id": 7}"#
        )
        #expect(event.subject == "1001")
        #expect((event.event.body as? LeadCreated)?.responsibleID == "7")
        #expect(fields(event) == ["data.lead_id", "data.responsible_id"])
    }

    @Test(arguments: [
        #"{"lead_id": 1.5, "source": {"channel": "site"}}"#,
        #"{"lead_id": -1, "source": {"channel": "site"}}"#,
        #"{"lead_id": "", "source": {"channel": "site"}}"#,
        #"{"lead_id": "L1", "source": {"channel": "site"}, "contact": [1]}"#,
        #"{"lead_id": "L1", "source": {"channel": "site"}, "hot": "maybe"}"#,
        #"{"lead_id": "L1", "source": {"channel": 5}}"#, #"{"lead_id": "L1", "source": []}"#,
    ])
    func `is not taken for more than it is`(data: String) {
        #expect(throws: Flaw.self) { try read("lead.created", data) }
    }

    @Test func `leaves no note where all is written as it should be`() throws {
        let event = try read("lead.created", #"{"lead_id": "L1", "source": {"channel": "site"}}"#)
        #expect(event.notes.isEmpty)
    }

    @Test func `is not taken in the envelope`() {
        let body =
            #"{"specversion": "1.0", "id": 7, "source": "crm", "type": "lead.deleted", "#
            + #""data": {"lead_id": "L1"}}"#
        #expect(throws: Flaw.self) { try EventReader().read(.structured(Array(body.utf8))) }
    }
}
