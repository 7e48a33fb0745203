package import Foundation

/// A proposal to raise a client's fee, chosen by Baton.
///
/// Written `X<number>-<client id>`, so that the client's id can be read off it.
package struct ProposalID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }

    /// The n-th proposal to a client, counted from 1.
    package init(client: ClientID, number: Int) {
        self.init(trusted: "X\(number)-\(client.rawValue)")
    }

    /// The client whose fee it is about; nil where the text is not of Baton's making.
    package var clientID: ClientID? {
        let parts = rawValue.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let number = parts.first, number.hasPrefix("X"),
            Int(number.dropFirst()) != nil
        else { return nil }
        return ClientID(rawValue: String(parts[1]))
    }
}

/// The value of a salary index in a month; a later one for the same month corrects it.
package struct SalaryIndexObserved: Message {
    package static let type = "salary_index.observed"
    package let period: CalendarMonth
    package let value: Decimal
    /// Which index; without it `sber`.
    package let index: String?
    /// Which version of it, where the method of counting has changed.
    package let series: String?

    package var subject: String { index ?? Self.indexStandard }

    /// The index of observations that name none.
    package static let indexStandard = "sber"

    package var flaw: Flaw? {
        value > 0
            ? nil
            : Flaw(.invalidValue, field: "data.value", "data.value: must be more than nothing")
    }
}

/// What a department was paid in a month; a later one for the same month corrects it.
package struct PayrollObserved: Message {
    package static let type = "payroll.observed"
    package let department: DepartmentID
    package let period: CalendarMonth
    package let total: Money
    /// How many people that is; part of a person where somebody works part of the time.
    package let headcount: Decimal

    package var subject: String { department.rawValue }

    package var flaw: Flaw? {
        func positive(_ value: Decimal, _ field: String) -> Flaw? {
            value > 0
                ? nil : Flaw(.invalidValue, field: field, "\(field): must be more than nothing")
        }
        return positive(total.amount, "data.total.amount")
            ?? positive(headcount, "data.headcount")
    }
}

/// Somebody decided about a proposal.
package struct IndexationDecided: Message {
    package static let type = "indexation.decided"
    package let proposalID: ProposalID
    package let decision: Decision
    package let actorID: PersonID
    /// Of a `changed` one, in place of the one proposed.
    package let percent: Decimal?
    package let comment: String?
    /// Which revision was decided about; without it the present one.
    package let revision: Int?

    package var subject: String { proposalID.clientID?.rawValue ?? proposalID.rawValue }

    /// What was decided.
    package enum Decision: String, Vocabulary {
        case approved, changed, refused
    }

    package var flaw: Flaw? {
        guard decision == .changed, percent == nil else { return nil }
        return Flaw(
            .missingField,
            field: "data.percent",
            "data.percent: is missing; a changed proposal needs it"
        )
    }

    private enum CodingKeys: String, CodingKey {
        case proposalID = "proposal_id"
        case decision
        case actorID = "actor_id"
        case percent, comment, revision
    }
}

/// Somebody takes a raise back before it holds.
package struct IndexationWithdrawn: Message {
    package static let type = "indexation.withdrawn"
    package let proposalID: ProposalID
    package let actorID: PersonID
    package let comment: String?

    package var subject: String { proposalID.clientID?.rawValue ?? proposalID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case proposalID = "proposal_id"
        case actorID = "actor_id"
        case comment
    }
}

/// What a raise followed from.
package struct IndexationInputs: Codable, Equatable, Sendable {
    /// How much the index grew, in percent; nil where it does not count.
    package let indexPercent: Decimal?
    /// The months of the index that were compared with those of the same name before.
    package let indexMonths: [CalendarMonth]
    package let indexBaseMonths: [CalendarMonth]
    /// How much pay per head grew, in percent; nil where it does not count.
    package let payrollPercent: Decimal?
    package let payrollMonths: [CalendarMonth]
    package let payrollBaseMonths: [CalendarMonth]
    /// A month's pay of one person then.
    package let basePerHead: Decimal?
    /// A month's pay of one person now.
    package let perHead: Decimal?
    /// What both come to, in percent, before the cap and the rounding.
    package let growthPercent: Decimal
    /// What the client's services would cost by today's prices; nil where they are not known.
    package let priceToday: Money?

    private enum CodingKeys: String, CodingKey {
        case indexPercent = "index_percent"
        case indexMonths = "index_months"
        case indexBaseMonths = "index_base_months"
        case payrollPercent = "payroll_percent"
        case payrollMonths = "payroll_months"
        case payrollBaseMonths = "payroll_base_months"
        case basePerHead = "base_per_head"
        case perHead = "per_head"
        case growthPercent = "growth_percent"
        case priceToday = "price_today"
    }
}

/// A raise is proposed to the client's head.
package struct IndexationProposed: Message {
    package static let type = "baton.indexation.proposed"
    package let proposalID: ProposalID
    package let clientID: ClientID
    /// Counted from 1: data that moved, or another fee, make another one.
    package let revision: Int
    package let fee: Money
    package let newFee: Money
    package let percent: Decimal
    /// From when the new fee would hold if the client were told today.
    package let effectiveOn: CalendarDay
    package let decideUntil: Date
    package let inputs: IndexationInputs

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case proposalID = "proposal_id"
        case clientID = "client_id"
        case revision, fee
        case newFee = "new_fee"
        case percent
        case effectiveOn = "effective_on"
        case decideUntil = "decide_until"
        case inputs
    }
}

/// A client's fee is not raised now.
package struct IndexationSkipped: Message {
    package static let type = "baton.indexation.skipped"
    package let clientID: ClientID
    package let proposalID: ProposalID?
    package let reason: Reason
    /// The reason as a sentence, with what is missing.
    package let detail: String

    package var subject: String { clientID.rawValue }

    /// Why not.
    package enum Reason: String, Vocabulary {
        /// It waits for figures.
        case dataMissing = "data_missing"
        /// Two versions of the index can't be linked.
        case seriesBreak = "series_break"
        /// Growth is below the threshold.
        case belowMinimum = "below_minimum"
        /// Rounded down, the fee would stay what it is.
        case notHigher = "not_higher"
        /// The client is unhappy.
        case held
        /// Somebody said no.
        case refused
        /// Nobody decided.
        case dropped
        /// It was taken back.
        case withdrawn
        /// The client left, or has no fee any more.
        case clientLeft = "client_left"
        /// On its day the fee was another, or the client had left.
        case stopped
    }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case proposalID = "proposal_id"
        case reason, detail
    }
}

/// A raise holds from now on.
package struct IndexationApplied: Message {
    package static let type = "baton.indexation.applied"
    package let proposalID: ProposalID
    package let clientID: ClientID
    package let fee: Money
    package let newFee: Money
    package let percent: Decimal
    package let effectiveOn: CalendarDay

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case proposalID = "proposal_id"
        case clientID = "client_id"
        case fee
        case newFee = "new_fee"
        case percent
        case effectiveOn = "effective_on"
    }
}

/// Bill a client another fee from a day on.
package struct ClientSetFee: Message {
    package static let type = "client.set_fee"
    package let clientID: ClientID
    package let fee: Money
    package let effectiveOn: CalendarDay
    package let proposalID: ProposalID

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case fee
        case effectiveOn = "effective_on"
        case proposalID = "proposal_id"
    }
}
