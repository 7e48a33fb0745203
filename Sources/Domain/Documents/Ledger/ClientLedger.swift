import Foundation

/// Keeps the clients' ledger: one account a client and legal entity.
///
/// Debit is what was charged, credit what was paid; nothing is ever changed, what was wrong is
/// taken back by a line of its own.
package enum ClientLedger: BusinessProcess {
    package typealias State = ClientAccount

    /// What can happen to a client's account.
    package enum Input: Sendable {
        case posted(LedgerPosted)
        case observed(BalanceObserved)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case off = "documents_are_off"
        case nothingNew = "nothing_new"
    }

    package static let name = "client_ledger"
    package static let subject = SubjectKind.client
    package static let reads: [any Message.Type] = [BalanceObserved.self]
    package static let hears: [any Message.Type] = [LedgerPosted.self]
    package static let tells: [any Message.Type] = [
        LedgerChanged.self, LedgerEntered.self, LedgerTakenBack.self,
    ]
    package static let looksAt: [any BusinessProcess.Type] = [Clients.self, LedgerPages.self]
    package static let facts: [any FactRow.Type] = [ClientBalanceFact.self]

    /// The first part of the names of its accounts.
    package static let book = "clients"

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as LedgerPosted: [Concern(body.subject, .posted(body))]
        case let body as BalanceObserved: [Concern(body.subject, .observed(body))]
        default: []
        }
    }

    /// The month of what is taken back, or of the day whose balance was observed.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject],
        under policies: Policies
    ) -> [Subject] {
        switch input {
        case .posted(let news):
            guard let day = news.takesBack else { return [] }
            return [LedgerPage.subject(news.clientID, news.legalEntity, CalendarMonth(of: day))]
        case .observed(let news):
            let client = own.state(of: Clients.self)
            let entity = try? policies.legalEntity(asked: news.legalEntity, client: client)
            // Where nobody can say whose books are meant, the decision says so.
            guard let entity, let account = own.state(of: ClientLedger.self) else { return [] }
            let day = DocumentPeriod(from: news.asOf, to: news.asOf)
            return LedgerView.pages(
                account.book(entity.id),
                day,
                since: nil,
                news.clientID,
                entity.id
            )
        }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let policy = context.policies.documents else { return .ignored(Ignored.off) }
        let account = state ?? State()
        switch input {
        case .posted(let news):
            guard let entry = entry(news, account.lastNumber + 1, policy, context) else {
                return .ignored(Ignored.nothingNew)
            }
            let taken = news.takesBack.map { day in
                LedgerTakenBack(
                    clientID: news.clientID,
                    legalEntity: news.legalEntity,
                    date: day,
                    kind: news.kind.entry,
                    reference: news.reference
                )
            }
            return changed(account, news.clientID, news.legalEntity, entry, taken, context)
        case .observed(let news):
            return observe(news, account, context)
        }
    }

    /// The line that follows from a posting; nil where what it takes back does not stand.
    private static func entry(
        _ news: LedgerPosted,
        _ number: Int,
        _ policy: DocumentsPolicy,
        _ context: Context
    ) -> LedgerEntry? {
        guard let day = news.takesBack else {
            let charge = news.lines.map {
                LedgerEntry.Charge(kind: news.chargeKind ?? .act, lines: $0)
            }
            return LedgerEntry(
                number: number,
                date: news.date,
                kind: news.kind.entry,
                reference: news.reference,
                documentNo: news.documentNo,
                debit: charge?.kind == policy.chargeOn ? charge?.total ?? .zero : .zero,
                credit: news.kind == .payment ? news.amount ?? .zero : .zero,
                charge: charge
            )
        }
        let page = LedgerPage.subject(news.clientID, news.legalEntity, CalendarMonth(of: day))
        let original = context.related.states(of: page)?.state(of: LedgerPages.self)?
            .counting(news.kind.entry, news.reference)
        guard let original else { return nil }
        return LedgerEntry(
            number: number,
            date: news.date,
            kind: news.kind.reversal,
            reference: news.reference,
            documentNo: news.documentNo,
            debit: -original.debit,
            credit: -original.credit
        )
    }

    /// Books what the balance at the end of a day is above what is known.
    private static func observe(
        _ news: BalanceObserved,
        _ account: State,
        _ context: Context
    ) -> Decision<State> {
        guard let client = context.subject.state(of: Clients.self) else {
            return .refused(.unknownClient(news.clientID))
        }
        let entity: LegalEntity
        do {
            entity = try context.policies.legalEntity(asked: news.legalEntity, client: client)
        } catch {
            return .refused(error.flaw)
        }
        let day = DocumentPeriod(from: news.asOf, to: news.asOf)
        let known = LedgerView(context, account, client.id, entity.id, day, since: nil)
            .balance(through: news.asOf)
        let difference = (Kopecks(news.amount) ?? .zero) - known
        guard difference != .zero else { return .ignored(Ignored.nothingNew) }
        let entry = LedgerEntry(
            number: account.lastNumber + 1,
            date: news.asOf,
            kind: .opening,
            reference: news.asOf.text,
            debit: max(difference, .zero),
            credit: max(-difference, .zero)
        )
        return changed(account, client.id, entity.id, entry, nil, context)
    }

    private static func changed(
        _ account: State,
        _ client: ClientID,
        _ entity: LegalEntityID,
        _ entry: LedgerEntry,
        _ takenBack: LedgerTakenBack?,
        _ context: Context
    ) -> Decision<State> {
        var account = account
        let number = account.count(entry, entity)
        let booked: Effect? = number.map { .book(line($0, entry, entity, client, context)) }
        let reversed: Effect? = takenBack.map { .tell($0) }
        let news = LedgerChanged(
            clientID: client,
            legalEntity: entity,
            date: entry.date,
            kind: entry.kind,
            reference: entry.reference
        )
        let entered = LedgerEntered(clientID: client, legalEntity: entity, entry: entry)
        return .changed(
            to: account,
            effects: [booked, reversed, .tell(entered), .tell(news)].compactMap(\.self)
        )
    }

    private static func line(
        _ number: Int,
        _ entry: LedgerEntry,
        _ entity: LegalEntityID,
        _ client: ClientID,
        _ context: Context
    ) -> LedgerLine {
        LedgerLine(
            account: "\(book)/\(entity)/\(client)",
            sequence: number,
            kind: entry.kind.rawValue,
            amount: entry.amount.rubles,
            at: context.policies.calendar.startOfDay(entry.date),
            reference: entry.reference,
            data: [
                "client_id": .text(client.rawValue),
                "legal_entity": .text(entity.rawValue),
                "date": .text(entry.date.text),
                "debit": .text(entry.debit.text), "credit": .text(entry.credit.text),
                "vat": .text((entry.charge?.vat ?? .zero).text),
                "document_no": entry.documentNo.map { .text($0) } ?? .null,
            ]
        )
    }
}

extension LedgerPosted.Kind {
    /// What its line is.
    fileprivate var entry: FrozenEntry.Kind {
        switch self {
        case .charge: .charge
        case .payment: .payment
        }
    }

    /// What the line is that takes it back.
    fileprivate var reversal: FrozenEntry.Kind {
        switch self {
        case .charge: .chargeReversed
        case .payment: .paymentReversed
        }
    }
}
