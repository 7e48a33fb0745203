import Contract
import Domain
import Engine
import Foundation
import SeededChance
import Testing

/// Events that are well formed and make no sense: whatever follows is a decision.
@Suite struct `What decides` {
    @Test func `about spoilt events never ends the program, and can read what it wrote`() throws {
        let events = try Events()
        try Fuzzer("decisions").run { chance in
            var office = try Office()
            for _ in 0..<12 {
                var messages: [Incoming] = []
                for _ in 0...chance.below(8) {
                    let spoils = chance.once(in: 2)
                    messages.append(
                        try events.message(&chance, spoils: spoils, received: office.now)
                    )
                }
                try office.take(messages)
                office.pass(chance.pick([0, 0.001, 30, 3600, 86_400, 40 * 86_400]))
            }
            try office.checkRows()
        }
    }

    /// A row that can't be read stops the batch; one that can be read is worked with.
    @Test func `over altered rows ends with a decision or an error`() throws {
        let events = try Events()
        let values = try events.datas + Self.states(events)
        try Fuzzer("rows").run { chance in
            let dice = Dice(SplitMix(seed: Int(truncatingIfNeeded: chance.next())))
            var office = try Office { database in
                AlteredStore(InMemoryStore(database), with: values, dice.next())
            }
            for _ in 0..<16 {
                var messages: [Incoming] = []
                for _ in 0...chance.below(8) {
                    messages.append(
                        try events.message(&chance, spoils: false, received: office.now)
                    )
                }
                do {
                    try office.take(messages)
                } catch is StoreError {
                    try office.takeOver()
                }
                if chance.once(in: 3) { try office.takeOver() }
                office.pass(chance.pick([0, 0.001, 30, 3600, 86_400, 40 * 86_400]))
            }
        }
    }

    private static func states(_ events: Events) throws -> [Value] {
        var office = try Office()
        for seed in 1...300 {
            var chance = SplitMix(seed: seed)
            try office.take([try events.message(&chance, spoils: false, received: office.now)])
        }
        return try office.states.map { try JSONReader.decode(Value.self, from: [UInt8]($0)) }
    }
}

/// Gives a chance of its own to each store of one run.
private final class Dice {
    private var chance: SplitMix

    init(_ chance: SplitMix) { self.chance = chance }

    func next() -> SplitMix { SplitMix(seed: Int(truncatingIfNeeded: chance.next())) }
}
