/// How long to wait before looking for the broker again: doubling, capped, spread by chance so
/// that many instances do not come back in step.
struct Reconnection {
    private static let first: Duration = .milliseconds(100)
    private static let longest: Duration = .seconds(5)

    private(set) var failures = 0

    /// The pause after one more failure.
    mutating func pause(using generator: inout some RandomNumberGenerator) -> Duration {
        let bound = min(Self.first * (1 << min(failures, 10)), Self.longest)
        failures += 1
        return bound * Double.random(in: 0.5...1, using: &generator)
    }

    /// Whether this failure should be told: the first of a row is news, later ones seldom.
    var isNews: Bool { failures <= 1 || failures % 20 == 0 }

    mutating func succeeded() {
        failures = 0
    }
}
