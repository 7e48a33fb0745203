import Foundation

/// What the marketer earns by an item, and gives back.
struct ItemPay {
    let item: QualificationItem
    let leadID: LeadID
    let round: Int
    let source: LeadSource?

    /// The fixed part of the month, with the first lead of the month.
    var fixed: [Effect] {
        guard let fixed = item.facts.fixed else { return [] }
        let line = PayLine(
            id: "fixed/\(fixed.month)/\(fixed.marketerID)",
            kind: .fixed,
            marketerID: fixed.marketerID,
            bookedAt: item.facts.openedAt,
            rate: fixed.rate
        )
        return [.tell(PayEarned(line, month: fixed.month))]
    }

    /// What its outcome is worth.
    var earned: [Effect] {
        guard let closedAt = item.facts.closedAt else { return [] }
        return lines(item.facts.outcome == .targetLead ? .target : .accepted, at: closedAt)
    }

    /// The same again, once the lead has come back to a marketer.
    func takenBack(at now: Date) -> [Effect] { lines(.reversal, at: now) }

    private func lines(_ kind: PayLine.Kind, at instant: Date) -> [Effect] {
        guard let rate = item.facts.rate else { return [] }
        let line = PayLine(
            id: "\(kind.rawValue)/\(round)/\(leadID)",
            kind: kind,
            marketerID: item.marketerID,
            leadID: leadID,
            round: round,
            channel: source?.channel,
            campaign: source?.campaign,
            bookedAt: instant,
            rate: rate
        )
        return [.tell(PayEarned(line))]
    }
}
