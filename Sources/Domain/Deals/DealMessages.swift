package import Foundation

/// A deal was won.
package struct DealWon: Message {
    package static let type = "deal.won"
    package let dealID: DealID
    package let managerID: PersonID
    package let amount: Money
    package let closedAt: Date?
    package let leadID: LeadID?
    package let clientID: ClientID?

    package var subject: String { dealID.rawValue }
    package var toldTime: ToldTime? { ToldTime("data.closed_at", closedAt) }

    private enum CodingKeys: String, CodingKey {
        case dealID = "deal_id"
        case managerID = "manager_id"
        case amount
        case closedAt = "closed_at"
        case leadID = "lead_id"
        case clientID = "client_id"
    }
}

/// A deal was lost.
package struct DealLost: Message {
    package static let type = "deal.lost"
    package let dealID: DealID
    package let managerID: PersonID
    package let leadID: LeadID?
    package let reason: String?

    package var subject: String { dealID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case dealID = "deal_id"
        case managerID = "manager_id"
        case leadID = "lead_id"
        case reason
    }
}

/// What counts of a deal was changed: one sale less, one more; never on the bus.
package struct SaleChanged: Message {
    package static let type = "internal.sale_changed"
    /// The sale that no longer counts.
    package let before: Sale?
    /// The sale that counts now.
    package let after: Sale?

    package var subject: String { Subject.company.id }
}

/// One deal won, as it counts in the ranking.
package struct Sale: Codable, Equatable, Sendable {
    package let managerID: PersonID
    package let amount: Money
    package let closedAt: Date

    package init(managerID: PersonID, amount: Money, closedAt: Date) {
        self.managerID = managerID
        self.amount = amount
        self.closedAt = closedAt
    }

    private enum CodingKeys: String, CodingKey {
        case managerID = "manager_id"
        case amount
        case closedAt = "closed_at"
    }
}
