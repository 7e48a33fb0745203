package import Domain
package import Foundation
package import Postgres

/// Leads and calls of one client in a period, out of what reports count.
package struct ClientDealings {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(30)

    /// Over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// What came and went from one instant to before another.
    package func counted(
        of client: ClientID,
        from: Date,
        before end: Date
    ) throws(PostgresError) -> (leads: CollectedFigures.Leads, calls: CollectedFigures.Calls) {
        let values: [Parameter] = [.text(client.rawValue), .timestamp(from), .timestamp(end)]
        let results = try connection.run(
            [Query(Self.leads, values), Query(Self.calls, values)],
            deadline: Self.deadline
        )
        guard let leads = results[0].rows.first, let calls = results[1].rows.first else {
            return (.init(count: 0, deals: 0), .init(incoming: 0, missed: 0, outgoing: 0))
        }
        return (
            .init(count: Int(try leads.int(0)), deals: Int(try leads.int(1))),
            .init(
                incoming: Int(try calls.int(0)),
                missed: Int(try calls.int(1)),
                outgoing: Int(try calls.int(2))
            )
        )
    }

    /// A lead is the client's where it has one of his numbers or addresses, or says so.
    private static let leads = Statement(
        """
        WITH own AS MATERIALIZED (
            SELECT coalesce(array_agg(key), '{}') AS keys
            FROM subject c, json_array_elements_text(c.state -> 'client' -> 'contact_keys') key
            WHERE c.kind = 'client' AND c.id = $1)
        SELECT count(*), count(r.deal_id)
        FROM report_lead r JOIN subject l ON l.kind = 'lead' AND l.id = r.lead_id, own
        WHERE r.arrived_at >= $2 AND r.arrived_at < $3
            AND (l.state -> 'lead' -> 'fields' ->> 'client_id' = $1 OR EXISTS (
                SELECT FROM json_array_elements_text(l.state -> 'lead' -> 'contact_keys') key
                WHERE key = ANY (own.keys)))
        """
    )

    private static let calls = Statement(
        """
        SELECT
            (SELECT count(*) FROM report_call
                WHERE client_id = $1 AND arrived_at >= $2 AND arrived_at < $3
                    AND verdict IS DISTINCT FROM 'spam'),
            (SELECT count(*) FROM report_call
                WHERE client_id = $1 AND arrived_at >= $2 AND arrived_at < $3
                    AND verdict IS DISTINCT FROM 'spam' AND missed),
            (SELECT count(*) FROM report_outgoing_call
                WHERE client_id = $1 AND made_at >= $2 AND made_at < $3)
        """
    )
}
