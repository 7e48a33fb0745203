import Domain
import Foundation
import Testing

/// The exchange says that somebody took the call.
@Suite struct `An answer` {
    @Test func `by the head who is rung ends the chain`() throws {
        var office = try Office.agency()
        office.incoming()
        office.pass(10)
        office.answered("head2")
        office.pass(100)
        #expect(office.trace == ["ring head1", "stop head1 timeout", "ring head2"])
        let answer = try #require(office.call()?.answer)
        #expect(answer.personID == "head2")
        #expect(answer.step == 2)
        #expect(answer.secondsToAnswer == 10)
    }

    @Test func `by extension is the same`() throws {
        var office = try Office.agency()
        office.incoming()
        office.take(CallAnswered(callID: "C1", phoneExtension: "101"))
        #expect(office.call()?.answer?.personID == "head1")
        #expect(office.trace == ["ring head1"])
    }

    @Test func `by a head of an earlier step silences the one who is rung`() throws {
        var office = try Office.agency()
        office.incoming()
        office.pass(8)
        office.answered("head1")
        #expect(office.trace.last == "stop head2 answered_elsewhere")
        #expect(office.call()?.answer?.step == 1)
        office.pass(100)
        #expect(office.rung.count == 2)
    }

    @Test func `by somebody who is not in the list counts all the same`() throws {
        var office = try Office.agency()
        office.incoming()
        office.take(CallAnswered(callID: "C1", phoneExtension: "201"))
        #expect(office.call()?.answer?.personID == "anna")
        #expect(office.call()?.answer?.step == nil)
        #expect(office.trace == ["ring head1", "stop head1 answered_elsewhere"])
        office.ended()
        #expect(office.told("calls.mark") == ["anna"])
    }

    @Test func `by an extension that nobody has ends the chain too`() throws {
        var office = try Office.agency()
        office.incoming()
        office.take(CallAnswered(callID: "C1", phoneExtension: "999"))
        #expect(office.noted("calls.answered_by_unknown"))
        #expect(office.trace == ["ring head1", "stop head1 answered_elsewhere"])
        #expect(office.call()?.phase == .talking)
        #expect(office.call()?.answer?.named == "999")
        office.pass(60)
        office.ended()
        #expect(office.rung.count == 1)
        #expect(office.told("calls.unmarked") == ["dir"])
    }

    @Test func `by an unknown extension is completed by a later one that names a person`() throws {
        var office = try Office.agency()
        office.incoming()
        office.take(CallAnswered(callID: "C1", phoneExtension: "999"))
        office.answered("head3")
        #expect(office.call()?.answer?.personID == "head3")
        office.answered("head4")
        #expect(office.outcome == "already_answered")
        #expect(office.call()?.answer?.personID == "head3")
        office.ended()
        #expect(office.told("calls.mark") == ["head3"])
    }

    @Test func `told twice is told once`() throws {
        var office = try Office.agency()
        office.incoming()
        office.answered("head1")
        office.forget()
        office.answered("head1")
        #expect(office.outcome == "already_answered")
        #expect(office.sent.isEmpty)
    }

    @Test func `after everybody was rung in vain takes the missed call back`() throws {
        var office = try Office.agency { $0.heads = ["head1"] }
        office.incoming()
        office.pass(8)
        #expect(office.call()?.missed?.callBackID == "head1")
        office.answered("head2")
        #expect(office.call()?.missed == nil)
        #expect(office.call()?.phase == .talking)
        #expect(office.told("calls.answered_after_all") == ["head1"])
        office.ended()
        #expect(office.told("calls.mark") == ["head2"])
    }

    @Test func `that arrives after the end is believed, and the mark asked for`() throws {
        var office = try Office.agency()
        office.incoming()
        office.ended()
        office.answered("head1")
        #expect(office.call()?.phase == .over)
        #expect(office.call()?.missed == nil)
        #expect(office.told("calls.mark") == ["head1"])
        office.incoming("C2", from: "+79130000002")
        #expect(office.rung.last == "head1")
    }

    @Test func `that arrives before the call itself keeps it from being rung`() throws {
        var office = try Office.agency()
        office.answered("head1")
        office.incoming(secondsAgo: 5)
        #expect(office.rung.isEmpty)
        #expect(office.call()?.answer?.secondsToAnswer == 5)
        office.ended()
        #expect(office.told("calls.mark") == ["head1"])
    }

    @Test func `and an end that arrive before the call itself lead to the mark`() throws {
        var office = try Office.agency()
        office.answered("head1")
        office.ended()
        #expect(office.told("calls.mark").isEmpty)
        office.incoming()
        #expect(office.rung.isEmpty)
        #expect(office.told("calls.mark") == ["head1"])
    }
}

/// The caller or the exchange ends the call.
@Suite struct `The end of a call` {
    @Test func `while a head is rung silences him and makes it a missed call`() throws {
        var office = try Office.agency()
        office.incoming()
        office.pass(9)
        office.ended()
        #expect(
            office.trace.suffix(2) == ["stop head2 hung_up", "schedule head1 missed_call"]
        )
        #expect(office.all(CallFallback.self).isEmpty)
        #expect(office.told("calls.missed.hung_up").count == 5)
        office.pass(100)
        #expect(office.rung.count == 2)
    }

    @Test func `after the fallback tells nobody a second time`() throws {
        var office = try Office.agency { $0.heads = ["head1"] }
        office.incoming()
        office.pass(8)
        office.forget()
        office.ended()
        #expect(office.sent.isEmpty)
        #expect(office.call()?.phase == .over)
        office.ended()
        #expect(office.outcome == "call_already_over")
    }

    @Test func `that arrives before the call itself keeps it from being rung`() throws {
        var office = try Office.agency()
        office.ended()
        #expect(office.sent.isEmpty)
        office.incoming()
        #expect(office.trace == ["schedule head1 missed_call"])
        #expect(office.call()?.missed?.why == .hungUp)
    }

    @Test func `is taken for granted after four hours`() throws {
        var office = try Office.agency()
        office.incoming()
        office.pass(10)
        office.answered("head2")
        office.pass(14_399)
        #expect(office.call()?.phase == .talking)
        office.pass(1)
        #expect(office.call()?.phase == .over)
        #expect(office.call()?.ending?.isReported == false)
        #expect(office.noted("calls.end_never_reported"))
        #expect(office.told("calls.mark") == ["head2"])
        office.incoming("C2", from: "+79130000002")
        office.pass(8)
        #expect(office.rung.last == "head2")
    }

    @Test func `is taken for granted after four hours in the voicemail too`() throws {
        var office = try Office.agency { $0.heads = ["head1"] }
        office.incoming()
        office.pass(14_400)
        #expect(office.call()?.phase == .over)
        #expect(!office.isTimed("C1"))
    }

    @Test func `of a call that was never announced leaves no timer behind`() throws {
        var office = try Office.agency()
        office.answered("head1", "OUT")
        office.ended("OUT")
        #expect(!office.isTimed("OUT"))
    }
}
