package import Domain

extension Reader {
    /// - Throws: One sentence that says which readers there are.
    package init(asked text: String, _ code: ReportProblem.Code) throws(ReportProblem) {
        guard let reader = Self(rawValue: text) else {
            throw ReportProblem(
                code,
                "there is no page for \"\(text)\"; there are pages for "
                    + ReportWords.list(Self.allCases.map(\.rawValue))
            )
        }
        self = reader
    }

    /// What stands on his first page, the most important first; behind it what processes describe.
    var blocks: [FirstBlock] {
        own + Registry.reports.compactMap { $0.firstBlocks[self] }
    }

    private var own: [FirstBlock] {
        switch self {
        case .director: Self.directors
        case .head: Self.heads
        case .manager: Self.managers
        case .marketer: Self.marketers
        case .accountant: Self.accountants
        case .operator: []
        }
    }

    /// The reports that concern him, in the order of his page.
    var reports: [ReportName] {
        let all = blocks.map(\.report) + further
        return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Those that have no place on his page.
    private var further: [ReportName] {
        switch self {
        case .director: [.heads, .race, .rating, .prices]
        case .head: [.channels, .prices]
        case .manager: [.prices]
        case .marketer: [.pay]
        case .accountant: [.pay]
        case .operator: ReportName.allCases
        }
    }

    /// Whether what goes on now stands above his figures.
    package var seesPresent: Bool {
        switch self {
        case .head, .manager, .operator: true
        case .director, .marketer, .accountant: false
        }
    }
}

extension Reader {
    private static let directors = [
        FirstBlock(
            .marketing,
            by: .campaign,
            tiles: ["arrived", "accepted", "acceptance_rate", "pay"],
            isDrawn: true
        ),
        FirstBlock(
            .channels,
            by: .channel,
            columns: ["leads", "deals", "conversion"]
        ),
        FirstBlock(
            .ranking,
            by: .person,
            tiles: ["amount", "count"],
            columns: ["place", "amount", "count"],
            rows: 3
        ),
        FirstBlock(
            .indexation,
            by: .month,
            tiles: ["added_revenue", "proposed", "at_risk", "lost_clients"]
        ),
        FirstBlock(.documents, by: .client, tiles: ["invoiced", "debt"]),
    ]

    private static let heads = [
        FirstBlock(
            .heads,
            by: .person,
            tiles: ["rings", "answered", "answer_rate"],
            columns: ["rings", "answered", "answer_rate"]
        ),
        FirstBlock(
            .race,
            by: .person,
            tiles: ["offers", "won", "expired"],
            columns: ["offers", "won", "expired", "median_seconds_to_react"]
        ),
        FirstBlock(
            .indexation,
            by: .head,
            tiles: ["proposed", "at_risk", "added_revenue"],
            columns: ["proposed", "at_risk", "added_revenue"]
        ),
        FirstBlock(
            .ranking,
            by: .person,
            columns: ["place", "amount", "count"]
        ),
    ]

    private static let managers = [
        FirstBlock(
            .rating,
            by: .person,
            columns: ["rating", "change", "answer_count", "review_count", "client_count"],
            rows: 12
        ),
        FirstBlock(
            .initiative,
            by: .person,
            columns: ["balance", "presales", "clients", "spent_share", "rating_share"],
            rows: 12
        ),
    ]

    private static let marketers = [
        FirstBlock(
            .marketing,
            by: .marketer,
            tiles: ["arrived", "accepted", "target", "pay"],
            columns: ["arrived", "passed", "accepted", "acceptance_rate", "pay"]
        ),
        FirstBlock(
            .marketing,
            by: .campaign,
            columns: ["arrived", "accepted", "junk", "acceptance_rate"]
        ),
        FirstBlock(
            .channels,
            by: .channel,
            columns: ["calls", "real", "spam", "leads", "deals", "conversion"]
        ),
    ]

    private static let accountants = [
        FirstBlock(
            .documents,
            by: .state,
            tiles: ["invoiced", "blocked", "unsent", "outdated"],
            columns: ["sets", "documents", "invoiced", "oldest_seconds"],
            rows: 9
        ),
        FirstBlock(
            .documents,
            by: .client,
            tiles: ["debt"],
            columns: ["invoiced", "debt"],
            rows: 10
        ),
        FirstBlock(.marketing, by: .marketer, columns: ["accepted", "target", "pay"]),
        FirstBlock(
            .indexation,
            by: .month,
            columns: ["agreed", "applied", "added_revenue"],
            rows: 3
        ),
    ]
}
