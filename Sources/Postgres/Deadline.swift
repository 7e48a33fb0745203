import Foundation

/// A moment of the monotonic clock until which a blocking call may last.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(in duration: Duration) {
        end = .now.advanced(by: duration)
    }

    /// The end of the first of this many equal parts of what is left.
    func share(of parts: Int) -> Deadline {
        Deadline(in: ContinuousClock.now.duration(to: end) / max(parts, 1))
    }

    /// Whole milliseconds left for `poll`, rounded up so that it never spins; 0 when passed.
    private var pollTimeout: Int32 {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        guard seconds < Int64(Int32.max / 1_000) else { return .max }
        return Int32(seconds) * 1_000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
    }

    /// What a wait ended with.
    enum Wake: Equatable {
        case ready(readable: Bool, writable: Bool)
        case expired
        case aborted
        /// The system refuses to wait: the reason in its words.
        case failed(String)
    }

    /// Answers as poll(2) does, with `errno` for -1.
    typealias Poll = (inout [pollfd], Int32) -> Int32

    /// Sleeps until the socket is ready, the deadline has passed, or the signal is raised.
    func wait(
        for socket: Int32,
        reading: Bool,
        writing: Bool,
        abort: AbortSignal,
        by ask: Poll = Deadline.ask
    ) -> Wake {
        let events = (reading ? POLLIN : 0) | (writing ? POLLOUT : 0)
        var watched = [
            pollfd(fd: socket, events: Int16(events), revents: 0),
            pollfd(fd: abort.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let timeout = pollTimeout
            let count = ask(&watched, timeout)
            if count > 0 { break }
            // An interrupted wait starts again with what is left; no other error goes away.
            if count < 0 && errno != EINTR {
                return .failed(unsafe String(cString: strerror(errno)))
            }
            if timeout == 0 { return .expired }
        }
        guard watched[1].revents == 0 else { return .aborted }
        return Self.readiness(Int32(watched[0].revents))
    }

    static func ask(_ watched: inout [pollfd], _ timeout: Int32) -> Int32 {
        unsafe poll(&watched, nfds_t(watched.count), timeout)
    }

    /// A hang-up or an error is for libpq to find, on both paths.
    private static func readiness(_ events: Int32) -> Wake {
        let broken = events & (POLLERR | POLLHUP | POLLNVAL) != 0
        return .ready(
            readable: broken || events & POLLIN != 0,
            writable: broken || events & POLLOUT != 0
        )
    }
}
