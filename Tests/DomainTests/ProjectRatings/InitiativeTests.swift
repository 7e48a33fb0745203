import Domain
import Foundation
import Testing

/// The worked examples of the accounts, with the default costs.
@Suite struct `A new client goes` {
    @Test func `to the highest account`() {
        var floor = SalesFloor.giving(["anna": 300, "boris": 350])
        floor.newClient("Q1")
        #expect(floor.given() == ["boris"])
        #expect(floor.balance(of: "boris") == "250.00")
    }

    @Test func `of equal accounts to the higher rating`() {
        var floor = SalesFloor.giving(["anna": 300, "boris": 300])
        floor.rate(500, managers: ["boris"])
        floor.newClient("Q1")
        #expect(floor.given() == ["boris"])
        #expect(floor.balance(of: "boris") == "200.00")
    }

    @Test func `of equal accounts and ratings to whoever was chosen longest ago`() {
        var floor = SalesFloor.giving(["anna": 300, "boris": 300]) { $0.newClientCost = 0 }
        for number in 1...4 { floor.newClient("Q\(number)") }
        #expect(floor.given() == ["anna", "boris", "anna", "boris"])
    }

    @Test(arguments: [
        (InitiativePolicy.Turns.laps, "ABABABABABAB"), (.literal, "ABABAAAAAAAA"),
    ])
    func `in laps to everybody, literally to whoever is refilled`(
        turns: InitiativePolicy.Turns,
        order: String
    ) {
        var floor = SalesFloor.giving(["anna": 300, "boris": 250]) { $0.turns = turns }
        for number in 1...12 { floor.newClient("Q\(number)") }
        let letters = floor.given().map { $0 == "anna" ? "A" : "B" }.joined()
        #expect(letters == order)
    }

    /// 2,400 clients at 100: what the literal rule does, and why there are laps.
    @Test(arguments: [
        (InitiativePolicy.Turns.laps, [1092, 763, 545]), (.literal, [9, 2387, 4]),
    ])
    func `to whom the simulation of the design says`(
        turns: InitiativePolicy.Turns,
        shares: [Int]
    ) throws {
        let forecast = InitiativeForecast(InitiativePolicy().changed { $0.turns = turns })
        let ratings = try ["912.50", "670.29", "462.50"].map { text in
            try #require(Decimal(string: text))
        }
        #expect(forecast.shares(ratings, of: 2400, .client) == shares)
    }

    @Test func `and counts in the portfolio at once, once`() {
        var floor = SalesFloor.giving(["anna": 300])
        floor.newClient("Q1")
        #expect(floor.portfolio(of: "anna") == 1)
        floor.client("KQ1", of: "anna")
        #expect(floor.portfolio(of: "anna") == 1)
        floor.declineClient("Q1", "anna")
        #expect(floor.portfolio(of: "anna") == 0)
    }

    @Test func `to nobody who has had enough of them, until time has passed`() {
        var floor = SalesFloor.giving(["anna": 900, "boris": 100]) {
            $0.maxNewClients = .init(count: 2, per: .days(30))
        }
        for number in 1...5 { floor.newClient("Q\(number)") }
        #expect(floor.given() == ["anna", "anna", "boris", "boris"])
        #expect(floor.pool?.waiting.map(\.requestID) == ["Q5"])
        floor.pass(.days(31))
        #expect(floor.given().count == 1)
    }

    @Test func `to nobody if nobody knows the client`() {
        var floor = SalesFloor.giving()
        floor.hear("client.manager_requested", #"{"request_id": "Q1", "client_id": "X"}"#)
        #expect(floor.journal.last == "manager_requests refused unknown_client")
    }
}

@Suite struct `An account` {
    @Test func `that is spent is filled to the rating`() {
        var floor = SalesFloor.giving(["anna": 100])
        floor.rate(Decimal(81_250).divided(by: 100), managers: ["anna"])
        floor.newClient("Q1")
        #expect(
            floor.decided() == [
                "initiative anna debit -100.00 0.00", "initiative anna refill 812.50 812.50",
                "client Q1 anna 812.50",
            ]
        )
    }

