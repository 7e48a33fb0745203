import Domain
import Foundation

/// Positions of sites as a simulation has seen them: beside the lane, as the daemon keeps them.
///
/// Reports on positions themselves are not made here; what stands of them in documents is.
struct SimulatedPositions {
    private var series: [PositionSeriesKey: Series] = [:]
    private let terms: @Sendable (Date) -> PositionTerms

    /// One series, with the queries in the order in which they were seen first.
    fileprivate struct Series {
        var client: String
        var queries: [String: Int] = [:]
        var keywords: [PositionKeyword] = []
        var days: [CalendarDay: Day] = [:]
    }

    /// Readings of one day, by the queries' ordinals.
    fileprivate struct Day {
        var codes: [Int: Int16] = [:]
        var depth = 100
        var arrivedAt: Date
        var isClosed = false
    }

    init(_ policy: PositionsPolicy?) {
        let policy = policy ?? PositionsPolicy()
        terms = { now in
            PositionTerms(
                curve: policy.curve,
                coverageMin: policy.coverageMin,
                settleAfter: policy.settleAfter,
                alertAfter: policy.alertAfter,
                now: now
            )
        }
    }

    /// Types of what it takes.
    static let types = Set(Registry.readsInBulk.keys)

    /// Takes a message that is read beside the lanes.
    ///
    /// - Throws: Where it can't be read, which field is wrong.
    mutating func take(_ line: Script.Line) throws(Flaw) {
        switch line.type {
        case PositionsObserved.type:
            observe(try Self.data(line, PositionsObserved.self), line.time)
        case KeywordsUpserted.type: know(try Self.data(line, KeywordsUpserted.self), line.time)
        case PositionsClosed.type: close(try Self.data(line, PositionsClosed.self))
        default: return
        }
    }

    private static func data<M: Message>(_ line: Script.Line, _ type: M.Type) throws(Flaw) -> M {
        let body = try JSONReader.decode(Envelope<M>.self, from: line.body).data
        if let flaw = body.flaw { throw flaw }
        return body
    }

    private struct Envelope<M: Message>: Decodable {
        let data: M
    }

    // MARK: - What is kept

    private mutating func observe(_ news: PositionsObserved, _ now: Date) {
        guard let date = CalendarDay(news.date) else { return }
        let key = PositionSeriesKey(
            site: news.siteID.rawValue,
            source: news.source,
            engine: news.engine.rawValue,
            region: news.region?.rawValue,
            device: news.device
        )
        var series = series[key] ?? Series(client: news.clientID.rawValue)
        var day = series.days[date] ?? Day(arrivedAt: now)
        day.arrivedAt = now
        day.depth = news.depth ?? day.depth
        for row in news.rows {
            let reading: PositionReading =
                row.measured == false
                ? .notMeasured : row.position.map(PositionReading.place) ?? .notFound
            day.codes[series.ordinal(of: row.query)] = reading.code
        }
        series.days[date] = day
        self.series[key] = series
    }

    private mutating func know(_ news: KeywordsUpserted, _ now: Date) {
        let today = CalendarDay(ordinal: Int(now.timeIntervalSince1970 / 86_400))
        for key in series.keys where key.site == news.siteID.rawValue {
            if let engine = news.engine?.rawValue, engine != key.engine { continue }
            if let region = news.region?.rawValue, region != key.region { continue }
            if let device = news.device, device != key.device { continue }
            for row in news.rows { series[key]?.know(row, today) }
        }
    }

    private mutating func close(_ news: PositionsClosed) {
        guard let date = CalendarDay(news.date) else { return }
        let key = PositionSeriesKey(
            site: news.siteID.rawValue,
            source: news.source,
            engine: news.engine.rawValue,
            region: news.region?.rawValue,
            device: news.device
        )
        series[key]?.days[date]?.isClosed = true
    }

    // MARK: - What is said of it

    /// What a set of documents says of a client's sites.
    func figures(
        of client: String,
        _ period: (from: CalendarDay, to: CalendarDay),
        at now: Date
    ) -> [CollectedFigures.Positions] {
        let own = series.filter { $0.value.client == client }.keys
            .sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
        return own.compactMap { key -> PositionSeriesReport? in
            series[key].flatMap { series in
                PositionSeriesReport(
                    series.history(of: key, upTo: period.to),
                    at: period.to,
                    from: period.from,
                    terms(now)
                )
            }
        }.filter { period.from <= $0.figures.date }.map(\.collected)
    }
}

extension SimulatedPositions {
    fileprivate static func order(_ key: PositionSeriesKey) -> [String] {
        [key.site, key.engine, key.region ?? "", key.device ?? "", key.source]
    }
}

extension SimulatedPositions.Series {
    /// The place of a query, a new one where it was not known.
    fileprivate mutating func ordinal(of query: String) -> Int {
        if let known = queries[query] { return known }
        queries[query] = keywords.count
        keywords.append(PositionKeyword(query))
        return keywords.count - 1
    }

    fileprivate mutating func know(_ row: KeywordRow, _ today: CalendarDay) {
        let ordinal = ordinal(of: row.query)
        let isActive = row.active ?? true
        keywords[ordinal].frequency = row.frequency
        keywords[ordinal].targetURL = row.targetURL
        keywords[ordinal].group = row.group
        keywords[ordinal].trackedFrom = keywords[ordinal].trackedFrom ?? (isActive ? today : nil)
        keywords[ordinal].trackedTo = isActive ? nil : today
    }

    fileprivate func history(
        of key: PositionSeriesKey,
        upTo last: CalendarDay
    ) -> PositionHistory {
        PositionHistory(
            key: key,
            clientID: client,
            keywords: keywords,
            days: days.filter { $0.key <= last }.sorted { $0.key < $1.key }.map { date, day in
                PositionDay(
                    date,
                    codes: keywords.indices.map {
                        day.codes[$0] ?? PositionReading.notTracked.code
                    },
                    depths: [Int16(clamping: day.depth)],
                    isClosed: day.isClosed,
                    arrivedAt: day.arrivedAt
                )
            }
        )
    }
}
