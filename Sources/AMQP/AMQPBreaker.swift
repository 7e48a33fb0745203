import Glibc
import Synchronization

/// Cuts a connection from another thread, for the watchdog of a call that hangs.
///
/// It holds a descriptor of its own for the same socket, so it can never hit a descriptor that the
/// C library has closed and the system has given to somebody else.
public final class AMQPBreaker: Sendable {
    private let descriptor: Mutex<Int32?>

    init(duplicating socket: Int32) throws(AMQPError) {
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else {
            throw unsafe AMQPError(
                .outOfResources,
                String(cString: strerror(errno)),
                context: "opening the connection"
            )
        }
        descriptor = Mutex(copy)
    }

    deinit { release() }

    /// Shuts the socket down; whatever the owner's thread does on it fails at once.
    public func trip() {
        descriptor.withLock { descriptor in
            guard let descriptor else { return }
            _ = shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

    /// Gives the descriptor back; tripping does nothing from now on.
    func release() {
        descriptor.withLock { descriptor in
            if let descriptor { close(descriptor) }
            descriptor = nil
        }
    }
}