    @Test(arguments: [(false, "812.50"), (true, "752.50")])
    func `that was overspent is filled less the debt where debts are carried`(
        carryDebt: Bool,
        left: String
    ) {
        var floor = SalesFloor.giving(["anna": 40]) { $0.carryDebt = carryDebt }
        floor.rate(Decimal(81_250).divided(by: 100), managers: ["anna"])
        floor.newClient("Q1")
        #expect(floor.balance(of: "anna") == left)
    }

    @Test func `of somebody with no rating left is filled to the least there is`() {
        var floor = SalesFloor.giving(["anna": 0])
        floor.presale("P1")
        #expect(floor.balance(of: "anna") == "1.00")
    }

    @Test func `is not moved by a rating that changes`() {
        var floor = SalesFloor.giving(["anna": 300])
        floor.rate(500, managers: ["anna"])
        #expect(floor.balance(of: "anna") == "300.00")
    }

    /// Balance 50, rating 800: client −100, refill +850, presale −20; the client is declined.
    @Test func `is as it would be if what is declined had never been`() {
        var floor = SalesFloor.giving(["anna": 50])
        floor.rate(800, managers: ["anna"])
        floor.newClient("Q1")
        floor.presale("P1")
        #expect(floor.balance(of: "anna") == "780.00")
        floor.forget()
        floor.declineClient("Q1", "anna")
        #expect(floor.balance(of: "anna") == "30.00")
        #expect(floor.decided() == ["initiative anna reversal -750.00 30.00"])
    }

    @Test func `stays as it is while its owner is no manager, and goes on afterwards`() {
        var floor = SalesFloor.giving(["anna": 300, "boris": 250])
        floor.announceManagers(["anna"], roles: #""sales_manager""#)
        floor.newClient("Q1")
        #expect(floor.given() == ["boris"])
        #expect(floor.balance(of: "anna") == "300.00")
        floor.announceManagers(["anna"])
        floor.newClient("Q2")
        #expect(floor.given() == ["anna"])
    }

    @Test func `of a newcomer begins in the lap in which the others are`() {
        var floor = SalesFloor.giving(["anna": 100, "boris": 100])
        for number in 1...6 { floor.newClient("Q\(number)") }
        #expect(floor.pool?.accounts["anna"]?.lap.number == 3)
        floor.announceManager("vera", rated: 150)
        #expect(floor.pool?.accounts["vera"]?.lap.number == 3)
        floor.forget()
        for number in 7...10 { floor.newClient("Q\(number)") }
        #expect(floor.given() == ["vera", "anna", "boris", "vera"])
    }

    /// Whoever was away is not flooded with what the others did meanwhile.
    @Test func `of somebody who comes back goes on in the lap in which the others are`() {
        var floor = SalesFloor.giving(["anna": 100, "boris": 100, "vera": 100])
        floor.presence("vera", false)
        for number in 1...6 { floor.newClient("Q\(number)") }
        floor.presence("vera", true)
        #expect(floor.pool?.accounts["vera"]?.lap.number == 3)
        floor.forget()
        for number in 7...9 { floor.newClient("Q\(number)") }
        #expect(Set(floor.given()) == ["anna", "boris", "vera"])
    }

    @Test func `of somebody whose absence ends by itself goes on there too`() {
        var floor = SalesFloor.giving(["anna": 100, "boris": 100])
        floor.hear(
            "person.availability_changed",
            #"{"person_id": "boris", "available": false, "until": "2026-07-16T00:00:00Z"}"#
        )
        for number in 1...3 { floor.newClient("Q\(number)") }
        floor.pass(.days(1))
        floor.newClient("Q4")
        #expect(floor.pool?.accounts["boris"]?.lap.number ?? 0 >= 3)
    }
}

@Suite struct `A request` {
    @Test func `that comes twice is answered twice and paid once`() throws {
        var floor = SalesFloor.giving()
        floor.presale("P1")
        let first = try #require(floor.published.lazy.compactMap { $0 as? PresaleAssign }.first)
        floor.presale("P2")
        floor.forget()
        floor.presale("P1")
        let again = try #require(floor.published.first as? PresaleAssign)
        #expect(floor.published.count == 1)
        #expect(again == first)
        #expect(again.answerKey == first.answerKey)
        #expect(floor.ledger.filter { $0.kind == "debit" }.count == 2)
    }

