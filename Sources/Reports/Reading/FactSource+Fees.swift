package import Domain
package import Foundation

/// Prices and raises, counted one by one.
extension FactSource {
    /// The prices that were given within the range, counted by what `by` says.
    package func prices(_ range: Range<Date>, by: ReportGrouping) -> Tallies<PriceTally> {
        var tallies = Tallies<PriceTally>()
        for fact in prices where range.contains(fact.answeredAt) {
            tallies.count(key(of: fact, by)) { $0.count(fact, isWon: isWon(fact)) }
        }
        return tallies
    }

    /// Nil where no deal came of the lead that the price was given for.
    private func isWon(_ fact: PriceFact) -> Bool? {
        guard let lead = fact.leadID, fact.line != nil else { return nil }
        let deals = deals.filter { $0.leadID == lead }
        return deals.isEmpty ? nil : deals.contains { $0.sale != nil }
    }

    private func key(of fact: PriceFact, _ by: ReportGrouping) -> String {
        switch by {
        case .region: fact.region
        case .market: fact.market ?? ""
        case .service: fact.line?.code ?? ""
        default: by.key(of: calendar.day(of: fact.answeredAt))
        }
    }

    /// The raises that are due or take effect within the period, counted by what `by` says.
    package func raises(_ period: ReportPeriod, by: ReportGrouping) -> Tallies<RaiseTally> {
        var tallies = Tallies<RaiseTally>()
        for fact in raisesDue where !fact.hasProposal {
            guard let day = fact.dueOn, (period.from...period.to).contains(day) else { continue }
            tallies.count(key(of: fact, day, by)) { $0.due += 1 }
        }
        for fact in raises where (period.from...period.to).contains(fact.proposal.effectiveOn) {
            tallies.count(key(of: fact, by)) { $0.count(fact) }
        }
        return tallies
    }

    private func key(
        of fact: IndexationDueFact,
        _ day: CalendarDay,
        _ by: ReportGrouping
    ) -> String {
        switch by {
        case .head: fact.headID?.rawValue ?? ""
        case .department: fact.department ?? ""
        case .band: ""
        default: ReportGrouping.month.key(of: day)
        }
    }

    private func key(of fact: IndexationFact, _ by: ReportGrouping) -> String {
        switch by {
        case .head: fact.headID?.rawValue ?? ""
        case .department: fact.department ?? ""
        case .band: RaiseBand.key(of: fact.proposal.raise.percent)
        default: ReportGrouping.month.key(of: fact.proposal.effectiveOn)
        }
    }
}

extension PriceTally {
    fileprivate mutating func count(_ fact: PriceFact, isWon: Bool?) {
        guard let line = fact.line else {
            declined += 1
            return
        }
        quoted += 1
        floorHits += line.isFloorHit ? 1 : 0
        amount += line.amount.amount
        ratios += fact.salaryRatio ?? 0
        competition += fact.competition ?? 0
        won += isWon == true ? 1 : 0
        lost += isWon == false ? 1 : 0
    }
}

extension RaiseTally {
    fileprivate mutating func count(_ fact: IndexationFact) {
        let proposal = fact.proposal
        proposed += RaisePhases.proposed.contains(proposal.phase) ? 1 : 0
        atRisk += RaisePhases.atRisk.contains(proposal.phase) ? 1 : 0
        agreed += RaisePhases.agreed.contains(proposal.phase) ? 1 : 0
        applied += RaisePhases.applied.contains(proposal.phase) ? 1 : 0
        if RaisePhases.given.contains(proposal.phase) {
            given += 1
        } else {
            added += proposal.raise.difference
            before += proposal.raise.fee
        }
        guard let told = proposal.notice?.sentAt, let left = fact.leftAt, left >= told,
            left < told + 90 * 86_400.0
        else { return }
        lost += 1
    }
}
