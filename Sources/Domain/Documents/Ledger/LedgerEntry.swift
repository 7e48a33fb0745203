/// One line of a client's ledger, or a charge that is no line of it and that invoices list.
package struct LedgerEntry: Codable, Equatable, Sendable {
    /// Counts what was learnt of the client, from 1.
    package let number: Int
    package let date: CalendarDay
    package let kind: FrozenEntry.Kind
    /// The id of the charge or payment; of an opening the day that it is of.
    package let reference: String
    package let documentNo: String?
    /// Negative where a charge is taken back.
    package let debit: Kopecks
    /// Negative where a payment is taken back.
    package let credit: Kopecks
    /// What was charged; also of a charge that is no debit, which invoices list.
    package let charge: Charge?
    /// Whether it was taken back later.
    package var isReversed: Bool

    private enum CodingKeys: String, CodingKey {
        case number, date, kind, reference
        case documentNo = "document_no"
        case debit, credit, charge
        case isReversed = "is_reversed"
    }

    /// What a charge is made of.
    package struct Charge: Codable, Equatable, Sendable {
        package let kind: ChargePosted.Kind
        package let lines: [FrozenLine]

        /// The sum of the lines, VAT included.
        package var total: Kopecks { lines.map(\.amount).total }
        package var vat: Kopecks { lines.map(\.vat).total }
    }

    /// Whether it moves the balance.
    package var isMove: Bool { debit != .zero || credit != .zero }

    /// What it adds to what the client owes.
    package var amount: Kopecks { debit - credit }

    /// The line as an act prints it.
    package var frozen: FrozenEntry {
        FrozenEntry(
            date: date,
            kind: kind,
            reference: (documentNo ?? reference).inDocuments,
            debit: debit,
            credit: credit
        )
    }

    package init(
        number: Int,
        date: CalendarDay,
        kind: FrozenEntry.Kind,
        reference: String,
        documentNo: String? = nil,
        debit: Kopecks = .zero,
        credit: Kopecks = .zero,
        charge: Charge? = nil
    ) {
        self.number = number
        self.date = date
        self.kind = kind
        self.reference = reference
        self.documentNo = documentNo
        self.debit = debit
        self.credit = credit
        self.charge = charge
        isReversed = false
    }
}
