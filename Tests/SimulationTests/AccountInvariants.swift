import Domain
import Engine
import Foundation

/// What holds of the accounts of initiative, whatever happened.
struct AccountInvariants {
    private let pool: InitiativePool
    private let requests: [ManagerRequest]
    private let lines: [String: [LedgerLine]]

    /// Nil while nobody has an account.
    init?(_ world: World) throws {
        func states(of subject: Subject) throws -> SubjectStates? {
            try world.database.subject(subject).map { try world.decider.states(of: $0) }
        }
        let row = try states(of: Subject(.company, Initiative.name))
        guard let pool = row?.state(of: Initiative.self) else { return nil }
        self.pool = pool
        requests = try world.database.subjects.filter { $0.kind == .request }
            .compactMap { try states(of: $0)?.state(of: ManagerRequests.self) }
        lines = Dictionary(grouping: world.database.ledger(of: "initiative"), by: \.account)
    }

    func check() throws {
        for (person, account) in pool.accounts {
            let own = lines["initiative/\(person)", default: []]
            let sum = own.reduce(0) { $0 + $1.amount }
            guard Points(sum) == account.balance else {
                throw Violation("the lines of \(person) make \(sum), not \(account.balance.text)")
            }
            guard own.map(\.sequence) == Array(1...max(1, own.count)) else {
                throw Violation("the lines of \(person) are not numbered one by one")
            }
        }
        for request in requests { try check(request) }
    }

    /// Nobody pays for a request that he has not, and nobody twice.
    private func check(_ request: ManagerRequest) throws {
        let own = lines.values.joined().filter { $0.reference == request.id.rawValue }
        let debits = own.count { $0.kind == "debit" }
        let reversals = own.count { $0.kind == "reversal" }
        let isPaid = request.turn?.posting != nil
        guard debits - reversals == (isPaid ? 1 : 0) else {
            throw Violation("\(request.id) was paid \(debits) times, taken back \(reversals) times")
        }
        let isWaiting = pool.waiting.contains { $0.requestID == request.id }
        guard isWaiting == (request.phase == .waiting) else {
            throw Violation("\(request.id) is \(request.phase), but its place is another one")
        }
    }
}
