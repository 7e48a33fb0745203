package import Domain
import Foundation
package import Postgres

/// Lines of the clients' ledger, for explanations.
package struct LedgerReader {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(30)

    /// Over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Which charges the client's payments pay, by legal entity.
    package func allocations(
        of client: ClientID
    ) throws(PostgresError) -> [(entity: LegalEntityID, allocation: PaymentAllocation)] {
        let values: [Parameter] = [.text(client.rawValue)]
        let results = try connection.run(
            [Query(Self.lines, values), Query(Self.invoices, values)],
            deadline: Self.deadline
        )
        let lines = try lines(results[0])
        let invoices = try invoices(results[1])
        return lines.keys.sorted().map { entity in
            let allocation = PaymentAllocation(
                lines[entity] ?? [],
                invoices: invoices[entity] ?? [:]
            )
            return (LegalEntityID(trusted: entity), allocation)
        }
    }

    private func lines(
        _ result: QueryResult
    ) throws(PostgresError) -> [String: [PaymentAllocation.Line]] {
        var lines: [String: [PaymentAllocation.Line]] = [:]
        for row in result.rows {
            // Nothing else is ever written into these columns.
            guard let kind = FrozenEntry.Kind(rawValue: try row.text(1)),
                let date = CalendarDay(try row.text(2)),
                let amount = Kopecks(rubles: try row.decimal(5))
            else { continue }
            lines[try row.text(0), default: []].append(
                PaymentAllocation.Line(
                    date: date,
                    kind: kind,
                    reference: try row.optionalText(3) ?? "",
                    documentNo: try row.optionalText(4),
                    amount: amount
                )
            )
        }
        return lines
    }

    private func invoices(
        _ result: QueryResult
    ) throws(PostgresError) -> [String: [String: DocumentPeriod]] {
        var invoices: [String: [String: DocumentPeriod]] = [:]
        for row in result.rows {
            guard let from = CalendarDay(try row.text(2)), let to = CalendarDay(try row.text(3))
            else { continue }
            let period = DocumentPeriod(from: from, to: to)
            invoices[try row.text(0), default: [:]]["\(try row.int(1))"] = period
        }
        return invoices
    }

    private static let lines = Statement(
        """
        SELECT b.legal_entity, l.kind, l.data ->> 'date', l.reference, l.data ->> 'document_no',
            l.amount
        FROM report_client_balance b
            JOIN ledger l ON l.account = 'clients/' || b.legal_entity || '/' || b.client_id
        WHERE b.client_id = $1 ORDER BY b.legal_entity, l.seq
        """
    )

    private static let invoices = Statement(
        """
        SELECT d.legal_entity, d.number, s.period_from, s.period_to
        FROM report_document d JOIN report_document_set s USING (client_id, set)
        WHERE d.client_id = $1 AND d.kind = 'invoice' AND NOT d.is_voided ORDER BY d.date
        """
    )
}
