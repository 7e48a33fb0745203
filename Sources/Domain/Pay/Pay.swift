package import Foundation

/// Keeps the accounts of the marketers, and books what they earn.
package enum Pay: BusinessProcess {
    /// The account of one marketer.
    package struct State: ProcessState {
        /// How many lines it has.
        @Counted package var lines = 0
        /// What they come to, by currency.
        package var balances: [String: Decimal] = [:]
        /// The months, such as `2026-09`, whose fixed part is booked.
        package var months: [String] = []

        package init() {}
    }

    /// What can happen to an account.
    package enum Input: Sendable {
        case earned(PayLine)
        case monthBegun(PayLine, month: String)
    }

    /// Why nothing was booked.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
    }

    package static let name = "pay"
    package static let subject = SubjectKind.account
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [PayEarned.self]
    package static let policies: [any ProcessPolicy.Type] = [PayPolicy.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? PayEarned else { return [] }
        let input = body.month.map { Input.monthBegun(body.line, month: $0) }
        return [Concern(body.subject, input ?? .earned(body.line))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        var account = state ?? State()
        switch input {
        case .earned(let line):
            return .changed(to: account, line)
        case .monthBegun(let line, let month):
            guard !account.months.contains(month) else { return .ignored(Ignored.nothingNew) }
            account.months.append(month)
            return .changed(to: account, line)
        }
    }
}

extension Decision<Pay.State> {
    fileprivate static func changed(to account: Pay.State, _ line: PayLine) -> Self {
        var account = account
        account.lines += 1
        account.balances[line.rate.currency, default: 0] += line.amount.amount
        return .changed(to: account, effects: [.book(line.ledgerLine(sequence: account.lines))])
    }
}

/// A marketer has earned something, or given it back; never on the bus.
package struct PayEarned: Message {
    package static let type = "internal.pay_earned"
    package let line: PayLine
    /// The month of a fixed part, which is booked once.
    package let month: String?

    package var subject: String { PayLine.account(of: line.marketerID) }

    init(_ line: PayLine, month: String? = nil) {
        self.line = line
        self.month = month
    }
}
