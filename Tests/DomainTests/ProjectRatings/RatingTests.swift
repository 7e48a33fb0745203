import Domain
import Foundation
import Testing

@Suite struct `Project managers are rated` {
    @Test func `as soon as they are announced`() throws {
        var floor = SalesFloor.rating()
        let fact = try #require(floor.published.lazy.compactMap { $0 as? RatingChanged }.first)
        #expect(fact.rating.text == "462.50")
        #expect(fact.before == nil)
        floor.forget()
        floor.announceManagers(["pavel"])
        #expect(floor.published.isEmpty)
    }

    @Test func `by the feedback of each head, of which the last counts`() {
        var floor = SalesFloor.rating()
        floor.give(score: 5, by: "head1")
        #expect(floor.rating(of: "pavel") == "495.83")
        floor.give(score: 1, by: "head1", id: "f2")
        #expect(floor.rating(of: "pavel") == "429.17")
        floor.give(score: 1, by: "head1", id: "f2")
        #expect(floor.journal.last?.contains("ignored nothing_new") == true)
    }

    @Test func `never by themselves, and only if they are project managers`() {
        var floor = SalesFloor.rating()
        floor.give(score: 5, by: "pavel")
        #expect(floor.journal.last == "rating rejected feedback_on_own_work")
        floor.announceManagers(["marta"], roles: #""marketer""#)
        floor.give("marta", score: 5, by: "head1")
        #expect(floor.journal.last == "rating rejected not_a_project_manager")
        floor.give("nobody", score: 5, by: "head1")
        #expect(floor.journal.last == "rating refused unknown_person")
    }

    @Test func `by a head of whom nobody has told, as by any other`() {
        var floor = SalesFloor.rating()
        floor.give(score: 5, by: "head9")
        #expect(floor.rating(of: "pavel") == "495.83")
    }

    @Test func `never of a manager of whom nobody knows`() {
        var floor = SalesFloor.rating()
        floor.client("C1", of: "pavel", services: 0)
        floor.hear(
            "review.received",
            #"{"review_id": "v1", "client_id": "C1", "person_id": "pavle"}"#
        )
        #expect(floor.journal.last == "rating_sources refused unknown_person")
        #expect(floor.rating(of: "pavel") == "362.50")
    }

    /// One happy client is one voice, however often he is handed over.
    @Test func `by one review of a client within the time, whoever served him meanwhile`() {
        var floor = SalesFloor.rating(managers: ["pavel", "olga"])
        floor.client("C1", of: "pavel", services: 5)
        floor.review("v1", of: "C1")
        floor.pass(.days(10))
        floor.client("C1", of: "olga", services: 5)
        floor.review("v2", of: "C1")
        #expect(floor.rating(of: "pavel") == "487.50")
        #expect(floor.rating(of: "olga") == "562.50")
        floor.review("v1", of: "C1", real: false)
        #expect(floor.rating(of: "pavel") == "462.50")
        #expect(floor.rating(of: "olga") == "587.50")
        floor.review("v1", of: "C1", real: true)
        #expect(floor.rating(of: "pavel") == "487.50")
        #expect(floor.rating(of: "olga") == "562.50")
    }

    @Test func `by reviews that a shorter time lets count, once it is set`() {
        var floor = SalesFloor.rating(managers: ["pavel", "olga"])
        floor.client("C1", of: "pavel", services: 5)
        floor.review("v1", of: "C1")
        floor.pass(.days(10))
        floor.client("C1", of: "olga", services: 5)
        floor.review("v2", of: "C1")
        floor.policies.rating = RatingPolicy().changed { $0.reviewEvery = .days(10) }
        floor.revisit()
        #expect(floor.rating(of: "olga") == "587.50")
    }

    @Test func `by the services of their active clients`() {
        var floor = SalesFloor.rating()
        floor.client("C1", of: "pavel", services: 5)
        #expect(floor.rating(of: "pavel") == "562.50")
        floor.client("C2", of: "pavel", services: 0)
        #expect(floor.rating(of: "pavel") == "462.50")
        floor.client("C2", of: nil, services: 0)
        #expect(floor.rating(of: "pavel") == "562.50")
    }

    @Test func `and a client who is handed over takes only his services along`() {
        var floor = SalesFloor.rating(managers: ["pavel", "olga"])
        floor.client("C1", of: "pavel", services: 5)
        floor.review("v1", of: "C1")
        #expect(floor.rating(of: "pavel") == "587.50")
        floor.client("C1", of: "olga", services: 5)
        #expect(floor.rating(of: "pavel") == "487.50")
        #expect(floor.rating(of: "olga") == "562.50")
    }

    @Test func `by reviews until one is taken back, whoever serves the client by then`() {
        var floor = SalesFloor.rating(managers: ["pavel", "olga"])
        floor.client("C1", of: "pavel")
        floor.review("v1", of: "C1")
        let rated = floor.rating(of: "pavel")
        floor.client("C1", of: "olga")
        floor.review("v1", of: "C1", real: false)
        #expect(rated == "387.50")
        #expect(floor.rating(of: "pavel") == "462.50")
        floor.review("v1", of: "C1", real: true)
        #expect(floor.rating(of: "pavel") == "487.50")
    }

    @Test func `by the second review of a client where the first is taken back`() {
        var floor = SalesFloor.rating()
        floor.client("C1", of: "pavel", services: 0)
        let before = floor.rating(of: "pavel")
        floor.review("v1", of: "C1")
        let one = floor.rating(of: "pavel")
        floor.review("v2", of: "C1")
        #expect(floor.rating(of: "pavel") == one)
        floor.review("v1", of: "C1", real: false)
        #expect(floor.rating(of: "pavel") == one)
        floor.review("v2", of: "C1", real: false)
        #expect(floor.rating(of: "pavel") == before)
    }

    @Test func `by what was said before they were turned on`() {
        var floor = SalesFloor.rating()
        floor.policies.rating = nil
        floor.client("C1", of: "pavel", services: 5)
        #expect(floor.rating(of: "pavel") == "462.50")
        floor.policies.rating = RatingPolicy()
        floor.revisit()
        #expect(floor.rating(of: "pavel") == "562.50")
        floor.forget()
        floor.revisit()
        #expect(floor.published.isEmpty)
    }

    @Test func `lower by time alone, on the day and not before`() {
        var floor = SalesFloor.rating()
        floor.give(score: 5, by: "head1")
        floor.forget()
        floor.pass(.days(30))
        #expect(floor.published.isEmpty)
        floor.pass(.days(1))
        #expect(floor.rating(of: "pavel") == "493.93")
        floor.pass(.days(365))
        #expect(floor.rating(of: "pavel") == "462.50")
        #expect(floor.timer("rating", "rating_fade") == nil)
    }
}

extension SalesFloor {
    mutating func give(
        _ person: String = "pavel",
        score: Int,
        by head: String,
        id: String = "f1"
    ) {
        hear(
            "feedback.given",
            #"{"feedback_id": "\#(id)", "person_id": "\#(person)", "by": "\#(head)", "#
                + #""score": \#(score)}"#
        )
    }

