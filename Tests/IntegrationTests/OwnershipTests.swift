import AMQP
import Foundation
import Glibc
import Postgres
import Testing

/// Who works, and who takes over.
extension `With private servers` {
    @Suite struct `The ownership of the lane` {
        @Test func `goes to the instance that stands by, within two seconds of kill -9`()
            async throws
        {
            try await Rig.use { rig in
                let workload = Workload(leads: 10)
                let first = try await rig.start()
                let second = try await rig.start()
                try await eventually("the one that stands by") { second.standsBy }
                try rig.host.publish(workload.events(0..<3))
                try await rig.journalled(10)
                let owner = try rig.database.rows("SELECT owner FROM lane")[0].text(0)
                #expect(owner.hasSuffix(":\(first.child)"))
                let killed = ContinuousClock.now
                try await first.kill9()
                try await eventually("the other owner") {
                    try rig.database.rows("SELECT owner FROM lane")[0].text(0)
                        .hasSuffix(":\(second.child)")
                }
                try rig.host.publish(workload.events(3..<Workload.eventsPerLead))
                let time = ContinuousClock.now - killed
                Recovery.note("owner killed with kill -9, other instance takes over", time)
                #expect(time < .seconds(2))
                try await rig.finish(second, workload)
            }
        }

        @Test func `goes over at once when the owner stops in order`() async throws {
            try await Rig.use { rig in
                let workload = Workload(leads: 10)
                let first = try await rig.start()
                let second = try await rig.start()
                try rig.host.publish(workload.events(0..<4))
                try await rig.journalled(10)
                try await first.stop()
                try rig.host.publish(workload.events(4..<Workload.eventsPerLead))
                try await rig.finish(second, workload)
            }
        }

        /// The process is stopped in the middle of a batch, its session ended behind its back.
        @Test func `is not disturbed by an owner that wakes up late`() async throws {
            try await Rig.use { rig in
                let workload = Workload(leads: 10)
                var settings = try rig.settings()
                settings.amqpLines = #"heartbeat = "1s""#
                let first = try await rig.start(settings)
                let second = try await rig.start(settings)
                try rig.host.publish(workload.events(0..<1))
                try await rig.collected(10)
                let other = try rig.database.connect()
                try other.lock("SELECT FROM subject WHERE id = 'L7' FOR UPDATE")
                try rig.host.publish(workload.events(1..<4))
                try await eventually("the middle of a batch") {
                    try rig.database.waitingForLock() == 1
                }
                first.signal(SIGSTOP)
                try rig.database.endSessions(waitingForLock: true)
                other.close()
                try await eventually("the other owner") {
                    try rig.database.rows("SELECT owner FROM lane")[0].text(0)
                        .hasSuffix(":\(second.child)")
                }
                let epoch = try rig.database.number("SELECT epoch FROM lane")
                // The broker still waits for the stopped one to acknowledge: these come later.
                let stopped = ContinuousClock.now
                try rig.host.publish(workload.events(4..<Workload.eventsPerLead))
                try await rig.collected(workload.commandCount)
                Recovery.note("owner frozen, heartbeat 1 s", ContinuousClock.now - stopped)
                first.signal(SIGCONT)
                try await eventually("that the first one stands by") { first.standsBy }
                #expect(try rig.database.number("SELECT epoch FROM lane") == epoch)
                try await first.stop()
                try await rig.finish(second, workload)
            }
        }

        @Test func `may go to and fro in the flow`() async throws {
            try await Rig.use { rig in
                let workload = Workload(leads: 30)
                let both = [try await rig.start(), try await rig.start()]
                let flow = Flow(workload.events, to: rig.host)
                for round in 1...5 {
                    let epoch = try rig.database.number("SELECT epoch FROM lane")
                    try await rig.journalled(round * 30)
                    try rig.database.endSessions(waitingForLock: false)
                    try await eventually("another owner") {
                        try rig.database.number("SELECT epoch FROM lane") > epoch
                    }
                }
                try flow.end()
                try await rig.collected(workload.commandCount)
                try await both[0].stop()
                try await rig.finish(both[1], workload)
            }
        }

        @Test func `ends without loss on SIGTERM in the middle of the flow`() async throws {
            try await Rig.use { rig in
                let workload = Workload(leads: 30)
                let first = try await rig.start()
                let flow = Flow(workload.events, to: rig.host)
                try await rig.journalled(workload.leads.count)
                let before = ContinuousClock.now
                try await first.stop()
                Recovery.note("orderly stop in the flow", ContinuousClock.now - before)
                let open = try rig.database.unpublishedCount()
                #expect(open == 0, "committed and not published")
                let messages = rig.collector.messages.count
                try flow.end()
                let second = try await rig.start()
                try await rig.finish(second, workload)
                #expect(messages > 0)
                #expect(rig.collector.messages.count == workload.commandCount, "repetitions")
            }
        }
    }
}
