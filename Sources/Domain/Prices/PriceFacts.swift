package import Foundation

/// A line of a price that was given.
package struct PriceFact: FactRow {
    package let requestID: RequestID
    /// Which line of the answer, from 1.
    package let number: Int
    package let answeredAt: Date
    package let region: String
    package let market: String?
    /// Nil where no price could be given.
    package let line: PriceLine?
    package let salaryRatio: Decimal?
    package let competition: Decimal?
    package let leadID: LeadID?
    package let clientID: ClientID?

    package static let table = FactTable(
        "report_price",
        "One row per line of a quoted price, and one per declined request.",
        [
            .key("request_id", .text, "The request."),
            .key("line", .integer, "Which line of the answer, from 1; 0 where it was declined."),
            .fixed("answered_at", .instant, "When the answer was given."),
            .fixed("region", .text, "The company's key of the region, or what was asked for."),
            .fixed("market", .text, isOptional: true, "The market."),
            .fixed("service", .text, isOptional: true, "The code of the service."),
            .fixed("price", .decimal, isOptional: true, "Of one piece, without VAT."),
            .fixed("amount", .decimal, isOptional: true, "Of all pieces, without VAT."),
            .fixed("floor_hit", .flag, isOptional: true, "Whether the floor made the price."),
            .fixed(
                "salary_ratio",
                .decimal,
                isOptional: true,
                "Pay in the region over pay in the reference region."
            ),
            .fixed("competition", .decimal, isOptional: true, "How hard competition is, 0 to 1."),
            .fixed("lead_id", .text, isOptional: true, "The lead it was given for."),
            .fixed("client_id", .text, isOptional: true, "The client it was given for."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(requestID.rawValue), .integer(number), .instant(answeredAt), .text(region),
            .text(market), .text(line?.code), .decimal(line?.price.amount),
            .decimal(line?.amount.amount), .flag(line?.isFloorHit), .decimal(salaryRatio),
            .decimal(competition), .text(leadID?.rawValue), .text(clientID?.rawValue),
        ]
    }
}

extension PriceAnswer {
    /// A row a line; one row where no price could be given.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        guard let quoted else { return [fact(0, nil)] }
        return quoted.lines.enumerated().map { fact($0.offset + 1, $0.element) }
    }

    private func fact(_ number: Int, _ line: PriceLine?) -> PriceFact {
        PriceFact(
            requestID: request.requestID,
            number: number,
            answeredAt: answeredAt,
            region: quoted?.region ?? request.region,
            market: (quoted?.market ?? request.market)?.rawValue,
            line: line,
            salaryRatio: quoted?.inputs.salaryRatio,
            competition: quoted?.inputs.competition,
            leadID: request.leadID,
            clientID: request.clientID
        )
    }
}
