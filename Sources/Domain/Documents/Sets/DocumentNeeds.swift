import Foundation

/// What documents need besides what is known of the client.
struct DocumentNeeds {
    private let own: SubjectStates
    private let policies: Policies
    /// Those of the client's row, and those that were read off shelves by now.
    private let sets: [DocumentSet]

    init(_ own: SubjectStates, _ related: [RelatedSubject], _ policies: Policies) {
        self.own = own
        self.policies = policies
        let shelved = related.flatMap { $0.states.state(of: DocumentShelves.self)?.sets ?? [] }
        sets = own.state(of: Documents.self).map { DocumentMove.together($0, shelved) } ?? []
    }

    private var account: ClientAccount { own.state(of: ClientLedger.self) ?? ClientAccount() }
    private var client: Client? { own.state(of: Clients.self) }

    private func set(_ ordinal: Int) -> DocumentSet? { sets.first { $0.ordinal == ordinal } }

    // MARK: - The ledger

    /// The months of a request.
    func pages(_ news: DocumentsRequested) -> [Subject] {
        guard let from = CalendarDay(news.period.from), let to = CalendarDay(news.period.to),
            let entity = try? policies.legalEntity(asked: news.legalEntity, client: client)
        else {
            // What is missing is told by the decision.
            return []
        }
        return shelves(answering: news.requestID) + shelf(to.year)
            + pages(entity.id, DocumentPeriod(from: from, to: to))
    }

    /// The months of a set that is being made.
    func pages(ofSet ordinal: Int) -> [Subject] {
        guard let order = set(ordinal)?.order else { return [] }
        return pages(order.legalEntity, order.period)
    }

    /// The months of all sets that may be due: what time it is, only the decision knows, and a
    /// month too many does no harm.
    var pagesOfSchedule: [Subject] {
        guard let state = own.state(of: Documents.self) else { return [] }
        return account.legalEntities.flatMap { entity -> [Subject] in
            let spans = account.book(entity)?.spans ?? []
            let due = state.alarms[Documents.Timer.due.rawValue].map {
                CalendarMonth(of: policies.calendar.day(of: $0.due))
            }
            let months =
                [due, spans.last?.last].compactMap(\.self).max()
                .map { $0.ending(DocumentMove.monthsBack) } ?? []
            let open = months.filter { month in
                state.scheduledAfter.map { month > $0 } ?? true && !isMade(month, entity)
            }
            // Of months after all that is known, only what was learnt late counts.
            return (open + [Self.farAway]).flatMap { month in
                pages(entity, DocumentPeriod(from: month.firstDay, to: month.lastDay))
            }
        }
    }

    private static let farAway = CalendarMonth(of: CalendarDay(year: 9999, month: 1, day: 1))

    private func isMade(_ month: CalendarMonth, _ entity: LegalEntityID) -> Bool {
        let period = DocumentPeriod(from: month.firstDay, to: month.lastDay)
        return sets.contains {
            $0.order.period == period && $0.order.legalEntity == entity && $0.phase != .blocked
                && $0.order.isScheduled
        }
    }

    private func pages(_ entity: LegalEntityID, _ period: DocumentPeriod) -> [Subject] {
        guard let client else { return [] }
        return shelves(before: period, entity)
            + LedgerView.pages(
                account.book(entity),
                period,
                since: PreviousAct(sets, entity, period),
                client.id,
                entity
            )
    }

    // MARK: - Shelves

    private var shelvedYears: [ShelvedYear] {
        own.state(of: Documents.self)?.shelvedYears ?? []
    }

    private func shelves(where isMeant: (ShelvedYear) -> Bool) -> [Subject] {
        guard let client else { return [] }
        return shelvedYears.filter(isMeant).map { ShelvedSets.subject(client.id, $0.year) }
    }

    private func shelf(_ year: Int) -> [Subject] { shelves { $0.year == year } }

    /// Those with the set that answers a request.
    func shelves(answering request: RequestID) -> [Subject] {
        shelves { $0.answers(request) }
    }

    /// Those with sets that what was learnt of a day may concern.
    func shelves(since day: CalendarDay) -> [Subject] { shelves { $0.year >= day.year } }

    /// Those in which the act before a period may lie; none where a later one is in the row.
    private func shelves(before period: DocumentPeriod, _ entity: LegalEntityID) -> [Subject] {
        let known = own.state(of: Documents.self)?.sets ?? []
        let later = PreviousAct(known, entity, period)?.to.year
        return shelves {
            $0.hasActs && $0.year <= period.from.year && $0.year >= later ?? 0
        }
    }

    // MARK: - Series

    /// The series of this year and of those before it.
    func series(_ news: DocumentsCollected, _ instant: Date) -> [Subject] {
        guard let set = set(news.set) else { return [] }
        let year = policies.calendar.day(of: instant).year
        return set.order.kinds.flatMap { kind in
            (year - DocumentSeries.yearsBack...year).map { year in
                DocumentSeries(entity: set.order.legalEntity, kind: kind, year: year).subject
            }
        }
    }
}
