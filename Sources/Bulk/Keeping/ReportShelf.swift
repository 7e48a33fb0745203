import Crypto
package import Domain
package import Foundation
package import Postgres

/// Reports as they went out: kept as they are, found by their ids.
package struct ReportShelf {
    private let connection: PostgresConnection

    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// A report that is to be kept.
    package struct Report {
        package let id: String
        package let client: String
        package let request: String
        /// The day that it tells about, and the first one that it shows.
        package let day: CalendarDay
        package let firstDay: CalendarDay
        package let sites: [String]
        package let madeAt: Date
        package let page: String

        package init(
            id: String,
            client: String,
            request: String,
            day: CalendarDay,
            firstDay: CalendarDay,
            sites: [String],
            madeAt: Date,
            page: String
        ) {
            self.id = id
            self.client = client
            self.request = request
            self.day = day
            self.firstDay = firstDay
            self.sites = sites
            self.madeAt = madeAt
            self.page = page
        }
    }

    /// What is known of a kept report without its page.
    package struct Head: Equatable, Sendable {
        package let day: CalendarDay
        /// In hexadecimal digits.
        package let sha256: String
    }

    /// The id of the report that answers a request: the same each time it is asked for.
    package static func id(client: String, request: String) -> String {
        let text = "\(client)\u{0}\(request)"
        return SHA256.hash(data: Data(text.utf8)).prefix(12).hexadecimal
    }

    /// Keeps a report; one that is there already stays as it is.
    package func keep(_ report: Report) throws(BulkError) -> Head {
        let page = Array(report.page.utf8)
        let packed = try Gzip.packed(page)
        do {
            return try keep(report, page, packed)
        } catch {
            throw BulkError(error)
        }
    }

    private func keep(
        _ report: Report,
        _ page: [UInt8],
        _ packed: [UInt8]
    ) throws(PostgresError) -> Head {
        let sha256 = [UInt8](SHA256.hash(data: page))
        let parameters: [Parameter] = [
            .text(report.id), .text(report.client), .text(report.request),
            .int(Int64(report.day.ordinal)), .int(Int64(report.firstDay.ordinal)),
            .texts(report.sites), .timestamp(report.madeAt), .bytes(sha256), .bytes(packed),
        ]
        _ = try connection.run(
            [Query(Self.keepStatement, parameters)],
            deadline: .seconds(30)
        )
        guard let head = try head(of: report.id) else {
            throw PostgresError(.misuse, "a report that was kept is not there")
        }
        return head
    }

    /// What is known of a report; nil where there is none.
    package func head(of id: String) throws(PostgresError) -> Head? {
        let results = try connection.run(
            [Query(Self.headStatement, [.text(id)])],
            deadline: .seconds(10)
        )
        guard let row = results.first?.rows.first else { return nil }
        return Head(
            day: CalendarDay(ordinal: Int(try row.int(0))),
            sha256: try row.bytes(1).hexadecimal
        )
    }

    /// The page of a report as it went out.
    package struct Page: Equatable, Sendable {
        package let text: String
        /// Whether readings that it shows were corrected since.
        package let isOutdated: Bool
    }

    /// The page of a report; nil where there is none, or where it was revoked.
    package func page(of id: String) throws(BulkError) -> Page? {
        let found: (packed: [UInt8], isOutdated: Bool)?
        do {
            let results = try connection.run(
                [Query(Self.pageStatement, [.text(id)])],
                deadline: .seconds(10)
            )
            found = try results.first?.rows.first.map { row throws(PostgresError) in
                (try row.bytes(0), try row.bool(1))
            }
        } catch {
            throw BulkError(error)
        }
        guard let found else { return nil }
        return Page(
            text: String(decoding: try Gzip.unpacked(found.packed), as: UTF8.self),
            isOutdated: found.isOutdated
        )
    }

    /// Links to these reports work no longer; answers how many there were.
    package func revoke(
        report: String?,
        client: String?,
        at now: Date
    ) throws(PostgresError) -> Int {
        let results = try connection.run(
            [Query(Self.revokeStatement, [.text(report), .text(client), .timestamp(now)])],
            deadline: .seconds(10)
        )
        return results.first?.affected ?? 0
    }

    /// Reports whose links work no longer: how many, and since when the last of them.
    package struct Revoked: Equatable, Sendable {
        package let count: Int
        package let since: Date
    }

    /// Those of these reports that were revoked; nil where none was.
    package func revoked(
        report: String?,
        client: String?
    ) throws(PostgresError) -> Revoked? {
        let results = try connection.run(
            [Query(Self.revokedStatement, [.text(report), .text(client)])],
            deadline: .seconds(10)
        )
        guard let row = results.first?.rows.first, let since = try row.optionalTimestamp(1) else {
            return nil
        }
        return Revoked(count: Int(try row.int(0)), since: since)
    }

    private static let revokedStatement = Statement(
        """
        SELECT count(*), max(revoked_at) FROM position_report
        WHERE revoked_at IS NOT NULL AND ($1::text IS NOT NULL OR $2::text IS NOT NULL)
            AND ($1::text IS NULL OR report = $1) AND ($2::text IS NULL OR client_id = $2)
        """
    )

    private static let keepStatement = Statement(
        """
        INSERT INTO position_report
            (report, client_id, request_id, day, first_day, sites, made_at, sha256, content)
        VALUES
            ($1, $2, $3, date '1970-01-01' + $4::int, date '1970-01-01' + $5::int, $6, $7, $8, $9)
        ON CONFLICT (report) DO NOTHING
        """
    )

    private static let headStatement = Statement(
        "SELECT day - date '1970-01-01', sha256 FROM position_report WHERE report = $1"
    )

    private static let pageStatement = Statement(
        """
        SELECT content, outdated_at IS NOT NULL FROM position_report
        WHERE report = $1 AND revoked_at IS NULL
        """
    )

    private static let revokeStatement = Statement(
        """
        UPDATE position_report SET revoked_at = $3
        WHERE revoked_at IS NULL AND ($1 IS NOT NULL OR $2 IS NOT NULL)
            AND ($1 IS NULL OR report = $1) AND ($2 IS NULL OR client_id = $2)
        """
    )
}
