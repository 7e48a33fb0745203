package import Foundation

/// Somebody wants to know what services cost.
package struct PriceRequested: Message {
    package static let type = "price.requested"
    package let requestID: RequestID
    /// The company's key of the region, or another name of it.
    package let region: String
    /// Without it the client's own.
    package let market: MarketID?
    package let services: [ClientService]
    package let clientID: ClientID?
    package let leadID: LeadID?

    package var subject: String { requestID.rawValue }

    package var flaw: Flaw? {
        guard !services.isEmpty, services.count <= Limits.priceLinesMax else {
            return Flaw(
                .invalidValue,
                field: "data.services",
                "data.services: must name 1 to \(Limits.priceLinesMax) services"
            )
        }
        guard let index = services.firstIndex(where: { ($0.quantity ?? 1) <= 0 }) else {
            return nil
        }
        let field = "data.services[\(index)].quantity"
        return Flaw(.invalidValue, field: field, "\(field): must be more than nothing")
    }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case region, market, services
        case clientID = "client_id"
        case leadID = "lead_id"
    }
}

/// What people in a region were paid in a month; a later one for the same month corrects it.
package struct SalaryObserved: Message {
    package static let type = "salary.observed"
    package let region: String
    package let period: CalendarMonth
    package let median: Money
    /// Of which trade; without it of marketing.
    package let segment: String?
    /// Who counted.
    package let source: String?

    package var subject: String { region }

    package var flaw: Flaw? {
        median.amount > 0
            ? nil
            : Flaw(
                .invalidValue,
                field: "data.median.amount",
                "data.median.amount: must be more than nothing"
            )
    }
}

/// How hard competition is in a market; a later one for the same day corrects it.
package struct CompetitionObserved: Message {
    package static let type = "competition.observed"
    package let market: MarketID
    /// From 0, none, to 1, as hard as can be.
    package let level: Decimal
    /// Where it was observed; without it everywhere.
    package let region: String?
    /// Without it the day of the event.
    package let observedOn: CalendarDay?

    package var subject: String { market.rawValue }

    package var flaw: Flaw? {
        (0...1).contains(level)
            ? nil : Flaw(.invalidValue, field: "data.level", "data.level: must be from 0 to 1")
    }

    private enum CodingKeys: String, CodingKey {
        case market, level, region
        case observedOn = "observed_on"
    }
}

/// What services cost; it never changes once it was given.
package struct PriceQuoted: Message {
    package static let type = "baton.price.quoted"
    package let requestID: RequestID
    /// The company's key of the region.
    package let region: String
    package let market: MarketID?
    package let clientID: ClientID?
    package let leadID: LeadID?
    package let lines: [PriceLine]
    package let total: Money
    /// Nil where no rate holds on the day.
    package let vat: Money?
    package let vatPercent: Decimal?
    package let totalWithVAT: Money?
    /// The last day on which it holds.
    package let validUntil: CalendarDay
    package let inputs: PriceInputs

    package var subject: String { requestID.rawValue }
    package var answerKey: [String]? { [requestID.rawValue] }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case region, market
        case clientID = "client_id"
        case leadID = "lead_id"
        case lines, total, vat
        case vatPercent = "vat_percent"
        case totalWithVAT = "total_with_vat"
        case validUntil = "valid_until"
        case inputs
    }
}

/// What one service costs, and why.
package struct PriceLine: Codable, Equatable, Sendable {
    package let code: String
    package let quantity: Decimal
    /// Of one piece.
    package let price: Money
    /// Of all pieces.
    package let amount: Money
    /// Whether the floor made the price.
    package let isFloorHit: Bool
    /// The calculation as a sentence.
    package let explanation: String

    private enum CodingKeys: String, CodingKey {
        case code, quantity, price, amount
        case isFloorHit = "floor_hit"
        case explanation
    }
}

/// What a price followed from.
package struct PriceInputs: Codable, Equatable, Sendable {
    /// The months of which pay was compared.
    package let months: [CalendarMonth]
    /// Pay in the region over pay in the reference region.
    package let salaryRatio: Decimal
    package let source: String?
    package let segment: String
    /// From 0 to 1.
    package let competition: Decimal
    /// When competition was observed.
    package let observedOn: CalendarDay

    private enum CodingKeys: String, CodingKey {
        case months
        case salaryRatio = "salary_ratio"
        case source, segment, competition
        case observedOn = "observed_on"
    }
}

/// No price can be given; all reasons at once.
package struct PriceDeclined: Message {
    package static let type = "baton.price.declined"
    package let requestID: RequestID
    package let clientID: ClientID?
    package let leadID: LeadID?
    package let reasons: [Reason]

    package var subject: String { requestID.rawValue }
    package var answerKey: [String]? { [requestID.rawValue] }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case leadID = "lead_id"
        case reasons
    }

    /// Something that is missing.
    package struct Reason: Codable, Equatable, Sendable {
        package let code: Code
        package let sentence: String
    }

    /// What may be missing.
    package enum Code: String, Vocabulary {
        case regionUnknown = "region_unknown"
        case serviceUnknown = "service_unknown"
        case salaryMissing = "salary_missing"
        case periodsDiffer = "periods_differ"
        case salaryStale = "salary_stale"
        case competitionMissing = "competition_missing"
        case clientUnknown = "client_unknown"
    }
}
