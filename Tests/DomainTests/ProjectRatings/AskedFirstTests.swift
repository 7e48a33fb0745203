import Domain
import Foundation
import Testing

@Suite struct `Where managers are asked first` {
    private func asking() -> SalesFloor {
        SalesFloor.giving(["anna": 300, "boris": 250]) { $0.confirmWithin = .seconds(3600) }
    }

    @Test func `nothing is given before somebody takes it`() throws {
        var floor = asking()
        floor.presale("P1")
        let notice = try #require(floor.published.lazy.compactMap { $0 as? ChatNotify }.first)
        #expect(notice.recipientID == "anna")
        #expect(notice.actions?.map(\.event.type) == ["presale.accepted", "presale.declined"])
        #expect(floor.given().isEmpty)
        #expect(floor.balance(of: "anna") == "300.00")
        #expect(floor.pool?.accounts["anna"]?.available(at: floor.now) == 280)
        floor.acceptPresale("P1", "anna")
        #expect(floor.given() == ["anna"])
        #expect(floor.balance(of: "anna") == "280.00")
        #expect(floor.ledger.map(\.kind) == ["open", "open", "hold", "debit"])
    }

    @Test func `what is held is not there for another request`() {
        var floor = asking()
        for number in 1...4 { floor.presale("P\(number)") }
        let asked = floor.published.compactMap { ($0 as? ChatNotify)?.recipientID.rawValue }
        #expect(asked == ["anna", "anna", "anna", "boris"])
    }

    @Test func `whoever lets the time pass is passed over, and his hold ends by the clock`() {
        var floor = asking()
        floor.presale("P1")
        floor.sleep(.seconds(3600))
        #expect(floor.pool?.accounts["anna"]?.available(at: floor.now) == 300)
        floor.acceptPresale("P1", "anna")
        #expect(floor.journal.last == "manager_requests rejected not_theirs")
        floor.forget()
        floor.pass(.seconds(1))
        let said = floor.said()
        #expect(said.contains("chat anna info request.expired"))
        #expect(said.contains("chat boris warning request.offered"))
        #expect(floor.ledger.map(\.kind) == ["open", "open", "hold", "release", "hold"])
    }

    @Test func `whoever took it and then can't has his debit taken back`() {
        var floor = asking()
        floor.presale("P1")
        floor.acceptPresale("P1", "anna")
        floor.hear("presale.declined", #"{"request_id": "P1", "person_id": "anna"}"#)
        #expect(floor.balance(of: "anna") == "300.00")
        floor.acceptPresale("P1", "boris")
        #expect(floor.balance(of: "boris") == "230.00")
    }
}

extension SalesFloor {
    /// Everybody of these is rated so from now on.
    mutating func rate(_ rating: Decimal, managers: [String]) {
        policies.rating = .ofMatrixAlone(rating)
        for manager in managers {
            hear(
                "feedback.given",
                #"{"feedback_id": "r\#(rating)", "person_id": "\#(manager)", "by": "head", "#
                    + #""score": 3}"#
            )
        }
        forget()
    }

    mutating func acceptPresale(_ request: String, _ person: String) {
        hear("presale.accepted", #"{"request_id": "\#(request)", "person_id": "\#(person)"}"#)
    }

    mutating func cancelPresale(_ request: String) {
        hear("presale.cancelled", #"{"request_id": "\#(request)"}"#)
    }

    func portfolio(of person: PersonID) -> Int {
        company.state(of: Portfolios.self)?.count(of: person) ?? 0
    }
}

@Suite struct `A configuration of turns` {
    @Test func `under which one manager would get far too much is told so`() {
        let literal = InitiativePolicy().changed { $0.turns = .literal }
        #expect(literal.notes(beside: Policies()).count == RequestKind.allCases.count)
        #expect(InitiativePolicy().notes(beside: Policies()).isEmpty)
    }

    @Test func `says to whom how many requests would go`() {
        let forecasts = InitiativePolicy().forecasts(of: [912, 670, 462])
        #expect(forecasts.count == RequestKind.allCases.count)
        #expect(forecasts.last?.hasPrefix("of 600 new clients at 100.00 would go: 2") == true)
    }
}
