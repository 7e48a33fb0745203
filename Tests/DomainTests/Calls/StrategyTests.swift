import Domain
import Testing

/// In which order heads are rung.
@Suite struct `The order of heads` {
    @Test func `linear is the list's own`() throws {
        var office = try Office.agency { $0.heads = ["head3", "head1", "head2"] }
        for from in ["+79130000001", "+79130000002"] {
            office.forget()
            office.incoming(CallID(trusted: from), from: from)
            office.pass(24)
            #expect(office.rung == ["head3", "head1", "head2"])
        }
    }

    @Test func `round robin begins after the one who was rung last`() throws {
        var office = try Office.agency { $0.strategy = .roundRobin }
        office.incoming("C1", from: "+79130000001")
        office.pass(8)
        office.answered("head2", "C1")
        office.ended("C1")
        office.incoming("C2", from: "+79130000002")
        #expect(office.rung == ["head1", "head2", "head3"])
        office.incoming("C3", from: "+79130000003")
        office.pass(20)
        #expect(office.rung.filter { $0 == "head3" }.count < 3)
        let third = office.all(CallRing.self).filter { $0.callID == "C3" }.map(\.personID)
        #expect(third == ["head4", "head5", "head1"])
    }

    @Test func `round robin begins anew where the last one is gone from the list`() throws {
        var office = try Office.agency { $0.strategy = .roundRobin }
        office.incoming("C1")
        office.policies.calls?.heads = ["head4", "head5"]
        office.incoming("C2", from: "+79130000002")
        #expect(office.rung == ["head1", "head4"])
    }

    @Test func `least recent begins with whoever was rung or talked longest ago`() throws {
        var office = try Office.agency {
            $0.strategy = .leastRecent
            $0.heads = ["head1", "head2", "head3"]
        }
        office.incoming("C1", from: "+79130000001")
        office.pass(1)
        office.answered("head3", "C1")
        office.ended("C1")
        office.pass(1)
        office.incoming("C2", from: "+79130000002")
        office.pass(16)
        let second = office.all(CallRing.self).filter { $0.callID == "C2" }.map(\.personID)
        #expect(second == ["head2", "head1", "head3"])
    }

    @Test(arguments: CallPolicy.Strategy.allCases)
    func `begins with the caller's own head`(_ strategy: CallPolicy.Strategy) throws {
        var office = try Office.agency { $0.strategy = strategy }
        try office.lead("L1", of: "head4")
        office.forget()
        office.incoming()
        office.pass(8)
        #expect(office.rung == ["head4", "head1"])
        let card = try #require(office.all(ChatNotify.self).first)
        #expect(card.leadID == "L1")
    }

    @Test func `does not begin with his own head where that is turned off`() throws {
        var office = try Office.agency { $0.stickyFirst = false }
        try office.lead("L1", of: "head4")
        office.incoming()
        #expect(office.rung == ["head1"])
    }

    @Test func `does not begin with a seller who only has the lead`() throws {
        var office = try Office.agency()
        try office.lead("L1", of: "anna")
        office.incoming()
        #expect(office.rung == ["head1"])
    }
}

/// The same caller tries again a moment later.
@Suite struct `A caller who hung up and calls again` {
    @Test(arguments: [0.0, 30, 60])
    func `goes on after the head who was rung last`(_ pause: Double) throws {
        var office = try Office.agency()
        office.incoming("C1")
        office.pass(9)
        office.ended("C1")
        office.pass(pause)
        office.forget()
        office.incoming("C2", from: "8 913 123-45-67")
        office.pass(32)
        #expect(office.rung == ["head3", "head4", "head5", "head1", "head2"])
    }

    @Test func `begins anew after a minute`() throws {
        var office = try Office.agency()
        office.incoming("C1")
        office.pass(9)
        office.ended("C1")
        office.pass(60.1)
        office.incoming("C2")
        #expect(office.rung == ["head1", "head2", "head1"])
    }

    @Test func `begins anew if he was talked to in between`() throws {
        var office = try Office.agency()
        office.incoming("C1")
        office.ended("C1")
        office.talk("C2", with: "head2")
        office.forget()
        office.incoming("C3")
        #expect(office.rung == ["head1"])
    }

    @Test func `does not move another caller's turn`() throws {
        var office = try Office.agency()
        office.incoming("C1")
        office.ended("C1")
        office.incoming("C2", from: "+79130000002")
        #expect(office.rung == ["head1", "head1"])
    }

    @Test func `with a hidden number is nobody's earlier caller`() throws {
        var office = try Office.agency()
        office.incoming("C1", from: "anonymous")
        office.ended("C1")
        office.incoming("C2", from: "anonymous")
        #expect(office.rung == ["head1", "head1"])
    }

    @Test func `counts from the end of the voicemail where he came that far`() throws {
        var office = try Office.agency { $0.heads = ["head1", "head2"] }
        office.incoming("C1")
        office.pass(16 + 90)
        office.ended("C1")
        office.pass(50)
        office.forget()
        office.incoming("C2")
        #expect(office.rung == ["head1"])
    }
}
