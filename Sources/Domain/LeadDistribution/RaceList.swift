/// Who gets the hot leads now, in order.
struct RaceList {
    /// The best sellers, or whom the configuration names while nobody has sold anything.
    let top: [PersonID]
    /// Those behind them.
    let extras: [PersonID]
    /// The quarter whose ranking holds from now on, where it was not frozen yet.
    let toBeFrozen: Quarter?
}

extension Context {
    /// The list with which a race begins now.
    func raceList(_ policy: LeadDistributionPolicy) -> RaceList {
        let quarter = self.policies.calendar.quarter(of: now)
        let ranking = presentRanking
        let isFrozen = ranking.isEmpty || company.sales.frozen(for: quarter) != nil
        let top =
            ranking.isEmpty
            ? policy.fallbackTop : ranking.prefix(policy.topSize).map(\.personID)
        return RaceList(
            top: top,
            extras: extras(policy),
            toBeFrozen: isFrozen ? nil : quarter
        )
    }

    /// Whoever was added behind the top, then the managers with too few clients.
    func extras(_ policy: LeadDistributionPolicy) -> [PersonID] {
        let members = company.state(of: DistributionMembers.self)?.current(at: now) ?? []
        return (members + unfilled(below: policy.portfolioMin)).withoutRepeats
    }

    /// Project managers with fewer active clients than that, those with the fewest first.
    private func unfilled(below bound: Int) -> [PersonID] {
        guard bound > 0 else { return [] }
        let portfolios = company.state(of: Portfolios.self) ?? .init()
        return company.everybody(.projectManager)
            .map { (clients: portfolios.count(of: $0.id), id: $0.id) }
            .filter { $0.clients < bound }
            .sorted { ($0.clients, $0.id) < ($1.clients, $1.id) }
            .map(\.id)
    }
}
