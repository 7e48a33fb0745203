import Domain
package import Postgres

extension PositionKeeper {
    /// How many series stand how, of those that are measured at all.
    package struct Health: Equatable, Sendable {
        /// Measured when it was their turn, and well enough.
        package let fresh: Int
        /// Not measured though it was their turn the day before.
        package let stale: Int
        /// Their last day is done, and too few keywords of it were measured.
        package let thin: Int
    }

    /// How the series stand today.
    ///
    /// How often a series is measured its last two days say. One of which nothing came for two
    /// months was given up.
    package func health() throws(PostgresError) -> Health {
        let rows = try query(Self.healthStatement, [.int(Int64(today.ordinal))])
        guard let row = rows.first else { return Health(fresh: 0, stale: 0, thin: 0) }
        return Health(
            fresh: Int(try row.int(0)),
            stale: Int(try row.int(1)),
            thin: Int(try row.int(2))
        )
    }

    private static let healthStatement = Statement(
        """
        WITH last AS (
            SELECT l.is_complete, date '1970-01-01' + $1::int - l.day AS age,
                coalesce(l.day - b.day, 1) AS gap,
                EXISTS (SELECT FROM position_unsummed u
                    WHERE u.series = l.series AND u.day = l.day) AS is_open
            FROM position_series e
            CROSS JOIN LATERAL (
                SELECT * FROM position_summary s WHERE s.series = e.series
                ORDER BY s.day DESC LIMIT 1) l
            LEFT JOIN LATERAL (
                SELECT day FROM position_summary s WHERE s.series = e.series AND s.day < l.day
                ORDER BY s.day DESC LIMIT 1) b ON true)
        SELECT count(*) FILTER (WHERE age <= gap + 1 AND (is_complete OR is_open)),
            count(*) FILTER (WHERE age > gap + 1),
            count(*) FILTER (WHERE age <= gap + 1 AND NOT is_complete AND NOT is_open)
        FROM last WHERE age <= gap + 60
        """
    )
}
