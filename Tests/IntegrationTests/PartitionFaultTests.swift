import AMQP
import Foundation
import Glibc
import Postgres
import Testing

/// What happens to several lanes in several instances, while turns are taken and timers run out.
extension `With private servers` {
    @Suite struct `Several lanes` {
        private let traffic = LaneTraffic(leads: 60)

        // MARK: - Frozen owners

        /// The frozen one wakes up with deliveries, commands and timers of lanes that others own.
        @Test(arguments: [2, 3])
        func `are taken from an owner that is frozen, who changes nothing when he wakes up`(
            instances: Int
        ) async throws {
            try await Rig.use { rig in
                let traffic = LaneTraffic(leads: 100)
                let daemons = try await traffic.start(rig, instances)
                let flow = traffic.flow(rig)
                try await rig.journalled(100)
                let frozen = daemons[0]
                let lanes = try rig.lanes(of: frozen)
                #expect(!lanes.isEmpty)
                frozen.signal(SIGSTOP)
                let stopped = ContinuousClock.now
                try await eventually("other owners") { try rig.lanes(of: frozen).isEmpty }
                Recovery.note(
                    "lanes of a frozen owner, \(instances) instances, heartbeat 1 s: taken over",
                    .now - stopped
                )
                try await rig.events(in: lanes)
                Recovery.note(
                    "lanes of a frozen owner, \(instances) instances, heartbeat 1 s: next event",
                    .now - stopped
                )
                let epochs = try rig.epochs()
                frozen.signal(SIGCONT)
                try await rig.shared(among: daemons, lanes: LaneTraffic.lanes)
                #expect(try zip(epochs, rig.epochs()).allSatisfy { $0 <= $1 })
                try flow.end()
                try await traffic.finish(rig, daemons)
            }
        }

        /// Too short a sleep for anybody to notice, again and again, whoever it meets.
        @Test func `may have owners that doze`() async throws {
            try await Rig.use { rig in
                let daemons = try await traffic.start(rig, 2)
                let flow = traffic.flow(rig)
                for round in 1...6 {
                    try await rig.journalled(round * 50)
                    let daemon = daemons[round % 2]
                    daemon.signal(SIGSTOP)
                    try await Task.sleep(for: .milliseconds(round * 150))
                    daemon.signal(SIGCONT)
                }
                try flow.end()
                try await traffic.finish(rig, daemons)
            }
        }

        /// Sleeps around the time after which one server or the other lets go of the owner.
        @Test(.long) func `may have owners that sleep for any time`() async throws {
            try await Rig.use { rig in
                let traffic = LaneTraffic(leads: 600)
                let daemons = try await traffic.start(rig, 3)
                let flow = traffic.flow(rig)
                for round in 0..<20 {
                    try await rig.journalled((round + 1) * 100, within: .seconds(60))
                    let daemon = daemons[round % 3]
                    daemon.signal(SIGSTOP)
                    try await Task.sleep(for: .milliseconds(1000 + round * 137))
                    daemon.signal(SIGCONT)
                }
                try flow.end()
                try await traffic.finish(rig, daemons)
            }
        }

        // MARK: - Servers and connections

        @Test(arguments: ["postgres", "rabbitmq"])
        func `outlive a server that is killed`(server: String) async throws {
            try await Rig.use { rig in
                // Enough for events to come in every lane once the server is back.
                let traffic = LaneTraffic(leads: 200)
                let daemons = try await traffic.start(rig, 2)
                let flow = traffic.flow(rig)
                try await rig.journalled(100)
                try await Servers.act(server, "kill")
                // What was sent meanwhile is worked off before the server is said to be back.
                let killed = Date()
                try await Servers.act(server, "start")
                let back = ContinuousClock.now
                try await rig.events(in: Array(0..<LaneTraffic.lanes), since: killed)
                Recovery.note("\(server) killed under four lanes, all at work", .now - back)
                try flow.end()
                try await traffic.finish(rig, daemons)
            }
        }

