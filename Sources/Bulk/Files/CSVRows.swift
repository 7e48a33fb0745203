import Domain

/// Rows out of a table with headings: commas, semicolons or tabs, quotes as RFC 4180 has them.
struct CSVRows: RowSource {
    /// More columns are no table of positions.
    static let columnsMax = 512

    private var lines: LineReader
    private let map: ColumnMap
    private let separator: UInt8
    private let columns: [ColumnMap.Field: Int]
    /// Columns that hold the positions of a day.
    private let days: [(column: Int, date: ArraySlice<UInt8>)]
    private let defaults: [ColumnMap.Field: ArraySlice<UInt8>]
    /// The record at hand, and how many of its days were given out.
    private var fields: [ArraySlice<UInt8>] = []
    private var nextDay: Int

    init(_ lines: LineReader, _ map: ColumnMap) throws(BulkError) {
        var lines = lines
        guard let head = try lines.next() else {
            throw BulkError(.badInput, "the file is empty; a table begins with its headings")
        }
        separator = Self.separator(of: head)
        var record = head
        let fields = try Self.fields(of: &record, separator, &lines)
        let headings = fields.map { String(decoding: $0, as: UTF8.self) }
        self.map = map
        columns = Self.columns(headings, map)
        let isLong = columns[.position] != nil
        days = map.hasDayColumns && !isLong ? Self.days(headings) : []
        defaults = map.defaults.mapValues { ArraySlice(Array($0.utf8)) }
        self.lines = lines
        nextDay = days.count
        try Self.check(columns, days.isEmpty, headings)
    }

    var place: String { "line \(lines.number)" }

    mutating func next(into row: inout PositionRow) throws(BulkError) -> Bool {
        while true {
            if days.isEmpty || nextDay == days.count {
                guard try readRecord() else { return false }
                nextDay = 0
            }
            row = PositionRow()
            try fill(&row)
            guard !days.isEmpty else {
                row.position = try position(field(.position))
                // Services leave the field empty where nobody has looked; the contract does not.
                guard row.position != .missing || map == .contract else { continue }
                return true
            }
            let day = days[nextDay]
            nextDay += 1
            // An empty cell means that nobody has looked.
            guard let text = field(day.column), !text.isEmpty else { continue }
            row.date = day.date
            row.position = try position(text)
            return true
        }
    }

    // MARK: - Records

    private mutating func readRecord() throws(BulkError) -> Bool {
        while var line = try lines.next() {
            guard !line.isEmpty else { continue }
            fields = try Self.fields(of: &line, separator, &lines)
            return true
        }
        return false
    }

    private func field(_ column: Int) -> ArraySlice<UInt8>? {
        column < fields.count ? fields[column] : nil
    }

    private func field(_ field: ColumnMap.Field) -> ArraySlice<UInt8> {
        let given = columns[field].flatMap { self.field($0) } ?? []
        return given.isEmpty ? defaults[field] ?? [] : given
    }

    private func fill(_ row: inout PositionRow) throws(BulkError) {
        row.site = field(.site)
        row.client = field(.client)
        row.engine = field(.engine)
        row.region = field(.region)
        row.device = field(.device)
        row.source = field(.source)
        row.query = field(.query)
        row.url = field(.url)
        row.time = field(.time)
        row.date = Self.isoDate(field(.date))
        row.depth = try depth(String(decoding: field(.depth), as: UTF8.self))
        row.isMeasured = try isMeasured(String(decoding: field(.measured), as: UTF8.self))
    }

    // MARK: - Values

    private func depth(_ text: String) throws(BulkError) -> Int? {
        guard !text.isEmpty else { return nil }
        guard let depth = Int(text) else {
            throw BulkError(
                .badInput,
                "\(place): depth: must be a whole number, is \(text.prefix(40))"
            )
        }
        return depth
    }

    private func isMeasured(_ text: String) throws(BulkError) -> Bool {
        switch text.lowercased() {
        case "", "true", "1", "yes", "да": return true
        case "false", "0", "no", "нет": return false
        default:
            throw BulkError(
                .badInput,
                "\(place): measured: must be true or false, is \(text.prefix(40))"
            )
        }
    }

