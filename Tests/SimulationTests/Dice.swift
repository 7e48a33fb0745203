import SeededChance

/// Chance whose whole course follows from its seed, so that a failure can be repeated.
struct Dice {
    private var generator: SplitMix

    init(seed: Int) {
        generator = SplitMix(seed: seed)
    }

    /// Whether something happens that happens so many times in a thousand.
    mutating func falls(_ perMille: Int) -> Bool {
        number(0...999) < perMille
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(generator.next() % UInt64(range.count))
    }

    /// One of the choices.
    mutating func pick<T>(_ choices: [T]) -> T {
        choices[number(0...(choices.count - 1))]
    }

    /// One of the choices by their weights.
    mutating func pick<T>(weighted choices: [(weight: Int, choice: T)]) -> T {
        var rest = number(0...(choices.reduce(0) { $0 + $1.weight } - 1))
        for (weight, choice) in choices {
            if rest < weight { return choice }
            rest -= weight
        }
        return choices[0].choice
    }
}
