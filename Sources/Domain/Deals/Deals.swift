package import Foundation

/// What is known of a deal.
package struct Deal: ProcessState {
    /// The sale, if the deal is won; a later event about the deal replaces it.
    package let sale: Sale?
    package let leadID: LeadID?
    package let clientID: ClientID?
    package let lostReason: String?

    private enum CodingKeys: String, CodingKey {
        case sale
        case leadID = "lead_id"
        case clientID = "client_id"
        case lostReason = "lost_reason"
    }
}

/// Keeps each deal once, however often it is announced, and tells the ranking what changed.
package enum Deals: BusinessProcess {
    package typealias State = Deal

    /// What can happen to a deal.
    package enum Input: Sendable {
        case won(DealWon, at: Date)
        case lost(DealLost)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
    }

    package static let name = "deal"
    package static let subject = SubjectKind.deal
    package static let facts: [any FactRow.Type] = [DealFact.self]
    package static let reads: [any Message.Type] = [DealWon.self, DealLost.self]
    package static let tells: [any Message.Type] = [SaleChanged.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as DealWon:
            [Concern(body.subject, .won(body, at: body.closedAt ?? event.occurred))]
        case let body as DealLost: [Concern(body.subject, .lost(body))]
        default: []
        }
    }

    package static func decide(
        _ state: Deal?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Deal> {
        let deal: Deal
        switch input {
        case .won(let news, let closedAt):
            guard context.company.people[news.managerID] != nil else {
                return .refused(.unknownPerson(news.managerID, field: "data.manager_id"))
            }
            let sale = Sale(managerID: news.managerID, amount: news.amount, closedAt: closedAt)
            deal = Deal(
                sale: sale,
                leadID: news.leadID,
                clientID: news.clientID,
                lostReason: nil
            )
        case .lost(let news):
            deal = Deal(
                sale: nil,
                leadID: news.leadID ?? state?.leadID,
                clientID: state?.clientID,
                lostReason: news.reason
            )
        }
        guard deal != state else { return .ignored(Ignored.nothingNew) }
        guard deal.sale != state?.sale else { return .changed(to: deal) }
        let change = SaleChanged(before: state?.sale, after: deal.sale)
        let notes = deal.sale.map { context.notes(onMoneyOf: $0) } ?? []
        return .changed(to: deal, effects: [.tell(change)] + notes)
    }
}

extension Context {
    /// Nobody should wonder why a deal gives its seller no place.
    fileprivate func notes(onMoneyOf sale: Sale) -> [Effect] {
        let currency = policies.salesCurrency
        guard let distribution = policies.leadDistribution, distribution.rankBy == .amount,
            sale.amount.currency != currency
        else { return [] }
        let values: [String: Value] = [
            "amount": .text("\(Money.text(sale.amount.amount)) \(sale.amount.currency)"),
            "currency": .text(currency),
        ]
        return [.note(Phrase("ranking.other_currency", values))]
    }
}
