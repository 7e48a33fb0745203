package import Domain
package import Foundation
package import Postgres

/// Sets of documents as people list them, out of what reports count.
package struct DocumentDesk {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(30)

    /// A desk over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// One set.
    package struct Line: Equatable, Sendable {
        package let client: String
        package let clientName: String?
        /// Which of the client's sets.
        package let number: Int
        package let request: String
        /// All that it answers, the one that it was made for first.
        package let requests: [String]
        package let legalEntity: String
        package let from: String
        package let to: String
        package let kinds: [DocumentKind]
        package let phase: String
        package let since: Date
        /// Such as `handed_over`: of the mail that went out after the delivery.
        package let resend: String?
        package let resendSince: Date?
        package let reasons: String?
        /// Such as `invoice 118 of 2026-11-30, 177551.51`.
        package let documents: [String]

        /// On one line, why it is blocked below it.
        package var text: String {
            let name = clientName.map { " (\($0))" } ?? ""
            let head =
                "\(request)  \(client)\(name)  \(from) – \(to)  \(phase) since "
                + "\(Timestamp.text(since))  \(legalEntity)"
            let others = requests.dropFirst().joined(separator: ", ")
            var below = (reasons ?? "").parts(at: "\n").filter { !$0.isEmpty }.map { "    \($0)" }
            if !others.isEmpty { below.append("    answers \(others) as well") }
            if let resend, let resendSince {
                below.append("    sent again: \(resend) since \(Timestamp.text(resendSince))")
            }
            return ([head] + below).joined(separator: "\n")
        }

        /// Why its files can't go out once more, and what to do; nil where they can, or where they
        /// may be there by the time that the daemon hears of it.
        package var obstacleToResend: String? {
            switch DocumentSet.Phase(rawValue: phase) {
            case .blocked:
                "\(request) is blocked and has no files: put right what baton documents show "
                    + "\(request) names, and ask for the set again with documents.requested"
            case .voided:
                "\(request) is voided and is not sent again: ask for the set again with "
                    + "documents.requested under another request_id"
            case .requested, .collecting, .issued, .rendered, .handedOver, .delivered, .sendFailed,
                nil:
                nil
            }
        }
    }

    /// The latest sets first, at most this many.
    package func sets(
        client: String?,
        phase: DocumentSet.Phase?,
        limit: Int
    ) throws(PostgresError) -> [Line] {
        let values: [Parameter] = [
            .text(client), .text(phase?.rawValue), .text(nil), .int(Int64(max(limit, 1))),
        ]
        return try lines(values)
    }

    /// The set that was made for a request, or that answers it.
    package func set(request: String) throws(PostgresError) -> Line? {
        try lines([.text(nil), .text(nil), .text(request), .int(1)]).first
    }

    private func lines(_ values: [Parameter]) throws(PostgresError) -> [Line] {
        let results = try connection.run(
            [Query(Self.find, values)],
            deadline: Self.deadline
        )
        var lines: [Line] = []
        for row in results[0].rows {
            let kinds = try row.text(7).split(separator: ", ")
                .compactMap { DocumentKind(rawValue: String($0)) }
            let documents = try row.optionalText(11) ?? ""
            lines.append(
                Line(
                    client: try row.text(0),
                    clientName: try row.optionalText(1),
                    number: Int(try row.int(2)),
                    request: try row.text(3),
                    requests: try row.text(12).parts(at: "\n").map(String.init),
                    legalEntity: try row.text(4),
                    from: try row.text(5),
                    to: try row.text(6),
                    kinds: kinds,
                    phase: try row.text(8),
                    since: try row.timestamp(9),
                    resend: try row.optionalText(13),
                    resendSince: try row.optionalTimestamp(14),
                    reasons: try row.optionalText(10),
                    documents: documents.parts(at: "\n").filter { !$0.isEmpty }.map(String.init)
                )
            )
        }
        return lines
    }

    private static let find = Statement(
        """
        SELECT s.client_id, s.client_name, s.set, s.request_id, s.legal_entity, s.period_from,
            s.period_to, s.kinds, s.phase, s.phase_since, s.reasons, (
                SELECT string_agg(kind || ' ' || number || ' of ' || date
                    || coalesce(', ' || round(coalesce(total, closing), 2), ''), E'\\n'
                    ORDER BY number)
                FROM report_document d WHERE d.client_id = s.client_id AND d.set = s.set),
            s.requests, s.resend, s.resend_since
        FROM report_document_set s
        WHERE ($1 IS NULL OR s.client_id = $1) AND ($2 IS NULL OR s.phase = $2)
            AND ($3 IS NULL OR string_to_array(s.requests, E'\\n') @> ARRAY[$3])
        ORDER BY s.requested_at DESC, s.client_id, s.set DESC LIMIT $4
        """
    )
}
