import AMQP
import Foundation
import Postgres
import Testing

extension `With private servers` {
    /// A lead, its call and its deal take different lanes, and rules of all of them meet.
    @Suite struct `Rules in several lanes` {
        private static let partitions = 4

        @Test func `fire once for each cause and lose nothing of what others do`() async throws {
            try await Rig.use { rig in
                let workload = RuleWorkload(subjects: 48)
                var settings = try rig.partitioned(Self.partitions)
                settings.more = RuleWorkload.sections
                let both = [try await rig.start(settings), try await rig.start(settings)]
                try await rig.shared(among: both, lanes: Self.partitions)
                // A client's answer follows him through his lane; a call about a lead does not.
                let first = workload.arrivals + workload.answers
                try rig.host.publish(first.map(\.partitionedMessage))
                try await rig.took(first)
                try rig.host.publish(workload.crossing.map(\.partitionedMessage))
                try await rig.settled(workload.events)
                for daemon in both { try await daemon.stop() }
                try Invariants(rig: rig, events: workload.events.map(\.id)).check()
                try workload.check(rig)
            }
        }

        @Test func `go on where an instance is killed with kill -9`() async throws {
            try await Rig.use { rig in
                let workload = RuleWorkload(subjects: 48)
                var settings = try rig.partitioned(Self.partitions)
                settings.more = RuleWorkload.sections
                let killed = try await rig.start(settings)
                let other = try await rig.start(settings)
                try await rig.shared(among: [killed, other], lanes: Self.partitions)
                // A client's answer follows him through his lane; a call about a lead does not.
                let first = workload.arrivals + workload.answers
                try rig.host.publish(first.map(\.partitionedMessage))
                try await rig.took(first)
                let flow = Flow(workload.crossing.map(\.partitionedMessage), to: rig.host)
                try await rig.journalled(first.count + 60)
                try await killed.kill9()
                try flow.end()
                try await rig.settled(workload.events)
                try await other.stop()
                try Invariants(rig: rig, events: workload.events.map(\.id)).check()
                try workload.check(rig)
            }
        }
    }
}

extension Rig {
    /// Waits until all of these events are decided.
    fileprivate func took(_ events: [SentEvent]) async throws {
        try await eventually("all events") {
            try database.number("SELECT count(event_key) FROM journal") >= events.count
        }
    }

    /// Waits until all of these events are decided, no timer is left and everything is published.
    fileprivate func settled(_ events: [SentEvent]) async throws {
        try await took(events)
        try await eventually("all timers and commands") {
            try database.number(
                """
                SELECT (SELECT count(*) FROM timer)
                    + (SELECT sum(next_seq - 1 - published_seq) FROM lane)::bigint
                """
            ) == 0
        }
    }
}
