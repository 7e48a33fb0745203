import AMQP
import Logging

/// How long to wait before looking for the broker again: doubling, capped, spread by chance so
/// that many instances do not come back in step.
///
/// Used by one thread: the one that runs the sessions.
final class Reconnection {
    private static let first: Duration = .milliseconds(100)
    private static let longest: Duration = .seconds(5)

    private var failures = 0

    /// Runs session after session until the bell tells to stop; each that breaks off is told and
    /// followed by a pause.
    func run(
        until bell: Bell,
        _ status: BusStatus,
        _ logger: Logger,
        complaint: String,
        session: () throws(AMQPError) -> Void
    ) {
        var generator = SystemRandomNumberGenerator()
        while !bell.isStopping {
            do throws(AMQPError) {
                try session()
            } catch {
                status.down(error.description)
                let pause = pause(using: &generator)
                logger.log(level: isNews ? .error : .debug, "\(complaint): \(error)")
                bell.wait(atMost: pause)
            }
        }
        status.down("stopped")
    }

    /// The pause after one more failure.
    func pause(using generator: inout some RandomNumberGenerator) -> Duration {
        let bound = min(Self.first * (1 << min(failures, 10)), Self.longest)
        failures += 1
        return bound * Double.random(in: 0.5...1, using: &generator)
    }

    /// Whether the last failure should be told: the first of a row is news, later ones seldom.
    private var isNews: Bool { failures <= 1 || failures % 20 == 0 }

    func succeeded() {
        failures = 0
    }
}
