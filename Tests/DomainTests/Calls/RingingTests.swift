import Domain
import Foundation
import Testing

/// Heads are rung one after the other, eight seconds each.
@Suite struct `A call that comes in` {
    @Test func `rings the first head and shows him a card`() throws {
        var office = try Office.agency()
        office.incoming()
        let ring = try #require(office.all(CallRing.self).first)
        #expect(ring.callID == "C1")
        #expect(ring.personID == "head1")
        #expect(ring.phoneExtension == "101")
        #expect(ring.timeout == 8)
        #expect(ring.step == 1)
        let card = try #require(office.all(ChatNotify.self).first)
        #expect(card.recipientID == "head1")
        #expect(card.template == "calls.ringing")
        #expect(card.callID == "C1")
        #expect(card.subject == "C1")
        #expect(office.all(ChatNotify.self).count == 1)
    }

    @Test func `goes on to the next head after eight seconds, and not before`() throws {
        var office = try Office.agency()
        office.incoming()
        office.pass(7.999)
        #expect(office.trace == ["ring head1"])
        office.pass(0.001)
        #expect(office.trace == ["ring head1", "stop head1 timeout", "ring head2"])
        #expect(office.all(CallRing.self).map(\.step) == [1, 2])
    }

    @Test func `takes forty seconds for five heads, then the fallback and a call-back`() throws {
        var office = try Office.agency()
        office.incoming()
        office.pass(39.9)
        #expect(office.rung == ["head1", "head2", "head3", "head4", "head5"])
        #expect(office.all(CallFallback.self).isEmpty)
        office.pass(0.1)
        #expect(
            office.trace.suffix(3) == [
                "stop head5 timeout", "fallback voicemail", "schedule head1 missed_call",
            ]
        )
        #expect(office.call()?.phase == .waiting)
        #expect(office.call()?.missed?.why == .nobodyAnswered)
    }

    @Test(arguments: [CallDeclined.Cause.declined, .busy, .unreachable, nil])
    func `goes on at once when the head declines`(_ cause: CallDeclined.Cause?) throws {
        var office = try Office.agency()
        office.incoming()
        office.pass(3)
        office.take(CallDeclined(callID: "C1", phoneExtension: "101", cause: cause))
        #expect(office.trace == ["ring head1", "stop head1 declined", "ring head2"])
        office.pass(7.9)
        #expect(office.rung == ["head1", "head2"])
        office.pass(0.1)
        #expect(office.rung == ["head1", "head2", "head3"])
    }

    @Test func `skips nobody when a head declines whose time is over`() throws {
        var office = try Office.agency()
        office.incoming()
        office.pass(8)
        office.declined("head1")
        #expect(office.outcome == "not_rung_now")
        office.take(CallDeclined(callID: "C1", phoneExtension: "999"))
        #expect(office.outcome == "not_rung_now")
        #expect(office.rung == ["head1", "head2"])
    }

    @Test func `skips whoever is away, left or unknown, and says so`() throws {
        var office = try Office.agency { $0.heads = ["head1", "head2", "nobody", "head4"] }
        try office.sendAway("head1")
        try office.hire("head2", .salesHead, active: false)
        office.incoming()
        #expect(office.rung == ["head4"])
        #expect(office.noted("person.skipped.absent"))
        #expect(office.noted("person.skipped.inactive"))
        #expect(office.noted("person.skipped.unknown"))
    }

    @Test func `skips a head who is on a call until that call is over`() throws {
        var office = try Office.agency()
        office.incoming("C1")
        office.answered("head1", "C1")
        office.incoming("C2", from: "+79139999999")
        #expect(office.rung == ["head1", "head2"])
        #expect(office.noted("person.skipped.busy"))
        office.ended("C1")
        office.incoming("C3", from: "+79138888888")
        #expect(office.rung == ["head1", "head2", "head1"])
    }

    @Test func `skips a head who is on a call that goes out`() throws {
        var office = try Office.agency()
        office.answered("head1", "OUT")
        office.incoming()
        #expect(office.rung == ["head2"])
        office.ended("OUT")
        #expect(office.told("calls.mark").isEmpty)
    }

    @Test func `ends at once when nobody can be rung, and the directors are told`() throws {
        var office = try Office.agency()
        for number in 1...5 { try office.sendAway("head\(number)") }
        office.incoming()
        #expect(office.trace == ["fallback voicemail"])
        #expect(office.told("calls.nobody_calls_back") == ["dir"])
        #expect(office.told("calls.missed.nobody_answered").count == 5)
    }

    @Test func `goes round as often as the rules say`() throws {
        var office = try Office.agency {
            $0.heads = ["head1", "head2"]
            $0.roundsMax = 2
            $0.fallback = CallPolicy.Fallback(action: .number, target: "+73812000099")
        }
        office.incoming()
        office.pass(60)
        #expect(office.rung == ["head1", "head2", "head1", "head2"])
        #expect(office.all(CallRing.self).map(\.step) == [1, 2, 3, 4])
        #expect(office.all(CallFallback.self).map(\.target) == ["+73812000099"])
    }

    @Test func `keeps the terms with which it began`() throws {
        var office = try Office.agency()
        office.incoming()
        office.policies.calls?.ringTimeout = .seconds(1)
        office.policies.calls?.heads = ["head5"]
        office.policies.calls?.fallback = CallPolicy.Fallback(action: .queue, target: "q")
        office.pass(8)
        #expect(office.rung == ["head1", "head2"])
        office.pass(32)
        #expect(office.all(CallFallback.self).map(\.action) == [.voicemail])
    }

    @Test func `gives the next head his whole time after an outage`() throws {
        var office = try Office.agency()
        office.incoming()
        office.standStill(30)
        #expect(office.trace == ["ring head1", "stop head1 timeout", "ring head2"])
        office.pass(7.9)
        #expect(office.rung.count == 2)
        office.pass(0.1)
        #expect(office.rung.count == 3)
    }

    @Test func `is not rung when it is read too late, but called back`() throws {
        var office = try Office.agency()
        office.incoming(secondsAgo: 40.1)
        #expect(office.trace == ["schedule head1 missed_call"])
        #expect(office.told("calls.missed.stale").count == 5)
        office.incoming("C2", from: "+79139999999", secondsAgo: 39.9)
        #expect(office.rung == ["head1"])
    }

    @Test func `is none of Baton's business when calls are off`() throws {
        var office = try Office.agency()
        office.policies.calls = nil
        office.incoming()
        #expect(office.outcome == "calls_are_off")
        office.answered("head1")
        office.ended()
        #expect(office.sent.isEmpty)
        #expect(office.call() == nil)
    }

    @Test func `that began before calls were turned off comes to its end`() throws {
        var office = try Office.agency()
        office.incoming()
        office.policies.calls = nil
        office.pass(40)
        #expect(office.trace.contains("fallback voicemail"))
    }
}

/// Which advertisement a line belongs to.
@Suite struct `The line dialled` {
    @Test func `gives the channel and the campaign, however it is written`() throws {
        var office = try Office.agency()
        office.incoming(to: "8 (3812) 00-00-01")
        #expect(office.call()?.arrival?.line == Office.line)
        #expect(office.call()?.arrival?.channel == "yandex_direct")
        #expect(office.call()?.arrival?.campaign == "autumn")
    }

    @Test func `is plainly a telephone where nobody listed it`() throws {
        var office = try Office.agency()
        office.incoming(to: "77")
        #expect(office.call()?.arrival?.line == "77")
        #expect(office.call()?.arrival?.channel == "phone")
        #expect(office.call()?.arrival?.campaign == nil)
    }
}
