import AMQP
import Foundation
import Testing

/// Broker and database fail while events flow; nobody lends a hand.
extension `With private servers` {
    @Suite struct `While events flow` {
        private let workload = Workload(leads: 30)
        private let small = Workload(leads: 3)

        /// Publishes steadily, does something to a server once a part is worked off, and waits for
        /// all of it.
        private func survive(
            _ name: String,
            _ rig: Rig,
            _ daemon: Daemon,
            _ workload: Workload,
            _ fault: () async throws -> Void
        ) async throws {
            let flow = Flow(workload.events, to: rig.host)
            try await rig.journalled(workload.leads.count)
            let began = Date()
            try await fault()
            let restored = Date()
            try await rig.collected(workload.commandCount, within: .seconds(90))
            try flow.end()
            report(name, daemon, began: began, restored: restored)
            try await rig.finish(daemon, workload)
        }

        /// How long the daemon could not work, from what it has logged.
        private func report(_ name: String, _ daemon: Daemon, began: Date, restored: Date) {
            let failures = daemon.moments(of: "the store failed", "is cut off")
            let returns = daemon.moments(of: "lane is working", "subscribed to")
            guard let failure = failures.first(where: { $0 >= began }), let back = returns.last,
                back > failure
            else { return }
            let down = Int(back.timeIntervalSince(failure) * 1000)
            let after = max(0, Int(back.timeIntervalSince(restored) * 1000))
            print("recovery: \(name): down \(down) ms, \(after) ms after the fault was over")
        }

        @Test(arguments: ["postgres", "rabbitmq"])
        func `connections may be cut`(server: String) async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await survive("\(server) cut", rig, daemon, workload) {
                    try await Servers.act(server, "cut")
                }
            }
        }

        @Test(arguments: ["postgres", "rabbitmq"])
        func `a server may stop and start`(server: String) async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await survive("\(server) stopped and started", rig, daemon, workload) {
                    try await Servers.act(server, "stop")
                    try await eventually("that the daemon knows", is: { !daemon.isReady })
                    try await Servers.act(server, "start")
                }
            }
        }

        @Test(arguments: ["postgres", "rabbitmq"])
        func `a server may be killed`(server: String) async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await survive(
                    "\(server) killed with kill -9 and started",
                    rig,
                    daemon,
                    workload
                ) {
                    try await Servers.act(server, "kill")
                    try await Servers.act(server, "start")
                }
            }
        }

        @Test func `the answer to COMMIT may be lost`() async throws {
            try await Rig.use { rig in
                let proxy = try rig.postgresProxy()
                let daemon = try await rig.start(rig.settings(postgres: proxy))
                try await survive("answer to COMMIT lost", rig, daemon, workload) {
                    for round in 1...3 {
                        var trap = Proxy.Trap(
                            link: "baton lane",
                            way: .toServer,
                            bytes: PostgresWire.commit
                        )
                        trap.before = [.toClient: Proxy.Shape(mode: .swallow)]
                        proxy.set(trap)
                        try await eventually("commit \(round)") { proxy.sprung == round }
                        proxy.cut("baton lane")
                    }
                }
                #expect(daemon.log.contains("the connection was lost while committing"))
            }
        }

        @Test func `a connection may fall silent`() async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                var settings = try rig.settings(amqp: amqp, postgres: postgres)
                settings.amqpLines = #"heartbeat = "1s""#
                settings.postgresLines = """
                    deadline = "1s"
                    idle_in_transaction_timeout = "1s"
                    """
                let daemon = try await rig.start(settings)
                try await survive("broker's connections silent", rig, daemon, workload) {
                    amqp.hang("baton ")
                    try await eventually("new connections") { amqp.accepted >= 4 }
                }
            }
        }

        @Test func `the network may be slow and cut everything into bytes`() async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                let settings = try rig.settings(amqp: amqp, postgres: postgres)
                let daemon = try await rig.start(settings)
                for way in [Proxy.Way.toServer, .toClient] {
                    amqp.shape("baton ", way, Proxy.Shape(slice: 7))
                    postgres.shape("baton ", way, Proxy.Shape(delay: .milliseconds(30)))
                }
                try await survive("slow network", rig, daemon, small) {}
            }
        }
    }
}

/// What was measured on the way, for the pages that quote it.
enum Recovery {
    static func note(_ name: String, _ time: Duration) {
        let milliseconds = Int(time / .milliseconds(1))
        print("recovery: \(name): \(milliseconds) ms")
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