        @Test func `outlive answers to COMMIT that are lost`() async throws {
            try await Rig.use { rig in
                // Enough for events to come in every lane once the last answer is lost.
                let traffic = LaneTraffic(leads: 200)
                let proxies = [try rig.postgresProxy(), try rig.postgresProxy()]
                var daemons: [Daemon] = []
                for proxy in proxies {
                    daemons.append(try await rig.start(traffic.settings(rig, postgres: proxy)))
                }
                try await rig.shared(among: daemons, lanes: LaneTraffic.lanes)
                let flow = traffic.flow(rig)
                try await rig.journalled(60)
                for round in 1...3 {
                    for proxy in proxies {
                        try await proxy.loseAnswerToCommit(round)
                    }
                }
                let over = ContinuousClock.now
                try await rig.events(in: Array(0..<LaneTraffic.lanes), since: Date())
                Recovery.note("answers to COMMIT lost, four lanes, all at work", .now - over)
                try flow.end()
                try await traffic.finish(rig, daemons)
                for daemon in daemons {
                    #expect(daemon.log.contains("the connection was lost while committing"))
                }
            }
        }

        /// A publisher that has routed by something else sends them again, by the subject.
        @Test func `take an event once, whichever of them it comes to`() async throws {
            try await Rig.use { rig in
                let daemons = try await traffic.start(rig, 2)
                try rig.host.publish(traffic.events.map(\.partitionedMessage))
                try await rig.journalled(traffic.events.count)
                let astray = traffic.events.enumerated().map { index, event in
                    var message = event.partitionedMessage
                    message.routingKey = "\(index)"
                    return message
                }
                try rig.host.publish(astray)
                try await eventually("duplicates") {
                    try daemons.map { try $0.metric("baton_events_duplicate_total") }
                        .reduce(0, +) == Double(astray.count)
                }
                try await traffic.finish(rig, daemons)
            }
        }

        // MARK: - Coming and going

        /// Who gives lanes up is killed while it waits for the last confirms.
        @Test func `outlive the end of an owner who is giving some up`() async throws {
            try await Rig.use { rig in
                let first = try await traffic.start(rig, 1)[0]
                let flow = traffic.flow(rig)
                try await rig.journalled(60)
                let second = try rig.launch(traffic.settings(rig))
                try await eventually("a lane that is given up") {
                    first.log.contains("is left to another instance")
                }
                try await first.kill9()
                let killed = ContinuousClock.now
                try await rig.shared(among: [second], lanes: LaneTraffic.lanes)
                let time = ContinuousClock.now - killed
                Recovery.note("owner of four lanes killed while sharing them out", time)
                #expect(time < .seconds(2))
                try flow.end()
                try await traffic.finish(rig, [second])
            }
        }

        @Test func `outlive the end of one who is taking some over`() async throws {
            try await Rig.use { rig in
                let first = try await traffic.start(rig, 1)[0]
                let flow = traffic.flow(rig)
                var times: [Duration] = []
                for round in 1...3 {
                    try await rig.journalled(round * 100)
                    let other = try rig.launch(traffic.settings(rig))
                    try await eventually("a lane of its own") {
                        try !rig.lanes(of: other).isEmpty
                    }
                    try await other.kill9()
                    let killed = ContinuousClock.now
                    try await rig.shared(among: [first], lanes: LaneTraffic.lanes)
                    times.append(.now - killed)
                }
                Recovery.note(
                    "newcomer killed while taking lanes over, longest of 3",
                    times.max() ?? .zero
                )
                #expect(times.allSatisfy { $0 < .seconds(2) })
                try flow.end()
                try await traffic.finish(rig, [first])
            }
        }

        @Test func `go to whoever comes, and back from whoever leaves, under load`()
            async throws
        {
            try await Rig.use { rig in
                let traffic = LaneTraffic(leads: 100)
                let first = try await traffic.start(rig, 1)[0]
                let flow = traffic.flow(rig)
                var times: [Duration] = []
                for round in 1...3 {
                    try await rig.journalled(round * 150)
                    let guest = try await rig.start(traffic.settings(rig))
                    try await rig.shared(among: [first, guest], lanes: LaneTraffic.lanes)
                    try await guest.stop()
                    let gone = ContinuousClock.now
                    try await rig.shared(among: [first], lanes: LaneTraffic.lanes)
                    times.append(.now - gone)
                }
                Recovery.note("instance left in order, longest of 3", times.max() ?? .zero)
                #expect(times.allSatisfy { $0 < .seconds(2) })
                try flow.end()
                try await traffic.finish(rig, [first])
            }
        }
    }
}
