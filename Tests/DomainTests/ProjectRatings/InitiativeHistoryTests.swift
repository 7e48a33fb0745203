import Domain
import Foundation
import SeededChance
import Testing

/// Whatever happens, in whatever order, the accounts stay right.
@Suite struct `Over random histories` {
    @Test(arguments: 1...40)
    func `the lines of an account make its balance, and no request is paid twice`(seed: Int) {
        var history = History(seed: seed)
        for _ in 0..<250 {
            history.step()
            #expect(history.problems == [], "seed \(seed)")
            guard history.problems.isEmpty else { return }
        }
    }

    /// A request that is taken back at once, before anything else happens, is as none at all.
    @Test(arguments: 1...40)
    func `what is taken back leaves no trace in any later choice`(seed: Int) {
        var plain = History(seed: seed)
        var noisy = History(seed: seed)
        var noise = SplitMix(seed: seed &* 31)
        for number in 0..<150 {
            if noise.chance(40) { noisy.askAndTakeBack("N\(number)") }
            plain.step()
            noisy.step()
        }
        #expect(plain.assignments == noisy.assignments, "seed \(seed)")
        #expect(plain.balances == noisy.balances, "seed \(seed)")
    }

    /// In a lap everybody spends what his rating filled, and at most one assignment more; with
    /// carried debts the laps together differ by no more than one assignment.
    @Test(arguments: 1...20)
    func `shares follow ratings within one assignment`(seed: Int) {
        var chance = SplitMix(seed: seed)
        let ratings = (0..<5).map { _ in Decimal(100 + chance.below(90_000)).divided(by: 100) }
        for carryDebt in [false, true] {
            let policy = InitiativePolicy().changed { $0.carryDebt = carryDebt }
            let shares = InitiativeForecast(policy).shares(ratings, of: 600, .client)
            for (one, other) in zip(ratings.indices, ratings.indices.dropFirst()) {
                let (spent, rest) = (Decimal(shares[one]) * 100, Decimal(shares[other]) * 100)
                guard carryDebt, ratings[one] >= 100, ratings[other] >= 100 else { continue }
                // Laps of both differ by one at most, and each is known to one assignment.
                let laps = spent.divided(by: ratings[one]) - rest.divided(by: ratings[other])
                let bound =
                    1 + Decimal(100).divided(by: ratings[one])
                    + Decimal(100).divided(by: ratings[other])
                #expect(abs(laps) <= bound, "\(ratings) \(shares)")
            }
        }
    }

    @Test(arguments: 1...10)
    func `nobody is ever more than one lap ahead of somebody who is there`(seed: Int) {
        var history = History(seed: seed, isSteady: true)
        for _ in 0..<200 {
            history.step()
            let laps = history.floor.pool?.accounts.values.map(\.lap.number) ?? []
            #expect((laps.max() ?? 0) - (laps.min() ?? 0) <= 1, "seed \(seed)")
        }
    }
}

/// A company in which anything may happen.
private struct History {
    private(set) var floor: SalesFloor
    private var chance: SplitMix
    private var requests: [String] = []
    private var steps = 0
    /// Whether everybody is always there and nothing is taken back.
    private let isSteady: Bool
    private let managers = ["anna", "boris", "vera", "gleb"]

    init(seed: Int, isSteady: Bool = false) {
        var chance = SplitMix(seed: seed)
        let asks = !isSteady && chance.once(in: 2)
        let carries = chance.once(in: 2)
        floor = SalesFloor.giving([
            "anna": 912, "boris": 670, "vera": 462, "gleb": 90,
        ]) { policy in
            policy.carryDebt = carries
            policy.confirmWithin = asks ? .seconds(7200) : nil
        }
        self.chance = chance
        self.isSteady = isSteady
    }

    mutating func step() {
        steps += 1
        let kind = isSteady ? 0 : chance.below(10)
        switch kind {
        case 0, 1, 2: ask("R\(steps)")
        case 3: answer("accepted")
        case 4: answer("declined")
        case 5: answer("cancelled")
        case 6: floor.presence(chance.pick(managers), chance.once(in: 2))
        case 7: floor.pass(.seconds(chance.below(10_000)))
        case 8: repeatOne()
        default: floor.rate(Decimal(50 + chance.below(900)), managers: [chance.pick(managers)])
        }
    }

    /// A request that nobody knows of afterwards.
    mutating func askAndTakeBack(_ id: String) {
        floor.presale(id)
        floor.cancelPresale(id)
    }

    private mutating func ask(_ id: String) {
        requests.append(id)
        if chance.once(in: 2) {
            floor.presale(id)
        } else {
            floor.newClient(id)
        }
    }

    private mutating func answer(_ word: String) {
        guard !requests.isEmpty else { return }
        let request = chance.pick(requests)
        let holder = floor.state(of: ManagerRequests.self, request)?.holder?.rawValue
        let person = chance.chance(80) ? holder ?? "anna" : chance.pick(managers)
        for type in ["presale.\(word)", "client.manager_\(word)"] {
            floor.hear(type, #"{"request_id": "\#(request)", "person_id": "\#(person)"}"#)
        }
    }

    private mutating func repeatOne() {
        guard !requests.isEmpty else { return }
        let request = chance.pick(requests)
        guard let content = floor.state(of: ManagerRequests.self, request)?.content else { return }
        switch content.kind {
        case .presale: floor.presale(request)
        case .client:
            floor.hear(
                "client.manager_requested",
                #"{"request_id": "\#(request)", "client_id": "K\#(request)", "#
                    + #""requester_id": "head"}"#
            )
        }
    }

    /// Who has what, in the order of the requests.
    var assignments: [String] {
        requests.map { request in
            let state = floor.state(of: ManagerRequests.self, request)
            return "\(request) \(state?.phase.rawValue ?? "") \(state?.holder?.rawValue ?? "")"
        }
    }

    var balances: [String] {
        managers.map { "\($0) \(floor.balance(of: $0) ?? "")" }
    }

    var problems: [String] {
        sums + numbers + twice + held
    }

    /// The sum of an account's lines is its balance.
    private var sums: [String] {
        managers.compactMap { person in
            let sum = lines(of: person).reduce(Decimal(0)) { $0 + $1.amount }
            return sum.twoPlaces == floor.balance(of: person) ? nil : "\(person): \(sum)"
        }
    }

    /// Lines are numbered without a gap.
    private var numbers: [String] {
        managers.compactMap { person in
            let numbers = lines(of: person).map(\.sequence)
            return numbers == Array(1...max(1, numbers.count)) ? nil : "\(person): \(numbers)"
        }
    }

    /// What a request has cost altogether is its cost, or nothing.
    private var twice: [String] {
        requests.compactMap { request in
            let own = floor.ledger.filter { $0.reference == request }
            let debits = own.filter { $0.kind == "debit" }.count
            let reversals = own.filter { $0.kind == "reversal" }.count
            let state = floor.state(of: ManagerRequests.self, request)
            let isPaid = state?.turn?.posting != nil
            return debits - reversals == (isPaid ? 1 : 0) ? nil : "\(request): \(own)"
        }
    }

    /// What is held belongs to a request that waits for an answer.
    private var held: [String] {
        let holds = floor.pool?.accounts.values.flatMap(\.holds) ?? []
        return holds.compactMap { hold in
            let state = floor.state(of: ManagerRequests.self, hold.requestID.rawValue)
            return state?.phase == .offered && state?.attempt == hold.attempt
                ? nil : "\(hold.requestID) is held"
        }
    }

    private func lines(of person: String) -> [LedgerLine] {
        floor.ledger.filter { $0.account == "initiative/\(person)" }
    }
}
