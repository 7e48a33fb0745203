public import Foundation

/// A value bound to `$n`, sent in PostgreSQL's binary format under a fixed type.
///
/// `nil` is NULL *of that type*: an untyped NULL would let the first use of a prepared statement
/// choose the type that all later uses must match. Arrays are one-dimensional, for `unnest`.
public enum Parameter: Equatable, Sendable {
    /// `boolean`.
    case bool(Bool?)
    /// `bigint`.
    case int(Int64?)
    /// `double precision`.
    case double(Double?)
    /// `numeric`; NaN is refused with `unstorableNumber`.
    case decimal(Decimal?)
    /// `text`; U+0000 is refused with `unstorableText`.
    case text(String?)
    /// `bytea`.
    case bytes([UInt8]?)
    /// `timestamp with time zone`, rounded to the microsecond.
    case timestamp(Date?)
    /// `uuid`.
    case uuid(UUID?)
    /// `json`, UTF-8, kept by the server as it is; a zero byte is refused with `unstorableText`.
    case json([UInt8]?)
    /// `jsonb`, UTF-8; a zero byte is refused with `unstorableText`.
    case jsonb([UInt8]?)

    /// `boolean[]`.
    case bools([Bool?])
    /// `bigint[]`.
    case ints([Int64?])
    /// `double precision[]`.
    case doubles([Double?])
    /// `numeric[]`.
    case decimals([Decimal?])
    /// `text[]`.
    case texts([String?])
    /// `bytea[]`.
    case bytesArray([[UInt8]?])
    /// `timestamp with time zone[]`.
    case timestamps([Date?])
    /// `uuid[]`.
    case uuids([UUID?])
    /// `json[]`.
    case jsons([[UInt8]?])
    /// `jsonb[]`.
    case jsonbs([[UInt8]?])
}

/// Type identifiers of PostgreSQL's catalogue; these never change between versions.
enum OID {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let json: UInt32 = 114
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184
    static let numeric: UInt32 = 1700
    static let uuid: UInt32 = 2950
    static let jsonb: UInt32 = 3802

    static let jsonArray: UInt32 = 199
    static let boolArray: UInt32 = 1000
    static let byteaArray: UInt32 = 1001
    static let int2Array: UInt32 = 1005
    static let int4Array: UInt32 = 1007
    static let textArray: UInt32 = 1009
    static let int8Array: UInt32 = 1016
    static let float8Array: UInt32 = 1022
    static let timestamptzArray: UInt32 = 1185
    static let numericArray: UInt32 = 1231
    static let uuidArray: UInt32 = 2951
    static let jsonbArray: UInt32 = 3807
}
