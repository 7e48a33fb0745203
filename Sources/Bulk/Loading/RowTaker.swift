package import Domain
import Foundation

/// Checks rows and puts them into the form in which they are staged.
struct RowTaker {
    /// More series in one batch are a mistake in the file.
    static let seriesMax = 10_000
    /// More series and days in one batch would have to be held in memory.
    static let daysMax = 200_000
    /// Longest query, and longest address, in bytes; both lie in indexes.
    static let queryBytesMax = 1000
    static let urlBytesMax = 2000
    /// Nobody looks deeper.
    static let depthMax = 1000

    /// What is wrong with a row.
    struct Fault: Error {
        let field: String
        let message: String
    }

    private let terms: LoadTerms
    private let at: Int64
    private var known: [[UInt8]: Int32] = [:]
    private var lastKey: [UInt8] = []
    private var lastSeries: Int32 = 0
    private var lastDate: (text: [UInt8], day: Int) = ([], 0)
    private var lastTime: (text: [UInt8], at: Int64) = ([], 0)

    /// The series, by their numbers within the batch.
    private(set) var series: [PositionSeriesKey] = []
    /// Whose the sites are.
    private(set) var clients: [String: String] = [:]
    /// Series and days that have rows, each as one number.
    private(set) var touched: Set<Int64> = []
    private var lastTouched: Int64 = -1
    /// How many rows were taken.
    private(set) var rows = 0

    /// - Parameter at: When rows that don't say so were measured.
    init(_ terms: LoadTerms, at: Date) {
        self.terms = terms
        self.at = Self.microseconds(at)
    }

    /// The row as it is staged, or what is wrong with it.
    mutating func take(_ row: PositionRow) throws(Fault) -> StageBuffer.Row {
        guard rows < Int32.max else { throw Fault(field: "query", message: "too many rows") }
        let series = try series(of: row)
        let day = try day(row.date)
        let depth = try depth(row)
        let staged = StageBuffer.Row(
            line: Int32(rows),
            series: series,
            day: day,
            query: try query(row.query),
            url: try url(row.url),
            code: try code(row, depth),
            depth: Int16(depth),
            at: try time(row.time)
        )
        try touch(series, day)
        rows += 1
        return staged
    }

    private mutating func touch(_ series: Int32, _ day: Int) throws(Fault) {
        let pair = Int64(series) << 32 | Int64(day)
        guard pair != lastTouched else { return }
        lastTouched = pair
        touched.insert(pair)
        guard touched.count <= Self.daysMax else {
            let what = "more than \(Self.daysMax) series and days; send them in several batches"
            throw Fault(field: "date", message: what)
        }
    }

    // MARK: - Series

    private mutating func series(of row: PositionRow) throws(Fault) -> Int32 {
        var key: [UInt8] = []
        key.reserveCapacity(96)
        for part in [row.site, row.client, row.engine, row.region, row.device, row.source] {
            key.append(contentsOf: part)
            key.append(0)
        }
        if key == lastKey { return lastSeries }
        let number: Int32
        if let found = known[key] { number = found } else { number = try add(row, key) }
        (lastKey, lastSeries) = (key, number)
        return number
    }

    private mutating func add(
        _ row: PositionRow,
        _ key: [UInt8]
    ) throws(Fault) -> Int32 {
        let site = try identifier(row.site, "site_id")
        let client = try identifier(row.client, "client_id")
        guard clients[site, default: client] == client else {
            let what = "site \(site) is of both \(clients[site] ?? "") and \(client)"
            throw Fault(field: "client_id", message: what)
        }
        let added = PositionSeriesKey(
            site: site,
            source: try optional(row.source, "source"),
            engine: try identifier(row.engine, "engine"),
            region: try optional(row.region, "region"),
            device: try optional(row.device, "device")
        )
        guard series.count < Self.seriesMax else {
            let what = "more than \(Self.seriesMax) series; send them in several batches"
            throw Fault(field: "site_id", message: what)
        }
        clients[site] = client
        let number = series.firstIndex(of: added) ?? series.count
        if number == series.count { series.append(added) }
        known[key] = Int32(number)
        return Int32(number)
    }

    private func optional(
        _ bytes: ArraySlice<UInt8>,
        _ field: String
    ) throws(Fault) -> String? {
        bytes.isEmpty ? nil : try identifier(bytes, field)
    }

