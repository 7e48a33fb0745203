package import Domain
package import Foundation

/// Counts facts that are in memory, one by one: for simulations, and to check the database's sums.
package struct FactSource {
    let facts: [any FactRow]
    let leads: [LeadFact]
    private let items: [ItemFact]
    private let calls: [CallFact]
    private let turns: [TurnFact]
    let deals: [DealFact]
    private let lines: [PayLine]
    let prices: [PriceFact]
    let raises: [IndexationFact]
    let raisesDue: [IndexationDueFact]
    let ratings: [RatingFact]
    let requestTurns: [RequestTurnFact]
    let requestSkips: [RequestSkipFact]
    let documentSets: [DocumentSetFact]
    let balances: [ClientBalanceFact]
    let ledger: [LedgerLine]
    let calendar: WorkCalendar
    private let people: [String: String]

    package init(
        _ facts: [any FactRow],
        ledger: [LedgerLine] = [],
        calendar: WorkCalendar,
        names: [String: String] = [:]
    ) {
        self.facts = facts
        ratings = facts.compactMap { $0 as? RatingFact }
        requestTurns = facts.compactMap { $0 as? RequestTurnFact }
        requestSkips = facts.compactMap { $0 as? RequestSkipFact }
        documentSets = facts.compactMap { $0 as? DocumentSetFact }
        balances = facts.compactMap { $0 as? ClientBalanceFact }
        self.ledger = ledger
        leads = facts.compactMap { $0 as? LeadFact }
        items = facts.compactMap { $0 as? ItemFact }
        calls = facts.compactMap { $0 as? CallFact }
        turns = facts.compactMap { $0 as? TurnFact }
        deals = facts.compactMap { $0 as? DealFact }
        lines = ledger.compactMap { PayLine($0) }
        prices = facts.compactMap { $0 as? PriceFact }
        raises = facts.compactMap { $0 as? IndexationFact }
        raisesDue = facts.compactMap { $0 as? IndexationDueFact }
        self.calendar = calendar
        people = names
    }
}

extension FactSource: ReportSource {
    package func marketing(
        _ range: Range<Date>,
        by: ReportGrouping,
        currency: String
    ) -> Tallies<MarketingTally> {
        let items = items.filter { range.contains($0.openedAt) }
        let lines = payLines(range, limit: .max).filter { $0.rate.currency == currency }
        var rows = Dictionary(grouping: items) { key(of: $0, by) }
            .mapValues { MarketingTally($0) }
        for line in lines {
            guard let key = key(of: line, by) else { continue }
            rows[key, default: MarketingTally()].pay += line.amount.amount
        }
        var total = MarketingTally(items)
        total.pay = lines.reduce(0) { $0 + $1.amount.amount }
        return Tallies(rows: rows, total: total)
    }

    package func leads(
        _ range: Range<Date>,
        by: ReportGrouping
    ) -> Tallies<MarketingTally> {
        marketing(range, by: by, currency: "")
    }

    private func key(of item: ItemFact, _ by: ReportGrouping) -> String {
        switch by {
        case .campaign: item.campaign ?? ""
        case .source: item.channel ?? ""
        case .marketer: item.marketerID.rawValue
        default: by.key(of: calendar.day(of: item.openedAt))
        }
    }

    /// Nil for the fixed part where rows are not people or days: it belongs to the total alone.
    private func key(of line: PayLine, _ by: ReportGrouping) -> String? {
        switch by {
        case .campaign: line.kind == .fixed ? nil : line.campaign ?? ""
        case .source: line.kind == .fixed ? nil : line.channel ?? ""
        case .marketer: line.marketerID.rawValue
        default: by.key(of: calendar.day(of: line.bookedAt))
        }
    }

    package func channels(
        _ range: Range<Date>,
        by: ReportGrouping
    ) -> Tallies<ChannelTally> {
        var tallies = Tallies<ChannelTally>()
        let origins = Origins(leads: leads, calls: calls, deals: deals)
        for call in calls where range.contains(call.arrivedAt) {
            let key = key(call.channel, call.campaign, call.arrivedAt, by)
            tallies.count(key) { $0.count(call, deals: origins.deals(of: call)) }
        }
        for lead in leads where range.contains(lead.arrivedAt) && !origins.isOfCall(lead) {
            let key = key(lead.channel, lead.campaign, lead.arrivedAt, by)
            tallies.count(key) { $0.countLead(deals: origins.deals(of: lead.leadID)) }
        }
        return tallies
    }

