import Foundation

/// What one client owes and has paid, by legal entity: the lines of the clients' ledger.
package struct ClientAccount: ProcessState {
    /// In the order in which they were learnt.
    package private(set) var entries: [Entry]
    /// How many lines the ledger has by legal entity.
    package private(set) var lines: [String: Int]

    package init() {
        entries = []
        lines = [:]
    }

    /// One line.
    package struct Entry: Codable, Equatable, Sendable {
        /// Counts what was learnt of the client, from 1.
        package let number: Int
        package let legalEntity: LegalEntityID
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
            case number
            case legalEntity = "legal_entity"
            case date, kind, reference
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
    }

    /// How much is known; the number of the last line.
    package var lastNumber: Int { entries.last?.number ?? 0 }

    /// The balance at the end of a day as it is known now: plus is what the client owes.
    package func balance(_ entity: LegalEntityID, through day: CalendarDay) -> Kopecks {
        entries.lazy.filter { $0.legalEntity == entity && $0.date <= day }
            .map { $0.debit - $0.credit }.total
    }

    /// The balance of everything that is known.
    package func balance(_ entity: LegalEntityID) -> Kopecks {
        entries.lazy.filter { $0.legalEntity == entity }.map { $0.debit - $0.credit }.total
    }

    /// What was charged up to a day and is not paid, over all legal entities; whatever is paid
    /// settles the oldest charges first.
    package func unpaid(through day: CalendarDay) -> Kopecks {
        legalEntities.map { entity in
            let own = entries.filter { $0.legalEntity == entity }
            let charged = own.filter { $0.date <= day }.map(\.debit).total
            return max(charged - own.map(\.credit).total, .zero)
        }.total
    }

    /// The legal entities with which the client has dealt.
    package var legalEntities: [LegalEntityID] {
        Set(entries.map(\.legalEntity)).sorted()
    }

    /// Whether a request about the period has anything to tell: a line in it, or a balance.
    package func hasSubstance(_ entity: LegalEntityID, _ period: DocumentPeriod) -> Bool {
        let moves = entries.contains {
            $0.legalEntity == entity && period.contains($0.date)
                && ($0.isMove || $0.charge != nil)
        }
        return moves || balance(entity, through: period.to) != .zero
    }

    /// The charges of a kind in a period that still count, by their days.
    package func charges(
        _ entity: LegalEntityID,
        _ kind: ChargePosted.Kind,
        _ period: DocumentPeriod
    ) -> [Entry] {
        entries.filter {
            $0.legalEntity == entity && $0.charge?.kind == kind && !$0.isReversed
                && period.contains($0.date)
        }.sorted { ($0.date, $0.number) < ($1.date, $1.number) }
    }

    // MARK: - Lines

    /// Adds a line; the number that it has in the account of its legal entity, where it moves it.
    mutating func add(_ posted: LedgerPosted, countsAsDebit: Bool) -> (Entry, line: Int?)? {
        let entry: Entry
        switch (posted.kind, posted.isReversal) {
        case (.charge, false):
            let charge = Entry.Charge(kind: posted.chargeKind ?? .act, lines: posted.lines ?? [])
            entry = made(
                posted,
                .charge,
                debit: countsAsDebit ? charge.total : .zero,
                charge: charge
            )
        case (.payment, false):
            entry = made(posted, .payment, credit: posted.amount ?? .zero)
        case (.charge, true):
            guard let original = takeBack(.charge, posted.reference) else { return nil }
            entry = made(posted, .chargeReversed, debit: -original.debit)
        case (.payment, true):
            guard let original = takeBack(.payment, posted.reference) else { return nil }
            entry = made(posted, .paymentReversed, credit: -original.credit)
        }
        return append(entry)
    }

    /// Adds what the balance at the end of a day is above what is known; nil where it is that.
    mutating func open(
        _ entity: LegalEntityID,
        _ amount: Kopecks,
        asOf day: CalendarDay
    ) -> (Entry, line: Int?)? {
        let difference = amount - balance(entity, through: day)
        guard difference != .zero else { return nil }
        let entry = Entry(
            number: lastNumber + 1,
            legalEntity: entity,
            date: day,
            kind: .opening,
            reference: day.text,
            documentNo: nil,
            debit: max(difference, .zero),
            credit: max(-difference, .zero),
            charge: nil,
            isReversed: false
        )
        return append(entry)
    }

    private mutating func append(_ entry: Entry) -> (Entry, line: Int?) {
        entries.append(entry)
        guard entry.isMove else { return (entry, nil) }
        lines[entry.legalEntity.rawValue, default: 0] += 1
        return (entry, lines[entry.legalEntity.rawValue])
    }

    private mutating func takeBack(_ kind: FrozenEntry.Kind, _ reference: String) -> Entry? {
        let index = entries.lastIndex {
            $0.kind == kind && $0.reference.isSame(bytes: reference) && !$0.isReversed
        }
        guard let index else { return nil }
        entries[index].isReversed = true
        return entries[index]
    }

    private func made(
        _ posted: LedgerPosted,
        _ kind: FrozenEntry.Kind,
        debit: Kopecks = .zero,
        credit: Kopecks = .zero,
        charge: Entry.Charge? = nil
    ) -> Entry {
        Entry(
            number: lastNumber + 1,
            legalEntity: posted.legalEntity,
            date: posted.date,
            kind: kind,
            reference: posted.reference,
            documentNo: posted.documentNo,
            debit: debit,
            credit: credit,
            charge: charge,
            isReversed: false
        )
    }
}
