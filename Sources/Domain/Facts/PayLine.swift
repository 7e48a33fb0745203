package import Foundation

/// One line of the marketers' pay.
package struct PayLine: Equatable, Sendable {
    /// What it is paid for.
    package enum Kind: String, Vocabulary {
        case accepted, target
        /// The lead of an earlier line was taken back.
        case reversal
        /// The fixed part of a month, with the first lead of the month.
        case fixed
    }

    /// Says what it is for, so that nothing is paid twice.
    package let id: String
    package let kind: Kind
    package let marketerID: PersonID
    /// Nil for the fixed part.
    package let leadID: LeadID?
    package let round: Int?
    package let channel: String?
    package let campaign: String?
    /// In which period it is paid.
    package let bookedAt: Date
    /// The rate of that moment, or of the line that is reversed.
    package let rate: Money

    package init(
        id: String,
        kind: Kind,
        marketerID: PersonID,
        leadID: LeadID? = nil,
        round: Int? = nil,
        channel: String? = nil,
        campaign: String? = nil,
        bookedAt: Date,
        rate: Money
    ) {
        self.id = id
        self.kind = kind
        self.marketerID = marketerID
        self.leadID = leadID
        self.round = round
        self.channel = channel
        self.campaign = campaign
        self.bookedAt = bookedAt
        self.rate = rate
    }

    /// What it adds; negative for a reversal.
    package var amount: Money {
        switch kind {
        case .accepted, .target, .fixed: rate
        case .reversal: Money(-rate.amount, rate.currency)
        }
    }
}

extension PayLine: FactRow {
    package static let table = FactTable(
        "pay_line",
        "The marketers' pay. A reversal takes back the line of its lead and round, at the rate of "
            + "that line.",
        [
            .key("line_id", .text, "What it is for, so that nothing is paid twice."),
            .fixed("kind", .text, "accepted, target, reversal or fixed."),
            .fixed("marketer_id", .text, "Who is paid."),
            .fixed("lead_id", .text, isOptional: true, "The lead; NULL for the fixed part."),
            .fixed("round", .integer, isOptional: true, "The round of the lead's qualification."),
            .fixed("source", .text, isOptional: true, "The lead's channel: site, vk, phone, …"),
            .fixed("campaign", .text, isOptional: true, "The lead's advertising campaign."),
            .fixed("booked_at", .instant, "When it was earned: says in which period it is paid."),
            .fixed("rate", .decimal, "What one is worth, at that moment."),
            .fixed("amount", .decimal, "What the line adds; negative for a reversal."),
            .fixed("currency", .text, "ISO 4217."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(id), .text(kind.rawValue), .text(marketerID.rawValue),
            .text(leadID?.rawValue), .integer(round), .text(channel), .text(campaign),
            .instant(bookedAt), .decimal(rate.amount), .decimal(amount.amount),
            .text(amount.currency),
        ]
    }

    package var changes: [FactChange] { [.day(part: "pay", bookedAt)] }
}

/// What a marketer is paid for; section `[pay]`.
package struct PayPolicy: Equatable, Sendable {
    package let perAccepted: Money
    package let perTarget: Money
    /// For each month in which the marketer got a lead.
    package let fixed: Money

    package init(perAccepted: Money, perTarget: Money, fixed: Money) {
        self.perAccepted = perAccepted
        self.perTarget = perTarget
        self.fixed = fixed
    }

    /// The rate of an outcome; nil where nothing is paid for it.
    func rate(of outcome: QualificationClose.Outcome) -> Money? {
        switch outcome {
        case .acceptedBySales: perAccepted
        case .targetLead: perTarget
        case .junk, .leadClosed, .leadDeleted: nil
        }
    }
}
