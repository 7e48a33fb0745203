import CRabbitMQ
import Glibc

/// Wakes a connection's thread out of `AMQPConnection.wait`, from any thread; signals add up to
/// one.
public final class WakeUp: Sendable {
    let descriptor: Int32

    /// Creates a wake-up; fails only when file descriptors have run out.
    public init() throws(AMQPError) {
        descriptor = crabbitmq_eventfd()
        guard descriptor >= 0 else {
            throw unsafe AMQPError(
                .outOfResources,
                String(cString: strerror(errno)),
                context: "creating a wake-up"
            )
        }
    }

    deinit { close(descriptor) }

    /// Makes the present wait, or the next one, end at once.
    public func signal() {
        var one: UInt64 = 1
        // A full counter (EAGAIN) is a signal already given.
        _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Takes back the signals given so far.
    func drain() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
