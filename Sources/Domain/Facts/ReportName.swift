/// The reports there are.
package enum ReportName: String, CaseIterable, Sendable {
    /// Leads from arrival to acceptance, and what their marketers are paid.
    case marketing
    /// Calls and leads of each advertising channel, up to the deals.
    case channels
    /// Who won how many of the leads on offer.
    case race
    /// How sales heads answer the telephone.
    case heads
    /// The loyalty of clients.
    case nps
    /// Who sold how much.
    case ranking
    /// The ledger behind the pay in `marketing`, line by line.
    case pay

    /// By what its rows can be, the usual first.
    package var groupings: [ReportGrouping] {
        switch self {
        case .marketing: [.campaign, .source, .marketer, .day, .week, .month]
        case .channels: [.channel, .campaign, .day, .week, .month]
        case .race, .heads, .ranking: [.person]
        case .nps: [.projectManager, .head, .department, .day, .week, .month]
        case .pay: [.line]
        }
    }
}

/// What a row of a report stands for.
package enum ReportGrouping: String, CaseIterable, Sendable {
    case campaign, source, channel, marketer, person, head, department, day, week, month, line
    case projectManager = "project_manager"

    /// Whether rows follow each other in time.
    package var isTime: Bool {
        switch self {
        case .day, .week, .month: true
        case .campaign, .source, .channel, .marketer, .person, .head, .department, .line,
            .projectManager:
            false
        }
    }

    /// Whether rows are people.
    package var isPeople: Bool {
        switch self {
        case .marketer, .person, .head, .projectManager: true
        case .campaign, .source, .channel, .department, .day, .week, .month, .line: false
        }
    }
}
