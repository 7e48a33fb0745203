package import Foundation

/// The rate of value added tax that a line was taxed at.
package struct VATRate: Hashable, Sendable {
    /// In per cent; nil is «Без НДС», which is not 0 %.
    package let percent: Decimal?

    package static let none = VATRate(percent: nil)

    package init(percent: Decimal?) {
        self.percent = percent
    }

    /// `none`, or the per cent such as `22` or `22.5`.
    package var text: String { percent.map { "\($0)" } ?? "none" }

    /// Reads what ``text`` writes; nil for any other text.
    package init?(_ text: String) {
        if text == "none" {
            self = .none
        } else if let percent = Decimal(plain: text, wholeDigitsMax: 2), percent >= 0 {
            self.init(percent: percent)
        } else {
            return nil
        }
    }
}

extension VATRate: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let rate = VATRate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "must be none, or per cents such as 22"
            )
        }
        self = rate
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// One line of an invoice or of a completion act, as it is printed.
package struct FrozenLine: Codable, Hashable, Sendable {
    package let title: String
    package let quantity: Decimal
    /// Of one, VAT included.
    package let price: Kopecks
    /// Price × quantity, half up; VAT included.
    package let amount: Kopecks
    package let rate: VATRate
    /// The part of the amount that is VAT; zero where the rate is none.
    package let vat: Kopecks
    /// The day of the charge.
    package let date: CalendarDay

    package init(
        title: String,
        quantity: Decimal,
        price: Kopecks,
        amount: Kopecks,
        rate: VATRate,
        vat: Kopecks,
        date: CalendarDay
    ) {
        self.title = title
        self.quantity = quantity
        self.price = price
        self.amount = amount
        self.rate = rate
        self.vat = vat
        self.date = date
    }
}

/// The VAT of all lines of one rate.
package struct FrozenVAT: Codable, Hashable, Sendable {
    package let rate: VATRate
    package let amount: Kopecks

    package init(rate: VATRate, amount: Kopecks) {
        self.rate = rate
        self.amount = amount
    }
}

/// An invoice: the lines, their sum, and what the payment order must say.
package struct FrozenInvoice: Codable, Hashable, Sendable {
    package var head: FrozenHead
    package let lines: [FrozenLine]
    /// The sum of the printed lines, VAT included.
    package let total: Kopecks
    /// The sum of the printed lines' VAT.
    package let vat: Kopecks
    /// The same by rate, in the order in which the rates occur; empty where nothing is taxed.
    package let vatByRate: [FrozenVAT]

    private enum CodingKeys: String, CodingKey {
        case head, lines, total, vat
        case vatByRate = "vat_by_rate"
    }

    package init(
        head: FrozenHead,
        lines: [FrozenLine],
        total: Kopecks,
        vat: Kopecks,
        vatByRate: [FrozenVAT]
    ) {
        self.head = head
        self.lines = lines
        self.total = total
        self.vat = vat
        self.vatByRate = vatByRate
    }
}

/// An act of completion: what was done in the period.
package struct FrozenCompletion: Codable, Hashable, Sendable {
    package var head: FrozenHead
    package let lines: [FrozenLine]
    package let total: Kopecks
    package let vat: Kopecks
    package let vatByRate: [FrozenVAT]

    private enum CodingKeys: String, CodingKey {
        case head, lines, total, vat
        case vatByRate = "vat_by_rate"
    }

    package init(
        head: FrozenHead,
        lines: [FrozenLine],
        total: Kopecks,
        vat: Kopecks,
        vatByRate: [FrozenVAT]
    ) {
        self.head = head
        self.lines = lines
        self.total = total
        self.vat = vat
        self.vatByRate = vatByRate
    }
}

/// A line of the clients' ledger as an act of reconciliation prints it.
package struct FrozenEntry: Codable, Hashable, Sendable {
    package let date: CalendarDay
    package let kind: Kind
    /// The number that the document had in the books, or the id of what was posted.
    package let reference: String
    package let debit: Kopecks
    package let credit: Kopecks

    /// What a line is.
    package enum Kind: String, Vocabulary {
        /// The balance with which the books were opened, or its correction.
        case opening
        case charge, payment
        case chargeReversed = "charge_reversed"
        case paymentReversed = "payment_reversed"
    }

    package init(
        date: CalendarDay,
        kind: Kind,
        reference: String,
        debit: Kopecks,
        credit: Kopecks
    ) {
        self.date = date
        self.kind = kind
        self.reference = reference
        self.debit = debit
        self.credit = credit
    }
}

/// An act of reconciliation.
///
/// Balances are signed: plus is what the client owes.
package struct FrozenAct: Codable, Hashable, Sendable {
    package var head: FrozenHead
    /// The act before this one; nil where it is the first.
    package let previous: Previous?
    /// What was learnt after that act of days before this period, listed apart.
    ///
    /// The previous closing and these lines make the opening: «отражено после акта № n».
    package let late: [FrozenEntry]
    package let opening: Kopecks
    /// In the order of their days.
    package let entries: [FrozenEntry]
    package let debit: Kopecks
    package let credit: Kopecks
    /// Opening + debit − credit.
    package let closing: Kopecks

    package init(
        head: FrozenHead,
        previous: Previous?,
        late: [FrozenEntry],
        opening: Kopecks,
        entries: [FrozenEntry],
        debit: Kopecks,
        credit: Kopecks,
        closing: Kopecks
    ) {
        self.head = head
        self.previous = previous
        self.late = late
        self.opening = opening
        self.entries = entries
        self.debit = debit
        self.credit = credit
        self.closing = closing
    }

    /// An act that was issued before.
    package struct Previous: Codable, Hashable, Sendable {
        package let number: Int
        package let date: CalendarDay
        /// The last day of its period.
        package let to: CalendarDay
        package let closing: Kopecks

        package init(number: Int, date: CalendarDay, to: CalendarDay, closing: Kopecks) {
            self.number = number
            self.date = date
            self.to = to
            self.closing = closing
        }
    }
}
