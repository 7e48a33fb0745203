/// How many of the messages that the broker did not take may be sent again: few, until it takes
/// them again.
///
/// Ten thousand that nobody wants must not keep the others from going out.
struct Probes {
    private static let interval: Duration = .milliseconds(100)
    private static let fewest = 50

    private var left = fewest
    private var renewal = ContinuousClock.now

    /// How many may go out now.
    mutating func room(at now: ContinuousClock.Instant) -> Int {
        if now >= renewal {
            left = max(left, Self.fewest)
            renewal = now + Self.interval
        }
        return left
    }

    mutating func sent() { left -= 1 }

    /// One was taken: two more may follow it.
    mutating func succeeded() { left += 2 }
}
