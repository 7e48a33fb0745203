import Domain
import Foundation

/// The reports `rating` and `initiative`.
extension ReportMaker {
    // MARK: - Ratings

    private static let ratingColumns = [
        ReportColumn("rating", weight: 9), ReportColumn("change", weight: 8),
        ReportColumn("reviews", weight: 7), ReportColumn("survey", weight: 7),
        ReportColumn("feedback", weight: 7), ReportColumn("matrix", weight: 7),
        ReportColumn("answer_count", weight: 5), ReportColumn("review_count", weight: 4),
        ReportColumn("feedback_count", weight: 4), ReportColumn("client_count", weight: 4),
    ]

    /// Everybody as he is rated at the end of the period, and what has changed within it.
    func ratings(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let range = range(request.period)
        let present = try source.ratings(before: range.upperBound, person: request.person)
        let before = try source.ratings(before: range.lowerBound, person: request.person)
        let past = Dictionary(before.map { ($0.personID, $0.rating) }) { first, _ in first }
        let ordered = present.sorted { ($1.rating, $0.personID) < ($0.rating, $1.personID) }
        let rows = ordered.map { fact in
            let change = past[fact.personID].map { fact.rating - $0 }
            return ReportRow(
                key: fact.personID.rawValue,
                name: names[fact.personID.rawValue],
                cells: [.points(fact.rating), .points(change)] + Self.parts(fact)
            )
        }
        var body = Body(columns: Self.ratingColumns, rows: rows)
        guard isPage(request) else { return body }
        body.charts = [stacks(of: ordered, names)]
        return body
    }

    /// Each time that somebody's rating became another one.
    func ratingLines(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let lines = try source.ratingLines(
            range(request.period),
            person: request.person,
            limit: Self.managerLinesMax + 1
        )
        try check(lines.count)
        let columns =
            [ReportColumn("at", weight: 9), ReportColumn("person", weight: 9)]
            + Self.ratingColumns.filter { $0.key != "change" }
        let rows = lines.map { fact in
            let person = fact.personID.rawValue
            return ReportRow(
                key: "\(person) \(Timestamp.text(fact.at))",
                name: nil,
                cells: [
                    .instant(fact.at), .text(names[person] ?? person), .points(fact.rating),
                ] + Self.parts(fact)
            )
        }
        return Body(columns: columns, rows: rows)
    }

    private static func parts(_ fact: RatingFact) -> [ReportCell] {
        let parts = fact.components
        let shares = [parts.reviews, parts.survey, parts.feedback, parts.matrix]
        let counts = [fact.answers, fact.reviews, fact.feedback, fact.clients]
        return shares.map { ReportCell.share(double($0)) } + counts.map { ReportCell.count($0) }
    }

    /// What each component brings, in units of the rating; the best eight people.
    private func stacks(of facts: [RatingFact], _ names: [String: String]) -> ReportChart {
        let policy = terms.rating ?? .usual
        let formula = RatingFormula(policy, terms.calendar, on: terms.calendar.day(of: now))
        let rows = facts.prefix(Self.drawnMax).map { fact in
            let points = formula.points(of: fact.components)
            return ChartRow(
                key: fact.personID.rawValue,
                name: names[fact.personID.rawValue],
                values: [points.reviews, points.survey, points.feedback, points.matrix]
                    .map(Self.double)
            )
        }
        return .stacks(
            title: "rating_by_person",
            parts: ["reviews", "survey", "feedback", "matrix"],
            rows: rows
        )
    }

    // MARK: - Initiative

    private static let accountColumns = [
        ReportColumn("balance", weight: 9), ReportColumn("presales", weight: 8),
        ReportColumn("clients", weight: 8), ReportColumn("share", weight: 8),
        ReportColumn("spent_share", weight: 6), ReportColumn("rating_share", weight: 7),
        ReportColumn("spent", weight: 6), ReportColumn("refilled", weight: 5),
        ReportColumn("taken_back", weight: 4), ReportColumn("offered", weight: 4),
        ReportColumn("declined", weight: 5, isBurden: true),
        ReportColumn("expired", weight: 5, isBurden: true), ReportColumn("skips", weight: 6),
    ]

