import AMQP
import SeededChance
import Testing

@Suite struct `A confirm window` {
    @Test func `knows how far everything is confirmed without gaps`() {
        var window = ConfirmWindow<String>(capacity: 4)
        for (number, token) in ["a", "b", "c"].enumerated() {
            window.published(UInt64(number + 1), token: token)
        }
        #expect(window.confirmed(2, multiple: false) == ["b"])
        #expect(window.confirmedPrefix == 0)
        #expect(window.confirmedToken == nil)
        #expect(window.confirmed(1, multiple: false) == ["a"])
        #expect(window.confirmedPrefix == 2)
        #expect(window.confirmedToken == "b")
        #expect(window.oldestOutstanding?.sequence == 3)
    }

    @Test func `is full when it spans its capacity, even if most of it is confirmed`() {
        var window = ConfirmWindow<Int>(capacity: 3)
        for number in 1...3 { window.published(UInt64(number), token: number) }
        window.confirmed(2, multiple: false)
        window.confirmed(3, multiple: false)
        #expect(window.isFull)
        #expect(window.outstandingCount == 1)
        window.confirmed(1, multiple: false)
        #expect(window.isEmpty)
        #expect(!window.isFull)
    }

    @Test func `holds no place for what was refused and is looked after by the caller`() {
        var window = ConfirmWindow<String>(capacity: 2)
        window.published(1, token: "a")
        window.published(2, token: "b")
        window.refused(2, multiple: true)
        #expect(window.isFull)
        window.forget(2)
        #expect(window.isFull, "the one before it still holds its place")
        window.forget(1)
        #expect(window.isEmpty)
        window.forget(7)
        #expect(window.nextSequence == 3)
    }

    @Test func `hands out what was refused and waits for its replacement`() {
        var window = ConfirmWindow<String>(capacity: 8)
        window.published(1, token: "a")
        window.published(2, token: "b")
        #expect(window.refused(1, multiple: false).map(\.token) == ["a"])
        window.confirmed(2, multiple: false)
        #expect(window.confirmedPrefix == 0)
        window.published(3, token: "a", replacing: 1)
        #expect(window.confirmedPrefix == 0)
        window.confirmed(3, multiple: false)
        #expect(window.confirmedPrefix == 3)
        #expect(window.isEmpty)
    }

    @Test(arguments: [UInt64(0), 2, 9, .max], [false, true])
    func `ignores numbers it does not know`(_ sequence: UInt64, _ multiple: Bool) {
        var window = ConfirmWindow<Int>(capacity: 4)
        window.published(1, token: 1)
        #expect(window.confirmed(sequence, multiple: multiple).isEmpty)
        #expect(window.refused(sequence, multiple: multiple).isEmpty)
        #expect(window.outstandingCount == 1)
    }

    /// What the window must agree with, written as plainly as possible.
    struct Model {
        enum Outcome: Equatable { case outstanding, confirmed, refused }
        var outcomes: [Outcome] = []
        var replacements: [Int: Int] = [:]

        mutating func settle(_ sequence: Int, _ multiple: Bool, _ outcome: Outcome) -> [Int] {
            guard sequence > prefix, sequence <= outcomes.count else { return [] }
            let range = multiple ? 1...sequence : sequence...sequence
            let settled = range.filter { outcomes[$0 - 1] == .outstanding }
            for number in settled { outcomes[number - 1] = outcome }
            return settled
        }

        func isConfirmed(_ sequence: Int) -> Bool {
            if let replacement = replacements[sequence] { return isConfirmed(replacement) }
            return outcomes[sequence - 1] == .confirmed
        }

        var prefix: Int {
            (1...max(1, outcomes.count)).prefix { $0 <= outcomes.count && isConfirmed($0) }.count
        }
        var outstanding: [Int] {
            (1...max(1, outcomes.count)).filter {
                $0 <= outcomes.count && outcomes[$0 - 1] == .outstanding
            }
        }
    }

    @Test(arguments: 1...100)
    func `agrees with a plain model whatever the broker answers`(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var window = ConfirmWindow<Int>(capacity: Int.random(in: 1...20, using: &generator))
        var model = Model()
        for _ in 0..<100 {
            let sequence = Int.random(in: 0...(model.outcomes.count + 2), using: &generator)
            let multiple = Bool.random(using: &generator)
            switch Int.random(in: 0..<8, using: &generator) {
            case 0..<4 where !window.isFull:
                let number = model.outcomes.count + 1
                let isRefused =
                    sequence > 0 && sequence < number && model.outcomes[sequence - 1] == .refused
                if isRefused, sequence > model.prefix, model.replacements[sequence] == nil {
                    model.replacements[sequence] = number
                }
                window.published(UInt64(number), token: number, replacing: UInt64(sequence))
                model.outcomes.append(.outstanding)
            case 4:
                let refused = window.refused(UInt64(sequence), multiple: multiple)
                #expect(
                    refused.map(\.token) == model.settle(sequence, multiple, .refused),
                    "seed \(seed)"
                )
            default:
                let confirmed = window.confirmed(UInt64(sequence), multiple: multiple)
                #expect(confirmed == model.settle(sequence, multiple, .confirmed), "seed \(seed)")
            }
            #expect(window.confirmedPrefix == UInt64(model.prefix), "seed \(seed)")
            #expect(
                window.confirmedToken == (model.prefix == 0 ? nil : model.prefix),
                "seed \(seed)"
            )
            #expect(window.outstandingCount == model.outstanding.count, "seed \(seed)")
            #expect(window.oldestOutstanding?.token == model.outstanding.first, "seed \(seed)")
            #expect(
                window.span == model.outcomes.count - model.prefix
                    && window.span <= window.capacity,
                "seed \(seed)"
            )
        }
    }
}
