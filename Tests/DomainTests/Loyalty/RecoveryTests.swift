import Domain
import Foundation
import Testing

@Suite struct RecoveryTests {
    private func unhappy(_ change: (inout LoyaltyPolicy) -> Void = { _ in }) -> SalesFloor {
        var floor = SalesFloor.asked(change)
        floor.answer("bad", "S1-C1", #""comment": "late""#)
        return floor
    }

    private func begun(_ change: (inout LoyaltyPolicy) -> Void = { _ in }) -> SalesFloor {
        var floor = unhappy(change)
        floor.forget()
        return floor
    }

    private func recovery(_ floor: SalesFloor) -> Recovery? {
        floor.state(of: Recoveries.self, "C1")?.items.last
    }

    @Test func `bad alarms director, head and project manager, and gives a task`() throws {
        var floor = unhappy()
        let task = try #require(floor.published.compactMap { $0 as? TaskCreate }.first)
        #expect(task.dueAt == floor.now + .days(5))
        #expect(
            Set(floor.said()) == [
                "chat dir critical recovery.opened", "chat head1 critical recovery.opened",
                "chat pavel critical recovery.opened", "task head1 recovery.task.title",
                "nps -100 of 1",
            ]
        )
    }

    @Test func `nobody reacts: the head, then the directors, then all of them`() {
        var floor = begun()
        floor.pass(.seconds(1799))
        #expect(floor.said() == [])
        floor.pass(.seconds(1))
        #expect(floor.said() == ["chat dir critical recovery.your_turn"])
        floor.pass(.seconds(1800))
        #expect(floor.said() == ["chat dir critical recovery.nobody_reacted"])
        floor.pass(.days(4))
        #expect(floor.said() == [])
    }

    @Test func `after an outage each one still has his whole time`() {
        var floor = begun()
        floor.sleep(.days(1))
        floor.pass(.zero)
        #expect(floor.said() == ["chat dir critical recovery.your_turn"])
        floor.pass(.seconds(1799))
        #expect(floor.said() == [])
    }

    @Test(arguments: ["head1", "head2", "dir", "pavel"])
    func `whoever reacts ends the chain, and the others are told`(_ person: String) {
        var floor = begun()
        floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "\#(person)"}"#)
        let others = ["head1", "dir", "pavel"].filter { $0 != person }
        #expect(Set(floor.said()) == Set(others.map { "chat \($0) info recovery.accepted" }))
        floor.pass(.days(1))
        #expect(floor.said() == [])
        #expect(recovery(floor)?.acceptedBy?.rawValue == person)
    }

    @Test func `the second one is told who was first, the first one's repeat is harmless`() {
        var floor = begun()
        floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "dir"}"#)
        floor.forget()
        floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "head1"}"#)
        floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "dir"}"#)
        #expect(floor.said() == ["chat head1 info recovery.rejected.recovery_taken"])
        #expect(
            floor.journal == [
                "recovery rejected recovery_taken", "recovery ignored already_theirs",
            ]
        )
    }

    @Test func `strangers may not, and unknown people can't`() {
        var floor = begun()
        floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "anna"}"#)
        #expect(floor.said() == ["chat anna info recovery.rejected.actor_not_allowed"])
        floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "nobody"}"#)
        let closing = #"{"client_id": "C1", "outcome": "kept", "actor_id": "nobody"}"#
        floor.hear("recovery.closed", closing)
        #expect(
            floor.journal.suffix(2) == Array(repeating: "recovery refused unknown_person", count: 2)
        )
    }

    @Test func `it is closed with an outcome, and then over`() {
        var floor = begun()
        let closing = #"{"client_id": "C1", "outcome": "kept", "actor_id": "head1"}"#
        floor.hear("recovery.closed", closing)
        #expect(
            Set(floor.said()) == [
                "chat dir info recovery.closed", "chat pavel info recovery.closed",
            ]
        )
        #expect(recovery(floor)?.closing?.outcome == "kept")
        #expect(floor.timers.keys.allSatisfy { $0.process != "recovery" })
        floor.hear("recovery.closed", closing)
        #expect(floor.said() == ["chat head1 info recovery.rejected.recovery_over"])
    }

    @Test func `what is not closed in time is escalated, once`() {
        var floor = begun()
        floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "head1"}"#)
        floor.forget()
        floor.pass(.days(5))
        #expect(
            Set(floor.said().filter { $0.contains("recovery") }) == [
                "chat dir critical recovery.overdue", "chat head1 critical recovery.overdue",
                "chat pavel critical recovery.overdue",
            ]
        )
        floor.pass(.days(4))
        #expect(floor.said().filter { $0.contains("overdue") } == [])
    }

    @Test func `a head who is away is skipped at once, one who leaves hands over`() {
        var floor = SalesFloor.asked()
        floor.away("head1")
        floor.answer("bad")
        #expect(floor.said().contains("chat dir critical recovery.your_turn"))
        #expect(floor.journal.contains("note person.skipped.absent"))

        var other = begun()
        other.away("head1")
        #expect(other.said() == ["chat dir critical recovery.your_turn"])
        other.away("head1")
        #expect(other.said() == [])
    }

    @Test func `a client without a head gets one who is there`() {
        var floor = SalesFloor.asking()
        floor.hear(
            "client.upserted",
            #"{"client_id": "C1", "name": "Daisy", "emails": ["a@client.test"]}"#
        )
        floor.ask()
        floor.forget()
        floor.answer("bad")
        #expect(floor.said().contains("task head1 recovery.task.title"))
    }

    @Test func `another answer is told, and does not end it`() {
        var floor = begun()
        floor.answer("excellent")
        #expect(
            Set(floor.said().filter { $0.contains("recovery") }) == [
                "chat head1 warning recovery.answered_again",
                "chat dir warning recovery.answered_again",
                "chat pavel warning recovery.answered_again",
            ]
        )
        floor.pass(.seconds(1800))
        #expect(floor.said() == ["chat dir critical recovery.your_turn"])
    }

    @Test func `a bad answer after it was closed begins another one`() {
        var floor = begun()
        let closing = #"{"client_id": "C1", "outcome": "kept", "actor_id": "head1"}"#
        floor.hear("recovery.closed", closing)
        floor.pass(.days(11))
        floor.forget()
        floor.answer("bad", "S2-C1")
        #expect(floor.said().contains("task head1 recovery.task.title"))
        #expect(recovery(floor)?.number == 2)
    }

    @Test func `counts working time where it is told to`() throws {
        var floor = SalesFloor.asking(
            { $0.recovery.workingTime = true },
            calendar: try office("Europe/Moscow")
        )
        floor.announce()
        floor.ask()
        floor.pass(until: floor.policies.calendar.startOfDay(holding: floor.now) + .seconds(68_100))
        floor.forget()
        floor.answer("bad")
        floor.forget()
        // 18:55: five minutes today, the rest tomorrow.
        floor.pass(.seconds(1800))
        #expect(floor.said() == [])
        floor.pass(.days(1))
        #expect(floor.said().first == "chat dir critical recovery.your_turn")
    }
}

extension Date {
    fileprivate static func + (date: Date, duration: Duration) -> Date {
        date.addingTimeInterval(duration / .seconds(1))
    }
}
