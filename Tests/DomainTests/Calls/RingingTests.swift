import Domain
import Foundation
import Testing

/// Heads are rung one after the other, eight seconds each.
@Suite struct `A call that comes in` {
    @Test func `rings the first head and shows him a card`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        let ring = try #require(exchange.all(CallRing.self).first)
        #expect(ring.callID == "C1")
        #expect(ring.personID == "head1")
        #expect(ring.phoneExtension == "101")
        #expect(ring.timeout == 8)
        #expect(ring.step == 1)
        let card = try #require(exchange.all(ChatNotify.self).first)
        #expect(card.recipientID == "head1")
        #expect(card.template == "calls.ringing")
        #expect(card.callID == "C1")
        #expect(card.subject == "C1")
        #expect(exchange.all(ChatNotify.self).count == 1)
    }

    @Test func `goes on to the next head after eight seconds, and not before`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.pass(7.999)
        #expect(exchange.trace == ["ring head1"])
        exchange.pass(0.001)
        #expect(exchange.trace == ["ring head1", "stop head1 timeout", "ring head2"])
        #expect(exchange.all(CallRing.self).map(\.step) == [1, 2])
    }

    @Test func `takes forty seconds for five heads, then the fallback and a call-back`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.pass(39.9)
        #expect(exchange.rung == ["head1", "head2", "head3", "head4", "head5"])
        #expect(exchange.all(CallFallback.self).isEmpty)
        exchange.pass(0.1)
        #expect(
            exchange.trace.suffix(3) == [
                "stop head5 timeout", "fallback voicemail", "schedule head1 missed_call",
            ]
        )
        #expect(exchange.call()?.phase == .waiting)
        #expect(exchange.call()?.missed?.why == .nobodyAnswered)
    }

    @Test(arguments: [CallDeclined.Cause.declined, .busy, .unreachable, nil])
    func `goes on at once when the head declines`(_ cause: CallDeclined.Cause?) throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.pass(3)
        exchange.take(CallDeclined(callID: "C1", phoneExtension: "101", cause: cause))
        #expect(exchange.trace == ["ring head1", "stop head1 declined", "ring head2"])
        exchange.pass(7.9)
        #expect(exchange.rung == ["head1", "head2"])
        exchange.pass(0.1)
        #expect(exchange.rung == ["head1", "head2", "head3"])
    }

    @Test func `skips nobody when a head declines whose time is over`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.pass(8)
        exchange.declined("head1")
        #expect(exchange.outcome == "not_rung_now")
        exchange.take(CallDeclined(callID: "C1", phoneExtension: "999"))
        #expect(exchange.outcome == "not_rung_now")
        #expect(exchange.rung == ["head1", "head2"])
    }

    @Test func `skips whoever is away, left or unknown, and says so`() throws {
        var exchange = try Exchange.agency { $0.heads = ["head1", "head2", "nobody", "head4"] }
        try exchange.sendAway("head1")
        try exchange.hire("head2", .salesHead, active: false)
        exchange.incoming()
        #expect(exchange.rung == ["head4"])
        #expect(exchange.noted("person.skipped.absent"))
        #expect(exchange.noted("person.skipped.inactive"))
        #expect(exchange.noted("person.skipped.unknown"))
    }

    @Test func `skips a head who is on a call until that call is over`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming("C1")
        exchange.answered("head1", "C1")
        exchange.incoming("C2", from: "+79139999999")
        #expect(exchange.rung == ["head1", "head2"])
        #expect(exchange.noted("person.skipped.busy"))
        exchange.ended("C1")
        exchange.incoming("C3", from: "+79138888888")
        #expect(exchange.rung == ["head1", "head2", "head1"])
    }

    @Test func `skips a head who is on a call that goes out`() throws {
        var exchange = try Exchange.agency()
        exchange.answered("head1", "OUT")
        exchange.incoming()
        #expect(exchange.rung == ["head2"])
        exchange.ended("OUT")
        #expect(exchange.told("calls.mark").isEmpty)
    }

    @Test func `ends at once when nobody can be rung, and the directors are told`() throws {
        var exchange = try Exchange.agency()
        for number in 1...5 { try exchange.sendAway("head\(number)") }
        exchange.incoming()
        #expect(exchange.trace == ["fallback voicemail"])
        #expect(exchange.told("calls.nobody_calls_back") == ["dir"])
        #expect(exchange.told("calls.missed.nobody_answered").count == 5)
    }

    @Test func `goes round as often as the rules say`() throws {
        var exchange = try Exchange.agency {
            $0.heads = ["head1", "head2"]
            $0.roundsMax = 2
            $0.fallback = CallPolicy.Fallback(action: .number, target: "+73812000099")
        }
        exchange.incoming()
        exchange.pass(60)
        #expect(exchange.rung == ["head1", "head2", "head1", "head2"])
        #expect(exchange.all(CallRing.self).map(\.step) == [1, 2, 3, 4])
        #expect(exchange.all(CallFallback.self).map(\.target) == ["+73812000099"])
    }

    @Test func `keeps the terms with which it began`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.policies.calls?.ringTimeout = .seconds(1)
        exchange.policies.calls?.heads = ["head5"]
        exchange.policies.calls?.fallback = CallPolicy.Fallback(action: .queue, target: "q")
        exchange.pass(8)
        #expect(exchange.rung == ["head1", "head2"])
        exchange.pass(32)
        #expect(exchange.all(CallFallback.self).map(\.action) == [.voicemail])
    }

    @Test func `gives the next head his whole time after an outage`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.standStill(30)
        #expect(exchange.trace == ["ring head1", "stop head1 timeout", "ring head2"])
        exchange.pass(7.9)
        #expect(exchange.rung.count == 2)
        exchange.pass(0.1)
        #expect(exchange.rung.count == 3)
    }

    @Test func `is not rung when it is read too late, but called back`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming(secondsAgo: 40.1)
        #expect(exchange.trace == ["fallback voicemail", "schedule head1 missed_call"])
        #expect(exchange.told("calls.missed.stale").count == 5)
        #expect(exchange.noted("calls.stale_clock"))
        exchange.incoming("C2", from: "+79139999999", secondsAgo: 39.9)
        #expect(exchange.rung == ["head1"])
    }

    @Test func `is none of Baton's business when calls are off`() throws {
        var exchange = try Exchange.agency()
        exchange.policies.calls = nil
        exchange.incoming()
        #expect(exchange.outcome == "calls_are_off")
        exchange.answered("head1")
        exchange.ended()
        #expect(exchange.sent.isEmpty)
        #expect(exchange.call() == nil)
    }

    @Test func `that began before calls were turned off comes to its end`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.policies.calls = nil
        exchange.pass(40)
        #expect(exchange.trace.contains("fallback voicemail"))
    }
}

/// Which advertisement a line belongs to.
@Suite struct `The line dialled` {
    @Test func `gives the channel and the campaign, however it is written`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming(to: "8 (3812) 00-00-01")
        #expect(exchange.call()?.arrival?.line == Exchange.line)
        #expect(exchange.call()?.arrival?.channel == "yandex_direct")
        #expect(exchange.call()?.arrival?.campaign == "autumn")
    }

    @Test func `is plainly a telephone where nobody listed it`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming(to: "77")
        #expect(exchange.call()?.arrival?.line == "77")
        #expect(exchange.call()?.arrival?.channel == "phone")
        #expect(exchange.call()?.arrival?.campaign == nil)
    }
}
