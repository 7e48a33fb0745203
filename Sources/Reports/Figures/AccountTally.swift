package import Domain
package import Foundation

/// An account of initiative over a period.
package struct AccountTally: Equatable, Sendable {
    /// At the end of the period.
    package var balance: Decimal = 0
    /// What requests took off it, without those that were taken back since.
    package var spent: Decimal = 0
    package var refilled: Decimal = 0
    /// What reversals moved.
    package var takenBack: Decimal = 0
    /// Requests that he was given and still has; one that he was only asked about is none.
    package var presales = 0
    package var clients = 0
    /// Requests that he is asked about.
    package var offered = 0
    /// How often he was passed over, by the reason.
    package var skips: [String: Int] = [:]
    /// Turns that came to nothing.
    package var declined = 0
    package var expired = 0

    package init() {}

    /// Requests of both kinds that he has.
    package var assignments: Int { presales + clients }
}

/// A line of an account of initiative.
package struct AccountLine: Equatable, Sendable {
    package let personID: String
    package let number: Int
    package let kind: String
    package let amount: Decimal
    package let at: Date
    package let request: String?
    /// After the line.
    package let balance: Decimal

    package init(
        personID: String,
        number: Int,
        kind: String,
        amount: Decimal,
        at: Date,
        request: String?,
        balance: Decimal
    ) {
        self.personID = personID
        self.number = number
        self.kind = kind
        self.amount = amount
        self.at = at
        self.request = request
        self.balance = balance
    }
}

extension AccountLine {
    /// The line as it was booked; nil where it is of another book.
    package init?(_ line: LedgerLine) {
        let book = "initiative/"
        guard line.account.hasPrefix(book) else { return nil }
        let balance = line.data["balance"]?.text.flatMap {
            Decimal(string: $0, locale: Locale(identifier: "en_US_POSIX"))
        }
        self.init(
            personID: String(line.account.dropFirst(book.count)),
            number: line.sequence,
            kind: line.kind,
            amount: line.amount,
            at: line.at,
            request: line.reference,
            balance: balance ?? 0
        )
    }
}
