import AMQP
import Postgres
import Testing

/// kill -9 at each point where a crash leaves another half of the work undone.
extension `With private servers` {
    @Suite struct `A daemon killed with kill -9` {
        private let workload = Workload(leads: 5)
        private let postgres = "baton lane"

        /// Starts anew, and waits until everything is worked off.
        private func restart(_ rig: Rig, after fault: String) async throws {
            let began = ContinuousClock.now
            try await rig.finish(rig.start(), workload)
            let back = try #require(rig.collector.firstNew(after: began))
            Recovery.note("kill -9 \(fault), start included", back - began)
        }

        @Test func `before its transaction has lost nothing`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let other = try rig.database.connect()
                try other.lock("SELECT FROM lane FOR UPDATE")
                try rig.host.publish(workload.events)
                try await eventually("the wait for the lane's row") {
                    try rig.database.waitingForLock() == 1
                }
                try await daemon.kill9()
                other.close()
                #expect(try rig.database.number("SELECT count(*) FROM journal") == 0)
                try await restart(rig, after: "before its transaction")
            }
        }

        @Test func `inside its transaction has lost nothing and done nothing`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try rig.host.publish(workload.events(0..<1))
                try await rig.journalled(workload.leads.count)
                let other = try rig.database.connect()
                try other.lock("SELECT FROM subject WHERE id = 'L3' FOR UPDATE")
                try rig.host.publish(workload.events(1..<Workload.eventsPerLead))
                try await eventually("the wait for the lead's row") {
                    try rig.database.waitingForLock() == 1
                }
                try await daemon.kill9()
                other.close()
                try await restart(rig, after: "inside its transaction")
            }
        }

        @Test func `while COMMIT is answered does not decide again`() async throws {
            try await Rig.use { rig in
                let proxy = try rig.postgresProxy()
                let daemon = try await rig.start(rig.settings(postgres: proxy))
                proxy.set(.unansweredCommit)
                try rig.host.publish(workload.events)
                try await rig.journalled(1)
                #expect(proxy.sprung == 1)
                try await daemon.kill9()
                #expect(rig.collector.messages.isEmpty, "published before the commit was known")
                try await restart(rig, after: "before COMMIT is answered")
            }
        }

        @Test func `after the commit and before the acknowledgement does not decide again`()
            async throws
        {
            try await Rig.use { rig in
                let proxy = try rig.amqpProxy()
                let daemon = try await rig.start(rig.settings(amqp: proxy))
                proxy.shape("baton inbox", .toServer, Proxy.Shape(mode: .swallow))
                try rig.host.publish(workload.events)
                try await rig.journalled(workload.events.count)
                try await daemon.kill9()
                try await eventually("all events, back in the inbox") {
                    try rig.host.readyCount("baton.inbox") == workload.events.count
                }
                let second = try await rig.start()
                try await eventually("duplicates") {
                    try second.metric("baton_events_duplicate_total")
                        == Double(workload.events.count)
                }
                try await rig.finish(second, workload)
            }
        }

        @Test func `after publishing and before the confirm publishes the same again`()
            async throws
        {
            try await Rig.use { rig in
                let proxy = try rig.amqpProxy()
                let daemon = try await rig.start(rig.settings(amqp: proxy))
                proxy.shape("baton outbox", .toClient, Proxy.Shape(mode: .freeze))
                try rig.host.publish(workload.events)
                // Of a subject nothing more goes out before its first command is confirmed.
                try await rig.collected(workload.leads.count)
                #expect(try rig.database.number("SELECT published_seq FROM lane") == 0)
                try await daemon.kill9()
                let second = try await rig.start()
                try await eventually("what was out a second time, and everything else") {
                    rig.collector.messages.count == workload.commandCount + workload.leads.count
                }
                try await rig.finish(second, workload)
            }
        }

        @Test func `after the confirm and before the cursor publishes the same again`()
            async throws
        {
            try await Rig.use { rig in
                let proxy = try rig.postgresProxy()
                let daemon = try await rig.start(rig.settings(postgres: proxy))
                var trap = Proxy.Trap(link: postgres, way: .toServer, bytes: PostgresWire.commit)
                trap.after = [.toServer: Proxy.Shape(mode: .swallow)]
                proxy.set(trap)
                try rig.host.publish(workload.events)
                try await rig.journalled(1)
                let decided = try rig.database.number(
                    "SELECT sum(json_array_length(commands)) FROM journal"
                )
                try await eventually("confirms of what is decided") {
                    try daemon.metric("baton_messages_confirmed_total") == Double(decided)
                }
                #expect(try rig.database.number("SELECT published_seq FROM lane") == 0)
                try await daemon.kill9()
                let second = try await rig.start()
                try await rig.collected(workload.commandCount)
                try await eventually("\(decided) commands a second time") {
                    rig.collector.messages.count == workload.commandCount + decided
                }
                try await rig.finish(second, workload)
            }
        }
    }
}

extension PostgresConnection {
    /// Opens a transaction and locks rows until the connection is closed.
    func lock(_ sql: String) throws {
        _ = try run([.begin, Query(Statement(sql))], deadline: .seconds(30))
    }
}
