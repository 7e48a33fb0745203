import Foundation
import Testing

@testable import Bulk

/// Rows as they are read, in a form that can be compared.
struct ReadRow: Equatable {
    var query: String
    var position: PositionRow.Position
    var date = ""
    var url = ""
    var region = ""

    init(
        _ query: String,
        _ position: PositionRow.Position,
        date: String = "",
        url: String = "",
        region: String = ""
    ) {
        self.query = query
        self.position = position
        self.date = date
        self.url = url
        self.region = region
    }

    init(_ row: PositionRow) {
        func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        self.init(
            text(row.query),
            row.position,
            date: text(row.date),
            url: text(row.url),
            region: text(row.region)
        )
    }
}

/// Bytes in pieces of so many.
struct PiecewiseSource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let size: Int

    init(_ bytes: [UInt8], size: Int) {
        rest = bytes[...]
        self.size = size
    }

    mutating func next() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(size) }
        return Array(rest.prefix(size))
    }
}

/// All rows of a file.
func rows(
    _ bytes: [UInt8],
    isPacked: Bool? = nil,
    format: RowFormat? = nil,
    pieces: Int = 7
) throws -> [PositionRow] {
    let file = try PositionFile(
        PiecewiseSource(bytes, size: pieces),
        isPacked: isPacked,
        format: format
    )
    var (rows, row, source) = ([PositionRow](), PositionRow(), file.rows)
    while try source.next(into: &row) { rows.append(row) }
    return rows
}

func rows(_ text: String, columns: String? = nil) throws -> [ReadRow] {
    let format = try columns.map { RowFormat.csv(try ColumnMap($0)) }
    return try rows(Array(text.utf8), format: format).map(ReadRow.init)
}

/// The sentence with which reading fails.
func complaint(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let error as BulkError {
        return error.message
    } catch {
        return "\(error)"
    }
}
