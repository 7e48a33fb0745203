/// The reports there are, each with what may be asked of it.
package struct ReportName: RawRepresentable, CaseIterable, Hashable, Sendable {
    /// As people, addresses and the configuration call it.
    package let rawValue: String
    /// By what its rows can be, the usual first.
    package let groupings: [ReportGrouping]
    /// How many days it has where nobody says.
    package let usualLength: Length
    /// Whether it is a calendar of what will come.
    package let looksAhead: Bool
    /// Whether one person alone can be asked for.
    package let canBeOfOnePerson: Bool

    /// A part of the calendar.
    package enum Length: Sendable {
        case month, quarter, year
    }

    package init(
        _ name: String,
        by groupings: [ReportGrouping],
        usually length: Length = .month,
        looksAhead: Bool = false,
        canBeOfOnePerson: Bool = false
    ) {
        rawValue = name
        self.groupings = groupings
        usualLength = length
        self.looksAhead = looksAhead
        self.canBeOfOnePerson = canBeOfOnePerson
    }

    /// Nil where there is no such report.
    package init?(rawValue: String) {
        guard let name = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = name
    }

    /// Those that have figures of their own, and behind them those that processes describe.
    package static let allCases: [ReportName] =
        [
            .marketing, .channels, .race, .heads, .ranking, .pay, .prices, .indexation, .rating,
            .initiative, .documents,
        ] + Registry.reports.map(\.name)
}

extension ReportName {
    /// Leads from arrival to acceptance, and what their marketers are paid.
    package static let marketing = ReportName(
        "marketing",
        by: [.campaign, .source, .marketer, .day, .week, .month]
    )
    /// Calls and leads of each advertising channel, up to the deals.
    package static let channels = ReportName(
        "channels",
        by: [.channel, .campaign, .day, .week, .month]
    )
    /// Who won how many of the leads on offer.
    package static let race = ReportName("race", by: [.person])
    /// How sales heads answer the telephone.
    package static let heads = ReportName("heads", by: [.person])
    /// Who sold how much.
    package static let ranking = ReportName("ranking", by: [.person], usually: .quarter)
    /// The ledger behind the pay in `marketing`, line by line.
    package static let pay = ReportName("pay", by: [.line])
    /// What was asked for, what it costs, and what came of it.
    package static let prices = ReportName(
        "prices",
        by: [.region, .service, .market, .day, .week, .month]
    )
    /// The calendar of raises of fees.
    package static let indexation = ReportName(
        "indexation",
        by: [.month, .client, .head, .department, .band],
        usually: .year,
        looksAhead: true
    )
    /// What is said of project managers, and how they are rated for it.
    package static let rating = ReportName(
        "rating",
        by: [.person, .line],
        canBeOfOnePerson: true
    )
    /// The accounts from which project managers pay for presales and new clients.
    package static let initiative = ReportName(
        "initiative",
        by: [.person, .line, .skip],
        canBeOfOnePerson: true
    )
    /// Sets of documents by their state, and what clients owe.
    package static let documents = ReportName("documents", by: [.state, .client, .month, .line])
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

    /// The column of facts that has the rows' keys; nil for rows of time.
    package var column: String? {
        switch self {
        case .marketer: "marketer_id"
        case .person: "person_id"
        case .projectManager: "project_manager_id"
        case .head: "sales_head_id"
        case .day, .week, .month: nil
        case .campaign, .source, .channel, .department, .line, .region, .service, .market,
            .band, .state, .client, .skip:
            rawValue
        }
    }
}
