import Foundation
import Testing

@testable import Postgres

/// Waiting ends, whatever the system answers.
@Suite struct `A wait for the server` {
    private let abort = AbortSignal()

    private func wait(_ limit: Duration, _ ask: Deadline.Poll) -> Deadline.Wake {
        Deadline(in: limit).wait(for: 0, reading: true, writing: false, abort: abort, by: ask)
    }

    @Test(arguments: [EINVAL, ENOMEM, EFAULT])
    func `ends at once when the system refuses to wait`(_ error: Int32) {
        var asked = 0
        let wake = wait(.seconds(3600)) { _, _ in
            asked += 1
            errno = error
            // A wait that does not end must not keep the test from ending.
            return asked < 1000 ? -1 : 1
        }
        #expect(wake == .failed(String(cString: strerror(error))))
        #expect(asked == 1)
    }

    @Test func `goes on after an interruption`() {
        var answers: [Int32] = [-1, -1, 1]
        let wake = wait(.seconds(3600)) { watched, _ in
            errno = EINTR
            watched[0].revents = Int16(POLLIN)
            return answers.removeFirst()
        }
        #expect(wake == .ready(readable: true, writable: false))
    }

    @Test func `ends with its deadline, interrupted or not`() {
        let wake = wait(.zero) { _, timeout in
            errno = EINTR
            return timeout == 0 ? -1 : 1
        }
        #expect(wake == .expired)
    }
}
