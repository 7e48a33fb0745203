public import Foundation

/// What one query of a pipeline gave back, for the thread of its connection.
public struct QueryResult {
    /// The rows, in the server's order.
    public let rows: RowSequence
    /// Rows inserted, updated, deleted or selected; 0 for other commands.
    public let affected: Int

    init(_ handle: ResultHandle) {
        rows = RowSequence(handle: handle)
        affected = handle.affected
    }
}

/// The rows of a result, read where libpq keeps them.
public struct RowSequence: RandomAccessCollection {
    let handle: ResultHandle

    public var startIndex: Int { 0 }
    public var endIndex: Int { handle.rowCount }

    /// The row at a position, from 0.
    public subscript(position: Int) -> Row {
        precondition(indices.contains(position), "row index out of range")
        return Row(handle: handle, index: position)
    }
}

/// A column by its position from 0, or by its name; `0` and `"id"` both work as literals.
public enum Column: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case index(Int)
    case name(String)

    public init(integerLiteral value: Int) {
        self = .index(value)
    }

    public init(stringLiteral value: String) {
        self = .name(value)
    }
}

/// One row; each accessor throws `unexpectedColumn` when the column is missing, has another type,
/// or is NULL where the accessor is not an optional one.
public struct Row {
    let handle: ResultHandle
    let index: Int

    /// `text`, `varchar`, `char`, `name`, `json` or `jsonb`.
    public func text(_ column: Column) throws(PostgresError) -> String {
        try required(column, .text)
    }

    /// As ``text(_:)``, nil for NULL.
    public func optionalText(_ column: Column) throws(PostgresError) -> String? {
        try optional(column, .text)
    }

    /// `smallint`, `integer` or `bigint`.
    public func int(_ column: Column) throws(PostgresError) -> Int64 {
        try required(column, .int)
    }

    /// As ``int(_:)``, nil for NULL.
    public func optionalInt(_ column: Column) throws(PostgresError) -> Int64? {
        try optional(column, .int)
    }

    /// `real` or `double precision`.
    public func double(_ column: Column) throws(PostgresError) -> Double {
        try required(column, .double)
    }

    /// As ``double(_:)``, nil for NULL.
    public func optionalDouble(_ column: Column) throws(PostgresError) -> Double? {
        try optional(column, .double)
    }

    /// `bigint[]` of one dimension, without NULL.
    public func ints(_ column: Column) throws(PostgresError) -> [Int64] {
        try required(column, .ints)
    }

    /// `integer[]` of one dimension, without NULL.
    public func ints32(_ column: Column) throws(PostgresError) -> [Int32] {
        try required(column, .ints32)
    }

    /// `smallint[]` of one dimension, without NULL.
    public func ints16(_ column: Column) throws(PostgresError) -> [Int16] {
        try required(column, .ints16)
    }

    /// `double precision[]` of one dimension, without NULL; nil for NULL.
    public func optionalDoubles(_ column: Column) throws(PostgresError) -> [Double]? {
        try optional(column, .doubles)
    }

    /// `numeric` of at most 38 significant digits; NaN and infinities are unexpected.
    public func decimal(_ column: Column) throws(PostgresError) -> Decimal {
        try required(column, .decimal)
    }

    /// As ``decimal(_:)``, nil for NULL.
    public func optionalDecimal(_ column: Column) throws(PostgresError) -> Decimal? {
        try optional(column, .decimal)
    }

    /// `boolean`.
    public func bool(_ column: Column) throws(PostgresError) -> Bool {
        try required(column, .bool)
    }

    /// As ``bool(_:)``, nil for NULL.
    public func optionalBool(_ column: Column) throws(PostgresError) -> Bool? {
        try optional(column, .bool)
    }

    /// `bytea`.
    public func bytes(_ column: Column) throws(PostgresError) -> [UInt8] {
        try required(column, .bytes)
    }

    /// As ``bytes(_:)``, nil for NULL.
    public func optionalBytes(_ column: Column) throws(PostgresError) -> [UInt8]? {
        try optional(column, .bytes)
    }

    /// The UTF-8 text of `json` or `jsonb`.
    public func json(_ column: Column) throws(PostgresError) -> [UInt8] {
        try required(column, .json)
    }

    /// As ``json(_:)``, nil for NULL.
    public func optionalJSON(_ column: Column) throws(PostgresError) -> [UInt8]? {
        try optional(column, .json)
    }

    /// `timestamptz`, or `timestamp` read as UTC; infinities are unexpected.
    public func timestamp(_ column: Column) throws(PostgresError) -> Date {
        try required(column, .timestamp)
    }

    /// As ``timestamp(_:)``, nil for NULL.
    public func optionalTimestamp(_ column: Column) throws(PostgresError) -> Date? {
        try optional(column, .timestamp)
    }

    /// `uuid`.
    public func uuid(_ column: Column) throws(PostgresError) -> UUID {
        try required(column, .uuid)
    }

    /// As ``uuid(_:)``, nil for NULL.
    public func optionalUUID(_ column: Column) throws(PostgresError) -> UUID? {
        try optional(column, .uuid)
    }

    private func required<T>(_ column: Column, _ reader: Reader<T>) throws(PostgresError) -> T {
        guard let value = try optional(column, reader) else {
            throw unexpected(column, "is NULL")
        }
        return value
    }

    private func optional<T>(_ column: Column, _ reader: Reader<T>) throws(PostgresError) -> T? {
        let position = try position(of: column)
        let oid = handle.oid(ofColumn: position)
        guard reader.accepts(oid) else {
            throw unexpected(column, "has type \(oid), which is not \(reader.name)")
        }
        let value = unsafe handle.withValue(row: index, column: position) { bytes -> T?? in
            guard let bytes = unsafe bytes else { return .some(nil) }
            return unsafe reader.read(bytes, oid).map(Optional.some)
        }
        guard let value else {
            throw unexpected(column, "holds a value that is not \(reader.name)")
        }
        return value
    }

    private func position(of column: Column) throws(PostgresError) -> Int {
        switch column {
        case .index(let index) where (0..<handle.columnCount).contains(index):
            return index
        case .name(let name):
            guard let index = handle.column(named: name) else { fallthrough }
            return index
        case .index:
            throw unexpected(column, "is missing")
        }
    }

    private func unexpected(_ column: Column, _ what: String) -> PostgresError {
        let name =
            switch column {
            case .index(let index): "\(index)"
            case .name(let name): "\"\(name)\""
            }
        return PostgresError(.unexpectedColumn, "column \(name) \(what)")
    }
}
