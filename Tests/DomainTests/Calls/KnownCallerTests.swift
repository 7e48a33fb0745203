import Domain
import Foundation
import Testing

/// A call meets the race for the caller's lead.
@Suite struct `A caller whose lead is on offer` {
    /// The lead L1 of the caller is on offer to Anna, then to Boris.
    private func racing() throws -> Exchange {
        var exchange = try Exchange.agency()
        try exchange.hire("boris", .salesManager, phoneExtension: "202")
        exchange.policies.leadDistribution = LeadDistributionPolicy(
            final: .role(.salesHead)
        ).changed {
            $0.fallbackTop = ["anna", "boris"]
            $0.firstActionWithin = nil
        }
        try exchange.lead("L1")
        exchange.forget()
        return exchange
    }

    @Test func `rings the holder of the offer first, then the heads`() throws {
        var exchange = try racing()
        exchange.incoming()
        exchange.pass(8)
        #expect(exchange.rung == ["anna", "head1"])
        #expect(exchange.all(CallRing.self).first?.phoneExtension == "201")
        #expect(exchange.noted("calls.holder_first"))
    }

    @Test func `gives the lead to the holder who answers`() throws {
        var exchange = try racing()
        exchange.incoming()
        exchange.answered("anna")
        let assign = try #require(exchange.all(LeadAssign.self).first)
        #expect(assign.leadID == "L1")
        #expect(assign.assigneeID == "anna")
        #expect(assign.reason == .offerAccepted)
        exchange.pass(3600)
        #expect(exchange.all(LeadAssign.self).count == 1)
    }

    @Test func `leaves the race alone where a head answers`() throws {
        var exchange = try racing()
        exchange.incoming()
        exchange.pass(8)
        exchange.answered("head1")
        #expect(exchange.all(LeadAssign.self).isEmpty)
        #expect(exchange.state(LeadDistribution.self, "L1")?.holder == "anna")
    }

    @Test func `rings whoever got the offer in between, though he resumes`() throws {
        var exchange = try racing()
        exchange.incoming("C1")
        exchange.pass(9)
        exchange.ended("C1")
        exchange.take(try read(LeadOfferDeclined.self, ["lead_id": "L1", "person_id": "anna"]))
        exchange.forget()
        exchange.incoming("C2")
        exchange.pass(16)
        #expect(exchange.rung == ["boris", "head2", "head3"])
    }

    @Test func `does not ring a holder a second time before the next head`() throws {
        var exchange = try racing()
        exchange.incoming("C1")
        exchange.pass(1)
        exchange.ended("C1")
        exchange.forget()
        exchange.incoming("C2")
        #expect(exchange.rung == ["head1"])
    }

    @Test func `skips a holder who is on a call`() throws {
        var exchange = try racing()
        exchange.answered("anna", "OUT")
        exchange.incoming()
        #expect(exchange.rung == ["head1"])
    }
}

/// A client calls.
@Suite struct `A client of the company` {
    private func serving(head: String = "head3", active: Bool = true) throws -> Exchange {
        var exchange = try Exchange.agency()
        let client: [String: Any] = [
            "client_id": "K1", "name": "Ромашка", "phones": ["8 913 123-45-67"],
            "sales_head_id": head, "active": active,
        ]
        exchange.take(try read(ClientUpserted.self, client))
        return exchange
    }

    @Test func `reaches his own head first`() throws {
        var exchange = try serving()
        exchange.incoming()
        exchange.pass(8)
        #expect(exchange.rung == ["head3", "head1"])
        #expect(exchange.noted("calls.own_head_first"))
        #expect(exchange.all(ChatNotify.self).first?.clientID == "K1")
    }

    @Test func `reaches his own head even if that one is not in the list`() throws {
        var exchange = try serving()
        exchange.policies.calls?.heads = ["head1"]
        exchange.incoming()
        #expect(exchange.rung == ["head3"])
    }

    @Test func `of former days is anybody`() throws {
        var exchange = try serving(active: false)
        exchange.incoming()
        #expect(exchange.rung == ["head1"])
    }

    @Test func `who was missed is called back as a client`() throws {
        var exchange = try serving()
        exchange.incoming()
        exchange.ended()
        #expect(exchange.all(CallSchedule.self).map(\.clientID) == ["K1"])
    }
}

/// Rings count among the offers that nobody reacted to.
@Suite struct `A head who lets calls pass` {
    private func paused(after misses: Int?) throws -> Exchange {
        var exchange = try Exchange.agency { $0.heads = ["head1", "head2"] }
        exchange.policies.leadDistribution = LeadDistributionPolicy(
            final: .role(.salesHead)
        ).changed { $0.missesToPause = misses }
        return exchange
    }

    @Test func `is paused after so many in a row`() throws {
        var exchange = try paused(after: 2)
        for call in ["C1", "C2"] as [CallID] {
            exchange.incoming(call, from: "hidden")
            exchange.pass(8)
            exchange.answered("head2", call)
            exchange.ended(call)
        }
        exchange.forget()
        exchange.incoming("C3", from: "hidden")
        #expect(exchange.rung == ["head2"])
        #expect(exchange.noted("person.skipped.paused"))
    }

    @Test func `is not paused where a declined or answered call lies between`() throws {
        var exchange = try paused(after: 2)
        exchange.incoming("C1", from: "hidden")
        exchange.pass(8)
        exchange.answered("head2", "C1")
        exchange.ended("C1")
        exchange.incoming("C2", from: "hidden")
        exchange.declined("head1", "C2")
        exchange.ended("C2")
        exchange.incoming("C3", from: "hidden")
        exchange.pass(8)
        exchange.ended("C3")
        exchange.forget()
        exchange.incoming("C4", from: "hidden")
        #expect(exchange.rung == ["head1"])
    }

    @Test func `is never paused where the rules know no pause`() throws {
        var exchange = try paused(after: nil)
        for call in 1...5 {
            exchange.incoming(CallID(trusted: "C\(call)"), from: "hidden")
            exchange.pass(16)
        }
        #expect(exchange.rung.filter { $0 == "head1" }.count == 5)
    }
}

/// Work that a call is.
@Suite struct `A caller who is talked to` {
    @Test func `counts as worked on for the owner of his lead`() throws {
        var exchange = try Exchange.agency()
        exchange.policies.leadDistribution = LeadDistributionPolicy(
            final: .role(.salesHead)
        ).changed { $0.fallbackTop = ["anna"] }
        try exchange.lead("L1")
        exchange.take(try read(LeadOfferAccepted.self, ["lead_id": "L1", "person_id": "anna"]))
        #expect(exchange.state(LeadDistribution.self, "L1")?.watch != nil)
        exchange.incoming()
        exchange.answered("anna")
        #expect(exchange.state(LeadDistribution.self, "L1")?.watch == nil)
    }
}
