package import Domain
package import Foundation

/// Makes reports out of what a source counts.
package struct ReportMaker {
    /// What a report needs to know of the company.
    package struct Terms: Sendable {
        package let calendar: WorkCalendar
        /// Which configuration this is.
        package let configuration: String
        /// Nil where no pay is configured.
        package let pay: PayPolicy?
        package let rankBy: LeadDistributionPolicy.RankBy
        /// In which money sellers are ranked.
        let salesCurrency: String
        /// What the people of the configuration are called.
        package let names: [String: String]
        /// Nil where nobody is rated.
        package let rating: RatingPolicy?
        /// In which money prices are given and fees are paid.
        let priceCurrency: String

        package init(
            calendar: WorkCalendar,
            configuration: String,
            pay: PayPolicy?,
            rankBy: LeadDistributionPolicy.RankBy = .amount,
            salesCurrency: String = "RUB",
            names: [String: String] = [:],
            rating: RatingPolicy? = nil,
            priceCurrency: String = "RUB"
        ) {
            self.calendar = calendar
            self.configuration = configuration
            self.pay = pay
            self.rankBy = rankBy
            self.salesCurrency = salesCurrency
            self.names = names
            self.rating = rating
            self.priceCurrency = priceCurrency
        }

        /// In which money pay is counted.
        var currency: String { pay?.perAccepted.currency ?? "RUB" }
    }

    let source: any ReportSource
    let terms: Terms
    let now: Date
    /// How many messages wait at the broker; nil where nobody knows.
    private let waiting: Int?

    package init(
        _ source: any ReportSource,
        terms: Terms,
        now: Date,
        waiting: Int? = nil
    ) {
        self.source = source
        self.terms = terms
        self.now = now
        self.waiting = waiting
    }

    /// The report that is asked for.
    package func report(_ request: ReportRequest) throws(ReportProblem) -> Report {
        let names = terms.names.merging(try source.names()) { _, announced in announced }
        let body = try body(request, names)
        var backlog = try source.backlog(at: now)
        backlog.waiting = waiting
        return Report(
            request: request,
            head: ReportHead(
                timeZone: terms.calendar.timeZone,
                madeAt: now,
                configuration: terms.configuration,
                backlog: backlog
            ),
            columns: body.columns,
            rows: body.rows,
            total: body.total,
            totalBefore: body.totalBefore,
            charts: body.charts,
            sections: body.sections
        )
    }

    /// The figures of a report.
    struct Body {
        var columns: [ReportColumn]
        var rows: [ReportRow]
        var total: ReportRow?
        var totalBefore: ReportRow?
        var charts: [ReportChart] = []
        var sections: [ReportSection] = []
    }

    private func body(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let isByLine = request.by == .line
        switch request.name {
        case .marketing: return try marketing(request, names)
        case .channels: return try channels(request)
        case .race: return try turns(.offer, request, names)
        case .heads: return try turns(.ring, request, names)
        case .ranking: return try ranking(request, names)
        case .pay: return try ledger(request, names)
        case .prices: return try prices(request)
        case .indexation where request.by == .client: return try raiseLines(request, names)
        case .indexation: return try raises(request, names)
        case .rating:
            return isByLine ? try ratingLines(request, names) : try ratings(request, names)
        case .initiative where request.by == .skip: return try skips(request, names)
        case .initiative:
            return isByLine ? try accountLines(request, names) : try accounts(request, names)
        case .documents: return try documents(request, names)
        default:
            guard let report = Registry.reports.first(where: { $0.name == request.name }) else {
                throw ReportProblem(
                    .unknownReport,
                    "nobody counts the report \"\(request.name.rawValue)\""
                )
            }
            return try figures(report, request, names)
        }
    }

    // MARK: - Pieces

    /// Rows in their order: time forwards, everything else with the most first.
    func rows<Tally>(
        _ tallies: [String: Tally],
        _ by: ReportGrouping,
        _ names: [String: String],
        size: (Tally) -> Int,
        cells: (Tally) -> [ReportCell]
    ) -> [ReportRow] {
        let ordered = tallies.sorted { left, right in
            let (one, other) = (size(left.value), size(right.value))
            if !by.isTime, one != other { return one > other }
            return left.key < right.key
        }
        return ordered.map { key, tally in
            ReportRow(key: key, name: by.isPeople ? names[key] : nil, cells: cells(tally))
        }
    }

    func total(_ cells: [ReportCell]) -> ReportRow {
        ReportRow(key: "total", name: nil, cells: cells)
    }

    func range(_ period: ReportPeriod) -> Range<Date> { period.range(terms.calendar) }

    /// What a period is compared with; of one that still runs, as many days as have begun.
    func before(_ period: ReportPeriod) -> ReportPeriod {
        let today = terms.calendar.day(of: now)
        guard period.from <= today, today < period.to else { return period.previous }
        return period.previous.first(days: today.ordinal - period.from.ordinal + 1)
    }

    /// Whether anybody will see drawings and changes.
    func isPage(_ request: ReportRequest) -> Bool { request.format == .html }
}
