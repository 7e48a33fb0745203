import Domain
import Foundation
import Testing

@Suite struct IndexationTests {
    private func proposed(_ change: (inout IndexationPolicy) -> Void = { _ in }) -> SalesFloor {
        var floor = SalesFloor.indexing(change)
        floor.pass(to: "2025-12-14")
        floor.forget()
        return floor
    }

    private func told(_ change: (inout IndexationPolicy) -> Void = { _ in }) -> SalesFloor {
        var floor = proposed(change)
        floor.decide("approved")
        floor.pass(.seconds(1))
        floor.forget()
        return floor
    }

    @Test func `is proposed forty-nine days before it may hold, not a day sooner`() throws {
        var floor = SalesFloor.indexing()
        floor.pass(to: "2025-12-13")
        #expect(floor.said() == [])
        floor.pass(to: "2025-12-14")
        #expect(
            floor.said() == ["baton.indexation.proposed", "chat head1 info indexation.proposed"]
        )
        let proposal = try #require(floor.proposal())
        #expect(proposal.newFee == Money(88_800, "RUB"))
        #expect(proposal.raise.percent == 11)
        #expect(proposal.effectiveOn.text == "2026-02-01")
    }

    @Test func `says why it is held, as long as it is`() throws {
        var floor = proposed()
        floor.decide("approved")
        floor.letterFailed("nothing")
        floor.pass(.seconds(1))
        #expect(floor.proposal()?.why == nil)
        floor.letterFailed(floor.letter(), permanent: true)
        #expect(floor.proposal()?.why == "indexation.hold.address")
        floor.charge(emails: #"["b@client.test"]"#)
        #expect(floor.proposal()?.why == nil)
        floor.pass(.days(1))
        floor.charge(fee: "81000.00", emails: #"["b@client.test"]"#)
        floor.pass(to: "2026-02-01")
        #expect(floor.proposal()?.why == "indexation.hold.fee_changed")
        floor.charge(emails: #"["b@client.test"]"#)
        floor.decide("approved")
        #expect(floor.proposal()?.phase == .announced && floor.proposal()?.why == nil)
    }

    @Test func `no longer says why it was held once it is withdrawn`() {
        var floor = proposed()
        floor.decide("approved")
        floor.pass(.seconds(1))
        floor.letterFailed(floor.letter(), permanent: true)
        floor.withdraw()
        #expect(floor.proposal()?.phase == .withdrawn && floor.proposal()?.why == nil)
    }

    @Test func `approved: the client is told at once, and the fee holds on its day`() throws {
        var floor = proposed()
        floor.decide("approved")
        floor.pass(.seconds(1))
        #expect(
            floor.said() == [
                "mail C1 indexation.notice [\"a@client.test\"]",
                "chat head1 info indexation.announced",
            ]
        )
        floor.pass(to: "2026-01-31")
        #expect(floor.said() == [])
        floor.pass(to: "2026-02-01")
        #expect(
            floor.said() == [
                "client.set_fee", "baton.indexation.applied", "chat head1 info indexation.applied",
            ]
        )
        #expect(floor.fees()?.lastEffective?.text == "2026-02-01")
        #expect(floor.fees()?.dueOn?.text == "2027-02-01")
    }

    @Test func `nobody decides: reminded, climbs, is dropped, and comes again in a year`() {
        var floor = proposed()
        floor.pass(to: "2025-12-21")
        #expect(floor.announced() == ["chat head1 warning indexation.reminder"])
        floor.pass(to: "2025-12-28")
        #expect(floor.announced() == ["chat dir warning indexation.climbed"])
        floor.pass(to: "2026-01-02")
        #expect(
            floor.announced() == [
                "baton.indexation.skipped", "chat head1 warning indexation.dropped",
                "chat dir warning indexation.dropped",
            ]
        )
        #expect(floor.fees()?.dueOn?.text == "2027-02-01")
    }

    @Test func `refused: the base stays, and it comes again in a year`() {
        var floor = proposed()
        floor.decide("refused")
        #expect(floor.said() == ["baton.indexation.skipped"])
        #expect(floor.fees()?.dueOn?.text == "2027-02-01")
        #expect(floor.fees()?.lastCurrentEnd == nil)
    }

    @Test func `another percentage is rounded down, and above the cap it is rejected`() {
        var floor = proposed()
        floor.decide("changed", by: "head1", #""percent": 15.5"#)
        #expect(floor.said() == ["chat head1 info indexation.rejected.percent_above_maximum"])
        floor.decide("changed", by: "head1", #""percent": 8.3"#)
        #expect(floor.proposal()?.newFee == Money(86_600, "RUB"))
        #expect(floor.proposal()?.raise.percent == Decimal(string: "8.25"))
    }

    @Test func `whoever may not decide is told so`() {
        var floor = proposed()
        floor.decide("approved", by: "anna")
        #expect(floor.said() == ["chat anna info indexation.rejected.actor_not_allowed"])
        #expect(floor.proposal()?.phase == .proposed)
    }

    @Test func `a button of figures that changed since does not count`() {
        var floor = proposed()
        floor.observe("2025", index: 113, payroll: "2772000.00", heads: 21)
        floor.pass(to: "2025-12-15")
        #expect(floor.proposal()?.revision == 2)
        #expect(floor.proposal()?.newFee == Money(89_200, "RUB"))
        floor.forget()
        floor.decide("approved", by: "head1", #""revision": 1"#)
        #expect(floor.said() == ["chat head1 info indexation.rejected.proposal_revised"])
        floor.decide("approved", by: "head1", #""revision": 2"#)
        #expect(floor.proposal()?.phase == .approved)
    }

    @Test func `figures that are corrected after the decision change nothing`() {
        var floor = told()
        floor.observe("2025", index: 150, payroll: "2772000.00", heads: 21)
        floor.pass(to: "2026-02-01")
        #expect(floor.proposal()?.newFee == Money(88_800, "RUB"))
    }

    @Test func `by new figures there is nothing to raise`() {
        var floor = proposed()
        floor.observe("2025", index: 100, payroll: "2400000.00", heads: 20)
        floor.pass(to: "2025-12-15")
        #expect(
            floor.said() == ["chat head1 info indexation.no_longer", "baton.indexation.skipped"]
        )
        #expect(floor.proposal()?.phase == .lapsed)
    }

    @Test func `waits for figures, says so once, and is proposed the day after they came`() {
        var floor = SalesFloor.indexing()
        floor.charge("C2", contractFrom: "2024-01-10")
        floor.forget()
        floor.pass(to: "2025-11-12")
        #expect(floor.said() == ["baton.indexation.skipped"])
        floor.observe("2023", index: 90, payroll: "2200000.00", heads: 20)
        floor.pass(to: "2025-11-13")
        #expect(
            floor.said() == ["baton.indexation.proposed", "chat head1 info indexation.proposed"]
        )
        #expect(floor.proposal("C2")?.effectiveOn.text == "2026-01-01")
    }

    // MARK: - The letter

    @Test func `a letter that got lost does not count, and goes out again`() {
        var floor = told()
        let first = floor.letter()
        floor.letterFailed(first)
        #expect(floor.said() == ["chat head1 warning indexation.letter_lost"])
        floor.pass(to: "2025-12-15")
        #expect(floor.said().contains("mail C1 indexation.notice [\"a@client.test\"]"))
        #expect(floor.letter() != first)
        floor.letterFailed(first)
        #expect(floor.said() == [])
        #expect(floor.proposal()?.phase == .announced)
    }

    @Test func `an address that does not exist is waited for`() {
        var floor = told()
        floor.letterFailed(floor.letter(), permanent: true)
        floor.pass(to: "2026-03-01")
        #expect(!floor.said().contains("client.set_fee"))
        #expect(floor.proposal()?.phase == .addressNeeded)
        floor.charge(emails: #"["b@client.test"]"#)
        floor.pass(.seconds(1))
        #expect(floor.said().contains("mail C1 indexation.notice [\"b@client.test\"]"))
        #expect(floor.proposal()?.effectiveOn.text == "2026-04-01")
    }

    @Test func `delivery that must be confirmed moves the day`() {
        var floor = told { $0.delivery = .confirmed }
        floor.pass(to: "2026-03-02")
        floor.forget()
        floor.letterArrived(floor.letter())
        floor.pass(to: "2026-03-31")
        #expect(!floor.said().contains("client.set_fee"))
        floor.pass(to: "2026-04-01")
        #expect(floor.said().contains("client.set_fee"))
    }

    @Test func `without a confirmation nothing is raised, and the head is told`() {
        var floor = told { $0.delivery = .confirmed }
        floor.pass(to: "2025-12-19")
        #expect(floor.announced() == ["chat head1 warning indexation.not_delivered"])
        floor.pass(to: "2026-06-01")
        #expect(floor.said() == [])
    }

    @Test func `letters are spread over the days`() {
        var floor = SalesFloor.indexing({ $0.noticesPerDay = 2 })
        for number in 2...5 { floor.charge("C\(number)") }
        floor.pass(to: "2025-12-14")
        floor.forget()
        for number in 1...5 { floor.decide("approved", "X1-C\(number)") }
        var days: [Int] = []
        for day in ["2025-12-14", "2025-12-15", "2025-12-16"] {
            floor.pass(to: day)
            floor.pass(.seconds(43_199))
            days.append(floor.said().count { $0.hasPrefix("mail ") })
        }
        #expect(days == [2, 2, 1])
    }

    // MARK: - The day

    @Test func `another fee on the day stops it, and somebody is asked`() {
        var floor = told()
        floor.charge(fee: "82000.00")
        floor.pass(to: "2026-02-01")
        #expect(
            floor.announced() == [
                "baton.indexation.skipped", "chat head1 critical indexation.stopped",
            ]
        )
        floor.decide("approved")
        #expect(floor.said() == ["chat head1 info indexation.rejected.proposal_still_stopped"])
        floor.charge()
        floor.decide("approved")
        floor.pass(to: "2026-03-01")
        #expect(floor.said().contains("client.set_fee"))
    }

    @Test func `a client who left pays no more`() {
        var floor = told()
        floor.charge(active: false)
        floor.pass(to: "2026-02-01")
        #expect(floor.announced().contains("chat head1 critical indexation.stopped"))
        #expect(floor.proposal()?.phase == .stopped)
    }

    @Test func `withdrawn after the letter: the client is told that it does not come`() {
        var floor = told()
        floor.withdraw()
        #expect(
            floor.said() == [
                "baton.indexation.skipped", "mail C1 indexation.withdrawn [\"a@client.test\"]",
            ]
        )
        floor.pass(to: "2026-06-01")
        #expect(!floor.said().contains("client.set_fee"))
    }

    @Test func `withdrawn before the letter: the client never hears of it`() {
        var floor = proposed()
        floor.decide("approved")
        floor.withdraw()
        #expect(floor.said() == ["baton.indexation.skipped"])
        floor.pass(to: "2026-02-02")
        #expect(floor.said() == [])
    }

    @Test func `the old fee in the CRM is a warning, once`() {
        var floor = told()
        floor.pass(to: "2026-02-01")
        floor.forget()
        floor.charge()
        floor.charge()
        #expect(floor.said() == ["chat head1 warning indexation.old_fee_again"])
        floor.charge(fee: "88800.00")
        #expect(floor.said() == [])
    }

    @Test func `a year later the next one is counted from the months of the last`() {
        var floor = told()
        floor.pass(to: "2026-02-01")
        floor.charge(fee: "88800.00")
        floor.pass(to: "2026-11-20")
        floor.observe("2026", index: 123, payroll: "2952000.00", heads: 21)
        floor.pass(to: "2026-12-14")
        // 123/112 and 2 952 000/2 772 000: 9.82 % and 6.49 %.
        #expect(floor.proposal()?.raise.growthPercent == Decimal(string: "8.16"))
        #expect(floor.proposal()?.newFee == Money(96_000, "RUB"))
    }
}
