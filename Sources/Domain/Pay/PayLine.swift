package import Foundation

/// One line of the marketers' pay.
package struct PayLine: Codable, Equatable, Sendable {
    /// What it is paid for.
    package enum Kind: String, Vocabulary {
        case accepted, target
        /// The lead of an earlier line was taken back.
        case reversal
        /// The fixed part of a month, with the first lead of the month.
        case fixed
    }

    /// Says what it is for, so that nothing is paid twice.
    package let id: String
    package let kind: Kind
    package let marketerID: PersonID
    /// Nil for the fixed part.
    package let leadID: LeadID?
    package let round: Int?
    package let channel: String?
    package let campaign: String?
    /// In which period it is paid.
    package let bookedAt: Date
    /// The rate of that moment, or of the line that is reversed.
    package let rate: Money

    package init(
        id: String,
        kind: Kind,
        marketerID: PersonID,
        leadID: LeadID? = nil,
        round: Int? = nil,
        channel: String? = nil,
        campaign: String? = nil,
        bookedAt: Date,
        rate: Money
    ) {
        self.id = id
        self.kind = kind
        self.marketerID = marketerID
        self.leadID = leadID
        self.round = round
        self.channel = channel
        self.campaign = campaign
        self.bookedAt = bookedAt
        self.rate = rate
    }

    /// What it adds; negative for a reversal.
    package var amount: Money {
        switch kind {
        case .accepted, .target, .fixed: rate
        case .reversal: Money(-rate.amount, rate.currency)
        }
    }
}

extension PayLine {
    /// The book of the ledger that it stands in.
    package static let book = "pay"

    /// The account of a marketer.
    package static func account(of marketer: PersonID) -> String { "\(book)/\(marketer)" }

    /// The line as the ledger keeps it.
    package func ledgerLine(sequence: Int) -> LedgerLine {
        var data: [String: Value] = [
            "rate": .number(rate.amount), "currency": .text(rate.currency),
        ]
        data["lead_id"] = leadID.map { .text($0.rawValue) }
        data["round"] = round.map { .number(Decimal($0)) }
        data["source"] = channel.map(Value.text)
        data["campaign"] = campaign.map(Value.text)
        return LedgerLine(
            account: Self.account(of: marketerID),
            sequence: sequence,
            kind: kind.rawValue,
            amount: amount.amount,
            at: bookedAt,
            reference: id,
            data: data
        )
    }

    /// A line of the ledger as reports read it; nil where it is of another book.
    package init?(_ line: LedgerLine) {
        guard line.book == Self.book, let kind = Kind(rawValue: line.kind), let id = line.reference,
            case .number(let rate)? = line.data["rate"], let currency = line.data["currency"]?.text
        else { return nil }
        self.init(
            id: id,
            kind: kind,
            marketerID: PersonID(trusted: String(line.account.dropFirst(Self.book.count + 1))),
            leadID: line.data["lead_id"]?.text.map { LeadID(trusted: $0) },
            round: line.data["round"]?.whole,
            channel: line.data["source"]?.text,
            campaign: line.data["campaign"]?.text,
            bookedAt: line.at,
            rate: Money(rate, currency)
        )
    }
}

extension Value {
    fileprivate var whole: Int? {
        if case .number(let number) = self { Int("\(number)") } else { nil }
    }
}
