package import Domain
package import Foundation

/// One client's raise: due, proposed, held, decided or over.
package struct RaiseLine: Equatable, Sendable {
    package var clientID: String
    package var clientName: String?
    package var headID: String?
    package var department: String?
    package var proposalID: String?
    /// The phase of the proposal; `due` or `waits` where there is none yet.
    package var state: String
    package var dueOn: String
    /// Nil where nothing was proposed.
    package var effectiveOn: String?
    package var fee: Money?
    package var newFee: Money?
    package var percent: Decimal?
    /// Why it is held back, stopped, or came to nothing; which figures it waits for.
    package var why: String?
    package var decision: String?
    package var decidedBy: String?
    package var decidedAt: Date?
    package var toldAt: Date?
    /// What the client's services would cost by prices.
    package var priceToday: Money?
    package var leftAt: Date?

    package init(
        clientID: String,
        clientName: String? = nil,
        headID: String? = nil,
        department: String? = nil,
        proposalID: String? = nil,
        state: String,
        dueOn: String,
        effectiveOn: String? = nil,
        fee: Money? = nil,
        newFee: Money? = nil,
        percent: Decimal? = nil,
        why: String? = nil,
        decision: String? = nil,
        decidedBy: String? = nil,
        decidedAt: Date? = nil,
        toldAt: Date? = nil,
        priceToday: Money? = nil,
        leftAt: Date? = nil
    ) {
        self.clientID = clientID
        self.clientName = clientName
        self.headID = headID
        self.department = department
        self.proposalID = proposalID
        self.state = state
        self.dueOn = dueOn
        self.effectiveOn = effectiveOn
        self.fee = fee
        self.newFee = newFee
        self.percent = percent
        self.why = why
        self.decision = decision
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.toldAt = toldAt
        self.priceToday = priceToday
        self.leftAt = leftAt
    }

    /// The raise is due, and nothing is missing.
    package static let due = "due"
    /// The raise is due, and figures are missing.
    package static let waits = "waits"

    /// Whether somebody or something has to be waited for before the client can be told.
    var isHeld: Bool { state == Self.waits || RaisePhases.heldWords.contains(state) }
}

extension ReportMaker {
    private static let lineColumns = [
        ReportColumn("state", weight: 9), ReportColumn("due_on", weight: 5),
        ReportColumn("effective_on", weight: 8), ReportColumn("fee", weight: 7, isMoney: true),
        ReportColumn("new_fee", weight: 8, isMoney: true),
        ReportColumn("added_revenue", weight: 6, isMoney: true),
        ReportColumn("percent", weight: 6),
        ReportColumn("price_today", weight: 3, isMoney: true), ReportColumn("why", weight: 9),
        ReportColumn("decision", weight: 4), ReportColumn("decided_by", weight: 3),
        ReportColumn("decided_on", weight: 3), ReportColumn("told_on", weight: 3),
        ReportColumn("left_on", weight: 3), ReportColumn("sales_head", weight: 4),
        ReportColumn("proposal", weight: 2),
    ]
    private static let raiseLinesMax = 100_000

    /// Each client's raise within the period, and every one that is held.
    func raiseLines(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let rows = try raiseLines(of: request.period).map { line in
            ReportRow(key: line.clientID, name: line.clientName, cells: cells(line, names))
        }
        return Body(columns: Self.lineColumns, rows: rows)
    }

    func raiseLines(of period: ReportPeriod) throws(ReportProblem) -> [RaiseLine] {
        let lines = try source.raiseLines(period, limit: Self.raiseLinesMax + 1)
        guard lines.count <= Self.raiseLinesMax else {
            throw ReportProblem(
                .badRequest,
                "there are more than \(Self.raiseLinesMax) raises in this period; "
                    + "ask for a shorter one"
            )
        }
        func day(_ line: RaiseLine) -> String { line.effectiveOn ?? line.dueOn }
        return lines.sorted {
            (day($0), $0.clientID, $0.proposalID ?? "") < (
                day($1), $1.clientID, $1.proposalID ?? ""
            )
        }
    }

    private func cells(_ line: RaiseLine, _ names: [String: String]) -> [ReportCell] {
        func day(_ instant: Date?) -> ReportCell {
            .text(instant.map { terms.calendar.day(of: $0).text })
        }
        func name(_ person: String?) -> ReportCell { .text(person.map { names[$0] ?? $0 }) }
        return [
            .text(line.state), .text(line.dueOn), .text(line.effectiveOn), .money(line.fee),
            .money(line.newFee), .money(line.added), .score(line.percent.map(\.nearestDouble)),
            .money(line.priceToday), .text(line.why), .text(line.decision), name(line.decidedBy),
            day(line.decidedAt), day(line.toldAt), day(line.leftAt), name(line.headID),
            .text(line.proposalID),
        ]
    }
}

extension RaiseLine {
    /// What the raise adds to a month's revenue; nil where it came to nothing.
    fileprivate var added: Money? {
        guard let fee, let newFee, fee.currency == newFee.currency,
            !RaisePhases.given.map(\.rawValue).contains(state)
        else { return nil }
        return Money(newFee.amount - fee.amount, fee.currency)
    }
}
