import Contract
import Domain
import Engine
import Foundation
import Synchronization
import Testing
import Threads

/// The lane's thread over a store that fails.
@Suite(.serialized) struct `The lane` {
    /// Every call that may fail, with every way in which the infrastructure can.
    static let misfortunes: [Script.Failure] = {
        let text = "scripted"
        let errors: [StoreError] = [
            .unavailable(text), .ownershipLost(text), .conflict(text), .misconfigured(text),
        ]
        let calls = Script.Call.allCases.filter { $0 != .release }.flatMap { call in
            errors.map { Script.Failure(call: call, error: $0) }
        }
        let answers = [false, true].map { isDone in
            Script.Failure(call: .commit, error: .outcomeUnknown(text), isDone: isDone)
        }
        return calls + answers
    }()

    private let events: [Arrival] = [
        .told("1", [.add(1), .publish("a"), .tell("M", [.add(1), .look])]),
        .told("2", [.add(10), .publish("b")]),
        .told("3", [.add(100), .publish("c")]),
    ]

    private func puppet(_ lead: String = "L", of lane: RunningLane) throws -> Puppet.State? {
        guard let row = lane.script.database.subject(Subject(.lead, lead)) else { return nil }
        return try BatchDecider.puppets.states(of: row).state(of: Puppet.self)
    }

    @Test func `takes, decides, acknowledges and publishes`() throws {
        let lane = RunningLane()
        lane.publish(events)
        #expect(lane.wait { lane.script.commits > 0 && lane.isAtRest })
        #expect(lane.control.status.phase == .working)
        #expect(lane.stop())
        #expect(try puppet(of: lane)?.count == 111)
        #expect(lane.consumed.count == 3)
        #expect(lane.script.database.publishedSeq(of: 0) == 3)
        #expect(lane.control.status.phase == .stopped)
    }

    @Test(arguments: misfortunes)
    func `judges no message where the infrastructure fails`(failure: Script.Failure) throws {
        let script = Script(changed: Signal())
        try script.leaveUnpublished("left")
        script.fail(failure)
        let lane = RunningLane(database: script)
        lane.publish(events)
        #expect(lane.wait { lane.script.failed == 1 && lane.isAtRest && lane.consumed.count >= 4 })
        #expect(lane.stop())
        #expect(try puppet(of: lane)?.count == 111)
        #expect(try puppet("M", of: lane)?.count == 1)
        let journal = lane.script.database.journal(of: 0)
        #expect(journal.map(\.outcome) == [.applied, .applied, .applied, .applied])
        #expect(lane.acknowledged.count == 3)
        #expect(Set(lane.consumed) == Set(journal.flatMap(\.commands).map(\.id)))
    }

    @Test func `acknowledges nothing before it is committed`() throws {
        let lane = RunningLane()
        let (inbox, script) = (lane.inbox, lane.script)
        let early = Mutex<[UInt64]>([])
        lane.script.beforeCommit { [unowned script] in
            // The lane's thread is here, in the middle of its first commit: a later one may well
            // find the first events' acknowledgement on its way.
            guard script.commits == 0, let tag = inbox.takeAcknowledgement(of: 1) else { return }
            early.withLock { $0.append(tag) }
        }
        lane.publish(events)
        #expect(lane.wait { lane.script.commits > 0 && lane.isAtRest })
        #expect(lane.stop())
        #expect(early.withLock(\.self) == [])
        #expect(lane.acknowledged.count == 3)
    }

    @Test(arguments: [["0"], ["3"], ["6"], ["0", "1", "5"], ["0", "1", "2", "3", "4", "5", "6"]])
    func `finds what the database refuses, and applies the rest`(poison: [String]) throws {
        let lane = RunningLane()
        lane.script.refuse(Set(poison))
        lane.publish((0..<7).map { .told("\($0)", [.add(1)]) })
        #expect(lane.wait { lane.script.commits > 0 && lane.isAtRest })
        #expect(lane.stop())
        let dead = lane.script.database.journal(of: 0).filter { $0.outcome == .dead }
        #expect(dead.count == poison.count)
        #expect(dead.allSatisfy { $0.deadLetter?.flaw.code == .storeRefused })
        #expect(try puppet(of: lane)?.count ?? 0 == 7 - poison.count)
        #expect(lane.acknowledged.count == 7)
    }

    /// A dead letter that was itself refused, for a routing key with the character NUL, stopped
    /// the lane for ever: it was refused again after every restart.
    @Test func `strips a dead letter that the database refuses too`() throws {
        let lane = RunningLane()
        lane.script.refuseRoutingKeys()
        lane.publish([
            .told("1", [.add(1)]), .message("no JSON", routingKey: "poison"),
            .told("2", [.add(1)]),
        ])
        #expect(lane.wait { lane.script.commits > 0 && lane.isAtRest })
        #expect(lane.stop())
        let letters = lane.script.database.journal(of: 0).compactMap(\.deadLetter)
        #expect(letters.map(\.body) == [Array("no JSON".utf8)])
        #expect(letters.map(\.routingKey) == [""])
        #expect(try puppet(of: lane)?.count == 2)
    }

    @Test func `tries a conflict again with the same events`() throws {
        let lane = RunningLane()
        for _ in 0..<4 {
            lane.script.fail(Script.Failure(call: .commit, error: .conflict("scripted")))
        }
        lane.publish(events)
        #expect(lane.wait { lane.script.commits > 0 && lane.isAtRest })
        #expect(lane.stop())
        #expect(lane.script.failed == 4)
        #expect(try puppet(of: lane)?.count == 111)
    }

