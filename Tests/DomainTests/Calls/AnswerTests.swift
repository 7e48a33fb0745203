import Domain
import Foundation
import Testing

/// The exchange says that somebody took the call.
@Suite struct `An answer` {
    @Test func `by the head who is rung ends the chain`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.pass(10)
        exchange.answered("head2")
        exchange.pass(100)
        #expect(exchange.trace == ["ring head1", "stop head1 timeout", "ring head2"])
        let answer = try #require(exchange.call()?.answer)
        #expect(answer.personID == "head2")
        #expect(answer.step == 2)
        #expect(answer.secondsToAnswer == 10)
    }

    @Test func `by extension is the same`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.take(CallAnswered(callID: "C1", phoneExtension: "101"))
        #expect(exchange.call()?.answer?.personID == "head1")
        #expect(exchange.trace == ["ring head1"])
    }

    @Test func `by a head of an earlier step silences the one who is rung`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.pass(8)
        exchange.answered("head1")
        #expect(exchange.trace.last == "stop head2 answered_elsewhere")
        #expect(exchange.call()?.answer?.step == 1)
        exchange.pass(100)
        #expect(exchange.rung.count == 2)
    }

    @Test func `by somebody who is not in the list counts all the same`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.take(CallAnswered(callID: "C1", phoneExtension: "201"))
        #expect(exchange.call()?.answer?.personID == "anna")
        #expect(exchange.call()?.answer?.step == nil)
        #expect(exchange.trace == ["ring head1", "stop head1 answered_elsewhere"])
        exchange.ended()
        #expect(exchange.told("calls.mark") == ["anna"])
    }

    @Test func `by an extension that nobody has ends the chain too`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.take(CallAnswered(callID: "C1", phoneExtension: "999"))
        #expect(exchange.noted("calls.answered_by_unknown"))
        #expect(exchange.trace == ["ring head1", "stop head1 answered_elsewhere"])
        #expect(exchange.call()?.phase == .talking)
        #expect(exchange.call()?.answer?.named == "999")
        exchange.pass(60)
        exchange.ended()
        #expect(exchange.rung.count == 1)
        #expect(exchange.told("calls.unmarked") == ["dir"])
    }

    @Test func `by an unknown extension is completed by a later one that names a person`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.take(CallAnswered(callID: "C1", phoneExtension: "999"))
        exchange.answered("head3")
        #expect(exchange.call()?.answer?.personID == "head3")
        exchange.answered("head4")
        #expect(exchange.outcome == "already_answered")
        #expect(exchange.call()?.answer?.personID == "head3")
        exchange.ended()
        #expect(exchange.told("calls.mark") == ["head3"])
    }

    @Test func `told twice is told once`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.answered("head1")
        exchange.forget()
        exchange.answered("head1")
        #expect(exchange.outcome == "already_answered")
        #expect(exchange.sent.isEmpty)
    }

    @Test func `after everybody was rung in vain takes the missed call back`() throws {
        var exchange = try Exchange.agency { $0.heads = ["head1"] }
        exchange.incoming()
        exchange.pass(8)
        #expect(exchange.call()?.missed?.callBackID == "head1")
        exchange.answered("head2")
        #expect(exchange.call()?.missed == nil)
        #expect(exchange.call()?.phase == .talking)
        #expect(exchange.told("calls.answered_after_all") == ["head1"])
        exchange.ended()
        #expect(exchange.told("calls.mark") == ["head2"])
    }

    @Test func `that arrives after the end is believed, and the mark asked for`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.ended()
        exchange.answered("head1")
        #expect(exchange.call()?.phase == .over)
        #expect(exchange.call()?.missed == nil)
        #expect(exchange.told("calls.mark") == ["head1"])
        exchange.incoming("C2", from: "+79130000002")
        #expect(exchange.rung.last == "head1")
    }

    @Test func `that arrives before the call itself keeps it from being rung`() throws {
        var exchange = try Exchange.agency()
        exchange.answered("head1")
        exchange.incoming(secondsAgo: 5)
        #expect(exchange.rung.isEmpty)
        #expect(exchange.call()?.answer?.secondsToAnswer == 5)
        exchange.ended()
        #expect(exchange.told("calls.mark") == ["head1"])
    }

    @Test func `and an end that arrive before the call itself lead to the mark`() throws {
        var exchange = try Exchange.agency()
        exchange.answered("head1")
        exchange.ended()
        #expect(exchange.told("calls.mark").isEmpty)
        exchange.incoming()
        #expect(exchange.rung.isEmpty)
        #expect(exchange.told("calls.mark") == ["head1"])
    }
}

/// The caller or the exchange ends the call.
@Suite struct `The end of a call` {
    @Test func `while a head is rung silences him and makes it a missed call`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.pass(9)
        exchange.ended()
        #expect(
            exchange.trace.suffix(2) == ["stop head2 hung_up", "schedule head1 missed_call"]
        )
        #expect(exchange.all(CallFallback.self).isEmpty)
        #expect(exchange.told("calls.missed.hung_up").count == 5)
        exchange.pass(100)
        #expect(exchange.rung.count == 2)
    }

    @Test func `after the fallback tells nobody a second time`() throws {
        var exchange = try Exchange.agency { $0.heads = ["head1"] }
        exchange.incoming()
        exchange.pass(8)
        exchange.forget()
        exchange.ended()
        #expect(exchange.sent.isEmpty)
        #expect(exchange.call()?.phase == .over)
        exchange.ended()
        #expect(exchange.outcome == "call_already_over")
    }

    @Test func `that arrives before the call itself keeps it from being rung`() throws {
        var exchange = try Exchange.agency()
        exchange.ended()
        #expect(exchange.sent.isEmpty)
        exchange.incoming()
        #expect(exchange.trace == ["schedule head1 missed_call"])
        #expect(exchange.call()?.missed?.why == .hungUp)
    }

    @Test func `is taken for granted after four hours`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.pass(10)
        exchange.answered("head2")
        exchange.pass(14_399)
        #expect(exchange.call()?.phase == .talking)
        exchange.pass(1)
        #expect(exchange.call()?.phase == .over)
        #expect(exchange.call()?.ending?.isReported == false)
        #expect(exchange.noted("calls.end_never_reported"))
        #expect(exchange.told("calls.mark") == ["head2"])
        exchange.incoming("C2", from: "+79130000002")
        exchange.pass(8)
        #expect(exchange.rung.last == "head2")
    }

    @Test func `is taken for granted after four hours in the voicemail too`() throws {
        var exchange = try Exchange.agency { $0.heads = ["head1"] }
        exchange.incoming()
        exchange.pass(14_400)
        #expect(exchange.call()?.phase == .over)
        #expect(!exchange.isTimed("C1"))
    }

    @Test func `of a call that was never announced leaves no timer behind`() throws {
        var exchange = try Exchange.agency()
        exchange.answered("head1", "OUT")
        exchange.ended("OUT")
        #expect(!exchange.isTimed("OUT"))
    }
}
