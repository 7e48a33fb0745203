import Domain
import Foundation
import Testing

/// Somebody calls back whoever was not answered.
@Suite struct `A missed call` {
    @Test func `is called back at once by the first head who is there`() throws {
        var exchange = try Exchange.agency()
        try exchange.sendAway("head1")
        exchange.incoming()
        exchange.pass(3)
        exchange.ended()
        let schedule = try #require(exchange.all(CallSchedule.self).first)
        #expect(schedule.assigneeID == "head2")
        #expect(schedule.dueAt == exchange.now)
        #expect(schedule.reason == .missedCall)
        #expect(schedule.phone == Exchange.caller)
        #expect(exchange.call()?.missed?.callBackID == "head2")
    }

    @Test func `is rather called back by a head who is not on a call`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming("C1", from: "+79130000001")
        exchange.answered("head1", "C1")
        exchange.incoming("C2")
        exchange.ended("C2")
        #expect(exchange.all(CallSchedule.self).map(\.assigneeID) == ["head2"])
    }

    @Test func `is called back even if all who are there are on calls`() throws {
        var exchange = try Exchange.agency { $0.heads = ["head1"] }
        exchange.incoming("C1", from: "+79130000001")
        exchange.answered("head1", "C1")
        exchange.incoming("C2")
        #expect(exchange.trace.last == "schedule head1 missed_call")
    }

    @Test func `of a known lead is called back in the lead`() throws {
        var exchange = try Exchange.agency()
        try exchange.lead("L1", of: "anna")
        exchange.incoming()
        exchange.ended()
        #expect(exchange.all(CallSchedule.self).last?.leadID == "L1")
    }

    @Test func `from a hidden number is told, but nobody can call back`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming(from: "anonymous")
        exchange.ended()
        #expect(exchange.all(CallSchedule.self).isEmpty)
        #expect(exchange.told("calls.missed.hung_up").count == 5)
        #expect(exchange.told("calls.nobody_calls_back").isEmpty)
    }

    @Test func `from a number that is none in E.164 is called back as it is`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming(from: "4455")
        exchange.ended()
        #expect(exchange.all(CallSchedule.self).map(\.phone) == ["4455"])
    }
}

/// Numbers that nobody wants to hear.
@Suite struct `A number on the spam list` {
    private func marked(_ times: Int) throws -> Exchange {
        var exchange = try Exchange.agency()
        for call in 1...times {
            let id = CallID(trusted: "S\(call)")
            exchange.talk(id)
            exchange.marked(.spam, id)
        }
        exchange.forget()
        return exchange
    }

    @Test func `is turned away without a ring or a call-back`() throws {
        var exchange = try marked(2)
        exchange.incoming()
        #expect(exchange.trace == ["fallback reject"])
        #expect(exchange.noted("calls.spam_number"))
        exchange.ended()
        exchange.pass(100_000)
        #expect(exchange.trace == ["fallback reject"])
        #expect(exchange.told("calls.missed.hung_up").isEmpty)
        #expect(exchange.call()?.missed == nil)
    }

    @Test func `is rung while the marks are too few`() throws {
        var exchange = try marked(1)
        exchange.incoming()
        #expect(exchange.rung == ["head1"])
    }

    @Test func `is rung again once a mark was corrected`() throws {
        var exchange = try marked(2)
        exchange.marked(.real, by: "dir", "S2")
        exchange.incoming()
        #expect(exchange.rung == ["head1"])
    }

    @Test func `is one number, marked twice for one call or not`() throws {
        var exchange = try marked(1)
        exchange.marked(.spam, "S1")
        #expect(exchange.outcome == "nothing_new")
        exchange.marked(.real, "S1")
        exchange.marked(.spam, "S1")
        #expect(exchange.state(Callers.self, Exchange.caller)?.spamCalls == ["S1"])
        exchange.incoming()
        #expect(exchange.rung == ["head1"])
    }

    @Test func `is read too late without a call-back`() throws {
        var exchange = try marked(2)
        exchange.incoming(secondsAgo: 300)
        #expect(exchange.trace == ["fallback reject"])
    }

    @Test func `does not touch other numbers`() throws {
        var exchange = try marked(2)
        exchange.incoming(from: "+79130000002")
        #expect(exchange.rung == ["head1"])
    }
}
