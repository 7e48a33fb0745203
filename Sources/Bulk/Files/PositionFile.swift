/// Bytes as rows: unpacked where they are gzip, read by their form.
struct PositionFile {
    let rows: AnyRowSource

    /// - Parameters:
    ///   - isPacked: Whether they are gzip; nil looks at the first bytes.
    ///   - format: Their form; nil looks at the first character.
    init(
        _ source: some ByteSource,
        isPacked: Bool?,
        format: RowFormat?
    ) throws(BulkError) {
        var head = PeekedSource(source)
        let looksPacked = Gzip.isPacked(try head.peek())
        if isPacked == true, !looksPacked {
            throw BulkError(.badInput, "the bytes are said to be gzip, and are not")
        }
        var plain = PeekedSource(
            looksPacked && isPacked != false ? GzipSource(head) as any ByteSource : head
        )
        let form: RowFormat
        if let format { form = format } else { form = try Self.format(try plain.peek()) }
        let lines = LineReader(plain)
        switch form {
        case .ndjson: rows = AnyRowSource(NDJSONRows(lines))
        case .csv(let map): rows = AnyRowSource(try CSVRows(lines, map))
        }
    }

    /// An object begins with a brace, a table with its headings.
    private static func format(_ head: [UInt8]) throws(BulkError) -> RowFormat {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = head.starts(with: mark) ? head.dropFirst(3) : head[...]
        guard let first = text.first(where: { $0 > 0x20 }) else {
            throw BulkError(.badInput, "there are no rows")
        }
        return first == UInt8(ascii: "{") ? .ndjson : .csv(.contract)
    }
}

/// Bytes whose first piece was looked at.
struct PeekedSource: ByteSource {
    private var source: any ByteSource
    private var first: [UInt8]?
    private var isPeeked = false

    init(_ source: any ByteSource) {
        self.source = source
    }

    /// The first piece, which is given out later all the same; empty where there is nothing.
    mutating func peek() throws(BulkError) -> [UInt8] {
        if !isPeeked {
            first = try source.next()
            // One byte alone does not show what it begins.
            while let some = first, some.count < 4, let more = try source.next() {
                first = some + more
            }
            isPeeked = true
        }
        return first ?? []
    }

    mutating func next() throws(BulkError) -> [UInt8]? {
        if let piece = first {
            first = nil
            return piece
        }
        return try source.next()
    }
}

/// Rows of whatever form.
struct AnyRowSource: RowSource {
    private var rows: any RowSource

    init(_ rows: some RowSource) {
        self.rows = rows
    }

    var place: String { rows.place }

    mutating func next(into row: inout PositionRow) throws(BulkError) -> Bool {
        try rows.next(into: &row)
    }
}
