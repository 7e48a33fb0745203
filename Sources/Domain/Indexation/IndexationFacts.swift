package import Foundation

/// A proposal to raise a fee, and how it went.
package struct IndexationFact: FactRow {
    package let clientID: ClientID
    package let proposal: Proposal
    package let headID: PersonID?
    package let department: String?
    /// When the client left; nil while he is one.
    package let leftAt: Date?

    package static let table = FactTable(
        "report_indexation",
        "One row per proposal to raise a client's fee.",
        [
            .key("proposal_id", .text, "The proposal."),
            .fixed("client_id", .text, "The client."),
            .optional("head_id", .text, "The client's sales head."),
            .optional("department", .text, "The department that serves the client."),
            .column("due_on", .text, "The first day on which the raise may hold."),
            .column("effective_on", .text, "From when it holds, as far as is known."),
            .column("phase", .text, "How far it is."),
            .optional(
                "why",
                .text,
                "Why it is held back or stopped, or came to nothing; in words."
            ),
            .column("fee", .decimal, "The fee before."),
            .column("new_fee", .decimal, "The fee afterwards."),
            .column("currency", .text, "Of both."),
            .column("percent", .decimal, "The raise in percent."),
            .optional("growth_percent", .decimal, "What pay grew by, before cap and rounding."),
            .optional("proposed_at", .instant, "When it was proposed."),
            .optional("decision", .text, "approved, changed or refused."),
            .optional("decided_by", .text, "Who decided."),
            .optional("decided_at", .instant, "When."),
            .optional("announced_at", .instant, "When the client was told."),
            .optional("closed_at", .instant, "When it was over."),
            .optional("price_today", .decimal, "What the services would cost by prices then."),
            .optional("left_at", .instant, "When the client left."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(proposal.id.rawValue), .text(clientID.rawValue), .text(headID?.rawValue),
            .text(department), .text(proposal.dueOn.text), .text(proposal.effectiveOn.text),
            .word(proposal.phase), .text(proposal.why), .decimal(proposal.raise.fee),
            .decimal(proposal.raise.newFee),
            .text(proposal.currency), .decimal(proposal.raise.percent),
            .decimal(proposal.raise.growthPercent), .instant(proposal.proposedAt),
            .word(proposal.decision?.decision), .text(proposal.decision?.actorID.rawValue),
            .instant(proposal.decision?.at), .instant(proposal.notice?.sentAt),
            .instant(proposal.closedAt), .decimal(proposal.inputs.priceToday?.amount),
            .instant(leftAt),
        ]
    }
}

/// When a client's next raise is due.
package struct IndexationDueFact: FactRow {
    package let clientID: ClientID
    /// Nil while none is waited for.
    package let dueOn: CalendarDay?
    package let fee: Money?
    package let headID: PersonID?
    package let department: String?
    /// Whether it was proposed already: then it is counted as a proposal.
    package let hasProposal: Bool
    /// What is missing, in words; nil where nothing is.
    package let missing: String?

    package static let table = FactTable(
        "report_indexation_due",
        "One row per client, with the day on which the next raise is due.",
        [
            .key("client_id", .text, "The client."),
            .optional("due_on", .text, "The first day on which it may hold."),
            .optional("fee", .decimal, "The present fee."),
            .optional("currency", .text, "Of the fee."),
            .optional("head_id", .text, "The client's sales head."),
            .optional("department", .text, "The department that serves the client."),
            .column("has_proposal", .flag, "Whether the raise was proposed already."),
            .optional("missing", .text, "The figures that it waits for, in words."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(clientID.rawValue), .text(dueOn?.text), .decimal(fee?.amount),
            .text(fee?.currency), .text(headID?.rawValue), .text(department), .flag(hasProposal),
            .text(missing),
        ]
    }
}

extension ClientIndexation {
    /// Every proposal that is remembered, and the next raise.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        let (id, client) = (ClientID(trusted: subject), states.state(of: Clients.self))
        let proposals = (past + [proposal].compactMap(\.self)).map { proposal in
            IndexationFact(
                clientID: id,
                proposal: proposal,
                headID: client?.salesHeadID,
                department: client?.department,
                leftAt: leftAt
            )
        }
        let due = IndexationDueFact(
            clientID: id,
            dueOn: proposal?.dueOn ?? dueOn,
            fee: client?.fee,
            headID: client?.salesHeadID,
            department: client?.department,
            hasProposal: proposal != nil,
            missing: saidMissing
        )
        return proposals + [due]
    }
}
