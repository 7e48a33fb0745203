import AMQP
import Foundation
import Postgres
import Testing

/// Timers and instants, when something is in their way.
extension `With private servers` {
    @Suite struct `Time` {
        private func start(_ rig: Rig, _ race: RaceWorkload) async throws -> Daemon {
            var settings = try rig.settings()
            settings.more = race.sections
            return try await rig.start(settings)
        }

        private func offers(_ rig: Rig) -> Int {
            Set(rig.collector.messages.filter { $0.type == "lead.offer" }.map(\.id)).count
        }

        @Test func `that passes while no daemon runs is caught up with in order`() async throws {
            try await Rig.use { rig in
                let race = RaceWorkload(leads: 20, step: "1s")
                let first = try await start(rig, race)
                try rig.host.publish(race.created)
                try await eventually("the first offers") { offers(rig) >= race.leads.count }
                try await first.kill9()
                try await eventually("that all steps have passed") {
                    try rig.database.number(
                        "SELECT count(*) FROM timer WHERE due_at > now() - interval '3 s'"
                    ) == 0
                }
                let began = ContinuousClock.now
                let second = try await start(rig, race)
                try await race.finish(rig, second, race.created)
                let back = try #require(rig.collector.firstNew(after: began))
                Recovery.note("down across due times, start included", back - began)
            }
        }

        @Test func `may run out while somebody accepts`() async throws {
            try await Rig.use { rig in
                let race = RaceWorkload(leads: 200, step: "1s")
                let daemon = try await start(rig, race)
                try rig.host.publish(race.created)
                try await eventually("the instant before the first ends") {
                    try rig.database.number(
                        "SELECT count(*) FROM timer WHERE due_at < now() + interval '150 ms'"
                    ) > 0
                }
                // Some come before the end of their offer, some after it, some with it.
                try rig.host.publish(race.accepted.map(\.message), pause: .milliseconds(1))
                try await race.finish(rig, daemon, race.created + race.accepted)
            }
        }

        @Test func `that others tell may be wrong`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let workload = Workload(leads: 4)
                let times = [
                    "1970-01-01T00:00:00Z", "2999-12-31T23:59:59.999+14:00",
                    "2026-06-30T23:59:60Z", "0001-01-01T00:00:00-12:00",
                ]
                let strange = times.enumerated().map { index, time in
                    let event = SentEvent(
                        id: "strange-\(index)",
                        type: "lead.created",
                        data: #"{"lead_id":"S\#(index)","source":{"channel":"site"}}"#
                    )
                    var message = event.message
                    let json = event.json.replacing(
                        #""specversion":"1.0""#,
                        with: #""specversion":"1.0","time":"\#(time)""#
                    )
                    message.body = Array(json.utf8)
                    return message
                }
                try rig.host.publish(strange)
                try rig.host.publish(workload.events)
                try await rig.collected(workload.commandCount)
                try await rig.journalled(workload.events.count + strange.count)
                let dead = try rig.database.number(
                    "SELECT count(*) FROM journal WHERE outcome = 'dead'"
                )
                // Nothing happened before 2000, as two of them say; a leap second, a time that no
                // calendar here knows, may be put aside too.
                #expect((2...3).contains(dead))
                try await rig.finish(daemon, workload, deadLetters: dead)
            }
        }

        @Test(.long) func `may end for ten thousand leads at once`() async throws {
            try await Rig.use { rig in
                let race = RaceWorkload(leads: 10_000, step: "20s")
                let daemon = try await start(rig, race)
                try rig.host.publish(race.created)
                try await eventually("offers", within: .seconds(60)) {
                    offers(rig) >= race.leads.count
                }
                try await daemon.stop()
                _ = try rig.database.rows("UPDATE timer SET due_at = date_trunc('second', now())")
                let again = try await start(rig, race)
                try await race.finish(rig, again, race.created, within: .seconds(300))
            }
        }
    }
}
