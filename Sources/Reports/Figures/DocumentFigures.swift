import Domain
package import Foundation

/// One set of documents, as a report lists it.
package struct DocumentSetLine: Equatable, Sendable {
    package let clientID: String
    package let clientName: String?
    package let set: Int
    package let requestID: String
    package let legalEntity: String
    package let periodFrom: String
    package let periodTo: String
    package let requestedAt: Date
    package let phase: String
    package let phaseSince: Date
    /// Why it is blocked, a sentence a line.
    package let reasons: String?
    package let failures: Int
    package let isOutdated: Bool
    package let documents: Int
    /// The sum of its invoices in rubles.
    package let invoiced: Decimal

    package init(
        clientID: String,
        clientName: String?,
        set: Int,
        requestID: String,
        legalEntity: String,
        periodFrom: String,
        periodTo: String,
        requestedAt: Date,
        phase: String,
        phaseSince: Date,
        reasons: String?,
        failures: Int,
        isOutdated: Bool,
        documents: Int,
        invoiced: Decimal
    ) {
        self.clientID = clientID
        self.clientName = clientName
        self.set = set
        self.requestID = requestID
        self.legalEntity = legalEntity
        self.periodFrom = periodFrom
        self.periodTo = periodTo
        self.requestedAt = requestedAt
        self.phase = phase
        self.phaseSince = phaseSince
        self.reasons = reasons
        self.failures = failures
        self.isOutdated = isOutdated
        self.documents = documents
        self.invoiced = invoiced
    }
}

/// What a client owes, over all legal entities.
package struct ClientDebt: Equatable, Sendable {
    package let clientID: String
    package let clientName: String?
    /// Rubles; plus is what he owes.
    package let balance: Decimal

    package init(clientID: String, clientName: String?, balance: Decimal) {
        self.clientID = clientID
        self.clientName = clientName
        self.balance = balance
    }
}

/// Sets of documents, counted.
struct DocumentTally {
    var sets = 0
    var documents = 0
    var blocked = 0
    var unsent = 0
    var outdated = 0
    var invoiced: Decimal = 0
    /// How long the oldest of those has waited that are neither delivered nor voided, in seconds.
    var oldest: Double?

    mutating func count(_ line: DocumentSetLine, at now: Date) {
        sets += 1
        documents += line.documents
        blocked += line.phase == DocumentSet.Phase.blocked.rawValue ? 1 : 0
        unsent += line.phase == DocumentSet.Phase.sendFailed.rawValue ? 1 : 0
        outdated += line.isOutdated ? 1 : 0
        guard line.phase != DocumentSet.Phase.voided.rawValue else { return }
        invoiced += line.invoiced
        guard line.phase != DocumentSet.Phase.delivered.rawValue else { return }
        oldest = max(oldest ?? 0, now.timeIntervalSince(line.phaseSince))
    }
}

/// The report `documents`: sets by their state, how long they wait, and what clients owe.
extension ReportMaker {
    private static let documentColumns = [
        ReportColumn("sets", weight: 9), ReportColumn("documents", weight: 7),
        ReportColumn("blocked", weight: 8, isBurden: true),
        ReportColumn("unsent", weight: 8, isBurden: true),
        ReportColumn("outdated", weight: 5, isBurden: true),
        ReportColumn("invoiced", weight: 7, isMoney: true),
        ReportColumn("oldest_seconds", weight: 6, isBurden: true),
    ]
    private static let debtColumn = ReportColumn("debt", weight: 9, isBurden: true, isMoney: true)

    func documents(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let lines = try source.documentSets(range(request.period), limit: Self.setsMax + 1)
        guard lines.count <= Self.setsMax else {
            throw ReportProblem(
                .badRequest,
                "there are more than \(Self.setsMax) sets in this period; ask for a shorter one"
            )
        }
        switch request.by {
        case .line: return documentLines(lines)
        case .client: return documentsByClient(lines, try source.debts())
        default: return documentsByKey(lines, request)
        }
    }

