import Contract
import Domain
import Engine
import Foundation
import Testing

@Suite struct `A simulation` {
    private let start = Date(timeIntervalSince1970: 1_772_445_600)

    private func simulation() throws -> Simulation {
        let rules = RuleBook([
            Rule(
                name: "later",
                on: LeadUpdated.type,
                after: .seconds(60),
                actions: [.set(field: "x", .literal(.bool(true)))]
            )
        ])
        let decider = BatchDecider(
            policies: Policies(rules: rules),
            source: "baton",
            text: \.template
        )
        return try Simulation(decider, start: start)
    }

    private func update(_ lead: String, _ id: String) -> [UInt8] {
        Array(
            #"{"specversion":"1.0","id":"\#(id)","source":"t","type":"lead.updated","data":"#.utf8
        ) + Array(#"{"lead_id":"\#(lead)","fields":{}}}"#.utf8)
    }

    @Test func `fires timers in the order in which they are due, at their own instants`() throws {
        var simulation = try simulation()
        let delays = [50, 10, 40, 0, 30, 20]
        for (index, delay) in delays.sorted().enumerated() {
            _ = try simulation.receive(
                update("L\(delay)", "e\(index)"),
                routingKey: "lead.updated",
                at: start + Double(delay)
            )
        }
        var fired: [Date] = []
        while let lines = try simulation.fireTimer(dueUpTo: start + 1000) {
            fired += lines.map(\.received)
        }
        #expect(fired == delays.sorted().map { start + Double($0) + 60 })
        #expect(!simulation.isWaiting && simulation.waiting.isEmpty)
    }

    @Test func `knows what it still waits for, and goes no further than it may`() throws {
        var simulation = try simulation()
        _ = try simulation.receive(update("L1", "e1"), routingKey: "lead.updated", at: start)
        #expect(try simulation.fireTimer(dueUpTo: start + 59.999) == nil)
        #expect(simulation.isWaiting)
        #expect(simulation.waiting.map(\.due) == [start + 60])
        simulation.pass(to: start + 59.999)
        #expect(simulation.now == start + 59.999)
        #expect(try simulation.fireTimer(dueUpTo: start + 60)?.count == 1)
    }

    @Test func `does not wait for what comes again for ever`() throws {
        let decider = BatchDecider(
            policies: Policies([LeadDistributionPolicy(final: .role(.salesHead))]),
            source: "baton",
            text: \.template
        )
        var simulation = try Simulation(decider, start: start)
        let lead = #"{"specversion":"1.0","id":"1","source":"t","type":"lead.created","data":"#
        let lines = try simulation.receive(
            Array((lead + #"{"lead_id":"L1","source":{"channel":"x"}}}"#).utf8),
            routingKey: "lead.created",
            at: start
        )
        #expect(lines.map(\.outcome) == [.applied])
        #expect(!simulation.isWaiting)
    }

    @Test func `takes an event that comes twice once, and buries what can't be read`() throws {
        var simulation = try simulation()
        for _ in 1...2 {
            _ = try simulation.receive(update("L1", "e1"), routingKey: "lead.updated", at: start)
        }
        #expect(simulation.waiting.count == 1)
        let lines = try simulation.receive(
            Array("{not json".utf8),
            routingKey: "lead.updated",
            at: start
        )
        #expect(lines.map(\.outcome) == [.dead])
    }
}
