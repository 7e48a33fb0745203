/// Rows in the binary form that COPY reads.
struct StageBuffer {
    /// Around this many bytes go to the database at once.
    static let bytesMax = 4 << 20
    /// Days from 1970-01-01 to PostgreSQL's own first day, 2000-01-01.
    static let epochDays = 10_957

    /// Signature, flags, length of the extension: PostgreSQL's manual, "COPY, Binary Format".
    private static let head: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)

    private var bytes = Self.head
    private(set) var rows = 0

    init() {
        bytes.reserveCapacity(Self.bytesMax + 4096)
    }

    var isFull: Bool { bytes.count >= Self.bytesMax }

    /// One row of `position_stage_…`.
    struct Row {
        let line: Int32
        let series: Int32
        /// Days since 1970-01-01.
        let day: Int
        let query: ArraySlice<UInt8>
        let url: ArraySlice<UInt8>
        let code: Int16
        let depth: Int16
        /// Microseconds since 2000-01-01.
        let at: Int64
    }

    mutating func append(_ row: Row) {
        put(Int16(8))
        put(field: row.line)
        put(field: row.series)
        put(field: Int32(clamping: row.day - Self.epochDays))
        put(field: row.query)
        if row.url.isEmpty { put(Int32(-1)) } else { put(field: row.url) }
        put(field: row.code)
        put(field: row.depth)
        put(field: row.at)
        rows += 1
    }

    /// Everything with its end, and an empty buffer.
    mutating func take() -> [UInt8] {
        put(Int16(-1))
        defer {
            bytes.removeAll(keepingCapacity: true)
            bytes += Self.head
            rows = 0
        }
        return bytes
    }

    private mutating func put(field number: some FixedWidthInteger) {
        put(Int32(number.bitWidth / 8))
        put(number)
    }

    private mutating func put(field text: ArraySlice<UInt8>) {
        put(Int32(clamping: text.count))
        bytes.append(contentsOf: text)
    }

    private mutating func put(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
