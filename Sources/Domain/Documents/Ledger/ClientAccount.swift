/// What one client owes, by legal entity: sums of months, which the lines of ``LedgerPages`` make.
package struct ClientAccount: ProcessState {
    /// How much is known; the number of the last line.
    package private(set) var lastNumber: Int
    private var books: [String: Book]

    private enum CodingKeys: String, CodingKey {
        case lastNumber = "last_number"
        case books
    }

    package init() {
        lastNumber = 0
        books = [:]
    }

    /// The sums with one legal entity.
    package struct Book: Codable, Equatable, Sendable {
        /// How many lines the account has in the ledger.
        package fileprivate(set) var lines: Int
        /// The last day that anything counts to.
        package fileprivate(set) var lastOn: CalendarDay
        /// The earliest first, without overlaps.
        package fileprivate(set) var spans: [Span]
        /// What was charged on single days, the earliest first: those of the last year, so that
        /// what is overdue can be told to the day.
        package fileprivate(set) var charged: [Charged]

        private enum CodingKeys: String, CodingKey {
            case lines
            case lastOn = "last_on"
            case spans, charged
        }

        /// What is owed, everything counted.
        package var balance: Kopecks { spans.map(\.sum).total }
    }

    /// A month with anything in it; of years long gone the whole year.
    package struct Span: Codable, Equatable, Sendable {
        package let first: CalendarMonth
        package let last: CalendarMonth
        /// What its lines add to what the client owes.
        package fileprivate(set) var sum: Kopecks
        /// The number of the line that was learnt last.
        package fileprivate(set) var newest: Int

        /// Its months.
        package var months: [CalendarMonth] {
            var months = [first]
            while let month = months.last, month < last { months.append(month.adding(1)) }
            return months
        }
    }

    /// What was charged on one day.
    package struct Charged: Codable, Equatable, Sendable {
        package let on: CalendarDay
        package fileprivate(set) var sum: Kopecks
    }

    /// For how many days before the newest line charges are known by the day.
    private static let daysApart = 400
    /// So many calendar years before the newest one keep their months apart.
    private static let yearsApart = 3

    /// The sums with a legal entity; nil where nothing was ever learnt.
    package func book(_ entity: LegalEntityID) -> Book? { books[entity.rawValue] }

    /// The balance of everything that is known: plus is what the client owes.
    package func balance(_ entity: LegalEntityID) -> Kopecks { book(entity)?.balance ?? .zero }

    /// What was charged up to a day and is not paid, over all legal entities; whatever is paid
    /// settles the oldest charges first.
    ///
    /// Of a day more than a year before the newest line, charges since count as if made before it.
    package func unpaid(through day: CalendarDay) -> Kopecks {
        books.values.map { book in
            let later = book.charged.filter { $0.on > day }.map(\.sum).total
            return max(book.balance - later, .zero)
        }.total
    }

    /// The legal entities with which the client has dealt.
    package var legalEntities: [LegalEntityID] {
        books.keys.sorted().map { LegalEntityID(trusted: $0) }
    }

    /// Whether a request about a month has anything to tell: a line in it, or a balance.
    package func hasSubstance(_ entity: LegalEntityID, _ month: CalendarMonth) -> Bool {
        let spans = book(entity)?.spans ?? []
        return spans.contains { $0.first <= month && month <= $0.last }
            || spans.filter { $0.last <= month }.map(\.sum).total != .zero
    }

    // MARK: - Lines

    /// Counts a line; the number that it has in the account of its legal entity, where it moves
    /// that.
    package mutating func count(_ entry: LedgerEntry, _ entity: LegalEntityID) -> Int? {
        lastNumber = entry.number
        var book =
            books[entity.rawValue] ?? Book(lines: 0, lastOn: entry.date, spans: [], charged: [])
        book.lastOn = max(book.lastOn, entry.date)
        book.count(entry)
        book.foldYears(apart: Self.yearsApart)
        book.noteCharge(entry, daysApart: Self.daysApart)
        if entry.isMove { book.lines += 1 }
        books[entity.rawValue] = book
        return entry.isMove ? book.lines : nil
    }
}

extension ClientAccount.Book {
    fileprivate mutating func count(_ entry: LedgerEntry) {
        let month = CalendarMonth(of: entry.date)
        let place = spans.firstIndex { $0.last >= month } ?? spans.endIndex
        if place < spans.endIndex, spans[place].first <= month {
            spans[place].sum += entry.amount
            spans[place].newest = entry.number
        } else {
            let span = ClientAccount.Span(
                first: month,
                last: month,
                sum: entry.amount,
                newest: entry.number
            )
            spans.insert(span, at: place)
        }
    }

    fileprivate mutating func noteCharge(_ entry: LedgerEntry, daysApart: Int) {
        if entry.debit != .zero {
            let place = charged.firstIndex { $0.on >= entry.date } ?? charged.endIndex
            if place < charged.endIndex, charged[place].on == entry.date {
                charged[place].sum += entry.debit
            } else {
                charged.insert(.init(on: entry.date, sum: entry.debit), at: place)
            }
        }
        charged.removeAll { $0.on.ordinal < lastOn.ordinal - daysApart || $0.sum == .zero }
    }

    /// Puts the months of years long gone together, so that a client of decades stays small.
    fileprivate mutating func foldYears(apart years: Int) {
        guard let newest = spans.last?.last.year else { return }
        var folded: [ClientAccount.Span] = []
        for span in spans {
            let year = span.first.year
            guard year < newest - years else {
                folded.append(span)
                continue
            }
            let before = folded.last?.first.year == year ? folded.popLast() : nil
            let whole = ClientAccount.Span(
                first: CalendarMonth(of: CalendarDay(year: year, month: 1, day: 1)),
                last: CalendarMonth(of: CalendarDay(year: year, month: 12, day: 1)),
                sum: (before?.sum ?? .zero) + span.sum,
                newest: max(before?.newest ?? 0, span.newest)
            )
            folded.append(whole)
        }
        spans = folded
    }
}