    private func position(
        _ field: ArraySlice<UInt8>
    ) throws(BulkError) -> PositionRow.Position {
        let text = String(decoding: field, as: UTF8.self)
        switch text.lowercased() {
        case "": return .missing
        case "--", "-", "—", "–", "null", "нет": return .none
        case _ where text.hasPrefix(">"): return .none
        case "0" where map.isZeroNotFound: return .none
        default: break
        }
        if let place = Int(text) { return .place(place) }
        let average = Double(text.replacing { $0 == "," ? "." : nil })
        guard map.areAverages, let average, average.isFinite, average < 10_000 else {
            return .wrong(text)
        }
        return .place(Int(average.rounded()))
    }

    /// A day as files write it, `2026-09-15` or `15.09.2026`, as the contract does.
    static func isoDate(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let dot = UInt8(ascii: ".")
        let parts = text.prefix(10).split(separator: dot, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [2, 2, 4] else {
            // A time of day behind the date says nothing here.
            return text.count > 10 ? text.prefix(10) : text
        }
        let dash = [UInt8(ascii: "-")]
        return ArraySlice(parts[2] + dash + parts[1] + dash + parts[0])
    }

    // MARK: - Headings

    private static func columns(
        _ headings: [String],
        _ map: ColumnMap
    ) -> [ColumnMap.Field: Int] {
        let names = headings.map { $0.lowercased() }
        let found = ColumnMap.Field.allCases.compactMap { field -> (ColumnMap.Field, Int)? in
            let named = (map.names[field] ?? []).lazy.compactMap { names.firstIndex(of: $0) }.first
            let begun = map.beginnings[field].flatMap { beginning in
                names.firstIndex { $0.hasPrefix(beginning) }
            }
            return (named ?? begun).map { (field, $0) }
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    private static func days(
        _ headings: [String]
    ) -> [(column: Int, date: ArraySlice<UInt8>)] {
        headings.enumerated().compactMap { column, heading in
            let date = isoDate(ArraySlice(Array(heading.utf8)))
            let isDay = CalendarDay(String(decoding: date, as: UTF8.self)) != nil
            return isDay ? (column, date) : nil
        }
    }

    private static func check(
        _ columns: [ColumnMap.Field: Int],
        _ hasNoDays: Bool,
        _ headings: [String]
    ) throws(BulkError) {
        let given = headings.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
        guard columns[.query] != nil else {
            throw BulkError(.badInput, "no column is the query; there are \(given)")
        }
        guard columns[.position] != nil || !hasNoDays else {
            throw BulkError(.badInput, "no column holds positions; there are \(given)")
        }
    }

    // MARK: - Cutting

    private static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
        let candidates = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ",")]
        var counts = [Int](repeating: 0, count: candidates.count)
        var isQuoted = false
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }

    /// The fields of a record; a quoted one may go on in the next line.
    private static func fields(
        of line: inout ArraySlice<UInt8>,
        _ separator: UInt8,
        _ lines: inout LineReader
    ) throws(BulkError) -> [ArraySlice<UInt8>] {
        let quote = UInt8(ascii: "\"")
        while !line.count(where: { $0 == quote }).isMultiple(of: 2) {
            guard let more = try lines.next() else {
                throw BulkError(.cutOff, "the file breaks off within quotes")
            }
            line = ArraySlice(line + [UInt8(ascii: "\n")] + more)
            guard line.count <= LineReader.lineBytesMax else {
                throw BulkError(.tooLarge, "line \(lines.number): quotes that nobody closes")
            }
        }
        var fields: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        var isQuoted = false
        for index in line.indices {
            if line[index] == quote { isQuoted.toggle() }
            guard line[index] == separator, !isQuoted else { continue }
            fields.append(plain(line[start..<index]))
            start = index + 1
            guard fields.count < columnsMax else {
                throw BulkError(
                    .tooLarge,
                    "line \(lines.number) has more than \(columnsMax) columns"
                )
            }
        }
        fields.append(plain(line[start...]))
        return fields
    }

    private static func plain(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let quote = UInt8(ascii: "\"")
        var field = field.drop { $0 == 0x20 }
        while field.last == 0x20 { field.removeLast() }
        guard field.count >= 2, field.first == quote, field.last == quote else { return field }
        field = field.dropFirst().dropLast()
        guard field.contains(quote) else { return field }
        var text: [UInt8] = []
        var isSecond = false
        for byte in field {
            if byte == quote, !isSecond {
                isSecond = true
                continue
            }
            isSecond = false
            text.append(byte)
        }
        return ArraySlice(text)
    }
}