    func accounts(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let range = range(request.period)
        let all = try source.accounts(range)
        let ratings = try source.ratings(before: range.upperBound, person: nil)
        let rated = Dictionary(ratings.map { ($0.personID.rawValue, $0.rating) }) { one, _ in one }
        let sums = (
            assignments: all.values.reduce(0) { $0 + $1.assignments },
            spent: all.values.reduce(Decimal(0)) { $0 + $1.spent },
            rating: all.keys.reduce(Decimal(0)) { $0 + (rated[$1] ?? 0) }
        )
        let shown = all.filter { request.person == nil || request.person == $0.key }
        let rows = shown.sorted { ($1.value.balance, $0.key) < ($0.value.balance, $1.key) }
            .map { person, tally in
                let shares = [
                    Self.share(Decimal(tally.assignments), of: Decimal(sums.assignments)),
                    Self.share(tally.spent, of: sums.spent),
                    Self.share(rated[person] ?? 0, of: sums.rating),
                ]
                return ReportRow(
                    key: person,
                    name: names[person],
                    cells: Self.cells(tally, shares)
                )
            }
        var body = Body(columns: Self.accountColumns, rows: rows)
        guard isPage(request) else { return body }
        let pairs = rows.prefix(Self.drawnMax).map { row in
            let values = [row.cells[4].size ?? 0, row.cells[5].size ?? 0]
            return ChartRow(key: row.key, name: row.name, values: values)
        }
        let levels = try self.levels(of: rows, range)
        body.charts = [
            .pairs(
                title: "share_by_person",
                parts: ["spent_share", "rating_share"],
                rows: pairs
            ), levels,
        ]
        return body
    }

    private static func cells(
        _ tally: AccountTally,
        _ shares: [Double?]
    ) -> [ReportCell] {
        [.points(tally.balance), .count(tally.presales), .count(tally.clients)]
            + shares.map { .share($0) } + [
                .points(tally.spent), .points(tally.refilled), .points(tally.takenBack),
                .count(tally.offered), .count(tally.declined), .count(tally.expired),
                .parts(tally.skips),
            ]
    }

    /// What each had at the end of each day, of those with the most.
    private func levels(
        of rows: [ReportRow],
        _ range: Range<Date>
    ) throws(ReportProblem) -> ReportChart {
        let calendar = terms.calendar
        let last = min(range.upperBound, now)
        let (from, to) = (calendar.day(of: range.lowerBound), calendar.day(of: last))
        guard from <= to else { return .levels(title: "balances", days: [], rows: []) }
        let days = (0...(to.ordinal - from.ordinal)).map(from.adding(days:))
        let moves = try source.accountMoves(range)
        let drawn = rows.prefix(Self.linesDrawnMax).map { row in
            let own = moves[row.key] ?? [:]
            let sum = own.values.reduce(Decimal(0), +)
            var level = -sum
            if case .points(let balance?) = row.cells[0] { level += balance }
            let values = days.map { day in
                level += own[day.text] ?? 0
                return Self.double(level)
            }
            return ChartRow(key: row.key, name: row.name, values: values)
        }
        return .levels(title: "balances", days: days, rows: drawn)
    }

    /// The ledger, line by line.
    func accountLines(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let lines = try source.accountLines(
            range(request.period),
            person: request.person,
            limit: Self.managerLinesMax + 1
        )
        try check(lines.count)
        let rows = lines.map { line in
            ReportRow(
                key: "\(line.personID)-\(line.number)",
                name: nil,
                cells: [
                    .instant(line.at), .text(names[line.personID] ?? line.personID),
                    .text(line.kind), .points(line.amount), .points(line.balance),
                    .text(line.request),
                ]
            )
        }
        let columns = ["at", "person", "kind", "points", "balance", "request"]
        return Body(columns: columns.map { ReportColumn($0) }, rows: rows)
    }

    /// Each time that somebody was passed over, and why.
    func skips(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let lines = try source.skipLines(
            range(request.period),
            person: request.person,
            limit: Self.managerLinesMax + 1
        )
        try check(lines.count)
        let rows = lines.map { skip in
            let person = skip.personID.rawValue
            return ReportRow(
                key: "\(skip.requestID)-\(skip.attempt) \(person)",
                name: nil,
                cells: [
                    .instant(skip.at), .text(names[person] ?? person), .text(skip.kind.rawValue),
                    .text(skip.requestID.rawValue), .count(skip.attempt),
                    .text(skip.reason.rawValue),
                ]
            )
        }
        let columns = ["at", "person", "request_kind", "request", "attempt", "why"]
        return Body(columns: columns.map { ReportColumn($0) }, rows: rows)
    }

    // MARK: - Pieces

    private static let drawnMax = 8
    private static let linesDrawnMax = 6
    private static let managerLinesMax = 100_000

    private func check(_ count: Int) throws(ReportProblem) {
        guard count > Self.managerLinesMax else { return }
        throw ReportProblem(
            .badRequest,
            "there are more than \(Self.managerLinesMax) lines in this period; "
                + "ask for a shorter one, or for one person"
        )
    }

    /// Nil where there is nothing to have a share of.
    private static func share(_ part: Decimal, of whole: Decimal) -> Double? {
        guard whole > 0 else { return nil }
        return double(part.divided(by: whole, places: 4))
    }

    private static func double(_ number: Decimal) -> Double {
        number.nearestDouble
    }
}
