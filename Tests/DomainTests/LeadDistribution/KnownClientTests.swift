import Domain
import Foundation
import Testing

/// Whoever works with somebody already goes on doing so.
@Suite struct `A lead of a known contact` {
    private func floor(_ owner: String = "kira") -> SalesFloor {
        var floor = SalesFloor.racing()
        floor.lead(
            "L1",
            #""responsible_id": "\#(owner)", "contact": {"phone": "+7 (3812) 12-34-56"}"#
        )
        floor.forget()
        return floor
    }

    @Test(arguments: ["8 (3812) 12-34-56", "+73812123456", "tel:+7-3812-12-34-56", "3812123456"])
    func `goes to the owner of the open lead, however the number is written`(_ phone: String) {
        var floor = floor()
        floor.lead("H1", #""contact": {"phone": "\#(phone)"}"#)
        #expect(
            floor.said() == [
                "link H1 L1", "assign H1 kira known_client", "schedule kira known_client",
                "chat kira info lead_distribution.given.known_client",
            ]
        )
    }

    @Test func `is known by its address too`() {
        var floor = SalesFloor.racing()
        floor.lead("L1", #""responsible_id": "kira", "contact": {"email": "Ivan@Example.test"}"#)
        floor.lead("H1", #""contact": {"email": " ivan@example.TEST "}"#)
        #expect(floor.owner() == "kira")
    }

    @Test func `races where nobody knows it`() {
        var floor = floor()
        floor.lead("H1", #""contact": {"phone": "+73812999999"}"#)
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test func `races once the other lead is closed`() {
        var floor = floor()
        floor.hear("lead.stage_changed", #"{"lead_id": "L1", "stage": "won", "closed": true}"#)
        floor.lead("H1", #""contact": {"phone": "+73812123456"}"#)
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test func `races when the one who knows it is away`() {
        var floor = floor()
        floor.away("kira")
        floor.lead("H1", #""contact": {"phone": "+73812123456"}"#)
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test func `races where that is turned off`() {
        var floor = floor()
        floor.policies.leadDistribution?.sticky = false
        floor.lead("H1", #""contact": {"phone": "+73812123456"}"#)
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test func `is found under a number that was filled in later`() {
        var floor = SalesFloor.racing()
        floor.lead("L1", #""responsible_id": "kira""#)
        floor.hear(
            "lead.updated",
            #"{"lead_id": "L1", "fields": {"contact_phone": "8 3812 12-34-56"}}"#
        )
        floor.lead("H1", #""contact": {"phone": "+73812123456"}"#)
        #expect(floor.owner() == "kira")
    }

    @Test(arguments: [
        (#""sales_head_id": "head2", "project_manager_id": "pavel""#, "head2"),
        (#""project_manager_id": "pavel""#, "pavel"),
    ])
    func `goes to the client's own people`(_ people: String, _ owner: String) {
        var floor = SalesFloor.racing()
        floor.hear(
            "client.upserted",
            #"{"client_id": "C1", "name": "Ромашка", "phones": ["83812123456"], \#(people)}"#
        )
        floor.lead("H1", #""contact": {"phone": "+73812123456"}"#)
        #expect(floor.owner() == PersonID(rawValue: owner))
        #expect(floor.decided() == ["assign H1 \(owner) known_client"])
    }

    @Test func `races when the client is a client no longer`() {
        var floor = SalesFloor.racing()
        floor.hear(
            "client.upserted",
            """
            {"client_id": "C1", "name": "Ромашка", "phones": ["83812123456"],
             "sales_head_id": "head2", "active": false}
            """
        )
        floor.lead("H1", #""contact": {"phone": "+73812123456"}"#)
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test func `moves nobody's turn`() {
        var floor = floor("anna")
        floor.lead("C1", #""hot": false"#)
        floor.lead("H1", #""contact": {"phone": "+73812123456"}, "hot": false"#)
        floor.lead("C2", #""hot": false"#)
        #expect(floor.owner(of: "C1") == "anna")
        #expect(floor.owner(of: "H1") == "anna")
        #expect(floor.owner(of: "C2") == "boris")
    }
}