    private func key(
        _ channel: String,
        _ campaign: String?,
        _ instant: Date,
        _ by: ReportGrouping
    ) -> String {
        switch by {
        case .channel: channel
        case .campaign: campaign ?? ""
        default: by.key(of: calendar.day(of: instant))
        }
    }

    package func turns(_ kind: TurnFact.Kind, _ range: Range<Date>) -> Tallies<TurnTally> {
        let turns = turns.filter { $0.kind == kind && range.contains($0.startedAt) }
        let rows = Dictionary(grouping: turns, by: \.personID.rawValue)
        return Tallies(rows: rows.mapValues { TurnTally($0) }, total: TurnTally(turns))
    }

    package func sales(_ range: Range<Date>) -> [String: SalesTally] {
        deals.reduce(into: [:]) { rows, deal in
            guard let sale = deal.sale, range.contains(sale.closedAt)
            else { return }
            rows[sale.managerID.rawValue, default: SalesTally()]
                .add(sale.amount, deals: 1, firstAt: sale.closedAt)
        }
    }

    package func payLines(_ range: Range<Date>, limit: Int) -> [PayLine] {
        let lines = lines.filter { range.contains($0.bookedAt) }
        return Array(
            lines.sorted { ($0.bookedAt, $0.id) < ($1.bookedAt, $1.id) }.prefix(limit)
        )
    }

    package func names() -> [String: String] { people }

    package func backlog(at now: Date) -> Backlog { Backlog() }
}

/// Which leads were made of calls, and which deals of leads.
private struct Origins {
    private var leadsOfCalls: Set<LeadID> = []
    private var dealsByLead: [LeadID: Set<DealID>] = [:]

    init(leads: [LeadFact], calls: [CallFact], deals: [DealFact]) {
        leadsOfCalls = Set(calls.compactMap(\.leadID))
        let won = deals.filter { $0.sale != nil }
        for deal in won {
            guard let lead = deal.leadID else { continue }
            dealsByLead[lead, default: []].insert(deal.dealID)
        }
        let wonDeals = Set(won.map(\.dealID))
        for lead in leads {
            guard let deal = lead.dealID, wonDeals.contains(deal) else { continue }
            dealsByLead[lead.leadID, default: []].insert(deal)
        }
    }

    func isOfCall(_ lead: LeadFact) -> Bool { leadsOfCalls.contains(lead.leadID) }

    func deals(of lead: LeadID?) -> Int { lead.flatMap { dealsByLead[$0]?.count } ?? 0 }

    func deals(of call: CallFact) -> Int { deals(of: call.leadID) }
}

extension ChannelTally {
    fileprivate mutating func count(_ call: CallFact, deals: Int) {
        calls += 1
        if call.answeredAt != nil { answered += 1 }
        if call.isMissed { missed += 1 }
        if call.verdict == .real { real += 1 }
        if call.verdict == .spam { spam += 1 }
        if call.answeredAt != nil, call.verdict == nil { unmarked += 1 }
        if call.madeLead { countLead(deals: deals) }
    }

    fileprivate mutating func countLead(deals: Int) {
        leads += 1
        self.deals += deals
        if deals > 0 { leadsWon += 1 }
    }
}

extension MarketingTally {
    /// Items counted one by one.
    init(_ items: [ItemFact]) {
        self.init()
        for item in items {
            arrived += 1
            if item.firstPassedAt != nil { passed += 1 }
            returned += item.returns
            if item.closedAt == nil { open += 1 }
            switch item.outcome {
            case .acceptedBySales: accepted += 1
            case .targetLead: target += 1
            case .junk: junkByStage[item.junkStage ?? "", default: 0] += 1
            case .leadClosed, .leadDeleted, nil: break
            }
        }
        medianSecondsToAccept = Median.of(items.compactMap(\.secondsToAccept))
    }
}

extension TurnTally {
    /// Turns counted one by one; who took a lead without a turn was never offered it.
    init(_ turns: [TurnFact]) {
        self.init()
        self.turns = turns.count { $0.number > 0 }
        won = turns.count { $0.isWon }
        expired = turns.count { $0.ending == .expired }
        declined = turns.count { $0.ending == .declined }
        let asked = turns.filter { $0.number > 0 }
        medianSeconds = Median.of(asked.compactMap(\.secondsToReact)).map(Self.rounded)
    }
}
