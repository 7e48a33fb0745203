import Domain
import Foundation
import Testing

/// What the CRM and the configuration do to a race.
@Suite struct `A lead in a race` {
    // MARK: - What ends it from outside

    @Test(arguments: [
        ("lead.stage_changed", #"{"lead_id": "H1", "stage": "lost", "closed": true}"#),
        ("lead.deleted", #"{"lead_id": "H1"}"#),
        ("lead.converted", #"{"lead_id": "H1"}"#),
        ("lead.responsible_changed", #"{"lead_id": "H1", "responsible_id": "kira"}"#),
    ])
    func `is withdrawn when it needs nobody any more`(_ type: String, _ json: String) {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.forget()
        floor.hear(type, json)
        #expect(
            floor.said() == [
                "withdraw H1 anna cancelled", "chat anna info lead_distribution.cancelled",
            ]
        )
        floor.pass(.seconds(10_000))
        #expect(floor.said() == [])
    }

    @Test func `is not cancelled by the echo of Baton's own command`() {
        var floor = SalesFloor.racing { $0.firstActionWithin = .seconds(600) }
        floor.lead()
        floor.accept("anna")
        floor.hear("lead.responsible_changed", #"{"lead_id": "H1", "responsible_id": "anna"}"#)
        floor.pass(.seconds(600))
        #expect(floor.holder() == "boris")
    }

    @Test func `stays in the race when the echo comes after the lead was taken back`() {
        var floor = SalesFloor.racing { $0.firstActionWithin = .seconds(600) }
        floor.lead()
        floor.accept("anna")
        floor.pass(.seconds(600))
        floor.hear("lead.responsible_changed", #"{"lead_id": "H1", "responsible_id": "anna"}"#)
        #expect(floor.holder() == "boris")
    }

    @Test func `races when whoever had it gives it back`() {
        var floor = SalesFloor.racing()
        floor.lead("H1", #""responsible_id": "kira""#)
        #expect(floor.decided() == [])
        floor.hear("lead.responsible_changed", #"{"lead_id": "H1", "responsible_id": null}"#)
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test func `races when it is opened again and has nobody`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.hear(
            "lead.stage_changed",
            #"{"lead_id": "H1", "stage": "lost", "closed": true}"#
        )
        floor.forget()
        floor.hear(
            "lead.stage_changed",
            #"{"lead_id": "H1", "stage": "new", "closed": false}"#
        )
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test(arguments: ["marina", "kira", "somebody-unknown"])
    func `does not race when it has somebody`(_ owner: String) {
        var floor = SalesFloor.racing()
        floor.lead("H1", #""responsible_id": "\#(owner)""#)
        #expect(floor.decided().filter { $0.hasPrefix("offer") } == [])
    }

    @Test func `does not race where the race is turned off`() {
        var floor = SalesFloor.racing()
        floor.policies.leadDistribution = nil
        floor.lead()
        #expect(floor.said() == [])
    }

    @Test func `keeps its terms when the rules are changed meanwhile`() {
        var floor = SalesFloor.racing()
        floor.lead()
        floor.policies.leadDistribution?.offerTimeout = .seconds(5)
        floor.policies.leadDistribution?.fallbackTop = ["vera"]
        floor.pass(.seconds(899))
        #expect(floor.holder() == "anna")
        floor.policies.leadDistribution = nil
        floor.pass(.seconds(1))
        #expect(floor.holder() == "boris")
        #expect(floor.race()?.chain?.present?.deadline == floor.now + 900)
    }

    @Test func `is given at once when it is not hot, in turn`() {
        var floor = SalesFloor.racing()
        for id in ["C1", "C2", "C3", "C4"] { floor.lead(id, #""hot": false"#) }
        #expect(
            floor.decided() == [
                "assign C1 anna ordinary", "assign C2 boris ordinary",
                "assign C3 vera ordinary", "assign C4 anna ordinary",
            ]
        )
    }

    @Test func `is given to the least loaded when it is not hot and so configured`() {
        var floor = SalesFloor.racing { $0.ordinary = .leastLoaded }
        floor.lead("H0", #""responsible_id": "anna""#)
        floor.lead("C1", #""hot": false"#)
        #expect(floor.owner(of: "C1") == "boris")
    }
}
