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
    package static let tells: [any Message.Type] = [LedgerChanged.self]
    package static let looksAt: [any BusinessProcess.Type] = [Clients.self]
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

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let policy = context.policies.documents else { return .ignored(Ignored.off) }
        var account = state ?? State()
        switch input {
        case .posted(let news):
            let counts = news.chargeKind == policy.chargeOn
            let added = account.add(news, countsAsDebit: counts)
            return changed(account, news.clientID, added, context)
        case .observed(let news):
            guard let client = context.subject.state(of: Clients.self) else {
                return .refused(.unknownClient(news.clientID))
            }
            do {
                let entity = try context.policies.legalEntity(
                    asked: news.legalEntity,
                    client: client
                )
                let amount = Kopecks(news.amount) ?? .zero
                let added = account.open(entity.id, amount, asOf: news.asOf)
                return changed(account, news.clientID, added, context)
            } catch {
                return .refused(error.flaw)
            }
        }
    }

    private static func changed(
        _ account: State,
        _ client: ClientID,
        _ added: (ClientAccount.Entry, line: Int?)?,
        _ context: Context
    ) -> Decision<State> {
        guard let (entry, number) = added else { return .ignored(Ignored.nothingNew) }
        let line = number.map { self.line($0, entry, client, context) }
        let news = LedgerChanged(
            clientID: client,
            legalEntity: entry.legalEntity,
            date: entry.date,
            kind: entry.kind,
            reference: entry.reference
        )
        return .changed(
            to: account,
            effects: [line.map { .book($0) }, .tell(news)].compactMap(\.self)
        )
    }

    private static func line(
        _ number: Int,
        _ entry: ClientAccount.Entry,
        _ client: ClientID,
        _ context: Context
    ) -> LedgerLine {
        LedgerLine(
            account: "\(book)/\(entry.legalEntity)/\(client)",
            sequence: number,
            kind: entry.kind.rawValue,
            amount: (entry.debit - entry.credit).rubles,
            at: context.policies.calendar.startOfDay(entry.date),
            reference: entry.reference,
            data: [
                "client_id": .text(client.rawValue),
                "legal_entity": .text(entry.legalEntity.rawValue),
                "date": .text(entry.date.text),
                "debit": .text(entry.debit.text), "credit": .text(entry.credit.text),
                "vat": .text((entry.charge?.vat ?? .zero).text),
                "document_no": entry.documentNo.map { .text($0) } ?? .null,
            ]
        )
    }
}
