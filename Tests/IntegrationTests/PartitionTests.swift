import AMQP
import Foundation
import Glibc
import Postgres
import Testing

/// Several lanes in several instances.
extension `With private servers` {
    @Suite struct `The lanes of an installation` {
        private static let partitions = 4

        @Test func `are shared out fairly, and agree on what they share`() async throws {
            try await Rig.use { rig in
                let workload = Workload(leads: 100)
                let both = [
                    try await rig.start(rig.partitioned(Self.partitions)),
                    try await rig.start(rig.partitioned(Self.partitions)),
                ]
                try await rig.shared(among: both, lanes: Self.partitions)
                try rig.host.publish(workload.events.map(\.partitionedMessage))
                try await rig.collected(workload.commandCount)
                try await both[0].stop()
                try await rig.finish(both[1], workload)
                let lanes = try rig.database.number("SELECT count(DISTINCT lane) FROM journal")
                #expect(lanes == Self.partitions, "lanes that had something to do")
                let managers = try rig.managers()
                #expect(managers == ["petrova": 50, "sidorov": 50])
            }
        }

        @Test func `go over within two seconds of kill -9, and come back`() async throws {
            try await Rig.use { rig in
                let workload = Workload(leads: 60)
                let first = try await rig.start(rig.partitioned(Self.partitions))
                let second = try await rig.start(rig.partitioned(Self.partitions))
                try await rig.shared(among: [first, second], lanes: Self.partitions)
                let flow = Flow(workload.events.map(\.partitionedMessage), to: rig.host)
                try await rig.journalled(90)
                let killed = ContinuousClock.now
                try await first.kill9()
                try await rig.shared(among: [second], lanes: Self.partitions)
                let time = ContinuousClock.now - killed
                Recovery.note("owner of two of four lanes killed with kill -9", time)
                #expect(time < .seconds(2))
                let third = try await rig.start(rig.partitioned(Self.partitions))
                try await rig.shared(among: [second, third], lanes: Self.partitions)
                try flow.end()
                try await rig.collected(workload.commandCount)
                try await second.stop()
                try await rig.finish(third, workload)
            }
        }

        /// All leads are one marketer's, so all lanes book in one account.
        @Test func `write a row that none of them keeps, and nothing twice`() async throws {
            try await Rig.use { rig in
                let workload = Workload(leads: 60)
                var settings = try rig.partitioned(Self.partitions)
                settings.more += """

                    [pay]
                    rate_per_accepted = "300.00"
                    fixed = "1000.00"
                    currency = "RUB"
                    """
                let daemon = try await rig.start(settings)
                try rig.host.publish(workload.events.map(\.partitionedMessage))
                try await rig.collected(workload.commandCount)
                try await rig.finish(daemon, workload)
                let account = try rig.database.rows(
                    """
                    SELECT count(*), max(seq), sum(amount)::bigint FROM ledger
                    WHERE account = 'pay/orlova'
                    """
                )
                let row = try #require(account.first)
                #expect(try [row.int(0), row.int(1), row.int(2)] == [61, 61, 19_000])
            }
        }

        @Test func `are as many as at the first start`() async throws {
            try await Rig.use { rig in
                let first = try await rig.start(rig.partitioned(Self.partitions))
                let other = try rig.launch(rig.partitioned(2))
                #expect(try await other.ended(within: .seconds(20)) == .exited(78))
                #expect(other.log.contains("set up with 4, not 2"))
                #expect(first.isReady)
                try await first.stop()
            }
        }

        /// One person's availability concerns every lane at once.
        @Test func `know at once what another lane was told of a person`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.partitioned(Self.partitions))
                let data = #"{"person_id":"petrova","available":false}"#
                let away = SentEvent(id: "x", type: "person.availability_changed", data: data)
                try rig.host.publish([away.partitionedMessage])
                try await rig.journalled(1)
                let workload = Workload(leads: 40)
                try rig.host.publish(workload.events.map(\.partitionedMessage))
                try await rig.collected(workload.commandCount)
                #expect(try rig.managers() == ["sidorov": 40])
                try await daemon.stop()
            }
        }
    }
}
