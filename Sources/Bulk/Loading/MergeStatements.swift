import Postgres

/// The merge of one stage into the tables: statements over whole sets, in this order.
struct MergeStatements {
    /// How many stages there are.
    static let slots = 4
    /// One for each stage, so that each is prepared under its own name.
    static let all = (0..<slots).map { MergeStatements($0) }

    let copy: String
    let empty: Statement
    let analyze: Statement
    let queries: Statement
    let keywords: Statement
    let urls: Statement
    let cells: Statement
    let analyzeCells: Statement
    let gaps: Statement
    let days: Statement
    let mixedDays: Statement
    let corrections: Statement
    let unsummed: Statement

    private init(_ slot: Int) {
        let (stage, cell) = ("position_stage_\(slot)", "position_cell_\(slot)")
        copy = "COPY \(stage) FROM STDIN (FORMAT binary)"
        empty = Statement("TRUNCATE \(stage), \(cell)")
        analyze = Statement("ANALYZE \(stage)")
        analyzeCells = Statement("ANALYZE \(cell)")
        queries = Statement(
            """
            INSERT INTO position_query (text)
            SELECT DISTINCT s.query FROM \(stage) s
            WHERE NOT EXISTS (SELECT FROM position_query q WHERE q.text = s.query)
            ORDER BY 1 ON CONFLICT (text) DO NOTHING
            """
        )
        keywords = Statement(Self.keywords(stage))
        urls = Statement(
            """
            INSERT INTO position_url (site, address)
            SELECT DISTINCT m.site, s.url FROM \(stage) s
            JOIN unnest($1, $2) AS m (local, site) ON m.local = s.series
            WHERE s.url IS NOT NULL AND NOT EXISTS (
                SELECT FROM position_url u WHERE u.site = m.site AND u.address = s.url)
            ORDER BY 1, 2 ON CONFLICT (site, address) DO NOTHING
            """
        )
        cells = Statement(Self.cells(stage, into: cell))
        gaps = Statement(Self.gaps(cell))
        days = Statement(Self.days(cell))
        mixedDays = Statement(Self.mixedDays(cell))
        corrections = Statement(Self.corrections(cell))
        unsummed = Statement(
            """
            INSERT INTO position_unsummed (series, day, due)
            SELECT DISTINCT series, day, $1 FROM \(cell)
            ON CONFLICT (series, day) DO UPDATE SET due = excluded.due
            """
        )
    }

