import Domain
package import Foundation
package import Postgres

/// Whether PostgreSQL and this program mean the same by a time zone.
///
/// Decisions are made by the zones of this machine, days of reports are cut by those of the
/// database: when a country changes its clocks, both need their update.
package enum ZoneComparison {
    /// How far it looks: a year and the change of clocks after it.
    private static let days = 400
    private static let step = 6.0 * 3600
    private static let deadline: Duration = .seconds(20)

    /// The first of the coming instants at which the clocks differ; nil where none does.
    ///
    /// Throws `server` where the database does not know the zone.
    package static func firstDifference(
        of zone: TimeZone,
        from now: Date,
        _ connection: PostgresConnection
    ) throws(PostgresError) -> Date? {
        let end = now + Double(days) * 86_400
        let query = Query(
            offsets,
            [.timestamp(now), .timestamp(end), .double(step), .text(zone.identifier)]
        )
        for row in try connection.run([query], deadline: deadline).flatMap({ Array($0.rows) }) {
            let instant = try row.timestamp(0)
            if try row.int(1) != Int64(zone.secondsFromGMT(for: instant)) { return instant }
        }
        return nil
    }

    private static let offsets = Statement(
        """
        SELECT at, extract(epoch FROM (at AT TIME ZONE $4) - (at AT TIME ZONE 'UTC'))::bigint
        FROM generate_series($1, $2, make_interval(secs => $3)) AS at ORDER BY at
        """
    )
}
