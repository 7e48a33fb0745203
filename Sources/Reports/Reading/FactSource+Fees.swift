package import Domain
package import Foundation

/// Prices and raises, counted one by one.
extension FactSource {
    /// The prices that were given within the range, counted by what `by` says.
    package func prices(_ range: Range<Date>, by: ReportGrouping) -> Tallies<PriceTally> {
        let facts = prices.filter { range.contains($0.answeredAt) }
        let rows = Dictionary(grouping: facts) { key(of: $0, by) }.mapValues(tally)
        return Tallies(rows: rows, total: tally(facts))
    }

    private func tally(_ facts: [PriceFact]) -> PriceTally {
        var tally = PriceTally()
        for lines in Dictionary(grouping: facts, by: \.requestID).values {
            tally.count(lines, isWon: lines.first.flatMap(isWon))
        }
        return tally
    }

    /// Nil where no deal came of the lead that the price was given for.
    private func isWon(_ fact: PriceFact) -> Bool? {
        guard let lead = fact.leadID, fact.line != nil else { return nil }
        let converted = Set(leads.filter { $0.leadID == lead }.compactMap(\.dealID))
        let deals = deals.filter { $0.leadID == lead || converted.contains($0.dealID) }
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
    package func raises(
        _ period: ReportPeriod,
        by: ReportGrouping,
        currency: String
    ) -> Tallies<RaiseTally> {
        var tallies = Tallies<RaiseTally>()
        for fact in raisesDue where !fact.hasProposal {
            guard let day = fact.dueOn, (period.from...period.to).contains(day) else { continue }
            tallies.count(key(of: fact, day, by)) { $0.countDue(fact.fee, in: currency) }
        }
        for fact in raises where (period.from...period.to).contains(fact.proposal.effectiveOn) {
            tallies.count(key(of: fact, by)) { $0.count(fact, in: currency) }
        }
        return tallies
    }

    /// Clients who were told within the range, and those of them who left, by band of percent.
    package func raisesTold(_ range: Range<Date>) -> [String: RaiseTally] {
        raises.reduce(into: [:]) { rows, fact in
            guard let told = fact.proposal.notice?.sentAt, range.contains(told) else { return }
            rows[RaiseBand.key(of: fact.proposal.raise.percent), default: .init()].countTold(fact)
        }
    }

    /// Raises of the period one by one, and all that are held.
    package func raiseLines(_ period: ReportPeriod, limit: Int) -> [RaiseLine] {
        let days = period.from...period.to
        let due = raisesDue.filter { fact in
            guard !fact.hasProposal, let day = fact.dueOn else { return false }
            return days.contains(day) || fact.missing != nil
        }
        let proposed = raises.filter {
            days.contains($0.proposal.effectiveOn) || RaisePhases.held.contains($0.proposal.phase)
        }
        return Array((due.map { RaiseLine($0) } + proposed.map { RaiseLine($0) }).prefix(limit))
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
    /// One request with all its lines.
    fileprivate mutating func count(_ facts: [PriceFact], isWon: Bool?) {
        let lines = facts.compactMap(\.line)
        guard !lines.isEmpty else {
            declined += 1
            return
        }
        quoted += 1
        services += lines.count
        floorHits += lines.contains(where: \.isFloorHit) ? 1 : 0
        prices += lines.reduce(0) { $0 + $1.price.amount }
        ratios += facts.first?.salaryRatio ?? 0
        competition += facts.first?.competition ?? 0
        won += isWon == true ? 1 : 0
        lost += isWon == false ? 1 : 0
    }
}

extension RaiseTally {
    fileprivate mutating func countDue(_ fee: Money?, in currency: String) {
        due += 1
        if let fee, fee.currency == currency { dueFees += fee.amount }
    }

    fileprivate mutating func count(_ fact: IndexationFact, in currency: String) {
        let proposal = fact.proposal
        proposed += RaisePhases.proposed.contains(proposal.phase) ? 1 : 0
        atRisk += RaisePhases.atRisk.contains(proposal.phase) ? 1 : 0
        agreed += RaisePhases.agreed.contains(proposal.phase) ? 1 : 0
        applied += RaisePhases.applied.contains(proposal.phase) ? 1 : 0
        if RaisePhases.given.contains(proposal.phase) {
            given += 1
        } else if proposal.currency == currency {
            added += proposal.raise.difference
            before += proposal.raise.fee
        }
        countTold(fact)
    }

    fileprivate mutating func countTold(_ fact: IndexationFact) {
        guard let sent = fact.proposal.notice?.sentAt else { return }
        told += 1
        guard let left = fact.leftAt, left >= sent, left < sent + 90 * 86_400.0 else { return }
        lost += 1
    }
}

extension RaiseLine {
    fileprivate init(_ fact: IndexationDueFact) {
        self.init(
            clientID: fact.clientID.rawValue,
            headID: fact.headID?.rawValue,
            department: fact.department,
            state: fact.missing == nil ? Self.due : Self.waits,
            dueOn: fact.dueOn?.text ?? "",
            fee: fact.fee,
            why: fact.missing
        )
    }

    fileprivate init(_ fact: IndexationFact) {
        let proposal = fact.proposal
        self.init(
            clientID: fact.clientID.rawValue,
            headID: fact.headID?.rawValue,
            department: fact.department,
            proposalID: proposal.id.rawValue,
            state: proposal.phase.rawValue,
            dueOn: proposal.dueOn.text,
            effectiveOn: proposal.effectiveOn.text,
            fee: proposal.fee,
            newFee: proposal.newFee,
            percent: proposal.raise.percent,
            why: proposal.why,
            decision: proposal.decision?.decision.rawValue,
            decidedBy: proposal.decision?.actorID.rawValue,
            decidedAt: proposal.decision?.at,
            toldAt: proposal.notice?.sentAt,
            priceToday: proposal.inputs.priceToday,
            leftAt: fact.leftAt
        )
    }
}
