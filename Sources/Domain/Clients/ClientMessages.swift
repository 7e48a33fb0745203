package import Foundation

/// A client joined, changed or left.
package struct ClientUpserted: Message {
    package static let type = "client.upserted"
    package let clientID: ClientID
    package let name: String
    package let emails: [String]?
    package let phones: [String]?
    package let projectManagerID: PersonID?
    package let salesHeadID: PersonID?
    package let region: String?
    package let market: String?
    package let department: String?
    package let fee: Money?
    /// The first day of the contract.
    package let contractFrom: CalendarDay?
    package let services: [ClientService]?
    package let active: Bool?
    package let surveyOptOut: Bool?
    package let legal: [String: Value]?
    /// The one of the company's legal entities whose client it is.
    package let legalEntity: LegalEntityID?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case name, emails, phones
        case projectManagerID = "project_manager_id"
        case salesHeadID = "sales_head_id"
        case region, market, department, fee
        case contractFrom = "contract_from"
        case services, active
        case surveyOptOut = "survey_opt_out"
        case legal
        case legalEntity = "legal_entity"
    }
}

/// A service that a client uses.
package struct ClientService: Codable, Equatable, Sendable {
    package let code: String
    package let quantity: Decimal?
}

/// A client came under somebody's care, or left it; never on the bus.
package struct PortfolioChanged: Message {
    package static let type = "internal.portfolio_changed"
    /// Who had the client.
    package let before: PersonID?
    /// Who has him now.
    package let after: PersonID?

    package var subject: String { Subject.company.id }
}

/// A client is found under further numbers or addresses; never on the bus.
package struct ClientKnown: Message {
    package static let type = "internal.client_known"
    package let clientID: ClientID
    /// The new ones.
    package let keys: [String]

    package var subject: String { clientID.rawValue }
}
