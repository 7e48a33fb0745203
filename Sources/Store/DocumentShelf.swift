import Crypto
package import Domain
package import Foundation
package import Postgres

/// Tables `document_set` and `document_file`: sets as they were frozen and drawn.
package struct DocumentShelf {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(30)

    /// A shelf over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// A document that is kept.
    package struct File: Equatable, Sendable {
        package let kind: DocumentKind
        package let html: String
        /// Nil where the company wants pages only.
        package let pdf: [UInt8]?
        package let sha256: String

        /// What is sent: the PDF, or the page.
        package var content: [UInt8] { pdf ?? Array(html.utf8) }
        package var mediaType: String { pdf == nil ? "text/html" : "application/pdf" }
        package var ending: String { pdf == nil ? "html" : "pdf" }
    }

    /// In hexadecimal digits, lower case.
    package static func sha256(of bytes: some Sequence<UInt8>) -> String {
        SHA256.hash(data: Array(bytes)).hexadecimal
    }

    // MARK: - Keeping

    /// Keeps a set with its files, all at once; one that is there already stays as it is.
    package func keep(
        _ client: ClientID,
        _ set: Int,
        frozen: String,
        _ files: [RenderedFile],
        at now: Date
    ) throws(PostgresError) {
        let row: [Parameter] = [
            .text(client.rawValue), .int(Int64(set)), .text(frozen),
            .text(Self.sha256(of: frozen.utf8)), .timestamp(now),
        ]
        let rows = files.map { file in
            Query(
                Self.keepFile,
                [
                    .text(client.rawValue), .int(Int64(set)), .text(file.kind.rawValue),
                    .text(file.html), file.pdf.isEmpty ? .bytes(nil) : .bytes(file.pdf),
                    .text(file.sha256),
                ]
            )
        }
        _ = try connection.run(
            [Query(Self.begin), Query(Self.keepSet, row)] + rows + [Query(Self.commit)],
            deadline: Self.deadline
        )
    }

    private static let begin = Statement("BEGIN")
    private static let commit = Statement("COMMIT")
    private static let keepSet = Statement(
        """
        INSERT INTO document_set (client_id, set, frozen, sha256, made_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
        """
    )
    private static let keepFile = Statement(
        """
        INSERT INTO document_file (client_id, set, kind, html, pdf, sha256)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """
    )

    // MARK: - Finding

    /// The files of a set, by their kinds; none where it was not drawn yet.
    package func files(_ client: ClientID, _ set: Int) throws(PostgresError) -> [File] {
        let results = try connection.run(
            [Query(Self.findFiles, [.text(client.rawValue), .int(Int64(set))])],
            deadline: Self.deadline
        )
        var files: [File] = []
        for row in results[0].rows {
            guard let kind = DocumentKind(rawValue: try row.text(0)) else { continue }
            files.append(
                File(
                    kind: kind,
                    html: try row.text(1),
                    pdf: try row.optionalBytes(2),
                    sha256: try row.text(3)
                )
            )
        }
        return files.sorted { $0.kind < $1.kind }
    }

    private static let findFiles = Statement(
        "SELECT kind, html, pdf, sha256 FROM document_file WHERE client_id = $1 AND set = $2"
    )

    /// What the ledger sums up to at the end of a day, without the lines that came after one.
    package func balance(
        of account: String,
        through day: CalendarDay
    ) throws(PostgresError) -> Decimal {
        let results = try connection.run(
            [Query(Self.sumLedger, [.text(account), .text(day.text)])],
            deadline: Self.deadline
        )
        return try results[0].rows.first?.decimal(0) ?? 0
    }

    private static let sumLedger = Statement(
        """
        SELECT coalesce(sum(amount), 0) FROM ledger
        WHERE account = $1 AND data ->> 'date' <= $2
        """
    )

    // MARK: - Series

    /// Which numbers documents of these kinds would get now: those after the last of each series,
    /// or the configured first ones where there is no series yet.
    package func nextNumbers(
        _ entity: LegalEntity,
        _ kinds: [DocumentKind],
        year: Int
    ) throws(PostgresError) -> [DocumentKind: Int] {
        let results = try connection.run(
            [
                Query(
                    Self.findLast,
                    [
                        .text(entity.id.rawValue), .texts(kinds.map(\.rawValue)),
                        .int(Int64(year)), .int(Int64(year - DocumentSeries.yearsBack)),
                    ]
                )
            ],
            deadline: Self.deadline
        )
        var next = Dictionary(kinds.map { ($0, entity.start[$0] ?? 1) }) { first, _ in first }
        for row in results[0].rows {
            guard let kind = DocumentKind(rawValue: try row.text(0)) else { continue }
            // Of an earlier year alone: this one begins at 1.
            next[kind] = Int(try row.optionalInt(1) ?? 0) + 1
        }
        return next
    }

    private static let findLast = Statement(
        """
        SELECT kind, max(number) FILTER (WHERE year = $3) FROM report_document
        WHERE legal_entity = $1 AND kind = ANY ($2) AND year BETWEEN $4 AND $3 GROUP BY kind
        """
    )

    /// Those of the sets that are being made still.
    package func collecting(
        _ sets: [(client: ClientID, set: Int)]
    ) throws(PostgresError) -> [(client: ClientID, set: Int)] {
        guard !sets.isEmpty else { return [] }
        let results = try connection.run(
            [
                Query(
                    Self.findCollecting,
                    [
                        .texts(sets.map(\.client.rawValue)), .ints(sets.map { Int64($0.set) }),
                    ]
                )
            ],
            deadline: Self.deadline
        )
        var found: [(client: ClientID, set: Int)] = []
        for row in results[0].rows {
            found.append((ClientID(trusted: try row.text(0)), Int(try row.int(1))))
        }
        return found
    }

    private static let findCollecting = Statement(
        """
        SELECT client_id, set FROM report_document_set
        WHERE phase = 'collecting' AND (client_id, set) IN (SELECT * FROM unnest($1, $2))
        """
    )

    /// A series of numbers, and whether it has gaps.
    package struct Series: Equatable, Sendable {
        package let legalEntity: String
        package let kind: String
        package let year: Int
        package let first: Int
        package let last: Int
        package let count: Int

        /// How many numbers between the first and the last nobody has: always 0.
        package var gap: Int { last - first + 1 - count }
    }

    /// All series that have a number.
    package func series() throws(PostgresError) -> [Series] {
        let results = try connection.run([Query(Self.findSeries)], deadline: Self.deadline)
        var series: [Series] = []
        for row in results[0].rows {
            series.append(
                Series(
                    legalEntity: try row.text(0),
                    kind: try row.text(1),
                    year: Int(try row.int(2)),
                    first: Int(try row.int(3)),
                    last: Int(try row.int(4)),
                    count: Int(try row.int(5))
                )
            )
        }
        return series
    }

    private static let findSeries = Statement(
        """
        SELECT legal_entity, kind, year, min(number), max(number), count(*)
        FROM report_document GROUP BY legal_entity, kind, year
        ORDER BY legal_entity, kind, year
        """
    )
}