    @Test func `with other content under the same id is a conflict, and the requester is told`() {
        var floor = SalesFloor.giving()
        floor.presale("P1")
        floor.forget()
        floor.presale("P1", note: "another one")
        #expect(floor.journal == ["manager_requests rejected conflict"])
        #expect(floor.said() == ["chat head warning request.rejected.conflict"])
    }

    @Test func `that is declined goes to the next one, who pays`() {
        var floor = SalesFloor.giving(["anna": 300, "boris": 250])
        floor.newClient("Q1")
        floor.forget()
        floor.declineClient("Q1", "anna")
        #expect(floor.balance(of: "anna") == "300.00")
        #expect(floor.balance(of: "boris") == "150.00")
        #expect(floor.given() == ["boris"])
    }

    @Test func `waits for somebody to be there, and the heads are told`() {
        var floor = SalesFloor.giving(["anna": 300, "boris": 250])
        floor.newClient("Q1")
        floor.declineClient("Q1", "anna")
        floor.forget()
        floor.declineClient("Q1", "boris")
        #expect(floor.said().contains("chat head warning request.waiting"))
        floor.presence("anna", false)
        floor.presence("anna", true)
        #expect(floor.given().isEmpty)
        floor.announceManager("vera", rated: 100)
        #expect(floor.given() == ["vera"])
    }

    @Test func `waits for an absence to end by itself`() {
        var floor = SalesFloor.giving(["anna": 300])
        floor.hear(
            "person.availability_changed",
            #"{"person_id": "anna", "available": false, "until": "2026-07-16T00:00:00Z"}"#
        )
        floor.presale("P1")
        #expect(floor.given().isEmpty)
        floor.pass(.days(1))
        #expect(floor.given() == ["anna"])
    }

    /// Away without an end, then until tomorrow: what waits for him must hear of it.
    @Test func `waits for an absence whose end was told later`() {
        var floor = SalesFloor.giving(["anna": 300])
        floor.presence("anna", false)
        floor.presale("P1")
        floor.hear(
            "person.availability_changed",
            #"{"person_id": "anna", "available": false, "until": "2026-07-16T00:00:00Z"}"#
        )
        floor.pass(.days(1))
        #expect(floor.given() == ["anna"])
    }

    @Test func `that waits comes before one that comes as somebody is back, be the clock late`() {
        var floor = SalesFloor.giving(["anna": 300])
        floor.hear(
            "person.availability_changed",
            #"{"person_id": "anna", "available": false, "until": "2026-07-16T00:00:00Z"}"#
        )
        floor.presale("P1")
        floor.sleep(.days(2))
        floor.presale("P2")
        let requests = floor.published.compactMap { ($0 as? PresaleAssign)?.requestID.rawValue }
        #expect(requests == ["P1", "P2"])
    }

    @Test func `that is cancelled leaves nothing behind, wherever it was`() {
        var floor = SalesFloor.giving(["anna": 300])
        floor.presale("P1")
        floor.cancelPresale("P1")
        #expect(floor.balance(of: "anna") == "300.00")
        floor.presence("anna", false)
        floor.presale("P2")
        floor.cancelPresale("P2")
        floor.forget()
        floor.presence("anna", true)
        #expect(floor.given().isEmpty)
        floor.presale("P1")
        #expect(floor.journal.last == "manager_requests ignored request_over")
    }

