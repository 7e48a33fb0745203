import Synchronization

/// A whole number that many threads may add to at once.
final class WholeCell: Sendable {
    private let number = Atomic<Int64>(0)

    var value: Int64 { number.load(ordering: .relaxed) }

    func add(_ amount: Int64) {
        number.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        number.store(0, ordering: .relaxed)
    }
}

/// A real number that many threads may add to and replace at once.
final class RealCell: Sendable {
    private let bits = Atomic<UInt64>(Double.zero.bitPattern)

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Double) {
        bits.store(value.bitPattern, ordering: .relaxed)
    }

    /// There is no atomic addition of reals: it is tried again until nobody came between.
    func add(_ amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let sum = (Double(bitPattern: old) + amount).bitPattern
            let (done, current) = bits.weakCompareExchange(
                expected: old,
                desired: sum,
                ordering: .relaxed
            )
            if done { return }
            old = current
        }
    }
}
