import Domain
import Testing

/// Texts of which the screen shows the same, and the store does not.
@Suite struct `Ids that look alike` {
    private let composed = "\u{419}-1"
    private let decomposed = "\u{418}\u{306}-1"

    @Test func `are two, as their bytes are`() {
        #expect(composed == decomposed)
        #expect(LeadID(trusted: composed) != LeadID(trusted: decomposed))
        #expect(LeadID(trusted: composed) == LeadID(trusted: composed))
        #expect(Subject(.lead, composed) != Subject(.lead, decomposed))
        let key = EventKey(source: "crm", id: composed)
        #expect(key != EventKey(source: "crm", id: decomposed))
        #expect(EventKey(source: composed, id: "1") != EventKey(source: decomposed, id: "1"))
    }

    @Test func `are two in sets and dictionaries`() {
        let ids = [composed, decomposed]
        #expect(Set(ids.map { PersonID(trusted: $0) }).count == 2)
        #expect(Set(ids.map { Subject(.call, $0) }).count == 2)
        #expect(Set(ids.map { EventKey(source: $0, id: $0) }).count == 2)
        let load = Dictionary(ids.map { (PersonID(trusted: $0), 1) }) { $0 + $1 }
        #expect(load.count == 2)
    }

    @Test func `stand under two keys`() {
        let (one, other) = (PersonID(trusted: composed), PersonID(trusted: decomposed))
        #expect(one.deskKey != other.deskKey)
        #expect(one.heldKey != other.heldKey)
        #expect(("anna" as PersonID).deskKey == "desk:anna")
        #expect(("50%" as PersonID).heldKey == "held:50%25")
    }

    @Test func `are two leads for the race`() {
        var floor = SalesFloor.racing()
        floor.lead(composed)
        floor.lead(decomposed)
        let offered = floor.published.compactMap { ($0 as? LeadOffer)?.leadID }
        #expect(offered == [LeadID(trusted: composed), LeadID(trusted: decomposed)])
    }
}
