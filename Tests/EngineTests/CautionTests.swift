import Contract
import CoreMetrics
import Domain
import Engine
import Foundation
import Testing
import Threads

/// Runs of a lane that end in the middle of something, one after the other.
@Suite struct `A message delivered many times` {
    private let script = Script(changed: Signal())

    /// What came of one run of the program.
    private struct Run {
        /// How many messages the first turn took.
        var firstCount = 0
        var applied: [String] = []
        var codes: [Flaw.Code] = []
    }

    /// One run, which is given the messages and works until nothing is left or it is killed.
    private func run(
        _ name: String,
        _ arrivals: [Arrival] = [],
        endsInOrder: Bool = false
    ) throws -> Run {
        let inbox = Inbox(countMax: 1000, lane: Signal()) {}
        let parts = LaneParts(
            configuration: LaneConfiguration(),
            inbox: inbox,
            outbox: Outbox(lane: Signal()) {},
            metrics: LaneMetrics(lane: 0, factory: NOOPMetricsHandler.instance)
        )
        let store = try ScriptedStore(script)
        defer { store.close() }
        let acquired = try #require(try store.acquire(0, owner: name))
        let decider = BatchDecider.puppets
        var writer = try LaneWriter(parts, store: store, acquired: acquired, decider: decider)
        try writer.begin()
        let connection = inbox.beginConnection()
        for (index, arrival) in arrivals.enumerated() {
            inbox.put(arrival.delivered(UInt64(index + 1), on: connection))
        }
        var run = Run()
        let before = script.database.journal(of: 0).count
        do throws(StoreError) {
            while !inbox.isEmpty {
                let work = writer.take(at: noon)
                if run.firstCount == 0 { run.firstCount = work.arrivals.count }
                try writer.carryOut(work, decider, at: noon)
            }
            if endsInOrder { try writer.release() }
        } catch {
            #expect(error == .unavailable("killed"))
        }
        let lines = script.database.journal(of: 0).dropFirst(before)
        run.applied = lines.compactMap(\.key?.id)
        run.codes = lines.compactMap(\.deadLetter?.flaw.code)
        return run
    }

    private func message(_ id: String, count: Int) -> Arrival {
        .told(id, [.add(1)], count: count)
    }

    /// All that is delivered together with the culprit comes back as often as it does.
    @Test func `is put aside once it must be what ends the program, and nothing else is`() throws {
        script.die(of: ["poison"])
        var (waiting, killed) = (["1", "2", "poison", "3"], 0)
        var codes: [Flaw.Code] = []
        for number in 1...60 where !waiting.isEmpty {
            let run = try run("run \(number)", waiting.map { message($0, count: 500 + number) })
            waiting.removeAll { run.applied.contains($0) }
            codes += run.codes
            if run.codes.isEmpty { killed += 1 } else { waiting.removeAll { $0 == "poison" } }
        }
        #expect(waiting.isEmpty)
        #expect(codes == [.crashedRepeatedly])
        #expect((10...13).contains(killed))
    }

    @Test func `is not judged by orderly ends, however many`() throws {
        for number in 1...40 { _ = try run("run \(number)", endsInOrder: true) }
        #expect(try run("last", [message("1", count: 40)]).applied == ["1"])
    }

    /// A database that stood still for a minute had the lane give its deliveries back more than
    /// twenty times, and the first batch that succeeded buried all of them.
    @Test func `is not judged by how often this run gave it back`() throws {
        for _ in 1...40 { _ = try run("one run") }
        let run = try run("one run", [message("1", count: 40), message("2", count: 40)])
        #expect(run.applied == ["1", "2"])
        #expect(run.firstCount == 2)
    }

    @Test func `is not judged by ends in which it had no part`() throws {
        for number in 1...40 { _ = try run("run \(number)") }
        let run = try run("last", [message("1", count: 3), message("2", count: 40)])
        #expect(run.applied == ["1", "2"])
        #expect(run.firstCount == 1)
    }
}
