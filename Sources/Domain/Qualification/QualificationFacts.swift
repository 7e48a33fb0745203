package import Foundation

/// One round of qualification of a lead.
package struct ItemFact: Equatable, Sendable {
    package let leadID: LeadID
    /// 1, 2, …: a lead that comes back to a marketer is counted again.
    package let round: Int
    package let openedAt: Date
    package let marketerID: PersonID
    package let channel: String?
    package let campaign: String?
    /// How often it was returned by sales.
    package let returns: Int
    package let firstPassedAt: Date?
    package let closedAt: Date?
    package let outcome: QualificationClose.Outcome?
    package let junkStage: String?

    package init(
        leadID: LeadID,
        round: Int,
        openedAt: Date,
        marketerID: PersonID,
        channel: String?,
        campaign: String?,
        returns: Int = 0,
        firstPassedAt: Date? = nil,
        closedAt: Date? = nil,
        outcome: QualificationClose.Outcome? = nil,
        junkStage: String? = nil
    ) {
        self.leadID = leadID
        self.round = round
        self.openedAt = openedAt
        self.marketerID = marketerID
        self.channel = channel
        self.campaign = campaign
        self.returns = returns
        self.firstPassedAt = firstPassedAt
        self.closedAt = closedAt
        self.outcome = outcome
        self.junkStage = junkStage
    }

    /// From the first pass to the accept; nil where sales has not accepted what was passed.
    package var secondsToAccept: Double? {
        guard outcome == .acceptedBySales, let firstPassedAt, let closedAt else { return nil }
        return closedAt.timeIntervalSince(firstPassedAt)
    }
}

extension ItemFact: FactRow {
    package static let table = FactTable(
        "report_item",
        "One row per round of qualification of a lead.",
        [
            .key("lead_id", .text, "The lead, by the CRM's id."),
            .key("round", .integer, "1, 2, …: a lead that comes back to a marketer counts again."),
            .fixed("opened_at", .instant, "When the marketer got it."),
            .column("marketer_id", .text, "The marketer who works it."),
            .optional("source", .text, "The lead's channel: site, vk, phone, …"),
            .optional("campaign", .text, "The advertising campaign, where it is known."),
            .column("returns", .integer, "How often sales returned it."),
            .optional("first_passed_at", .instant, "When it was first passed to sales."),
            .optional("closed_at", .instant, "When the round ended."),
            .optional(
                "outcome",
                .text,
                "accepted_by_sales, target_lead, junk, lead_closed or lead_deleted; NULL while it "
                    + "is open."
            ),
            .optional("junk_stage", .text, "The kind of junk, where the outcome is junk."),
            .optional("seconds_to_accept", .double, "From the first pass to the accept."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(leadID.rawValue), .integer(round), .instant(openedAt),
            .text(marketerID.rawValue), .text(channel), .text(campaign), .integer(returns),
            .instant(firstPassedAt), .instant(closedAt), .word(outcome), .text(junkStage),
            .double(secondsToAccept),
        ]
    }

    package var changes: [FactChange] { [.day(part: "item", openedAt)] }
}

/// What reports count of a lead's qualification.
extension QualificationState {
    /// Every round.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        let source = states.state(of: Leads.self)?.source
        return items.enumerated().compactMap { index, item in
            item.id.leadID.map { ItemFact(item, of: $0, round: index + 1, source) }
        }
    }
}

extension ItemFact {
    fileprivate init(
        _ item: QualificationItem,
        of leadID: LeadID,
        round: Int,
        _ source: LeadSource?
    ) {
        self.init(
            leadID: leadID,
            round: round,
            openedAt: item.facts.openedAt,
            marketerID: item.marketerID,
            channel: source?.channel,
            campaign: source?.campaign,
            returns: item.facts.returns,
            firstPassedAt: item.facts.firstPassedAt,
            closedAt: item.facts.closedAt,
            outcome: item.facts.outcome,
            junkStage: item.facts.junkStage
        )
    }
}