    /// New keywords get the next ordinals of their series.
    private static func keywords(_ stage: String) -> String {
        """
        WITH wanted AS (
            SELECT DISTINCT m.series, q.query FROM \(stage) s
            JOIN unnest($1, $2) AS m (local, series) ON m.local = s.series
            JOIN position_query q ON q.text = s.query
            WHERE NOT EXISTS (
                SELECT FROM position_keyword k WHERE k.series = m.series AND k.query = q.query)),
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
    }

    /// What holds of each reading, of those that were there and those that came.
    ///
    /// Measured beats failed; then the later one counts, then the greater id, and within one batch
    /// the later row: whatever came first, the same remains.
    private static func cells(_ stage: String, into cell: String) -> String {
        """
        INSERT INTO \(cell) (series, day, ordinal, code, url, depth, at, by, old)
        WITH fresh AS (
            SELECT DISTINCT ON (m.series, s.day, k.ordinal) m.series, s.day, k.ordinal, s.code,
                coalesce(u.url, 0) AS url, s.depth, s.at
            FROM \(stage) s
            JOIN unnest($1, $2, $3) AS m (local, series, site) ON m.local = s.series
            JOIN position_query q ON q.text = s.query
            JOIN position_keyword k ON k.series = m.series AND k.query = q.query
            LEFT JOIN position_url u ON u.site = m.site AND u.address = s.url
            ORDER BY m.series, s.day, k.ordinal, s.code >= 0 DESC, s.at DESC, s.line DESC),
        kept AS (
            SELECT d.series, d.day, c.ordinal::integer, c.code, coalesce(c.url, d.urls[1]) AS url,
                coalesce(c.depth, d.depths[1]) AS depth,
                d.measured_at[coalesce(c.take, d.takes[1])] AS at,
                d.measured_by[coalesce(c.take, d.takes[1])] COLLATE "C" AS by
            FROM unnest($4, $5) AS t (series, day)
            JOIN position_day d ON d.series = t.series AND d.day = date '1970-01-01' + t.day::int
            CROSS JOIN LATERAL unnest(d.positions, d.urls, d.depths, d.takes)
                WITH ORDINALITY AS c (code, url, depth, take, ordinal)
            WHERE c.code > -2)
        SELECT series, day, ordinal,
            CASE WHEN o.wins THEN f.code ELSE k.code END,
            CASE WHEN o.wins THEN f.url ELSE k.url END,
            CASE WHEN o.wins THEN f.depth ELSE k.depth END,
            CASE WHEN o.wins THEN f.at ELSE k.at END,
            CASE WHEN o.wins THEN $6 ELSE k.by END,
            k.code
        FROM fresh f FULL JOIN kept k USING (series, day, ordinal)
        CROSS JOIN LATERAL (SELECT k.code IS NULL OR f.code IS NOT NULL AND
            (f.code >= 0, f.at, $6 COLLATE "C") > (k.code >= 0, k.at, k.by) AS wins) o
        """
    }

    /// Keywords that have no reading on a day whose array reaches beyond them.
    private static func gaps(_ cell: String) -> String {
        """
        INSERT INTO \(cell) (series, day, ordinal, code, url, depth, at, by)
        SELECT g.series, g.day, o.ordinal, -2, 0, 0, '-infinity', ''
        FROM (SELECT series, day, max(ordinal) AS length FROM \(cell)
            GROUP BY series, day HAVING max(ordinal) <> count(*)) g
        CROSS JOIN LATERAL generate_series(1, g.length) AS o (ordinal)
        WHERE NOT EXISTS (SELECT FROM \(cell) c
            WHERE c.series = g.series AND c.day = g.day AND c.ordinal = o.ordinal)
        """
    }

    /// Arrays of readings, an element a keyword; of one element where it holds for all.
    ///
    /// Days all of whose readings are of one event, as usual, need not say of each of which it is.
    private static func days(_ cell: String) -> String {
        """
        \(daysInsert)
        SELECT series, day, $1, array_agg(code ORDER BY ordinal), \(constantArrays), ARRAY[1],
            ARRAY[max(at)], ARRAY[max(by)]
        FROM \(cell) GROUP BY series, day HAVING \(isOfOneEvent)
        ORDER BY series, day
        \(daysConflict)
        """
    }

    private static func mixedDays(_ cell: String) -> String {
        """
        \(daysInsert)
        WITH mixed AS (
            SELECT series, day FROM \(cell) GROUP BY series, day HAVING NOT (\(isOfOneEvent))),
        ranked AS (
            SELECT c.*, CASE WHEN code > -2 THEN
                dense_rank() OVER (PARTITION BY series, day, code > -2 ORDER BY at, by)::integer
                ELSE 0 END AS take
            FROM \(cell) c JOIN mixed USING (series, day))
        SELECT series, day, $1, array_agg(code ORDER BY ordinal), \(constantArrays),
            array_agg(take ORDER BY ordinal),
            array_agg(at ORDER BY take) FILTER (WHERE is_first),
            array_agg(by ORDER BY take) FILTER (WHERE is_first)
        FROM (
            SELECT r.*, take > 0
                AND row_number() OVER (PARTITION BY series, day, take ORDER BY ordinal) = 1
                AS is_first
            FROM ranked r) r
        GROUP BY series, day ORDER BY series, day
        \(daysConflict)
        """
    }

    private static let daysInsert = """
        INSERT INTO position_day AS d
            (series, day, arrived_at, positions, urls, depths, takes, measured_at, measured_by)
        """

    private static let constantArrays = """
        CASE WHEN min(url) FILTER (WHERE code > -2) = max(url) THEN ARRAY[max(url)]
            ELSE array_agg(url ORDER BY ordinal) END,
        CASE WHEN min(depth) FILTER (WHERE code > -2) = max(depth) THEN ARRAY[max(depth)]
            ELSE array_agg(depth ORDER BY ordinal) END
        """

    private static let isOfOneEvent = """
        min(at) FILTER (WHERE code > -2) = max(at) AND min(by) FILTER (WHERE code > -2) = max(by)
        """

    private static let daysConflict = """
        ON CONFLICT (series, day) DO UPDATE SET
            arrived_at = excluded.arrived_at, positions = excluded.positions, urls = excluded.urls,
            depths = excluded.depths, takes = excluded.takes, measured_at = excluded.measured_at,
            measured_by = excluded.measured_by
        WHERE (d.positions, d.urls, d.depths, d.takes, d.measured_at, d.measured_by)
            IS DISTINCT FROM
            (excluded.positions, excluded.urls, excluded.depths, excluded.takes,
                excluded.measured_at, excluded.measured_by)
        """

    /// Readings that were others before; reports that show them are outdated now.
    private static func corrections(_ cell: String) -> String {
        """
        WITH changed AS (
            INSERT INTO position_correction
                (series, day, ordinal, old, new, changed_by, changed_at)
            SELECT series, day, ordinal, old, code, by, $1 FROM \(cell)
            WHERE old IS NOT NULL AND old <> code
            RETURNING series, day),
        touched AS (
            SELECT DISTINCT e.site, c.day FROM changed c
            JOIN position_series e ON e.series = c.series),
        outdated AS (
            UPDATE position_report r SET outdated_at = $1
            WHERE r.outdated_at IS NULL AND EXISTS (
                SELECT FROM touched t
                WHERE t.site = ANY (r.sites) AND t.day BETWEEN r.first_day AND r.day))
        SELECT count(*) FROM changed
        """
    }
}

/// What a load needs of tables that all stages share.
enum LoadStatements {
    /// Holds a stage for this session, if nobody else does.
    static let hold = Statement(
        "SELECT pg_try_advisory_lock(hashtext('baton stage ' || current_schema()), $1::int)"
    )
    static let release = Statement(
        "SELECT pg_advisory_unlock(hashtext('baton stage ' || current_schema()), $1::int)"
    )
    /// What was taken under an id.
    static let batch = Statement("SELECT sha256 FROM position_batch WHERE batch = $1")
    static let months = Statement(
        """
        SELECT ensure_position_months(ARRAY(SELECT date '1970-01-01' + d::int FROM unnest($1) d))
        """
    )

    /// Sites of a client; the later word counts, and their rows are locked in order, so that loads
    /// of one site follow each other.
    static let sites = Statement(
        """
        INSERT INTO position_site AS s (site, client_id, said_at, said_by)
        SELECT g.site, g.client, $3, $4 FROM unnest($1, $2) AS g (site, client) ORDER BY g.site
        ON CONFLICT (site) DO UPDATE SET
            client_id = CASE WHEN (excluded.said_at, excluded.said_by) > (s.said_at, s.said_by)
                THEN excluded.client_id ELSE s.client_id END,
            said_by = CASE WHEN (excluded.said_at, excluded.said_by) > (s.said_at, s.said_by)
                THEN excluded.said_by ELSE s.said_by END,
            said_at = greatest(excluded.said_at, s.said_at)
        """
    )

    static let newSeries = Statement(
        """
        INSERT INTO position_series (site, source, engine, region, device)
        SELECT * FROM unnest($1, $2, $3, $4, $5) ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT (site, source, engine, region, device) DO NOTHING
        """
    )

    /// Their numbers in the order given, and whether each has no keyword yet.
    static let series = Statement(
        """
        SELECT e.series, e.next_ordinal = 1
        FROM unnest($1, $2, $3, $4, $5)
            WITH ORDINALITY AS g (site, source, engine, region, device, number)
        JOIN position_series e USING (site, source, engine, region, device)
        ORDER BY g.number
        """
    )

    static let keep = Statement(
        """
        INSERT INTO position_batch (batch, way, type, sha256, bytes, rows, series, corrections,
            clients, first_day, last_day, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, date '1970-01-01' + $10::int,
            date '1970-01-01' + $11::int, $12)
        """
    )
}
