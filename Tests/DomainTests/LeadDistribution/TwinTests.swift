import Domain
import Foundation
import Testing

/// Several leads of one contact that wait for an owner at once.
@Suite struct `A form that was sent twice` {
    private let contact = #""contact": {"phone": "+79130000001"}"#

    private func twice(_ change: (inout LeadDistributionPolicy) -> Void = { _ in }) -> SalesFloor {
        var floor = SalesFloor.racing(change)
        floor.lead("D1", contact)
        floor.lead("D2", #""contact": {"phone": "8 (913) 000-00-01"}"#)
        floor.forget()
        return floor
    }

    @Test func `is one person's once he takes either`() {
        var floor = twice()
        floor.accept("anna", "D1")
        #expect(
            floor.decided() == [
                "assign D1 anna offer_accepted", "withdraw D2 anna cancelled", "link D2 D1",
                "assign D2 anna known_client",
            ]
        )
        floor.pass(.seconds(3600))
        #expect(floor.decided() == [])
    }

    @Test func `is his whichever he takes`() {
        var floor = twice()
        floor.accept("anna", "D2")
        #expect(floor.owner(of: "D1") == "anna")
        #expect(floor.decided().contains("link D1 D2"))
    }

    @Test func `is withdrawn from others, who hear of it`() {
        var floor = twice()
        floor.decline("anna", "D2")
        floor.forget()
        floor.accept("anna", "D1")
        let said = floor.said()
        #expect(said.contains("withdraw D2 boris cancelled"))
        #expect(said.contains("chat boris info lead_distribution.cancelled"))
        #expect(!said.contains("chat anna info lead_distribution.cancelled"))
    }

    @Test func `is his to whom the CRM gives either`() {
        var floor = twice()
        floor.hear("lead.responsible_changed", #"{"lead_id": "D1", "responsible_id": "kira"}"#)
        #expect(floor.owner(of: "D2") == "kira")
    }

    @Test func `is his who got it because nobody took it`() {
        var floor = twice { $0.repeats = 0 }
        floor.pass(.seconds(2700))
        #expect(floor.owner(of: "D1") == floor.owner(of: "D2"))
        #expect(floor.race("D2")?.reason == .knownClient)
    }

    @Test func `goes on being offered where its owner can't take more`() {
        var floor = twice()
        floor.hear(
            "person.upserted",
            """
            {"person_id": "anna", "name": "anna", "roles": ["sales_manager"],
             "max_open_leads": 1}
            """
        )
        floor.forget()
        floor.accept("anna", "D1")
        #expect(floor.owner(of: "D2") == nil)
        #expect(floor.holder(of: "D2") == "anna")
    }

    @Test func `is not joined where known clients are not looked for`() {
        var floor = twice { $0.sticky = false }
        floor.accept("anna", "D1")
        #expect(floor.owner(of: "D2") == nil)
    }

    @Test func `is his though it was sent many times`() {
        var floor = SalesFloor.racing()
        for number in 1...15 { floor.lead("D\(number)", contact) }
        floor.accept("anna", "D7")
        #expect((1...15).allSatisfy { floor.owner(of: "D\($0)") == "anna" })
        #expect(!floor.journal.contains("endless follow-up"))
    }

    @Test func `is found by way of a third that shares a number and an address`() {
        var floor = SalesFloor.racing()
        floor.lead("D1", contact)
        floor.lead("D2", #""contact": {"phone": "+79130000001", "email": "a@client.test"}"#)
        floor.lead("D3", #""contact": {"email": "a@client.test"}"#)
        floor.accept("anna", "D1")
        #expect(floor.owner(of: "D2") == "anna")
        #expect(floor.owner(of: "D3") == "anna")
    }

    @Test func `waits for the opening together`() {
        var floor = SalesFloor.racing(
            calendar: WorkingWeek.calendar,
            at: WorkingWeek.at("2026-07-15T20:00:00+03:00")
        )
        floor.lead("D1", contact)
        floor.lead("D2", contact)
        floor.pass(until: WorkingWeek.at("2026-07-16T09:00:00+03:00"))
        floor.accept("anna", "D1")
        #expect(floor.owner(of: "D2") == "anna")
    }
}

/// What was looked up on arrival may change afterwards.
@Suite struct `A lead whose contact becomes known later` {
    private let phone = #""contact": {"phone": "+79130000001"}"#

    @Test func `goes to the owner of another lead once its number is filled in`() {
        var floor = SalesFloor.racing()
        floor.lead("L1", #""responsible_id": "kira", \#(phone)"#)
        floor.lead("H1")
        #expect(floor.holder() == "anna")
        floor.hear(
            "lead.updated",
            #"{"lead_id": "H1", "fields": {"contact_phone": "89130000001"}}"#
        )
        #expect(floor.owner() == "kira")
        #expect(
            floor.decided().suffix(3) == [
                "withdraw H1 anna cancelled", "link H1 L1", "assign H1 kira known_client",
            ]
        )
    }

    @Test func `goes to the owner of a lead that comes after it`() {
        var floor = SalesFloor.racing()
        floor.lead("H1", phone)
        floor.lead("L1", #""responsible_id": "kira", \#(phone)"#)
        #expect(floor.owner() == "kira")
    }

    @Test func `goes to the client's head once the client is announced`() {
        var floor = SalesFloor.racing()
        floor.lead("H1", phone)
        floor.hear(
            "client.upserted",
            """
            {"client_id": "C1", "name": "Ромашка", "phones": ["8 913 000-00-01"],
             "sales_head_id": "head2"}
            """
        )
        #expect(floor.owner() == "head2")
        #expect(floor.race()?.phase == .owned)
    }

    @Test func `stays in the race where the client has nobody`() {
        var floor = SalesFloor.racing()
        floor.lead("H1", phone)
        floor.hear(
            "client.upserted",
            #"{"client_id": "C1", "name": "Ромашка", "phones": ["8 913 000-00-01"]}"#
        )
        #expect(floor.holder() == "anna")
    }
}
