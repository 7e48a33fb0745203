/// Which charges payments pay: an explanation of a balance, which nothing else follows from.
///
/// A payment that names a document pays what that document charges first. What is left of all
/// payments pays the oldest charges first, and what is left then is an advance.
package struct PaymentAllocation: Equatable, Sendable {
    /// A line of the ledger.
    package struct Line: Equatable, Sendable {
        package let date: CalendarDay
        package let kind: FrozenEntry.Kind
        package let reference: String
        package let documentNo: String?
        /// What it adds to what the client owes.
        package let amount: Kopecks

        package init(
            date: CalendarDay,
            kind: FrozenEntry.Kind,
            reference: String,
            documentNo: String? = nil,
            amount: Kopecks
        ) {
            self.date = date
            self.kind = kind
            self.reference = reference
            self.documentNo = documentNo
            self.amount = amount
        }
    }

    /// Something that is owed, and how much of it is not paid.
    package struct Due: Equatable, Sendable {
        package let line: Line
        package fileprivate(set) var open: Kopecks
    }

    /// A payment, and what it pays.
    package struct Paid: Equatable, Sendable {
        package let line: Line
        package fileprivate(set) var parts: [Part] = []
        /// What it pays of nothing that is charged so far.
        package fileprivate(set) var advance: Kopecks

        /// What a payment pays of one charge.
        package struct Part: Equatable, Sendable {
            package let charge: Line
            package let amount: Kopecks
        }
    }

    /// The oldest first.
    package private(set) var dues: [Due]
    /// The oldest first.
    package private(set) var payments: [Paid]

    /// - Parameters:
    ///   - lines: Of one client and legal entity, in the order in which they were learnt.
    ///   - invoices: The periods of invoices by their numbers: a payment names those too.
    package init(_ lines: [Line], invoices: [String: DocumentPeriod] = [:]) {
        let standing = Self.standing(lines).sorted { $0.date < $1.date }
        dues = standing.filter { $0.amount > .zero }.map { Due(line: $0, open: $0.amount) }
        payments = standing.filter { $0.amount < .zero }.map {
            Paid(line: $0, advance: -$0.amount)
        }
        for index in payments.indices {
            guard let named = payments[index].line.documentNo else { continue }
            let period = invoices[named]
            pay(index) { due in
                due.documentNo == named || due.reference == named
                    || period?.contains(due.date) == true
            }
        }
        for index in payments.indices { pay(index) { _ in true } }
    }

    /// What is paid too much so far.
    package var advance: Kopecks { payments.map(\.advance).total }
    /// What is not paid.
    package var open: Kopecks { dues.map(\.open).total }

    /// Lines that were not taken back, without those that took them back.
    private static func standing(_ lines: [Line]) -> [Line] {
        var standing: [Line] = []
        for line in lines {
            let original: FrozenEntry.Kind
            switch line.kind {
            case .opening, .charge, .payment:
                standing.append(line)
                continue
            case .chargeReversed: original = .charge
            case .paymentReversed: original = .payment
            }
            let index = standing.lastIndex {
                $0.kind == original && $0.reference.isSame(bytes: line.reference)
            }
            if let index { standing.remove(at: index) } else { standing.append(line) }
        }
        return standing
    }

    private mutating func pay(_ index: Int, where matches: (Line) -> Bool) {
        for place in dues.indices where dues[place].open > .zero && matches(dues[place].line) {
            let amount = min(dues[place].open, payments[index].advance)
            guard amount > .zero else { return }
            dues[place].open = dues[place].open - amount
            payments[index].advance = payments[index].advance - amount
            payments[index].parts.append(.init(charge: dues[place].line, amount: amount))
        }
    }
}
