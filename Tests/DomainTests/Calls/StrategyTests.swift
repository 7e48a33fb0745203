import Domain
import Testing

/// In which order heads are rung.
@Suite struct `The order of heads` {
    @Test func `linear is the list's own`() throws {
        var exchange = try Exchange.agency { $0.heads = ["head3", "head1", "head2"] }
        for from in ["+79130000001", "+79130000002"] {
            exchange.forget()
            exchange.incoming(CallID(trusted: from), from: from)
            exchange.pass(24)
            #expect(exchange.rung == ["head3", "head1", "head2"])
        }
    }

    @Test func `round robin begins after the one who was rung last`() throws {
        var exchange = try Exchange.agency { $0.strategy = .roundRobin }
        exchange.incoming("C1", from: "+79130000001")
        exchange.pass(8)
        exchange.answered("head2", "C1")
        exchange.ended("C1")
        exchange.incoming("C2", from: "+79130000002")
        #expect(exchange.rung == ["head1", "head2", "head3"])
        exchange.incoming("C3", from: "+79130000003")
        exchange.pass(20)
        #expect(exchange.rung.filter { $0 == "head3" }.count < 3)
        let third = exchange.all(CallRing.self).filter { $0.callID == "C3" }.map(\.personID)
        #expect(third == ["head4", "head5", "head1"])
    }

    @Test func `round robin begins anew where the last one is gone from the list`() throws {
        var exchange = try Exchange.agency { $0.strategy = .roundRobin }
        exchange.incoming("C1")
        exchange.policies.calls?.heads = ["head4", "head5"]
        exchange.incoming("C2", from: "+79130000002")
        #expect(exchange.rung == ["head1", "head4"])
    }

    @Test func `least recent begins with whoever was rung or talked longest ago`() throws {
        var exchange = try Exchange.agency {
            $0.strategy = .leastRecent
            $0.heads = ["head1", "head2", "head3"]
        }
        exchange.incoming("C1", from: "+79130000001")
        exchange.pass(1)
        exchange.answered("head3", "C1")
        exchange.ended("C1")
        exchange.pass(1)
        exchange.incoming("C2", from: "+79130000002")
        exchange.pass(16)
        let second = exchange.all(CallRing.self).filter { $0.callID == "C2" }.map(\.personID)
        #expect(second == ["head2", "head1", "head3"])
    }

    @Test(arguments: CallPolicy.Strategy.allCases)
    func `begins with the caller's own head`(_ strategy: CallPolicy.Strategy) throws {
        var exchange = try Exchange.agency { $0.strategy = strategy }
        try exchange.lead("L1", of: "head4")
        exchange.forget()
        exchange.incoming()
        exchange.pass(8)
        #expect(exchange.rung == ["head4", "head1"])
        let card = try #require(exchange.all(ChatNotify.self).first)
        #expect(card.leadID == "L1")
    }

    @Test func `does not begin with his own head where that is turned off`() throws {
        var exchange = try Exchange.agency { $0.stickyFirst = false }
        try exchange.lead("L1", of: "head4")
        exchange.incoming()
        #expect(exchange.rung == ["head1"])
    }

    @Test func `does not begin with a seller who only has the lead`() throws {
        var exchange = try Exchange.agency()
        try exchange.lead("L1", of: "anna")
        exchange.incoming()
        #expect(exchange.rung == ["head1"])
    }
}

/// The same caller tries again a moment later.
@Suite struct `A caller who hung up and calls again` {
    @Test(arguments: [0.0, 30, 60])
    func `goes on after the head who was rung last`(_ pause: Double) throws {
        var exchange = try Exchange.agency()
        exchange.incoming("C1")
        exchange.pass(9)
        exchange.ended("C1")
        exchange.pass(pause)
        exchange.forget()
        exchange.incoming("C2", from: "8 913 123-45-67")
        exchange.pass(32)
        #expect(exchange.rung == ["head3", "head4", "head5", "head1", "head2"])
    }

    @Test func `begins anew after a minute`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming("C1")
        exchange.pass(9)
        exchange.ended("C1")
        exchange.pass(60.1)
        exchange.incoming("C2")
        #expect(exchange.rung == ["head1", "head2", "head1"])
    }

    @Test func `begins anew if he was talked to in between`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming("C1")
        exchange.ended("C1")
        exchange.talk("C2", with: "head2")
        exchange.forget()
        exchange.incoming("C3")
        #expect(exchange.rung == ["head1"])
    }

    @Test func `does not move another caller's turn`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming("C1")
        exchange.ended("C1")
        exchange.incoming("C2", from: "+79130000002")
        #expect(exchange.rung == ["head1", "head1"])
    }

    @Test func `with a hidden number is nobody's earlier caller`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming("C1", from: "anonymous")
        exchange.ended("C1")
        exchange.incoming("C2", from: "anonymous")
        #expect(exchange.rung == ["head1", "head1"])
    }

    @Test func `counts from the end of the voicemail where he came that far`() throws {
        var exchange = try Exchange.agency { $0.heads = ["head1", "head2"] }
        exchange.incoming("C1")
        exchange.pass(16 + 90)
        exchange.ended("C1")
        exchange.pass(50)
        exchange.forget()
        exchange.incoming("C2")
        #expect(exchange.rung == ["head1"])
    }
}