    @Test func `is not somebody else's to accept or decline`() {
        var floor = SalesFloor.giving()
        floor.newClient("Q1")
        floor.forget()
        floor.declineClient("Q1", "boris")
        #expect(floor.journal == ["manager_requests rejected not_theirs"])
        floor.declineClient("Q9", "boris")
        #expect(floor.journal.last == "manager_requests rejected unknown_request")
    }
}

@Suite struct `A request of or for somebody unknown` {
    @Test(arguments: [
        ("presale.requested", #"{"request_id": "P1", "requester_id": "crm"}"#),
        (
            "client.manager_requested",
            #"{"request_id": "P1", "client_id": "C1", "requester_id": "crm"}"#
        ),
        (
            "presale.requested",
            #"{"request_id": "P1", "requester_id": "head", "client_id": "C2"}"#
        ),
    ])
    func `is given all the same`(type: String, data: String) {
        var floor = SalesFloor.giving()
        floor.client("C1", of: nil)
        floor.hear(type, data)
        #expect(floor.given() == ["anna"])
    }

    @Test func `is cancelled by somebody of whom nobody knows, too`() {
        var floor = SalesFloor.giving()
        floor.presale("P1")
        floor.hear("presale.cancelled", #"{"request_id": "P1", "actor_id": "crm"}"#)
        #expect(floor.state(of: ManagerRequests.self, "P1")?.phase == .cancelled)
    }

    @Test(arguments: [
        ("presale.accepted", #"{"request_id": "P1", "person_id": "ana"}"#),
        ("client.manager_declined", #"{"request_id": "P1", "person_id": "ana"}"#),
    ])
    func `is no answer, so that somebody puts it right`(type: String, data: String) {
        var floor = SalesFloor.giving()
        floor.hear(type, data)
        #expect(floor.journal.last == "manager_requests refused unknown_person")
        #expect(floor.given().isEmpty)
    }

    @Test func `is refused where somebody is to serve a client whom nobody has announced`() {
        var floor = SalesFloor.giving()
        let wanted = #"{"request_id": "Q1", "requester_id": "head", "client_id": "C1"}"#
        floor.hear("client.manager_requested", wanted)
        #expect(floor.journal.last == "manager_requests refused unknown_client")
        floor.client("C1", of: nil)
        floor.hear("client.manager_requested", wanted)
        #expect(floor.given() == ["anna"])
    }
}

@Suite struct `What reports are told of a request` {
    private func facts<Fact>(_ floor: SalesFloor, _ request: String, _ type: Fact.Type) -> [Fact] {
        let state = floor.state(of: ManagerRequests.self, request)
        return state?.facts(of: request, beside: SubjectStates()).compactMap { $0 as? Fact } ?? []
    }

    @Test func `is who was passed over, and why`() {
        var floor = SalesFloor.giving(["anna": 900, "boris": 500, "vera": 100]) {
            $0.maxNewClients = .init(count: 1, per: .days(30))
        }
        floor.presence("boris", false)
        floor.newClient("Q1")
        floor.newClient("Q2")
        let skips = facts(floor, "Q2", RequestSkipFact.self)
        #expect(
            skips.map { "\($0.personID) \($0.reason.rawValue)" } == [
                "anna full", "boris unavailable",
            ]
        )
        floor.declineClient("Q2", "vera")
        let again = facts(floor, "Q2", RequestSkipFact.self).filter { $0.attempt == 2 }
        #expect(Set(again.map(\.reason)) == [.full, .unavailable, .asked])
        #expect(Set(facts(floor, "Q2", RequestSkipFact.self).map(\.key)).count == 5)
    }

    @Test func `is an assignment only once somebody took it`() {
        var floor = SalesFloor.giving(["anna": 300]) { $0.confirmWithin = .seconds(3600) }
        floor.presale("P1")
        #expect(facts(floor, "P1", RequestTurnFact.self).map(\.assignedAt) == [nil])
        floor.acceptPresale("P1", "anna")
        #expect(facts(floor, "P1", RequestTurnFact.self).map(\.assignedAt) == [floor.now])
        floor.cancelPresale("P1")
        let over = facts(floor, "P1", RequestTurnFact.self)
        #expect(over.map(\.ending) == ["cancelled"] && over.map(\.assignedAt) == [floor.now])
    }
}