    @Test func `fires a timer on its own, not early`() throws {
        let lane = RunningLane()
        lane.publish([.told("1", [.arm("t", generation: 4, after: 0.05)])])
        #expect(lane.wait { lane.script.commits == 2 && lane.isAtRest })
        #expect(lane.stop())
        #expect(try puppet(of: lane)?.fired == [4])
        let line = try #require(lane.script.database.journal(of: 0).last)
        #expect(line.received >= line.occurred)
    }

    @Test func `waits for confirms when it is stopped, and writes down how far they came`() {
        let lane = RunningLane()
        lane.confirms = false
        lane.publish(events)
        #expect(lane.wait { lane.consumed.count == 3 })
        lane.control.stop()
        #expect(lane.wait { lane.control.status.phase == .stopping })
        #expect(!lane.hasEnded)
        for seq: Int64 in 1...3 { lane.outbox.confirm(seq, message: 0) }
        #expect(lane.wait { lane.hasEnded })
        #expect(lane.script.database.publishedSeq(of: 0) == 3)
    }

    @Test func `does not wait for confirms longer than allowed`() {
        let lane = RunningLane(drainTimeout: .milliseconds(50))
        lane.confirms = false
        lane.publish(events)
        #expect(lane.wait { lane.consumed.count == 3 })
        #expect(lane.stop())
        #expect(lane.script.database.publishedSeq(of: 0) == 0)
    }

    /// An idle lane spoke to its store every quarter of a minute only, and was ready until then.
    @Test func `notices at rest that its store is gone`() {
        let lane = RunningLane()
        #expect(lane.wait { lane.control.status.phase == .working })
        lane.script.fail(Script.Failure(call: .check, error: .unavailable("gone")))
        lane.script.fail(Script.Failure(call: .connect, error: .unavailable("still gone")))
        #expect(lane.wait(.seconds(5)) { lane.script.failed == 2 })
        #expect(lane.wait { lane.control.status.phase == .working })
        #expect(lane.stop())
    }

    @Test func `tells its store of an orderly end, and ends all the same where it can't`() {
        let lane = RunningLane()
        #expect(lane.wait { lane.control.status.phase == .working })
        lane.script.fail(Script.Failure(call: .release, error: .unavailable("gone")))
        #expect(lane.stop())
        #expect(lane.script.failed == 1)
    }

    @Test func `stops while it can't reach its store`() {
        let script = Script(changed: Signal())
        for _ in 0..<1000 {
            script.fail(Script.Failure(call: .connect, error: .unavailable("scripted")))
        }
        let lane = RunningLane(database: script)
        #expect(lane.wait { lane.control.status.problem != nil })
        #expect(lane.stop())
    }

    @Test func `stands by while another is working, and takes over what that one left`() throws {
        let first = RunningLane(drainTimeout: .zero)
        first.confirms = false
        first.publish(events)
        #expect(first.wait { first.consumed.count == 3 })
        let second = RunningLane(database: first.script)
        #expect(second.wait { second.control.status.phase == .standingBy })
        #expect(first.stop())
        second.publish(events + [.told("4", [.add(1000)])])
        #expect(second.wait { second.isAtRest && second.consumed.count >= 3 })
        #expect(second.stop())
        #expect(second.consumed == first.consumed)
        #expect(try puppet(of: second)?.count == 1111)
    }

    @Test func `knows the people of new rules`() throws {
        let lane = RunningLane()
        lane.publish([.told("1", [.meet("ann")])])
        #expect(lane.wait { lane.script.commits > 0 && lane.isAtRest })
        #expect(try puppet(of: lane)?.found == ["nobody"])
        let ann = Person(id: "ann", name: "Ann", roles: [.marketer])
        lane.control.replaceRules(
            LaneControl.Rules(policies: Policies(people: [ann]), text: { $0.template })
        )
        lane.publish([.told("2", [.meet("ann")])])
        #expect(lane.wait { lane.script.commits > 1 && lane.isAtRest })
        #expect(lane.stop())
        #expect(try puppet(of: lane)?.found == ["nobody", "Ann"])
    }

    /// A row that somebody had locked made a lane give its deliveries back every few seconds, until
    /// the broker took them off the queue.
    @Test func `spends no delivery on a store that fails`() throws {
        let lane = RunningLane()
        for number in 1...30 {
            let call: Script.Call = number % 3 == 0 ? .acquire : .commit
            lane.script.fail(Script.Failure(call: call, error: .unavailable("locked")))
        }
        lane.publish(events)
        #expect(lane.wait(.seconds(120)) { lane.script.commits > 0 && lane.isAtRest })
        #expect(lane.stop())
        #expect(lane.script.failed == 30)
        #expect(lane.connection == 1)
        #expect(try puppet(of: lane)?.count == 111)
        #expect(lane.acknowledged.count == 3)
    }

    @Test func `gives back what it was given once another has the lane`() throws {
        let lane = RunningLane()
        lane.publish(events)
        lane.script.fail(Script.Failure(call: .begin, error: .ownershipLost("scripted")))
        #expect(lane.wait { lane.script.commits > 0 && lane.isAtRest })
        #expect(lane.stop())
        #expect(lane.connection == 2)
        #expect(try puppet(of: lane)?.count == 111)
    }
}
