import Domain
import Foundation
import SeededChance
import Testing

/// Whatever comes at the same instant, in whatever order: one owner, never two, never none.
@Suite struct `At the same millisecond` {
    @Test(arguments: [true, false])
    func `an accept and the end of the turn give one owner`(_ acceptsFirst: Bool) throws {
        let offered = ChainAccept.allCases.map { SalesFloor.small($0) }
        let (name, firing) = try #require(offered[0].timer("lead_distribution", "offer"))
        for seed in 0..<5_000 {
            var random = SplitMix(seed: seed)
            let mode = Int.random(in: 0..<offered.count, using: &random)
            var floor = offered[mode]
            if acceptsFirst {
                floor.accept("anna")
                floor.fire(name, firing)
            } else {
                floor.fire(name, firing)
                floor.accept("anna")
            }
            for _ in 0..<4 { floor.disturb(using: &random, name, firing) }
            floor.accept("boris")
            floor.accept("anna")
            let assigned = floor.said().filter { $0.hasPrefix("assign H1") }
            try #require(assigned.count == 1, "seed \(seed): \(assigned)")
            try #require(floor.owner() == floor.race()?.ownerID, "seed \(seed)")
            try #require(floor.timers.isEmpty, "seed \(seed)")
            if acceptsFirst { try #require(floor.owner() == "anna", "seed \(seed)") }
        }
    }

    @Test(arguments: 0..<300)
    func `whatever happens, an open lead has an owner or is on its way to one`(seed: Int) {
        var random = SplitMix(seed: seed)
        var floor = SalesFloor.racing {
            $0.accept = random.pick(ChainAccept.allCases)
            $0.missesToPause = random.pick([nil, 1, 2])
            $0.firstActionWithin = random.pick([nil, .seconds(300)])
            $0.repeats = random.pick([0, 1])
        }
        let leads = ["H1", "H2"]
        for lead in leads {
            floor.lead(lead, #""contact": {"phone": "+7381200000\#(lead.last!)"}"#)
        }
        for _ in 0..<40 {
            floor.happen(random.pick(leads), using: &random)
            for lead in leads { check(floor, lead, seed) }
        }
        floor.pass(.seconds(100_000))
        for lead in leads { check(floor, lead, seed) }
    }

    private func check(_ floor: SalesFloor, _ lead: String, _ seed: Int) {
        guard let known = floor.state(of: Leads.self, lead), known.isOpen else { return }
        let race = floor.race(lead)
        if race?.phase == .owned {
            #expect(race?.ownerID == known.responsibleID, "seed \(seed)")
            return
        }
        let alarm = floor.timers.contains {
            $0.key.subject.id == lead && $0.key.name == "offer"
                && $0.value.generation == race?.chain?.present?.generation
        }
        #expect(race?.phase == .racing && alarm, "seed \(seed): \(String(describing: race))")
    }
}

extension SalesFloor {
    /// Two sellers, one of whom has a lead on offer whose time is just over.
    fileprivate static func small(_ mode: ChainAccept) -> SalesFloor {
        var floor = SalesFloor(
            Policies([
                LeadDistributionPolicy(final: .role(.salesHead)).changed {
                    $0.fallbackTop = ["anna", "boris"]
                    $0.accept = mode
                    $0.firstActionWithin = nil
                    $0.missesToPause = nil
                    $0.sticky = false
                }
            ])
        )
        for (id, role) in [("anna", "sales_manager"), ("boris", "sales_manager")] {
            floor.hear(
                "person.upserted",
                #"{"person_id": "\#(id)", "name": "\#(id)", "roles": ["\#(role)"]}"#
            )
        }
        floor.lead()
        floor.sleep(.seconds(900))
        floor.forget()
        return floor
    }

    /// Repeats of the same events, in any order.
    fileprivate mutating func disturb(
        using random: inout SplitMix,
        _ name: TimerName,
        _ firing: TimerFiring
    ) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: accept("anna")
        case 1: fire(name, firing)
        case 2: lead()
        default: if owner() != nil { decline("anna") }
        }
    }

    /// Something that may happen on any day.
    fileprivate mutating func happen(_ lead: String, using random: inout SplitMix) {
        let person = random.pick(["anna", "boris", "vera", "head1", "pavel"])
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: accept(person, lead)
        case 2, 3: decline(person, lead)
        case 4: away(person)
        case 5: back(person)
        case 6: pass(.seconds(Int.random(in: 1...900, using: &random)))
        case 7: sleep(.seconds(Int.random(in: 1...4000, using: &random)))
        case 8:
            let owner = random.chance(50) ? #""\#(person)""# : "null"
            hear(
                "lead.responsible_changed",
                #"{"lead_id": "\#(lead)", "responsible_id": \#(owner)}"#
            )
        case 9:
            let closed = random.chance(30)
            hear(
                "lead.stage_changed",
                #"{"lead_id": "\#(lead)", "stage": "x", "closed": \#(closed)}"#
            )
        case 10: self.lead(lead)
        default: hear(LeadWorkSeen(LeadID(trusted: lead), by: PersonID(trusted: person)))
        }
    }
}
