import AdapterKit
import Domain
import Foundation
import Postgres

/// Announces deals that were won or lost.
struct DealObserver {
    let ledger: Ledger
    let now: Date

    /// What is to be committed of this news.
    func queries(_ news: News) -> [Query] {
        news.moves.compactMap { move in
            guard move.semantics != "P", let deal = news.items[move.owner],
                let manager = deal["assignedById"].identifier
            else { return nil }
            var data: [String: Value] = [
                "deal_id": .text(move.owner), "manager_id": .text(manager),
            ]
            if let lead = deal["leadId"].identifier, lead != "0" { data["lead_id"] = .text(lead) }
            let isWon = move.semantics == "S"
            if isWon {
                data["amount"] = .object([
                    "amount": .text(Money.text(deal["opportunity"].numeric ?? 0)),
                    "currency": .text(deal["currencyId"].filled ?? "RUB"),
                ])
                if let moved = PortalTime.date(deal["movedTime"].text) {
                    data["closed_at"] = .instant(moved)
                }
            }
            return ledger.announce(
                OutgoingEvent(
                    id: "b24-stage-deal-\(move.id)",
                    type: isWon ? "deal.won" : "deal.lost",
                    subject: move.owner,
                    data: data
                ),
                now: now
            )
        }
    }
}
