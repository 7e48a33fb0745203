import Domain
import Foundation
import Testing

/// What lies on the desk of somebody who will not be back soon.
@Suite struct `A person who leaves` {
    private func floor() -> SalesFloor {
        var floor = SalesFloor.racing()
        floor.lead("L1", #""responsible_id": "vera""#)
        floor.forget()
        return floor
    }

    private func leave(_ person: String, _ role: String, _ floor: inout SalesFloor) {
        floor.hear(
            "person.upserted",
            """
            {"person_id": "\(person)", "name": "\(person)", "roles": ["\(role)"],
             "active": false}
            """
        )
    }

    private func absent(_ more: String, _ floor: inout SalesFloor) {
        floor.hear(
            "person.availability_changed",
            #"{"person_id": "vera", "available": false\#(more)}"#
        )
    }

    @Test func `leaves leads of which the heads are told`() throws {
        var floor = floor()
        leave("vera", "sales_manager", &floor)
        #expect(
            floor.said() == [
                "chat head1 warning person.gone.lead", "chat head2 warning person.gone.lead",
            ]
        )
    }

    @Test func `leaves an item at sales of which its marketer is told too`() throws {
        var floor = SalesFloor.racing()
        floor.lead("Q1", #""responsible_id": "marina""#)
        floor.hear(
            "qualification.stage_changed",
            """
            {"lead_id": "Q1", "stage": "passed_to_sales", "actor_id": "marina",
             "sales_manager_id": "vera"}
            """
        )
        floor.forget()
        leave("vera", "sales_manager", &floor)
        let notices = floor.published.compactMap { $0 as? ChatNotify }
        #expect(notices.map(\.recipientID) == ["marina", "head1", "head2"])
        #expect(notices.allSatisfy { $0.leadID == "Q1" && $0.template == "person.gone.item" })
    }

    @Test func `who was a marketer leaves his leads`() {
        var floor = SalesFloor.racing()
        floor.lead("Q1", #""responsible_id": "marina""#)
        floor.forget()
        leave("marina", "marketer", &floor)
        #expect(floor.said().contains("chat head1 warning person.gone.lead"))
    }

    @Test func `leaves it to the directors where no head is left`() {
        var floor = floor()
        leave("head1", "sales_head", &floor)
        leave("head2", "sales_head", &floor)
        floor.forget()
        leave("vera", "sales_manager", &floor)
        #expect(floor.said() == ["chat dir warning person.gone.lead"])
    }

    @Test func `is told of once`() {
        var floor = floor()
        leave("vera", "sales_manager", &floor)
        floor.forget()
        leave("vera", "sales_manager", &floor)
        absent("", &floor)
        floor.pass(.seconds(3 * 86_400))
        #expect(floor.said() == [])
    }

    @Test func `leaves nothing to tell where nothing waits`() {
        var floor = floor()
        floor.hear("lead.stage_changed", #"{"lead_id": "L1", "stage": "won", "closed": true}"#)
        leave("vera", "sales_manager", &floor)
        #expect(floor.said() == [])
    }

    @Test func `has many leads told of one by one and the rest by their number`() {
        var floor = floor()
        for number in 1...30 { floor.lead("M\(number)", #""responsible_id": "vera""#) }
        floor.forget()
        leave("vera", "sales_manager", &floor)
        let said = floor.said()
        #expect(said.filter { $0 == "chat head1 warning person.gone.lead" }.count == 20)
        #expect(said.filter { $0 == "chat head1 warning person.gone.more" }.count == 1)
    }

    @Test func `and is away for long counts as gone at once`() {
        var floor = floor()
        absent(#", "until": "2026-07-20T12:00:00Z""#, &floor)
        #expect(floor.said().contains("chat head1 warning person.gone.lead"))
    }

    @Test func `and comes back the same day is not gone`() {
        var floor = floor()
        absent(#", "until": "2026-07-15T18:00:00Z""#, &floor)
        floor.pass(.seconds(2 * 86_400))
        #expect(floor.said() == [])
    }

    @Test func `without a word when he comes back is gone after a day`() {
        var floor = floor()
        absent("", &floor)
        floor.pass(.seconds(86_399))
        #expect(floor.said() == [])
        absent(#", "reason": "ill""#, &floor)
        floor.pass(.seconds(1))
        #expect(floor.said().contains("chat head1 warning person.gone.lead"))
    }

    @Test func `and returns in time is not gone`() {
        var floor = floor()
        absent("", &floor)
        floor.pass(.seconds(3600))
        floor.back("vera")
        floor.pass(.seconds(2 * 86_400))
        #expect(floor.said() == [])
        #expect(floor.timer("person", "absence") == nil)
    }

    @Test func `and is given a lead afterwards leaves it too`() {
        var floor = floor()
        leave("vera", "sales_manager", &floor)
        floor.forget()
        floor.lead("L2", #""responsible_id": "vera""#)
        #expect(floor.said().contains("chat head1 warning person.gone.lead"))
    }

    @Test func `leaves an unhappy client whom he had taken on`() {
        var floor = SalesFloor.asked()
        floor.answer("bad")
        floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "head1"}"#)
        floor.forget()
        leave("head1", "sales_head", &floor)
        #expect(floor.said().contains("chat head2 warning person.gone.recovery"))
    }
}
