import Domain
import Foundation
import Testing

/// Somebody calls back whoever was not answered.
@Suite struct `A missed call` {
    @Test func `is called back at once by the first head who is there`() throws {
        var office = try Office.agency()
        try office.sendAway("head1")
        office.incoming()
        office.pass(3)
        office.ended()
        let schedule = try #require(office.all(CallSchedule.self).first)
        #expect(schedule.assigneeID == "head2")
        #expect(schedule.dueAt == office.now)
        #expect(schedule.reason == .missedCall)
        #expect(schedule.phone == Office.caller)
        #expect(office.call()?.missed?.callBackID == "head2")
    }

    @Test func `is rather called back by a head who is not on a call`() throws {
        var office = try Office.agency()
        office.incoming("C1", from: "+79130000001")
        office.answered("head1", "C1")
        office.incoming("C2")
        office.ended("C2")
        #expect(office.all(CallSchedule.self).map(\.assigneeID) == ["head2"])
    }

    @Test func `is called back even if all who are there are on calls`() throws {
        var office = try Office.agency { $0.heads = ["head1"] }
        office.incoming("C1", from: "+79130000001")
        office.answered("head1", "C1")
        office.incoming("C2")
        #expect(office.trace.last == "schedule head1 missed_call")
    }

    @Test func `of a known lead is called back in the lead`() throws {
        var office = try Office.agency()
        try office.lead("L1", of: "anna")
        office.incoming()
        office.ended()
        #expect(office.all(CallSchedule.self).last?.leadID == "L1")
    }

    @Test func `from a hidden number is told, but nobody can call back`() throws {
        var office = try Office.agency()
        office.incoming(from: "anonymous")
        office.ended()
        #expect(office.all(CallSchedule.self).isEmpty)
        #expect(office.told("calls.missed.hung_up").count == 5)
        #expect(office.told("calls.nobody_calls_back").isEmpty)
    }

    @Test func `from a number that is none in E.164 is called back as it is`() throws {
        var office = try Office.agency()
        office.incoming(from: "4455")
        office.ended()
        #expect(office.all(CallSchedule.self).map(\.phone) == ["4455"])
    }
}

/// Numbers that nobody wants to hear.
@Suite struct `A number on the spam list` {
    private func marked(_ times: Int) throws -> Office {
        var office = try Office.agency()
        for call in 1...times {
            let id = CallID(trusted: "S\(call)")
            office.talk(id)
            office.marked(.spam, id)
        }
        office.forget()
        return office
    }

    @Test func `is turned away without a ring or a call-back`() throws {
        var office = try marked(2)
        office.incoming()
        #expect(office.trace == ["fallback reject"])
        #expect(office.noted("calls.spam_number"))
        office.ended()
        office.pass(100_000)
        #expect(office.trace == ["fallback reject"])
        #expect(office.told("calls.missed.hung_up").isEmpty)
        #expect(office.call()?.missed == nil)
    }

    @Test func `is rung while the marks are too few`() throws {
        var office = try marked(1)
        office.incoming()
        #expect(office.rung == ["head1"])
    }

    @Test func `is rung again once a mark was corrected`() throws {
        var office = try marked(2)
        office.marked(.real, by: "dir", "S2")
        office.incoming()
        #expect(office.rung == ["head1"])
    }

    @Test func `is one number, marked twice for one call or not`() throws {
        var office = try marked(1)
        office.marked(.spam, "S1")
        #expect(office.outcome == "nothing_new")
        office.marked(.real, "S1")
        office.marked(.spam, "S1")
        #expect(office.state(Callers.self, Office.caller)?.spamCalls == ["S1"])
        office.incoming()
        #expect(office.rung == ["head1"])
    }

    @Test func `is read too late without a call-back`() throws {
        var office = try marked(2)
        office.incoming(secondsAgo: 300)
        #expect(office.trace == ["fallback reject"])
    }

    @Test func `does not touch other numbers`() throws {
        var office = try marked(2)
        office.incoming(from: "+79130000002")
        #expect(office.rung == ["head1"])
    }
}
