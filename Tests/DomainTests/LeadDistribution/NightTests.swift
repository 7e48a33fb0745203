import Domain
import Foundation
import Testing

/// Leads and steps when the company is closed.
@Suite struct `Out of working hours` {
    private let night = WorkingWeek.at("2026-07-15T22:00:00+03:00")
    private let opening = WorkingWeek.at("2026-07-16T09:00:00+03:00")

    private func floor(
        at now: Date? = nil,
        _ change: (inout LeadDistributionPolicy) -> Void = { _ in }
    ) -> SalesFloor {
        .racing(change, calendar: WorkingWeek.calendar, at: now ?? night)
    }

    @Test func `a hot lead waits for the opening`() {
        var floor = floor()
        floor.lead()
        #expect(floor.said() == [])
        #expect(floor.race()?.phase == .waiting)
        floor.pass(until: opening.addingTimeInterval(-1))
        #expect(floor.said() == [])
        floor.pass(.seconds(1))
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test func `the pool is let out by heat and age, spread over the list`() {
        var floor = floor()
        floor.lead("N1")
        floor.pass(.seconds(1))
        floor.lead("N2")
        floor.pass(.seconds(1))
        floor.lead("N3", #""hot": true"#)
        floor.lead("N4", #""hot": true"#)
        floor.forget()
        floor.pass(until: opening)
        #expect(
            floor.decided() == [
                "offer N3 anna 1", "offer N4 boris 1", "offer N1 vera 1", "offer N2 anna 1",
            ]
        )
        #expect(floor.race("N4")?.chain?.candidates == ["boris", "vera", "anna"])
    }

    @Test func `a full pool is let out in portions, without leaving anybody`() {
        var floor = floor()
        let leads = (0..<60).map { "N\($0)" }
        for lead in leads { floor.lead(lead) }
        floor.pass(until: opening)
        #expect(leads.allSatisfy { floor.race($0)?.phase == .racing })
        #expect(Set(leads.compactMap { floor.holder(of: $0) }) == ["anna", "boris", "vera"])
        #expect(floor.state(of: NightPool.self, NightPool.name)?.entries == [])
    }

    @Test func `the duty person takes it`() {
        var floor = floor { $0.duty = "pavel" }
        floor.lead()
        #expect(floor.decided() == ["assign H1 pavel duty"])
    }

    @Test func `a duty person who is away lets it wait`() {
        var floor = floor { $0.duty = "pavel" }
        floor.away("pavel")
        floor.lead()
        #expect(floor.race()?.phase == .waiting)
    }

    @Test func `it does not wait where all time counts`() {
        var floor = floor { $0.workingTime = false }
        floor.lead()
        #expect(floor.decided() == ["offer H1 anna 1"])
    }

    @Test func `a lead that is not hot is given at once`() {
        var floor = floor()
        floor.lead("C1", #""hot": false"#)
        #expect(floor.decided() == ["assign C1 anna ordinary"])
    }

    @Test func `a lead that got somebody in the night is not offered in the morning`() {
        var floor = floor()
        floor.lead()
        floor.hear("lead.responsible_changed", #"{"lead_id": "H1", "responsible_id": "kira"}"#)
        floor.pass(.seconds(100_000))
        #expect(floor.decided() == [])
    }

    @Test func `nobody may take what waits`() {
        var floor = floor()
        floor.lead()
        floor.accept("anna")
        #expect(floor.decided() == ["refuse H1 anna not_your_turn"])
    }

    @Test func `a step that began before closing ends after the next opening`() {
        var floor = floor(at: WorkingWeek.at("2026-07-15T17:55:00+03:00"))
        floor.lead()
        #expect(
            floor.race()?.chain?.present?.deadline == WorkingWeek.at("2026-07-16T09:10:00+03:00")
        )
        floor.pass(until: WorkingWeek.at("2026-07-16T09:09:59+03:00"))
        #expect(floor.holder() == "anna")
        floor.pass(.seconds(1))
        #expect(floor.holder() == "boris")
    }

    @Test func `holidays and the weekend do not count`() {
        var floor = floor(at: WorkingWeek.at("2026-07-16T17:55:00+03:00"))
        floor.lead()
        // The 17th is a holiday, then comes the weekend.
        #expect(
            floor.race()?.chain?.present?.deadline == WorkingWeek.at("2026-07-20T09:10:00+03:00")
        )
    }

    @Test func `a night with a change of clocks is as long as it is`() {
        let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt
        // Friday before the clocks go forward on Sunday, 2026-03-29.
        var floor = SalesFloor.racing(
            calendar: WorkingWeek.calendar(in: berlin),
            at: WorkingWeek.at("2026-03-27T17:50:00+01:00")
        )
        floor.lead()
        #expect(
            floor.race()?.chain?.present?.deadline == WorkingWeek.at("2026-03-30T09:05:00+02:00")
        )
        floor.pass(.seconds(600))
        floor.lead("N1")
        #expect(floor.race("N1")?.phase == .waiting)
        floor.pass(until: WorkingWeek.at("2026-03-30T08:59:59+02:00"))
        #expect(floor.race("N1")?.phase == .waiting)
        floor.pass(.seconds(1))
        #expect(floor.race("N1")?.phase == .racing)
    }

    @Test func `a company that never opens lets the clock count`() {
        let never = WorkCalendar(timeZone: .gmt, hours: WorkingHours(week: [:]))
        var floor = SalesFloor.racing(calendar: never)
        floor.lead()
        #expect(floor.decided() == ["offer H1 anna 1"])
        #expect(floor.journal.contains("note lead_distribution.never_opens"))
        floor.pass(.seconds(900))
        #expect(floor.holder() == "boris")
    }
}
