import Domain
import Foundation
import Testing

/// Whoever takes a lead must work on it, and whoever never reacts is left in peace.
@Suite struct `A winner` {
    private func taken(
        _ change: (inout LeadDistributionPolicy) -> Void = { _ in }
    ) -> SalesFloor {
        var floor = SalesFloor.racing {
            $0.firstActionWithin = .seconds(900)
            change(&$0)
        }
        floor.lead("H1", #""contact": {"phone": "8 (3812) 12-34-56"}"#)
        floor.accept("anna")
        floor.forget()
        return floor
    }

    @Test func `who does nothing is reminded at half time and then loses the lead`() {
        var floor = taken()
        floor.pass(.seconds(450))
        #expect(floor.said() == ["chat anna warning lead_distribution.first_action_reminder"])
        floor.pass(.seconds(449))
        #expect(floor.owner() == "anna")
        floor.pass(.seconds(1))
        #expect(
            floor.said() == [
                "unassigned H1 anna",
                "chat anna warning lead_distribution.taken_back",
                "chat head1 warning lead_distribution.taken_back.heads",
                "chat head2 warning lead_distribution.taken_back.heads",
                "offer H1 boris 2",
                "chat boris warning lead_distribution.offer",
            ]
        )
        #expect(floor.owner() == nil)
    }

    @Test func `who lost the lead may not take it again`() {
        var floor = taken()
        floor.pass(.seconds(900))
        floor.forget()
        floor.accept("anna")
        #expect(floor.decided() == ["refuse H1 anna unknown boris"])
    }

