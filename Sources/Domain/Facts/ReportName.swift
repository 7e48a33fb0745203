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
    /// What was asked for, what it costs, and what came of it.
    case prices
    /// The calendar of raises of fees.
    case indexation
    /// What is said of project managers, and how they are rated for it.
    case rating
    /// The accounts from which project managers pay for presales and new clients.
    case initiative
    /// Sets of documents by their state, and what clients owe.
    case documents

    /// Whether it is a calendar of what will come.
    package var looksAhead: Bool { self == .indexation }

    /// Whether one person alone can be asked for.
    package var canBeOfOnePerson: Bool { self == .rating || self == .initiative }

    /// By what its rows can be, the usual first.
    package var groupings: [ReportGrouping] {
        switch self {
        case .marketing: [.campaign, .source, .marketer, .day, .week, .month]
        case .channels: [.channel, .campaign, .day, .week, .month]
        case .race, .heads, .ranking: [.person]
        case .nps: [.projectManager, .head, .department, .day, .week, .month]
        case .pay: [.line]
        case .prices: [.region, .service, .market, .day, .week, .month]
        case .indexation: [.month, .client, .head, .department, .band]
        case .rating: [.person, .line]
        case .initiative: [.person, .line, .skip]
        case .documents: [.state, .client, .month, .line]
        }
    }
}

/// What a row of a report stands for.
package enum ReportGrouping: String, CaseIterable, Sendable {
    case campaign, source, channel, marketer, person, head, department, day, week, month, line
    case region, service, market, band, state, client, skip
    case projectManager = "project_manager"

    /// Whether rows follow each other in time.
    package var isTime: Bool {
        switch self {
        case .day, .week, .month: true
        case .campaign, .source, .channel, .marketer, .person, .head, .department, .line,
            .projectManager, .region, .service, .market, .band, .state, .client, .skip:
            false
        }
    }

    /// Whether rows are people.
    package var isPeople: Bool {
        switch self {
        case .marketer, .person, .head, .projectManager: true
        case .campaign, .source, .channel, .department, .day, .week, .month, .line, .region,
            .service, .market, .band, .state, .client, .skip:
            false
        }
    }
}
