/// A value of a header or an argument: every type of RabbitMQ's field tables.
public indirect enum AMQPValue: Equatable, Codable, Sendable {
    case bool(Bool)
    case int8(Int8)
    case uint8(UInt8)
    case int16(Int16)
    case uint16(UInt16)
    case int32(Int32)
    case uint32(UInt32)
    case int64(Int64)
    /// Other clients do not know this type; prefer `int64`.
    case uint64(UInt64)
    case float(Float)
    case double(Double)
    /// `value` with the decimal point moved `scale` places to the left.
    case decimal(scale: UInt8, value: UInt32)
    case string(String)
    /// Raw bytes, and also text on the wire that is not UTF-8.
    case bytes([UInt8])
    /// Whole seconds since 1970 UTC.
    case timestamp(UInt64)
    case table([String: AMQPValue])
    case array([AMQPValue])
    case void

    /// Tables and arrays nested deeper than this become `.void` on arrival and are refused on
    /// departure.
    public static let depthMax = 32

    /// The text of a string value.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The whole number of any integer type that `Int64` can hold.
    public var integer: Int64? {
        switch self {
        case .int8(let number): Int64(number)
        case .uint8(let number): Int64(number)
        case .int16(let number): Int64(number)
        case .uint16(let number): Int64(number)
        case .int32(let number): Int64(number)
        case .uint32(let number): Int64(number)
        case .int64(let number): number
        case .uint64(let number): Int64(exactly: number)
        case .bool, .float, .double, .decimal, .string, .bytes, .timestamp, .table, .array, .void:
            nil
        }
    }
}

extension AMQPValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    /// Creates a string value.
    public init(stringLiteral text: String) { self = .string(text) }

    /// Creates a boolean value.
    public init(booleanLiteral flag: Bool) { self = .bool(flag) }
}

extension AMQPValue: ExpressibleByIntegerLiteral {
    /// Creates a 64-bit integer, the type RabbitMQ's own clients use for arguments.
    public init(integerLiteral number: Int64) { self = .int64(number) }
}
