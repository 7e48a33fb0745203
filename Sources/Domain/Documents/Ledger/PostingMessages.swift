package import Foundation

/// A charge in the books of another system.
package struct ChargeID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A payment in the books of another system.
package struct PaymentID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A client was charged.
package struct ChargePosted: Message {
    package static let type = "charge.posted"

    /// What a charge is.
    package enum Kind: String, Vocabulary {
        /// Something was done: a realisation.
        case act
        /// Something is to be paid for in advance.
        case invoice
    }

    /// One thing that is charged, VAT included.
    package struct Line: Codable, Equatable, Sendable {
        package let title: String
        /// Without it, one.
        package let quantity: Decimal?
        /// Of one.
        package let price: Money
    }

    package let chargeID: ChargeID
    package let clientID: ClientID
    package let date: CalendarDay
    package let lines: [Line]
    package let legalEntity: LegalEntityID?
    /// Without it, `act`.
    package let kind: Kind?
    /// The number that it has in the books.
    package let documentNo: String?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case chargeID = "charge_id"
        case clientID = "client_id"
        case date, lines
        case legalEntity = "legal_entity"
        case kind
        case documentNo = "document_no"
    }

    package var flaw: Flaw? {
        let count = lines.count
        guard (1...Limits.chargeLinesMax).contains(count) else {
            return Self.flaw("lines", "must be 1 to \(Limits.chargeLinesMax), not \(count)")
        }
        return lines.indices.lazy.compactMap { Self.flaw(of: lines[$0], at: $0) }.first
    }

    private static func flaw(of line: Line, at index: Int) -> Flaw? {
        let place = "lines.\(index)"
        if line.title.allSatisfy(\.isWhitespace) {
            return flaw("\(place).title", "must not be blank")
        }
        guard let price = Kopecks(line.price), price >= .zero else {
            return flaw("\(place).price", Kopecks.allowed("0"))
        }
        let quantity = line.quantity ?? 1
        guard quantity > 0, quantity <= 1_000_000, quantity.rounded(places: 6) == quantity else {
            let allowed = "must be above 0 and at most 1000000, with at most 6 places"
            return flaw("\(place).quantity", allowed)
        }
        guard price.rubles * quantity <= Kopecks.max.rubles else {
            return flaw(place, "comes to more than \(Kopecks.max) RUB")
        }
        return nil
    }

    private static func flaw(_ field: String, _ message: String) -> Flaw {
        Flaw(.invalidValue, field: "data.\(field)", "data.\(field): \(message)")
    }
}

/// A charge is taken back.
package struct ChargeReversed: Message {
    package static let type = "charge.reversed"
    package let chargeID: ChargeID
    /// The day on which it is taken back; without it the day of the event.
    package let date: CalendarDay?
    package let reason: String?

    package var subject: String { chargeID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case chargeID = "charge_id"
        case date, reason
    }
}

/// A client has paid.
package struct PaymentReceived: Message {
    package static let type = "payment.received"
    package let paymentID: PaymentID
    package let clientID: ClientID
    package let amount: Money
    package let paidOn: CalendarDay
    /// The document that it pays, by its number.
    package let documentNo: String?
    package let legalEntity: LegalEntityID?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case paymentID = "payment_id"
        case clientID = "client_id"
        case amount
        case paidOn = "paid_on"
        case documentNo = "document_no"
        case legalEntity = "legal_entity"
    }
}

/// A payment is taken back: the bank has returned it, or it was somebody else's.
package struct PaymentReversed: Message {
    package static let type = "payment.reversed"
    package let paymentID: PaymentID
    /// The day on which it is taken back; without it the day of the event.
    package let date: CalendarDay?
    package let reason: String?

    package var subject: String { paymentID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case paymentID = "payment_id"
        case date, reason
    }
}

/// What a client owes at the end of a day, as the books say.
package struct BalanceObserved: Message {
    package static let type = "balance.observed"
    package let clientID: ClientID
    package let asOf: CalendarDay
    /// Plus is what the client owes, minus what he has paid in advance.
    package let amount: Money
    package let legalEntity: LegalEntityID?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case asOf = "as_of"
        case amount
        case legalEntity = "legal_entity"
    }

    package var flaw: Flaw? {
        guard Kopecks(amount) == nil else { return nil }
        return Flaw(
            .invalidValue,
            field: "data.amount",
            "data.amount: \(Kopecks.allowed("-\(Kopecks.max)"))"
        )
    }
}

extension Kopecks {
    /// What amounts of messages must be.
    static func allowed(_ least: String) -> String {
        "must be an amount in \(currency) from \(least) to \(max) with at most two places"
    }
}

/// A charge or a payment was taken, or is taken back: told to the client's ledger, never on the
/// bus.
package struct LedgerPosted: Message {
    package static let type = "internal.ledger_posted"

    /// What was posted.
    package enum Kind: String, Vocabulary {
        case charge, payment
    }

    package let clientID: ClientID
    package let legalEntity: LegalEntityID
    package let kind: Kind
    /// The id of the charge or of the payment.
    package let reference: String
    /// The day to which it counts.
    package let date: CalendarDay
    package let documentNo: String?
    /// Of a payment.
    package let amount: Kopecks?
    /// Of a charge.
    package let lines: [FrozenLine]?
    package let chargeKind: ChargePosted.Kind?
    /// The day of what was posted under the reference before and is taken back; nil where this is
    /// no such thing.
    package let takesBack: CalendarDay?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case legalEntity = "legal_entity"
        case kind, reference, date
        case documentNo = "document_no"
        case amount, lines
        case chargeKind = "charge_kind"
        case takesBack = "takes_back"
    }
}

/// A client's ledger has a new line; never on the bus.
package struct LedgerChanged: Message {
    package static let type = "internal.ledger_changed"
    package let clientID: ClientID
    package let legalEntity: LegalEntityID
    /// To which day it counts.
    package let date: CalendarDay
    package let kind: FrozenEntry.Kind
    package let reference: String

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case legalEntity = "legal_entity"
        case date, kind, reference
    }
}
