import Postgres

/// What was announced of keywords, and what follows for the series.
enum KeywordStatements {
    static let queries = Statement(
        """
        INSERT INTO position_query (text)
        SELECT DISTINCT g.text FROM unnest($1) AS g (text)
        WHERE NOT EXISTS (SELECT FROM position_query q WHERE q.text = g.text)
        ORDER BY 1 ON CONFLICT (text) DO NOTHING
        """
    )

    /// The later word counts; watched since the first day on which anybody wanted it.
    static let watch = Statement(
        """
        INSERT INTO position_watch AS w (site, engine, region, device, query, frequency,
            target_url, grp, since, until, said_at, said_by)
        SELECT $1, $2, $3, $4, q.query, g.frequency, g.target_url, g.grp,
            CASE WHEN g.active THEN date '1970-01-01' + $10::int END,
            CASE WHEN NOT g.active THEN date '1970-01-01' + $10::int END, $11, $12
        FROM unnest($5, $6, $7, $8, $9) AS g (text, frequency, target_url, grp, active)
        JOIN position_query q ON q.text = g.text
        ORDER BY q.query
        ON CONFLICT (site, engine, region, device, query) DO UPDATE SET
            frequency = CASE WHEN \(isLater) THEN excluded.frequency ELSE w.frequency END,
            target_url = CASE WHEN \(isLater) THEN excluded.target_url ELSE w.target_url END,
            grp = CASE WHEN \(isLater) THEN excluded.grp ELSE w.grp END,
            until = CASE WHEN \(isLater) THEN excluded.until ELSE w.until END,
            since = least(excluded.since, w.since),
            said_by = CASE WHEN \(isLater) THEN excluded.said_by ELSE w.said_by END,
            said_at = greatest(excluded.said_at, w.said_at)
        """
    )

    private static let isLater = "(excluded.said_at, excluded.said_by) > (w.said_at, w.said_by)"

    /// All series of a site.
    static let seriesOfSite = Statement("SELECT series FROM position_series WHERE site = $1")

    /// Keywords that were announced and that the series does not have yet.
    static let add = Statement(
        """
        WITH wanted AS (
            SELECT DISTINCT e.series, w.query
            FROM position_series e JOIN position_watch w ON \(isMeant)
            WHERE e.series = ANY ($1) AND NOT EXISTS (
                SELECT FROM position_keyword k WHERE k.series = e.series AND k.query = w.query)),
        added AS (
            INSERT INTO position_keyword (series, ordinal, query)
            SELECT w.series,
                e.next_ordinal - 1 + row_number() OVER (PARTITION BY w.series ORDER BY w.query),
                w.query
            FROM wanted w JOIN position_series e ON e.series = w.series
            RETURNING series)
        UPDATE position_series e SET next_ordinal = e.next_ordinal + a.count
        FROM (SELECT series, count(*) FROM added GROUP BY series) a WHERE e.series = a.series
        """
    )

    /// What holds of each keyword; between words for all engines and for one the later counts.
    static let apply = Statement(
        """
        UPDATE position_keyword k SET frequency = s.frequency, target_url = s.target_url,
            grp = s.grp, tracked_from = s.since, tracked_to = s.until
        FROM (
            SELECT DISTINCT ON (e.series, w.query) e.series, w.query, w.frequency, w.target_url,
                w.grp, w.until, min(w.since) OVER (PARTITION BY e.series, w.query) AS since
            FROM position_series e JOIN position_watch w ON \(isMeant)
            WHERE e.series = ANY ($1)
            ORDER BY e.series, w.query, w.said_at DESC, w.said_by DESC, w.engine DESC,
                w.region DESC, w.device DESC) s
        WHERE k.series = s.series AND k.query = s.query
            AND (k.frequency, k.target_url, k.grp, k.tracked_from, k.tracked_to) IS DISTINCT FROM
                (s.frequency, s.target_url, s.grp, s.since, s.until)
        """
    )

    private static let isMeant = """
        w.site = e.site AND w.engine IN ('', e.engine) AND w.region IN ('', e.region)
        AND w.device IN ('', e.device)
        """

    /// The days of the series whose figures follow from that.
    static let unsummed = Statement(
        """
        INSERT INTO position_unsummed (series, day, due)
        SELECT series, day, $2 FROM position_day WHERE series = ANY ($1)
        ON CONFLICT (series, day) DO UPDATE SET due = excluded.due
        """
    )

    // MARK: - Closings

    /// The sites there are, to tell what was meant.
    static let sites = Statement("SELECT site FROM position_site ORDER BY site LIMIT 5000")
    static let isKnown = Statement("SELECT EXISTS (SELECT FROM position_site WHERE site = $1)")
    static let close = Statement(
        """
        INSERT INTO position_closing (series, day)
        SELECT series, date '1970-01-01' + $2::int FROM unnest($1) AS series
        ON CONFLICT (series, day) DO NOTHING
        """
    )
    static let unsummedDay = Statement(
        """
        INSERT INTO position_unsummed (series, day, due)
        SELECT series, date '1970-01-01' + $2::int, $3 FROM unnest($1) AS series
        ON CONFLICT (series, day) DO UPDATE SET due = excluded.due
        """
    )
}
