import AMQP
import Foundation
import Glibc
import Testing

extension Rig {
    /// Publishes steadily, does something to a server once a part is worked off, and waits until
    /// all of it is done by itself; then every invariant must hold.
    func survive(
        _ fault: String,
        _ daemon: Daemon,
        _ workload: Workload,
        patience: Duration = .seconds(90),
        _ inflict: () async throws -> Void
    ) async throws {
        let flow = Flow(workload.events, to: host)
        try await journalled(workload.leads.count)
        try await inflict()
        let over = ContinuousClock.now
        try await collected(workload.commandCount, within: patience)
        try flow.end()
        if let back = collector.firstNew(after: over) { Recovery.note(fault, back - over) }
        // Where the fault came last of all, the lane meets it now, and not when it is stopped.
        try await eventually("all marked as published") {
            try database.unpublishedCount() == 0
        }
        try await finish(daemon, workload)
    }
}

/// What was measured on the way; `make faults` gathers it.
enum Recovery {
    /// How long it took after the end of the fault until commands went out again.
    static func note(_ fault: String, _ time: Duration) {
        print("recovery: \(fault): \(Int(time / .milliseconds(1))) ms")
    }
}

/// Events that are published steadily beside the test.
struct Flow {
    private let done = HandOver<(any Error)?>()

    init(_ events: [SentEvent], to host: VirtualHost) {
        self.init(events.map(\.message), to: host)
    }

    init(_ messages: [OutgoingMessage], to host: VirtualHost) {
        let done = done
        Thread.detachNewThread {
            do {
                try host.publish(messages, pause: .milliseconds(12))
                done.put(nil)
            } catch {
                done.put(error)
            }
        }
    }

    /// Waits until all are confirmed.
    func end() throws {
        if let error = done.take() { throw error }
    }
}

/// Bytes of PostgreSQL's protocol that a proxy looks for.
enum PostgresWire {
    /// COMMIT: bind the prepared statement, then flush the pipeline.
    static let commit = [[0] + Array("commit".utf8) + [0], Array("S".utf8) + [0, 0, 0, 4]]
}

extension Proxy.Trap {
    /// A lane's COMMIT goes through, and its answer never comes back.
    static var unansweredCommit: Proxy.Trap {
        var trap = Proxy.Trap(link: "baton lane", way: .toServer, bytes: PostgresWire.commit)
        trap.before = [.toClient: Proxy.Shape(mode: .swallow)]
        return trap
    }
}

extension Proxy {
    /// Loses the answer to the next COMMIT, and then the link; the proxy's traps count from 1.
    func loseAnswerToCommit(_ number: Int) async throws {
        set(.unansweredCommit)
        try await eventually("commit \(number)") { sprung == number }
        cut("baton lane")
    }
}