    @Test(arguments: [
        ("call.made", #"{"call_id": "o1", "person_id": "anna", "to": "+1", "lead_id": "H1"}"#),
        ("call.made", #"{"call_id": "o1", "person_id": "anna", "to": "+7 3812 123456"}"#),
        ("call.made", #"{"call_id": "o1", "person_id": "anna", "to": "83812123456"}"#),
        ("lead.stage_changed", #"{"lead_id": "H1", "stage": "talks"}"#),
        ("lead.stage_changed", #"{"lead_id": "H1", "stage": "talks", "actor_id": "anna"}"#),
        ("lead.updated", #"{"lead_id": "H1", "fields": {"a": 1}, "actor_id": "anna"}"#),
    ])
    func `who works keeps the lead`(_ type: String, _ json: String) {
        var floor = taken()
        floor.hear(type, json)
        #expect(floor.timers.isEmpty)
        floor.pass(.seconds(10_000))
        #expect(floor.said() == [])
        #expect(floor.owner() == "anna")
    }

    @Test(arguments: [
        ("call.made", #"{"call_id": "o1", "person_id": "boris", "to": "+1", "lead_id": "H1"}"#),
        ("call.made", #"{"call_id": "o1", "person_id": "anna", "to": "+73812999999"}"#),
        ("lead.stage_changed", #"{"lead_id": "H1", "stage": "talks", "actor_id": "boris"}"#),
        ("lead.updated", #"{"lead_id": "H1", "fields": {"a": 1}, "actor_id": "boris"}"#),
        ("lead.updated", #"{"lead_id": "H1", "fields": {"a": 1}}"#),
    ])
    func `is not helped by what others do, or machines`(_ type: String, _ json: String) {
        var floor = taken()
        floor.hear(type, json)
        floor.pass(.seconds(900))
        #expect(floor.holder() == "boris")
    }

    @Test func `is left alone where first actions are not watched`() {
        var floor = taken { $0.firstActionWithin = nil }
        floor.pass(.seconds(100_000))
        #expect(floor.said() == [])
    }

    @Test func `is left alone once the lead is closed`() {
        var floor = taken()
        floor.hear("lead.stage_changed", #"{"lead_id": "H1", "stage": "won", "closed": true}"#)
        #expect(floor.timers.isEmpty)
    }

    @Test func `is left alone once somebody else has the lead`() {
        var floor = taken()
        floor.hear("lead.responsible_changed", #"{"lead_id": "H1", "responsible_id": "kira"}"#)
        floor.pass(.seconds(10_000))
        #expect(floor.decided() == [])
        #expect(floor.owner() == "kira")
    }

    @Test func `who was late gives the turn back to the one who lost it`() {
        var floor = SalesFloor.racing { $0.firstActionWithin = .seconds(900) }
        floor.lead()
        floor.pass(.seconds(900))
        floor.accept("anna")
        floor.pass(.seconds(900))
        #expect(floor.holder() == "boris")
    }

    @Test func `was the only one: the lead ends with a head`() {
        var floor = SalesFloor.racing {
            $0.firstActionWithin = .seconds(900)
            $0.fallbackTop = ["anna"]
        }
        floor.lead()
        floor.accept("anna")
        floor.pass(.seconds(900))
        #expect(floor.owner() == "head1")
    }

    @Test func `has working time for it, not the night`() {
        var floor = SalesFloor.racing(
            { $0.firstActionWithin = .seconds(900) },
            calendar: WorkingWeek.calendar,
            at: WorkingWeek.at("2026-07-15T17:50:00+03:00")
        )
        floor.lead()
        floor.accept("anna")
        floor.pass(until: WorkingWeek.at("2026-07-16T09:04:59+03:00"))
        #expect(floor.owner() == "anna")
        floor.pass(.seconds(1))
        #expect(floor.holder() == "boris")
    }
}

/// People who let offers pass in silence.
@Suite struct `Somebody who never reacts` {
    private func floor(misses: Int? = 2) -> SalesFloor {
        SalesFloor.racing {
            $0.missesToPause = misses
            $0.pauseFor = .seconds(3600)
            $0.repeats = 0
        }
    }

    @Test func `is paused after so many offers in a row, and told so with the heads`() {
        var floor = floor()
        floor.lead("H1")
        floor.pass(.seconds(900))
        #expect(floor.company.people["anna"]?.silence?.misses == 1)
        floor.lead("H2")
        floor.forget()
        floor.pass(.seconds(900))
        let said = floor.said()
        #expect(said.contains("chat anna warning person.paused"))
        #expect(said.contains("chat head1 warning person.paused.heads"))
        floor.lead("H3")
        #expect(floor.holder(of: "H3") != "anna")
        #expect(floor.journal.contains("note person.skipped.paused"))
    }

    @Test func `gives back whatever else waits for him`() {
        var floor = floor(misses: 1)
        floor.lead("H1")
        floor.pass(.seconds(100))
        floor.lead("H2")
        floor.pass(.seconds(800))
        #expect(floor.holder(of: "H1") == "boris")
        #expect(floor.holder(of: "H2") == "boris")
    }

    @Test func `is asked again when the pause is over`() {
        var floor = floor(misses: 1)
        floor.lead("H1")
        floor.pass(.seconds(900))
        floor.pass(.seconds(3600))
        floor.lead("H2")
        #expect(floor.holder(of: "H2") == "anna")
    }

    @Test(arguments: ["accept", "call", "back", "update", "stage", "same stage", "hand over"])
    func `is asked again as soon as he does anything`(_ activity: String) {
        var floor = floor(misses: 1)
        floor.lead("H1")
        floor.pass(.seconds(900))
        switch activity {
        case "accept": floor.accept("anna")
        case "call":
            floor.hear("call.made", #"{"call_id": "o1", "person_id": "anna", "to": "1"}"#)
        case "update":
            let body = #"{"lead_id": "H1", "fields": {"a": 1}, "actor_id": "anna"}"#
            floor.hear("lead.updated", body)
        case "stage", "same stage":
            let body = #"{"lead_id": "H0", "stage": "talk", "actor_id": "anna"}"#
            floor.lead("H0", #""responsible_id": "boris""#)
            if activity == "same stage" {
                floor.hear("lead.stage_changed", #"{"lead_id": "H0", "stage": "talk"}"#)
            }
            floor.hear("lead.stage_changed", body)
        case "hand over":
            let body = #"{"lead_id": "H1", "responsible_id": "vera", "actor_id": "anna"}"#
            floor.hear("lead.responsible_changed", body)
        default: floor.back("anna")
        }
        floor.lead("H2")
        #expect(floor.holder(of: "H2") == "anna")
    }

    @Test func `is not counted any further after a reaction`() {
        var floor = floor()
        floor.lead("H1")
        floor.pass(.seconds(900))
        floor.lead("H2")
        floor.decline("anna", "H2")
        floor.lead("H3")
        floor.pass(.seconds(900))
        #expect(floor.company.people["anna"]?.silence?.pausedUntil == nil)
    }

    @Test func `is never paused where he is the last one available`() {
        var floor = floor(misses: 1)
        floor.away("boris")
        floor.away("vera")
        floor.lead("H1")
        floor.pass(.seconds(900))
        #expect(floor.company.people["anna"]?.isAvailable(at: floor.now) == true)
        #expect(floor.journal.contains("note person.not_paused"))
    }

    @Test func `is never paused where that is turned off`() {
        var floor = floor(misses: nil)
        for id in ["H1", "H2", "H3", "H4"] {
            floor.lead(id)
            floor.pass(.seconds(3000))
        }
        #expect(floor.company.people["anna"]?.silence == nil)
    }

    @Test func `is asked once more in the same race and then left out of it`() {
        var floor = SalesFloor.racing {
            $0.missesToPause = 1
            $0.repeats = 1
            $0.fallbackTop = ["anna", "boris"]
        }
        floor.lead()
        floor.pass(.seconds(900))
        #expect(floor.holder() == "boris")
        floor.pass(.seconds(900))
        // Anna is paused, Boris is the last one there: he is asked again.
        #expect(floor.holder() == "boris")
        #expect(floor.race()?.chain?.round == 2)
    }
}
