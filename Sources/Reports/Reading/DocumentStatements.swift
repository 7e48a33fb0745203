import Domain
package import Foundation
import Postgres

/// Tables `report_document_set`, `report_document` and `report_client_balance`.
private enum DocumentStatements {
    static let sets = Statement(
        """
        SELECT s.client_id, s.client_name, s.set, s.request_id, s.legal_entity, s.period_from,
            s.period_to, s.requested_at, s.phase, s.phase_since, s.reasons, s.failures,
            s.outdated_at IS NOT NULL, count(d.kind),
            coalesce(sum(d.total) FILTER (WHERE d.kind = 'invoice'), 0)
        FROM report_document_set s LEFT JOIN report_document d USING (client_id, set)
        WHERE s.requested_at >= $1 AND s.requested_at < $2
        GROUP BY s.client_id, s.set ORDER BY s.requested_at, s.client_id, s.set LIMIT $3
        """
    )
    static let debts = Statement(
        """
        SELECT client_id, max(client_name), sum(balance) FROM report_client_balance
        GROUP BY client_id ORDER BY client_id
        """
    )
}

extension PostgresSource {
    /// Sets by when they were asked for, in that order; at most this many.
    package func documentSets(
        _ range: Range<Date>,
        limit: Int
    ) throws(ReportProblem) -> [DocumentSetLine] {
        let values: [Parameter] = [
            .timestamp(range.lowerBound), .timestamp(range.upperBound), .int(Int64(limit)),
        ]
        let results = try run([Query(DocumentStatements.sets, values)])
        return try read { () throws(PostgresError) in
            var lines: [DocumentSetLine] = []
            for row in results[0].rows { lines.append(try DocumentSetLine(row)) }
            return lines
        }
    }

    /// What clients owe, by client.
    package func debts() throws(ReportProblem) -> [ClientDebt] {
        let results = try run([Query(DocumentStatements.debts)])
        return try read { () throws(PostgresError) in
            var debts: [ClientDebt] = []
            for row in results[0].rows {
                debts.append(
                    ClientDebt(
                        clientID: try row.text(0),
                        clientName: try row.optionalText(1),
                        balance: try row.decimal(2)
                    )
                )
            }
            return debts
        }
    }
}

extension DocumentSetLine {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init(
            clientID: try row.text(0),
            clientName: try row.optionalText(1),
            set: Int(try row.int(2)),
            requestID: try row.text(3),
            legalEntity: try row.text(4),
            periodFrom: try row.text(5),
            periodTo: try row.text(6),
            requestedAt: try row.timestamp(7),
            phase: try row.text(8),
            phaseSince: try row.timestamp(9),
            reasons: try row.optionalText(10),
            failures: Int(try row.int(11)),
            isOutdated: try row.bool(12),
            documents: Int(try row.int(13)),
            invoiced: try row.decimal(14)
        )
    }
}

extension FactSource {
    /// Sets by when they were asked for, in that order; at most this many.
    package func documentSets(_ range: Range<Date>, limit: Int) -> [DocumentSetLine] {
        let found = documentSets.filter { range.contains($0.set.requestedAt) }
        let ordered = found.sorted { one, other in
            let (left, right) = (one.set, other.set)
            return (left.requestedAt, one.clientID.rawValue, left.ordinal)
                < (right.requestedAt, other.clientID.rawValue, right.ordinal)
        }
        return ordered.prefix(limit).map(DocumentSetLine.init)
    }

    /// What clients owe, by client.
    package func debts() -> [ClientDebt] {
        Dictionary(grouping: balances) { $0.clientID.rawValue }.sorted { $0.key < $1.key }
            .map { client, balances in
                ClientDebt(
                    clientID: client,
                    clientName: balances.compactMap(\.clientName).max(),
                    balance: balances.map(\.balance).total.rubles
                )
            }
    }
}

extension DocumentSetLine {
    fileprivate init(_ fact: DocumentSetFact) {
        let set = fact.set
        self.init(
            clientID: fact.clientID.rawValue,
            clientName: fact.clientName,
            set: set.ordinal,
            requestID: set.requestID.rawValue,
            legalEntity: set.order.legalEntity.rawValue,
            periodFrom: set.order.period.from.text,
            periodTo: set.order.period.to.text,
            requestedAt: set.requestedAt,
            phase: set.phase.rawValue,
            phaseSince: set.phaseSince,
            reasons: set.reasons.isEmpty
                ? nil : set.reasons.map(\.sentence).joined(separator: "\n"),
            failures: set.mail?.failures ?? 0,
            isOutdated: set.outdatedAt != nil,
            documents: set.documents.count,
            invoiced: (set.document(.invoice)?.total ?? .zero).rubles
        )
    }
}
