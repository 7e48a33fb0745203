import Domain
import Foundation
import SeededChance
import Testing

/// Whatever the exchange reports, in whatever order, some things never happen.
@Suite struct `Calls in any order of events` {
    private static let calls: [CallID] = ["C1", "C2", "C3"]
    private static let numbers = ["+79131234567", "+79130000002", "hidden"]
    private static let people: [PersonID] = ["head1", "head2", "head3", "anna", "stranger"]

    /// What the telephones do if they obey.
    private struct Telephones {
        var ringing: [CallID: PersonID] = [:]
        var over: Set<CallID> = []
        var answered: Set<CallID> = []
        var created: [String: Int] = [:]
        var fallbacks: [CallID: Int] = [:]

        /// The id stands for another call from now on.
        mutating func forget(_ call: CallID) {
            over.remove(call)
            answered.remove(call)
            fallbacks[call] = nil
        }

        mutating func obey(_ message: any Message, _ where: String) {
            switch message {
            case let ring as CallRing:
                #expect(ringing[ring.callID] == nil, "two at once: \(`where`)")
                #expect(!over.contains(ring.callID), "rung after its end: \(`where`)")
                #expect(!answered.contains(ring.callID), "rung though answered: \(`where`)")
                ringing[ring.callID] = ring.personID
            case let stop as CallStopRing:
                #expect(ringing[stop.callID] == stop.personID, "not rung: \(`where`)")
                ringing[stop.callID] = nil
            case let fallback as CallFallback:
                fallbacks[fallback.callID, default: 0] += 1
                #expect(fallbacks[fallback.callID] == 1, "two fallbacks: \(`where`)")
            case let create as LeadCreate:
                created[create.leadRef, default: 0] += 1
                #expect(created[create.leadRef] == 1, "two leads: \(`where`)")
            default: break
            }
        }
    }

    @Test(arguments: 0..<400)
    func `ring one head at a time, none after the end, and come to an end`(_ seed: Int) throws {
        var dice = SplitMix(seed: seed)
        var exchange = try Exchange.agency {
            $0.heads = ["head1", "head2", "head3"]
            $0.strategy = dice.pick(CallPolicy.Strategy.allCases)
            $0.roundsMax = dice.pick([1, 2])
            $0.spamAfter = dice.pick([0, 1, 2])
            $0.realCall = dice.pick(CallPolicy.RealCall.allCases)
        }
        if dice.chance(50) {
            exchange.policies.leadDistribution = LeadDistributionPolicy(
                final: .role(.salesHead)
            ).changed {
                $0.fallbackTop = ["anna", "head1"]
                $0.offerTimeout = .seconds(20)
                $0.missesToPause = 2
            }
        }
        var telephones = Telephones()
        for step in 0..<60 {
            let sentBefore = exchange.sent.count
            try happen(&dice, &exchange, &telephones)
            for message in exchange.sent.dropFirst(sentBefore) {
                telephones.obey(message, "seed \(seed), step \(step)")
            }
        }
        try settle(&exchange, &telephones, seed)
    }

    /// One thing happens; what the exchange reports is true before the next command.
    private func happen(
        _ dice: inout SplitMix,
        _ exchange: inout Exchange,
        _ telephones: inout Telephones
    ) throws {
        let call = dice.pick(Self.calls)
        let person = dice.pick(Self.people)
        switch Int.random(in: 0..<12, using: &dice) {
        case 0, 1:
            let round = exchange.call(call)?.round
            exchange.incoming(
                call,
                from: dice.pick(Self.numbers),
                secondsAgo: dice.pick([0, 0, 0, 60])
            )
            if exchange.call(call)?.round != round { telephones.forget(call) }
        case 2:
            if telephones.ringing[call] == person { telephones.ringing[call] = nil }
            telephones.answered.insert(call)
            exchange.answered(person, call)
        case 3, 4: exchange.declined(telephones.ringing[call] ?? person, call)
        case 5:
            telephones.over.insert(call)
            exchange.ended(call)
        case 6: exchange.marked(dice.pick([.real, .spam]), by: person, call)
        case 7: try exchange.sendAway(dice.pick(["head1", "head2", "head3"]))
        case 8:
            let back: [String: Any] = [
                "person_id": dice.pick(["head1", "head2", "head3"]), "available": true,
            ]
            exchange.take(try read(AvailabilityChanged.self, back))
        case 9: try exchange.lead("L-\(call)", ref: dice.chance(50) ? "call-\(call)" : nil)
        case 10: exchange.fire("step", of: call, generation: dice.pick([1, 2, 3]), after: 0)
        default: exchange.pass(dice.pick([0.5, 4, 8, 30, 700]))
        }
    }

    /// Left alone, every call comes to its end and nobody's telephone is left ringing.
    private func settle(
        _ exchange: inout Exchange,
        _ telephones: inout Telephones,
        _ seed: Int
    ) throws {
        let sentBefore = exchange.sent.count
        exchange.pass(200_000)
        for message in exchange.sent.dropFirst(sentBefore) {
            telephones.obey(message, "seed \(seed), at the end")
        }
        #expect(telephones.ringing.isEmpty, "seed \(seed)")
        for id in Self.calls {
            guard let call = exchange.call(id) else { continue }
            #expect(call.phase == .over, "seed \(seed): \(id) is \(call.phase)")
            #expect(!exchange.isTimed(id), "seed \(seed): \(id) has a timer")
            if call.arrival != nil, call.arrival?.caller?.isSpam == false {
                #expect((call.answer == nil) == (call.missed != nil), "seed \(seed): \(id)")
            }
        }
    }
}
