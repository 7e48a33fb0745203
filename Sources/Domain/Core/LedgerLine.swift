package import Foundation

/// A line of the ledger: written once, in the transaction of the decision, and never changed.
package struct LedgerLine: Equatable, Sendable {
    /// Book and holder, such as `initiative/anna`.
    package let account: String
    /// Which line of the account it is, from 1.
    ///
    /// Counted by the state that keeps the balance: a number that is taken already is a fault of
    /// the process, and its event is refused.
    package let sequence: Int
    /// What the line is, in a word of the book.
    package let kind: String
    /// What it adds to the balance; negative where it takes away.
    package let amount: Decimal
    /// The instant whose period it belongs to.
    package let at: Date
    /// What it is for, such as a lead's or a project's id.
    package let reference: String?
    /// Whatever else reports and people need of it.
    package let data: [String: Value]

    package init(
        account: String,
        sequence: Int,
        kind: String,
        amount: Decimal,
        at: Date,
        reference: String? = nil,
        data: [String: Value] = [:]
    ) {
        self.account = account
        self.sequence = sequence
        self.kind = kind
        self.amount = amount
        self.at = at
        self.reference = reference
        self.data = data
    }

    /// The first part of the account: lines of one book are summed together.
    package var book: String { String(account.prefix { $0 != "/" }) }

    /// A report that sums days of the book must sum this one again.
    package var change: FactChange { .day(part: book, at) }
}
