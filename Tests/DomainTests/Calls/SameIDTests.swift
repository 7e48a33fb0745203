import Domain
import Foundation
import Testing

/// An exchange counts its calls, and begins again at 1 after a restart.
@Suite struct `A call id that comes again` {
    private func talked() throws -> Exchange {
        var exchange = try Exchange.agency()
        exchange.talk("17")
        exchange.pass(1)
        exchange.forget()
        return exchange
    }

    @Test func `after the end is another call`() throws {
        var exchange = try talked()
        exchange.incoming("17", from: "+79130000002")
        #expect(exchange.rung == ["head1"])
        #expect(exchange.noted("calls.id_again"))
        #expect(exchange.call("17")?.phase == .ringing)
        #expect(exchange.call("17")?.round == 2)
    }

    @Test func `after the end is another call of the same number too`() throws {
        var exchange = try talked()
        exchange.pass(2 * 86_400)
        exchange.incoming("17")
        #expect(exchange.rung == ["head1"])
    }

    @Test func `with the time of the first is that call, announced again`() throws {
        var exchange = try talked()
        exchange.incoming("17", secondsAgo: 61)
        #expect(exchange.outcome == "call_already_known")
        #expect(exchange.rung.isEmpty)
    }

    @Test func `of another number is another call though the end was never reported`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming("17", from: "+79130000001")
        exchange.answered("head1", "17")
        exchange.pass(600)
        exchange.forget()
        exchange.incoming("17", from: "+79130000002")
        #expect(exchange.rung == ["head1"])
    }

    @Test func `while it rings is that call`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming("17")
        exchange.pass(1)
        exchange.incoming("17")
        #expect(exchange.outcome == "call_already_known")
    }

    @Test func `after an end whose beginning nobody told is another call`() throws {
        var exchange = try Exchange.agency()
        exchange.ended("17")
        exchange.pass(3600)
        exchange.incoming("17")
        #expect(exchange.rung == ["head1"])
    }

    @Test func `is asked about apart, and makes a lead of its own`() throws {
        var exchange = try talked()
        exchange.marked(.real, "17")
        exchange.forget()
        exchange.incoming("17", from: "+79130000002")
        exchange.pass(1)
        exchange.answered("head1", "17")
        exchange.ended("17")
        exchange.marked(.real, "17")
        #expect(exchange.trace.contains("create call2-17"))
        try exchange.lead("L9", phone: "+79130000002", ref: "call2-17")
        #expect(exchange.call("17")?.lead?.leadID == "L9")
        try exchange.lead("L8", ref: "call-17")
        #expect(exchange.call("17")?.lead?.leadID == "L9")
    }

    @Test func `is reminded of its own mark only`() throws {
        var exchange = try talked()
        exchange.incoming("17", from: "+79130000002")
        exchange.pass(1)
        exchange.answered("head2", "17")
        exchange.pass(700)
        #expect(exchange.told("calls.mark_reminder").isEmpty)
    }

    @Test func `counts as spam each time`() throws {
        var exchange = try Exchange.agency { $0.spamAfter = 2 }
        for _ in 1...2 {
            exchange.talk("17")
            exchange.marked(.spam, "17")
            exchange.pass(60)
        }
        exchange.forget()
        exchange.incoming("18")
        #expect(exchange.trace == ["fallback reject"])
    }

    @Test func `is another row of the reports`() throws {
        var exchange = try talked()
        exchange.incoming("17", from: "+79130000002")
        #expect(exchange.call("17")?.ownID == "17#2")
    }

    @Test func `of an outgoing call is another sign of work`() {
        var floor = SalesFloor.racing { $0.firstActionWithin = .seconds(900) }
        for lead in ["H1", "H2"] {
            floor.lead(lead)
            floor.accept("anna", lead)
            floor.hear(
                "call.made",
                #"{"call_id": "17", "person_id": "anna", "to": "1", "lead_id": "\#(lead)"}"#
            )
            floor.pass(.seconds(60))
            #expect(floor.race(lead)?.watch == nil)
        }
    }
}

/// The strategy's pointer is moved by turns alone.
@Suite struct `A turn among the heads` {
    private func agency() throws -> Exchange {
        try Exchange.agency {
            $0.strategy = .roundRobin
            $0.resumeWithin = .seconds(1)
            $0.heads = ["head1", "head2", "head3"]
        }
    }

    @Test func `is not lost to somebody outside of the list`() throws {
        var exchange = try agency()
        exchange.policies.leadDistribution = LeadDistributionPolicy(
            final: .role(.salesHead)
        ).changed { $0.fallbackTop = ["anna"] }
        exchange.ring("C1", "+79130000011")
        #expect(exchange.rung.first == "head1")
        exchange.ring("C2", "+79130000012")
        #expect(exchange.rung.first == "head2")
        try exchange.lead("L1", phone: "+79130000099")
        exchange.ring("C3", "+79130000099")
        #expect(exchange.rung.first == "anna")
        exchange.ring("C4", "+79130000013")
        #expect(exchange.rung.first == "head3")
    }

    @Test func `is not moved by a client's own head`() throws {
        var exchange = try agency()
        try exchange.lead("L1", phone: "+79130000099", of: "head3")
        exchange.ring("C1", "+79130000011")
        #expect(exchange.rung.first == "head1")
        exchange.ring("C2", "+79130000099")
        #expect(exchange.rung.first == "head3")
        exchange.ring("C3", "+79130000012")
        #expect(exchange.rung.first == "head2")
    }

    @Test func `is used up by a client's own head whose turn it is`() throws {
        var exchange = try agency()
        try exchange.lead("L1", phone: "+79130000099", of: "head1")
        exchange.ring("C1", "+79130000099")
        #expect(exchange.rung.first == "head1")
        exchange.ring("C2", "+79130000012")
        #expect(exchange.rung.first == "head2")
    }

    @Test func `goes on where the last one has left the company`() throws {
        var exchange = try Exchange.agency { $0.strategy = .roundRobin }
        exchange.ring("C1", "+79130000011")
        #expect(exchange.rung.first == "head1")
        exchange.ring("C2", "+79130000012")
        #expect(exchange.rung.first == "head2")
        try exchange.hire("head2", .salesHead, active: false)
        exchange.ring("C3", "+79130000013")
        #expect(exchange.rung.first == "head3")
    }
}

/// The times of calls are read off another clock; one that is slow is tested with ringing.
@Suite struct `A call by a wrong clock` {
    @Test func `that is years ahead is rung as now`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming(secondsAgo: -40_000_000)
        #expect(exchange.rung == ["head1"])
        #expect(exchange.call()?.arrival?.at == exchange.now)
    }
}

extension Exchange {
    /// A call that rings for a second and is given up.
    fileprivate mutating func ring(_ id: CallID, _ from: String) {
        forget()
        incoming(id, from: from)
        pass(1)
        ended(id)
    }
}
