import AMQP
import Foundation
import Postgres
import Testing

/// Input that nobody should send: put aside or taken, never in the way of the rest.
extension `With private servers` {
    @Suite struct `Hostile input` {
        private let workload = Workload(leads: 5)

        /// Holds the daemon inside a batch of one event, so that all that comes is one next batch.
        private func oneBatch(
            _ rig: Rig,
            _ messages: [OutgoingMessage]
        ) async throws {
            let other = try rig.database.connect()
            try other.lock("SELECT FROM lane FOR UPDATE")
            let first = SentEvent(
                id: "first",
                type: "lead.deleted",
                data: #"{"lead_id":"first"}"#
            )
            try rig.host.publish([first])
            try await eventually("the wait for the lane's row") {
                try rig.database.waitingForLock() == 1
            }
            try rig.host.publish(messages)
            try await eventually("everything on its way") {
                try rig.host.readyCount("baton.inbox") == 0
            }
            other.close()
        }

        private func settings(_ rig: Rig) throws -> DaemonSettings {
            var settings = try rig.settings()
            settings.postgresLines = #"lock_timeout = "20s""#
            return settings
        }

        @Test(arguments: [("head", 0.0), ("middle", 0.5), ("tail", 1.0)])
        func `leaves the rest of its batch alone`(place: String, share: Double) async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(settings(rig))
                var messages = workload.events.map(\.message)
                let hostile = HostileMessage.all
                let index = Int(Double(messages.count) * share)
                messages.insert(contentsOf: hostile.map(\.message), at: index)
                try await oneBatch(rig, messages)
                let dead = hostile.filter { !$0.codes.isEmpty }
                try await eventually("dead letters") {
                    rig.collector.deadLetters.count >= dead.count
                }
                for message in hostile { expectVerdict(message, rig) }
                let opened = hostile.count - dead.count
                try await rig.collected(workload.commandCount + opened)
                try await rig.finish(daemon, workload, deadLetters: dead.count)
            }
        }

        /// One dead letter with the right code, or none.
        private func expectVerdict(_ hostile: HostileMessage, _ rig: Rig) {
            let letters = rig.collector.deadLetters.filter {
                $0.header(HostileMessage.nameHeader) == hostile.name
            }
            guard !hostile.codes.isEmpty else {
                #expect(letters.isEmpty, "\(hostile.name) was put aside")
                return
            }
            #expect(letters.count == 1, "dead letters of \(hostile.name)")
            let code = letters.first?.header("baton-error-code") ?? "none"
            #expect(hostile.codes.contains(code), "code of \(hostile.name): \(code)")
        }

        @Test func `takes effect once when it comes a thousand times`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let copies = [SentEvent](repeating: workload.events[0], count: 500)
                try rig.host.publish(copies + workload.events + copies)
                try await eventually("duplicates", within: .seconds(60)) {
                    try daemon.metric("baton_events_duplicate_total") >= 1000
                }
                try await rig.finish(daemon, workload)
            }
        }

        @Test func `may hold text that is not UTF-8 where AMQP wants short text`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let proxy = try rig.amqpProxy()
                // The library sends only UTF-8; on the way each DEL becomes a byte that is not.
                proxy.shape("", .toServer, Proxy.Shape(swap: (0x7F, 0xFF)))
                var message = SentEvent(id: "1", type: "lead.created", data: "{}").message
                let text = String(repeating: "\u{7F}", count: 250)
                message.properties.messageID = text
                message.properties.type = text
                message.properties.contentType = text
                message.properties.headers = [String(text.prefix(100)): .string(text)]
                try rig.host.publish([message], through: proxy)
                try await eventually("the dead letter") { rig.collector.deadLetters.count == 1 }
                try rig.host.publish(workload.events)
                try await rig.finish(daemon, workload, deadLetters: 1)
            }
        }

        @Test func `does not make memory grow`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let messages = HostileMessage.all.map(\.message)
                let dead = HostileMessage.all.count { !$0.codes.isEmpty }
                var resident: [Int] = []
                for round in 1...6 {
                    try rig.host.publish(messages + messages)
                    try await eventually("the end of round \(round)", within: .seconds(60)) {
                        rig.collector.deadLetters.count >= round * dead * 2
                    }
                    resident.append(try daemon.residentMiB)
                }
                print("resident MiB after each round of hostile input: \(resident)")
                // The first rounds fill the allocator's pools.
                #expect(resident[5] <= resident[1] + 32)
                #expect(resident[5] < 300)
                try await daemon.stop()
            }
        }
    }
}