    private func identifier(
        _ bytes: ArraySlice<UInt8>,
        _ field: String
    ) throws(Fault) -> String {
        guard !bytes.isEmpty else { throw Fault(field: field, message: "is missing") }
        guard let text = String(validating: bytes, as: UTF8.self), ClientID.isValid(text) else {
            let what = "must be text of 1 to \(Limits.identifierBytesMax) bytes without control "
            throw Fault(field: field, message: what + "characters")
        }
        return text
    }

    // MARK: - Values

    /// Days since 1970-01-01.
    private mutating func day(_ text: ArraySlice<UInt8>) throws(Fault) -> Int {
        if lastDate.text.elementsEqual(text), !text.isEmpty { return lastDate.day }
        guard !text.isEmpty else { throw Fault(field: "date", message: "is missing") }
        let date = CalendarDay(String(decoding: text, as: UTF8.self))
        guard let date, date >= LoadTerms.firstDay, date <= terms.lastDay else {
            let range = "\(LoadTerms.firstDay.text) to \(terms.lastDay.text)"
            throw Fault(field: "date", message: "must be a day from \(range), such as 2026-09-15")
        }
        lastDate = (Array(text), date.ordinal)
        return date.ordinal
    }

    /// Microseconds since 2000-01-01.
    private mutating func time(_ text: ArraySlice<UInt8>) throws(Fault) -> Int64 {
        guard !text.isEmpty else { return at }
        if lastTime.text.elementsEqual(text) { return lastTime.at }
        guard let date = Timestamp.date(String(decoding: text, as: UTF8.self)) else {
            let what = "must be a time with offset, such as 2026-09-15T10:00:00+03:00"
            throw Fault(field: "time", message: what)
        }
        lastTime = (Array(text), Self.microseconds(date))
        return lastTime.at
    }

    private static func microseconds(_ date: Date) -> Int64 {
        Int64(((date.timeIntervalSince1970 - 946_684_800) * 1_000_000).rounded())
    }

    private func query(_ text: ArraySlice<UInt8>) throws(Fault) -> ArraySlice<UInt8> {
        guard let query = QueryText.normalized(text), !query.contains(0) else {
            throw Fault(field: "query", message: "must be text in UTF-8")
        }
        guard !query.isEmpty, query.count <= Self.queryBytesMax else {
            let what = "must be text of 1 to \(Self.queryBytesMax) bytes"
            throw Fault(field: "query", message: what)
        }
        return query
    }

    private func url(_ text: ArraySlice<UInt8>) throws(Fault) -> ArraySlice<UInt8> {
        guard text.count <= Self.urlBytesMax, text.allSatisfy({ $0 > 0x20 || $0 == 0x20 }) else {
            let what = "must have at most \(Self.urlBytesMax) bytes and no control characters"
            throw Fault(field: "url", message: what)
        }
        let isPlain = text.allSatisfy { $0 < 0x80 }
        guard isPlain || String(validating: text, as: UTF8.self) != nil else {
            throw Fault(field: "url", message: "must be text in UTF-8")
        }
        return text
    }

    private func depth(_ row: PositionRow) throws(Fault) -> Int {
        let depth = row.depth ?? terms.depth
        guard (1...Self.depthMax).contains(depth) else {
            throw Fault(field: "depth", message: "must be from 1 to \(Self.depthMax)")
        }
        return depth
    }

    /// A failed measurement is one whatever else is said.
    private func code(_ row: PositionRow, _ depth: Int) throws(Fault) -> Int16 {
        guard row.isMeasured else { return PositionReading.notMeasured.code }
        switch row.position {
        case .none: return PositionReading.notFound.code
        case .place(let place) where (1...depth).contains(place): return Int16(place)
        case .place(let place):
            let what = "must be from 1 to the depth \(depth), or null where not found; is \(place)"
            throw Fault(field: "position", message: what)
        case .wrong(let text):
            let what = "must be a whole number or null, is \(text.prefix(40))"
            throw Fault(field: "position", message: what)
        case .missing:
            throw Fault(field: "position", message: "is missing; not found is null")
        }
    }
}

/// By which rules rows are taken.
package struct LoadTerms: Equatable, Sendable {
    /// No older day is taken for one.
    static let firstDay = CalendarDay(year: 2000, month: 1, day: 1)

    /// The depth of rows that name none.
    package let depth: Int
    /// Days after it have not come yet.
    package let lastDay: CalendarDay

    package init(depth: Int, lastDay: CalendarDay) {
        self.depth = depth
        self.lastDay = lastDay
    }
}
