package import Foundation

/// Whoever sold in one quarter, the best first, gets the hot leads of the next.
package struct RankingPublished: Message {
    package static let type = "baton.ranking.published"
    /// The quarter in which the ranking holds.
    package let quarter: Quarter
    /// The quarter in which the deals were won.
    package let soldIn: Quarter
    package let rankBy: LeadDistributionPolicy.RankBy
    /// Of the amounts by which places are given.
    package let currency: String?
    package let ranking: [RankedSeller]
    /// Who gets the hot leads.
    package let top: [PersonID]

    package var subject: String { Subject.company.id }

    private enum CodingKeys: String, CodingKey {
        case quarter
        case soldIn = "sold_in"
        case rankBy = "rank_by"
        case currency
        case ranking, top
    }
}

/// One place of a ranking.
package struct RankedSeller: Codable, Equatable, Sendable {
    package let place: Int
    package let personID: PersonID
    package let amount: Decimal
    package let count: Int
    /// What was sold in other currencies, which gives no place by amount.
    package let otherAmounts: [Money]?

    private enum CodingKeys: String, CodingKey {
        case place
        case personID = "person_id"
        case amount, count
        case otherAmounts = "other_amounts"
    }
}

/// Somebody needs the ranking that holds in a quarter; never on the bus.
package struct RankingAsked: Message {
    package static let type = "internal.ranking_asked"
    package let quarter: Quarter

    package var subject: String { Subject.company.id }
}