    mutating func review(_ id: String, of client: String, real: Bool = true) {
        hear(
            "review.received",
            #"{"review_id": "\#(id)", "client_id": "\#(client)", "real": \#(real)}"#
        )
    }
}

@Suite struct `What is remembered of a manager` {
    /// An answer costs as much as the row that is read and written for it.
    @Test func `does not grow with what is said of him, only with the days of a year`() throws {
        func bytes(answersADay: Int) throws -> Int {
            var state = ManagerRating()
            let last = CalendarDay(year: 2026, month: 7, day: 15)
            for back in 0..<365 {
                for _ in 0..<answersADay {
                    state.answers.replace(nil, with: .excellent, on: last.adding(days: -back))
                }
            }
            return try JSONEncoder().encode(state).count
        }
        let (few, many) = (try bytes(answersADay: 1), try bytes(answersADay: 9))
        #expect(many == few)
        #expect(many < 8_000)
    }

    @Test func `is read again as it was written`() throws {
        var floor = SalesFloor.rating()
        floor.client("C1", of: "pavel", services: 3)
        floor.review("v1", of: "C1")
        floor.give(score: 4, by: "head1")
        let state = try #require(floor.state(of: Rating.self, "pavel"))
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        let written = try encoder.encode(state)
        #expect(try decoder.decode(ManagerRating.self, from: written) == state)
    }
}
