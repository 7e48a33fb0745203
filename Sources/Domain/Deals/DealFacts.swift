/// A deal that was won; without a sale it was lost after all.
package struct DealFact: Equatable, Sendable {
    package let dealID: DealID
    package let sale: Sale?
    package let leadID: LeadID?

    package init(dealID: DealID, sale: Sale?, leadID: LeadID?) {
        self.dealID = dealID
        self.sale = sale
        self.leadID = leadID
    }
}

extension DealFact: FactRow {
    package static let table = FactTable(
        "report_deal",
        "One row per deal; won_at is NULL if a won deal was lost after all.",
        [
            .key("deal_id", .text, "The deal, by the CRM's id."),
            .optional("manager_id", .text, "Who sold it."),
            .optional("won_at", .instant, "When it was won."),
            .optional("amount", .decimal, "For how much, in the currency."),
            .optional("currency", .text, "ISO 4217."),
            .optional("lead_id", .text, "The lead that it came from, as the deal says."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(dealID.rawValue), .text(sale?.managerID.rawValue), .instant(sale?.closedAt),
            .decimal(sale?.amount.amount), .text(sale?.amount.currency),
            .text(leadID?.rawValue),
        ]
    }

    package var changes: [FactChange] {
        [.deal(dealID)] + (leadID.map { [.lead($0)] } ?? [])
    }
}

/// What reports count of a deal.
extension Deal {
    /// The sale, as long as there is one.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        [DealFact(dealID: DealID(trusted: subject), sale: sale, leadID: leadID)]
    }
}
