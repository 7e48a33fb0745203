package import Foundation

/// A lead that arrived, regardless of who works it.
package struct LeadFact: Equatable, Sendable {
    package let leadID: LeadID
    package let arrivedAt: Date
    package let channel: String
    package let campaign: String?
    /// The deal that it was converted into, once the CRM has said so.
    package let dealID: DealID?

    package init(
        leadID: LeadID,
        arrivedAt: Date,
        channel: String,
        campaign: String? = nil,
        dealID: DealID? = nil
    ) {
        self.leadID = leadID
        self.arrivedAt = arrivedAt
        self.channel = channel
        self.campaign = campaign
        self.dealID = dealID
    }
}

extension LeadFact: FactRow {
    package static let table = FactTable(
        "report_lead",
        "One row per lead that the CRM announced, no matter who works it.",
        [
            .key("lead_id", .text, "The lead, by the CRM's id."),
            .fixed("arrived_at", .instant, "When it arrived."),
            .column("channel", .text, "Where it came from: site, vk, phone, …"),
            .optional("campaign", .text, "The advertising campaign, where it is known."),
            .optional("deal_id", .text, "The deal it became, once the CRM has said so."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(leadID.rawValue), .instant(arrivedAt), .text(channel), .text(campaign),
            .text(dealID?.rawValue),
        ]
    }

    package var changes: [FactChange] {
        // A call that it was made of counts its deals.
        [.day(part: "lead", arrivedAt)] + (dealID == nil ? [] : [.lead(leadID)])
    }
}

/// What reports count of a lead.
extension Lead {
    /// Its arrival, once the CRM has announced it.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        guard let source else { return [] }
        let fact = LeadFact(
            leadID: id,
            arrivedAt: createdAt,
            channel: source.channel,
            campaign: source.campaign,
            dealID: converted?.dealID
        )
        return [fact]
    }
}
