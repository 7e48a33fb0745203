import Domain
import Foundation
import Testing

/// The race itself: offers, accepts, declines, the end.
@Suite struct `A hot lead` {
    // MARK: - Offers

    @Test func `is announced to all at once and offered to the first`() {
        var floor = SalesFloor.racing()
        floor.lead()
        #expect(
            floor.said() == [
                "chat boris info lead_distribution.hot_lead",
                "chat vera info lead_distribution.hot_lead",
                "offer H1 anna 1",
                "chat anna warning lead_distribution.offer",
            ]
        )
    }

    @Test func `is offered with buttons that are the very events`() throws {
        var floor = SalesFloor.racing()
        floor.lead()
        let notices = floor.published.compactMap { $0 as? ChatNotify }
        let actions = try #require(notices.last?.actions)
        #expect(actions.map(\.event.type) == ["lead.offer_accepted", "lead.offer_declined"])
        #expect(
            actions[0].event.data == ["lead_id": "H1", "person_id": "anna"].mapValues(Value.text)
        )
        #expect(notices.last?.leadID == "H1")
    }

    @Test func `goes on when nobody reacts, each with the whole time`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.pass(.seconds(899))
        #expect(floor.decided() == [])
        floor.pass(.seconds(1))
        #expect(floor.decided() == ["withdraw H1 anna expired", "offer H1 boris 2"])
        floor.pass(.seconds(900))
        #expect(floor.decided() == ["withdraw H1 boris expired", "offer H1 vera 3"])
    }

    @Test func `gives the next one a full step after an outage of several steps`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.sleep(.seconds(4000))
        floor.pass(.zero)
        #expect(floor.decided().last == "offer H1 boris 2")
        #expect(floor.race()?.chain?.present?.deadline == floor.now + 900)
    }

    @Test func `goes on at once when it is declined`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.decline("anna")
        #expect(floor.decided() == ["withdraw H1 anna declined", "offer H1 boris 2"])
        floor.pass(.seconds(899))
        #expect(floor.holder() == "boris")
    }

    @Test func `is not moved by the decline of somebody else`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.decline("vera")
        #expect(floor.said() == ["chat vera info lead_distribution.offered_to_another"])
        #expect(floor.journal.contains("lead_distribution rejected not_your_turn"))
        #expect(floor.holder() == "anna")
    }

    @Test func `answers a decline that comes too late with what holds`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.decline("anna")
        floor.forget()
        floor.decline("anna")
        floor.accept("boris")
        floor.decline("anna")
        floor.decline("boris")
        let answers = floor.said().filter { $0.hasPrefix("chat") && !$0.contains("vera") }
        #expect(
            answers == [
                "chat anna info lead_distribution.offered_to_another",
                "chat anna info lead_distribution.taken",
                "chat anna info lead_distribution.taken",
                "chat boris info lead_distribution.already_yours",
            ]
        )
        #expect(floor.owner() == "boris")
    }

    @Test func `leaves a holder who goes away at once`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.away("anna")
        #expect(floor.decided() == ["withdraw H1 anna unavailable", "offer H1 boris 2"])
        floor.away("vera")
        #expect(floor.decided() == [])
    }

    @Test func `leaves every desk of whoever left the company`() {
        var floor = SalesFloor.racing()
        floor.lead("H1")
        floor.lead("H2")
        floor.forget()
        floor.hear(
            "person.upserted",
            #"{"person_id": "anna", "name": "anna", "roles": ["sales_manager"], "active": false}"#
        )
        #expect(floor.holder(of: "H1") == "boris")
        #expect(floor.holder(of: "H2") == "boris")
    }

    @Test func `passes over whoever is away, with the reason`() {
        var floor = SalesFloor.racing()
        floor.away("anna")
        floor.forget()
        floor.lead()
        #expect(floor.decided() == ["offer H1 boris 2"])
        #expect(floor.journal.contains("note person.skipped.absent"))
    }

    @Test func `passes over whoever has as many open leads as allowed`() {
        var floor = SalesFloor.racing()
        floor.hear(
            "person.upserted",
            """
            {"person_id": "anna", "name": "anna", "roles": ["sales_manager"], "max_open_leads": 1}
            """
        )
        floor.lead("H0", #""responsible_id": "anna""#)
        floor.forget()
        floor.lead()
        #expect(floor.decided() == ["offer H1 boris 2"])
    }

    // MARK: - Accepting

    @Test func `is the winner's, with a call, and the others hear of it`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.accept("anna")
        #expect(
            floor.said() == [
                "assign H1 anna offer_accepted",
                "schedule anna offer_accepted",
                "chat boris info lead_distribution.taken",
                "chat vera info lead_distribution.taken",
            ]
        )
        #expect(floor.owner() == "anna")
        floor.pass(.seconds(10_000))
        #expect(floor.decided() == [])
    }

    @Test func `may be taken late by whoever was reached`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.pass(.seconds(900))
        floor.forget()
        floor.accept("anna")
        #expect(floor.decided() == ["withdraw H1 boris taken", "assign H1 anna offer_accepted"])
    }

    @Test func `may not be taken by whose turn has not come`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.accept("vera")
        #expect(floor.decided() == ["refuse H1 vera not_your_turn anna"])
        #expect(floor.owner() == nil)
    }

    @Test func `may be taken by the holder alone where it is so configured`() {
        var floor = SalesFloor.racing { $0.accept = .holder }
        floor.lead()
        floor.pass(.seconds(900))
        floor.forget()
        floor.accept("anna")
        #expect(floor.decided() == ["refuse H1 anna not_your_turn boris"])
        floor.accept("boris")
        #expect(floor.owner() == "boris")
    }

    @Test func `may be taken by anybody where it is so configured`() {
        var floor = SalesFloor.racing { $0.accept = .anyone }
        floor.lead()
        let notices = floor.published.compactMap { $0 as? ChatNotify }
        #expect(notices.first?.actions?.map(\.id) == ["accept"])
        floor.forget()
        floor.accept("vera")
        #expect(floor.decided() == ["withdraw H1 anna taken", "assign H1 vera offer_accepted"])
    }

    @Test func `is refused to a second one, naming the winner`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.accept("anna")
        floor.forget()
        floor.accept("boris")
        #expect(floor.decided() == ["refuse H1 boris taken anna"])
    }

    @Test func `is not taken twice by the winner`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.accept("anna")
        floor.forget()
        floor.accept("anna")
        #expect(floor.said() == [])
        #expect(floor.journal == ["lead_distribution ignored already_theirs"])
    }

    @Test func `is refused to whoever is not in the list`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.accept("pavel")
        #expect(floor.decided() == ["refuse H1 pavel unknown anna"])
    }

    @Test func `that nobody knows is refused`() {
        var floor = SalesFloor.racing()
        floor.accept("anna", "H9")
        #expect(floor.decided() == ["refuse H9 anna unknown"])
    }

    @Test func `puts an accept of nobody aside`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.accept("nobody")
        floor.decline("nobody")
        #expect(floor.journal.contains("lead_distribution refused unknown_person"))
        #expect(floor.holder() == "anna")
    }

    @Test func `is taken by the holder who answers the client's call`() {
        var floor = SalesFloor.racing { $0.firstActionWithin = .seconds(900) }
        floor.lead()
        floor.forget()
        floor.hear(LeadCallAnswered("H1", by: "anna"))
        #expect(floor.decided() == ["assign H1 anna offer_accepted"])
        #expect(floor.timers.isEmpty)
    }

    // MARK: - The end

    @Test func `goes round once more, with a warning, and then to a head`() {
        var floor = SalesFloor.racing()
        floor.lead()
        for person in ["anna", "boris", "vera"] { floor.decline(person) }
        #expect(
            floor.said().filter { $0.contains("further_round") } == [
                "chat head1 warning lead_distribution.further_round",
                "chat head2 warning lead_distribution.further_round",
            ]
        )
        #expect(floor.holder() == "anna")
        #expect(floor.race()?.chain?.present?.number == 4)
        for person in ["anna", "boris", "vera"] { floor.decline(person) }
        let said = floor.said()
        #expect(said.contains("assign H1 head1 final"))
        #expect(said.contains("chat dir critical lead_distribution.nobody_took_it"))
        #expect(floor.owner() == "head1")
    }

    @Test func `goes to the available head with the fewest leads`() {
        var floor = SalesFloor.racing { $0.repeats = 0 }
        floor.lead("H0", #""responsible_id": "head1""#)
        floor.lead()
        for person in ["anna", "boris", "vera"] { floor.decline(person) }
        #expect(floor.owner() == "head2")
    }

    @Test func `goes to the configured person though he is away`() {
        var floor = SalesFloor.racing {
            $0.repeats = 0
            $0.final = .person("dir")
        }
        floor.away("dir")
        floor.lead()
        for person in ["anna", "boris", "vera"] { floor.decline(person) }
        #expect(floor.owner() == "dir")
    }

    @Test func `goes to a head at once when nobody in the list is there`() {
        var floor = SalesFloor.racing()
        for person in ["anna", "boris", "vera"] { floor.away(person) }
        floor.forget()
        floor.lead()
        #expect(floor.decided() == ["assign H1 head1 final"])
    }

    @Test func `goes to a head at once when the list is empty`() {
        var floor = SalesFloor.racing { $0.fallbackTop = [] }
        floor.lead()
        #expect(floor.decided() == ["assign H1 head1 final"])
    }

    @Test func `goes to a director when no head is there`() {
        var floor = SalesFloor.racing { $0.fallbackTop = [] }
        for person in ["head1", "head2"] { floor.away(person) }
        floor.lead()
        #expect(floor.owner() == "dir")
        #expect(floor.said().contains("chat dir critical lead_distribution.given.final"))
    }

    @Test func `goes to a head who is away rather than to nobody`() {
        var floor = SalesFloor.racing { $0.fallbackTop = [] }
        for person in ["head1", "head2", "dir"] { floor.away(person) }
        floor.lead()
        #expect(floor.owner() == "head1")
    }

    @Test func `is tried again and again where there is nobody at all`() {
        var floor = SalesFloor(
            Policies([
                LeadDistributionPolicy(final: .role(.salesHead)).changed {
                    $0.offerTimeout = .seconds(60)
                }
            ])
        )
        floor.lead()
        #expect(floor.race()?.phase == .stranded)
        floor.pass(.seconds(180))
        #expect(floor.race()?.phase == .stranded)
        floor.hear(
            "person.upserted",
            #"{"person_id": "head1", "name": "head1", "roles": ["sales_head"]}"#
        )
        floor.pass(.seconds(60))
        #expect(floor.owner() == "head1")
    }
}
