import Contract
import Domain
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
}
