/// A generator whose whole sequence follows from its seed, so that a failure can be repeated.
package struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package init(seed: Int) {
        state = UInt64(truncatingIfNeeded: seed)
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below the bound, 0 where nothing is.
    package mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<max(bound, 1), using: &self)
    }

    /// Whether something happens that happens once in so many times.
    package mutating func once(in count: Int) -> Bool { below(count) == 0 }

    /// Whether something happens that happens so many times in a hundred.
    package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of the choices.
    package mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
}
