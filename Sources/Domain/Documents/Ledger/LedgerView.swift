/// A client's ledger with one legal entity, as far as a document needs it: sums of all months and
/// the lines of some.
package struct LedgerView {
    private let book: ClientAccount.Book?
    private let entries: [LedgerEntry]

    /// - Parameter entries: Of the months that ``pages(of:since:client:entity:)`` names.
    package init(_ book: ClientAccount.Book?, entries: [LedgerEntry]) {
        self.book = book
        self.entries = entries.sorted { ($0.date, $0.number) < ($1.date, $1.number) }
    }

    /// What is known of a period, of what a context holds.
    init(
        _ context: Context,
        _ account: ClientAccount,
        _ client: ClientID,
        _ entity: LegalEntityID,
        _ period: DocumentPeriod,
        since previous: PreviousAct?
    ) {
        let book = account.book(entity)
        let pages = Self.pages(book, period, since: previous, client, entity).compactMap {
            context.related.states(of: $0)?.state(of: LedgerPages.self)
        }
        self.init(book, entries: pages.flatMap(\.entries))
    }

    /// The balance at the end of a day as it is known now: plus is what the client owes.
    package func balance(through day: CalendarDay) -> Kopecks {
        let month = CalendarMonth(of: day)
        let whole = (book?.spans ?? []).filter { $0.isOver(by: day) }
        let lines = (book?.spans ?? []).filter { !$0.isOver(by: day) && $0.first <= month }
            .flatMap { span in
                entries.filter { span.holds($0.date) && $0.date <= day }.map(\.amount)
            }
        return whole.map(\.sum).total + lines.total
    }

    /// The lines of a period that move the balance, by their days.
    package func moves(_ period: DocumentPeriod) -> [LedgerEntry] {
        entries.filter { $0.isMove && period.contains($0.date) }
    }

    /// The charges of a kind in a period that still count, by their days.
    package func charges(_ kind: ChargePosted.Kind, _ period: DocumentPeriod) -> [LedgerEntry] {
        entries.filter {
            $0.charge?.kind == kind && !$0.isReversed && period.contains($0.date)
        }
    }

    /// What was learnt of days before a period after the act before it was issued.
    package func late(before period: DocumentPeriod, since act: PreviousAct) -> [LedgerEntry] {
        entries.filter {
            $0.isMove && $0.date < period.from
                && ($0.date > act.to || $0.number > act.known)
        }
    }

    // MARK: - What must be read

    /// The months whose lines a document about a period needs: those in it, those through which
    /// one of its ends goes, and those of which something was learnt since the act before.
    package static func pages(
        _ book: ClientAccount.Book?,
        _ period: DocumentPeriod,
        since previous: PreviousAct?,
        _ client: ClientID,
        _ entity: LegalEntityID
    ) -> [Subject] {
        let (first, last) = (CalendarMonth(of: period.from), CalendarMonth(of: period.to))
        let before = period.from.adding(days: -1)
        let months = (book?.spans ?? []).flatMap { span -> [CalendarMonth] in
            let isCut = { (day: CalendarDay) in span.holds(day) && !span.isOver(by: day) }
            let isLate =
                previous.map { act in
                    span.first <= first
                        && (span.newest > act.known || CalendarMonth(of: act.to) <= span.last)
                } ?? false
            let isWhole = isLate || isCut(before) || isCut(period.to)
            return span.months.filter { isWhole || (first <= $0 && $0 <= last) }
        }
        return months.map { LedgerPage.subject(client, entity, $0) }
    }
}

/// The last act before a period that still holds.
package struct PreviousAct: Equatable, Sendable {
    package let document: DocumentSet.Issued
    /// The last day of its period.
    package let to: CalendarDay
    /// How much of the ledger was known.
    package var known: Int { document.known ?? 0 }

    /// Nil where no act of the legal entity was issued of days before the period.
    init?(_ sets: [DocumentSet], _ entity: LegalEntityID, _ period: DocumentPeriod) {
        guard let set = Self.set(sets, entity, before: period.from),
            let document = set.document(.act)
        else { return nil }
        self.document = document
        to = set.order.period.to
    }

    /// The set with the last act of a legal entity; of days before one, or of all.
    static func set(
        _ sets: [DocumentSet],
        _ entity: LegalEntityID,
        before day: CalendarDay?
    ) -> DocumentSet? {
        let acts = sets.filter { set in
            set.phase.isIssued && set.order.legalEntity == entity
                && day.map { set.order.period.to < $0 } ?? true
        }.compactMap { set in set.document(.act).map { (set: set, act: $0) } }
        return acts.max { left, right in
            (left.set.order.period.to, left.act.date, left.act.number)
                < (right.set.order.period.to, right.act.date, right.act.number)
        }?.set
    }
}

extension ClientAccount.Span {
    /// Whether all of it lies before the end of a day.
    fileprivate func isOver(by day: CalendarDay) -> Bool { last.lastDay <= day }

    fileprivate func holds(_ day: CalendarDay) -> Bool {
        let month = CalendarMonth(of: day)
        return first <= month && month <= last
    }
}
