/// When to send a heartbeat, and when the broker has been silent for too long; a pure value, told
/// the time.
struct HeartbeatTimer {
    private let interval: Duration
    private var lastSent: ContinuousClock.Instant
    private var lastReceived: ContinuousClock.Instant

    /// An interval of zero switches both off.
    init(interval: Duration, now: ContinuousClock.Instant) {
        self.interval = interval
        lastSent = now
        lastReceived = now
    }

    /// Notes that something came from the broker.
    mutating func received(at now: ContinuousClock.Instant) { lastReceived = now }

    /// Notes that a heartbeat was sent.
    mutating func sent(at now: ContinuousClock.Instant) { lastSent = now }

    /// Whether a heartbeat is due: twice an interval, whatever else is sent, as the broker hangs up
    /// after two without any.
    func isDue(at now: ContinuousClock.Instant) -> Bool {
        interval > .zero && now - lastSent >= interval / 2
    }

    /// Whether two intervals have passed without anything from the broker.
    func isMissed(at now: ContinuousClock.Instant) -> Bool {
        interval > .zero && now - lastReceived > interval * 2
    }
}