    private static let setsMax = 100_000

    private func documentsByKey(_ lines: [DocumentSetLine], _ request: ReportRequest) -> Body {
        var tallies: [String: DocumentTally] = [:]
        var all = DocumentTally()
        for line in lines {
            let key =
                request.by == .state
                ? line.phase
                : ReportGrouping.month.key(of: terms.calendar.day(of: line.requestedAt))
            tallies[key, default: DocumentTally()].count(line, at: now)
            all.count(line, at: now)
        }
        let rows = rows(tallies, request.by, [:], size: \.sets, cells: cells)
        return Body(columns: Self.documentColumns, rows: rows, total: total(cells(all)))
    }

    private func documentsByClient(_ lines: [DocumentSetLine], _ debts: [ClientDebt]) -> Body {
        var tallies: [String: DocumentTally] = [:]
        var names: [String: String] = [:]
        var all = DocumentTally()
        for line in lines {
            tallies[line.clientID, default: DocumentTally()].count(line, at: now)
            names[line.clientID] = line.clientName
            all.count(line, at: now)
        }
        var owed: [String: Decimal] = [:]
        for debt in debts where debt.balance != 0 || tallies[debt.clientID] != nil {
            owed[debt.clientID] = debt.balance
            names[debt.clientID] = names[debt.clientID] ?? debt.clientName
        }
        let clients = Set(tallies.keys).union(owed.keys)
        let ordered = clients.sorted { (owed[$1] ?? 0, $0) < (owed[$0] ?? 0, $1) }
        let rows = ordered.map { client in
            ReportRow(
                key: client,
                name: names[client],
                cells: cells(tallies[client] ?? DocumentTally()) + [money(owed[client] ?? 0)]
            )
        }
        let sum = owed.values.reduce(Decimal(0), +)
        return Body(
            columns: Self.documentColumns + [Self.debtColumn],
            rows: rows,
            total: total(cells(all) + [money(sum)])
        )
    }

    private func cells(_ tally: DocumentTally) -> [ReportCell] {
        [
            .count(tally.sets), .count(tally.documents), .count(tally.blocked),
            .count(tally.unsent), .count(tally.outdated), money(tally.invoiced),
            .seconds(tally.oldest),
        ]
    }

    private func money(_ amount: Decimal) -> ReportCell { .money(Money(amount, Kopecks.currency)) }

    /// Every set, those first that somebody must look at.
    private func documentLines(_ lines: [DocumentSetLine]) -> Body {
        let columns = [
            ReportColumn("client", weight: 9), ReportColumn("request", weight: 4),
            ReportColumn("months", weight: 7), ReportColumn("state", weight: 9),
            ReportColumn("since", weight: 6), ReportColumn("invoiced", weight: 5, isMoney: true),
            ReportColumn("reasons", weight: 9),
        ]
        func rank(_ line: DocumentSetLine) -> Int {
            switch DocumentSet.Phase(rawValue: line.phase) {
            case .blocked, .sendFailed: 0
            case .requested, .collecting, .issued, .rendered, .handedOver: 1
            case .delivered, .voided, nil: 2
            }
        }
        let ordered = lines.sorted {
            (rank($0), $1.requestedAt, $0.clientID) < (rank($1), $0.requestedAt, $1.clientID)
        }
        let rows = ordered.map { line in
            ReportRow(
                key: "\(line.clientID)-\(line.set)",
                name: nil,
                cells: [
                    .text(line.clientName ?? line.clientID), .text(line.requestID),
                    .text("\(line.periodFrom) – \(line.periodTo)"), .text(line.phase),
                    .instant(line.phaseSince), money(line.invoiced),
                    .text(line.reasons?.inDocuments),
                ]
            )
        }
        return Body(columns: columns, rows: rows)
    }
}
