import Foundation

/// What reports count of a lead's qualification, and what its marketers are paid for.
extension QualificationState {
    /// Every round, and the lines of the ledger that follow from it.
    package func facts(of subject: String, beside states: SubjectStates) -> [Fact] {
        let source = states.state(of: Leads.self)?.source
        return items.enumerated().flatMap { index, item -> [Fact] in
            guard let leadID = item.id.leadID else { return [] }
            let fact = ItemFact(item, of: leadID, round: index + 1, source)
            let successor = index + 1 < items.count ? items[index + 1] : nil
            let lines = PayLine.lines(of: item, fact, takenBackAt: successor?.facts.openedAt)
            return [.item(fact)] + lines.map(Fact.pay)
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

extension PayLine {
    /// Whatever the item earned, and gave back when its lead came back to a marketer.
    fileprivate static func lines(
        of item: QualificationItem,
        _ fact: ItemFact,
        takenBackAt: Date?
    ) -> [PayLine] {
        var lines: [PayLine] = []
        if let fixed = item.facts.fixed {
            lines.append(
                PayLine(
                    id: "fixed/\(fixed.month)/\(fixed.marketerID)",
                    kind: .fixed,
                    marketerID: fixed.marketerID,
                    bookedAt: fact.openedAt,
                    rate: fixed.rate
                )
            )
        }
        guard let rate = item.facts.rate, let closedAt = fact.closedAt else { return lines }
        let kind: Kind = fact.outcome == .targetLead ? .target : .accepted
        lines.append(PayLine(kind, fact, at: closedAt, rate))
        if let takenBackAt { lines.append(PayLine(.reversal, fact, at: takenBackAt, rate)) }
        return lines
    }

    private init(_ kind: Kind, _ fact: ItemFact, at instant: Date, _ rate: Money) {
        self.init(
            id: "\(kind.rawValue)/\(fact.round)/\(fact.leadID)",
            kind: kind,
            marketerID: fact.marketerID,
            leadID: fact.leadID,
            round: fact.round,
            channel: fact.channel,
            campaign: fact.campaign,
            bookedAt: instant,
            rate: rate
        )
    }
}
