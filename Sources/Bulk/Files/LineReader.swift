/// Cuts bytes into lines, with memory for one line and one piece.
struct LineReader {
    /// Longer lines are refused.
    static let lineBytesMax = 64 << 10

    private var source: any ByteSource
    private var piece: [UInt8] = []
    private var position = 0
    /// The beginning of a line whose end is in a later piece.
    private var rest: [UInt8] = []
    /// Lines given out so far, which is the number of the last one.
    private(set) var number = 0
    private var isAtStart = true

    init(_ source: some ByteSource) {
        self.source = source
    }

    /// The next line without its end and without a byte order mark; nil when there is none.
    mutating func next() throws(BulkError) -> ArraySlice<UInt8>? {
        while true {
            if let end = piece[position...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = try line(upTo: end)
                position = end + 1
                return line
            }
            rest += piece[position...]
            try check(rest.count)
            guard let more = try source.next() else { return try last() }
            (piece, position) = (more, 0)
        }
    }

    private mutating func last() throws(BulkError) -> ArraySlice<UInt8>? {
        (piece, position) = ([], 0)
        guard !rest.isEmpty else { return nil }
        defer { rest = [] }
        number += 1
        return trimmed(rest[...])
    }

    private mutating func line(upTo end: Int) throws(BulkError) -> ArraySlice<UInt8> {
        number += 1
        guard !rest.isEmpty else {
            try check(end - position)
            return trimmed(piece[position..<end])
        }
        rest += piece[position..<end]
        try check(rest.count)
        defer { rest = [] }
        return trimmed(rest[...])
    }

    private mutating func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        if isAtStart {
            isAtStart = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        }
        return line
    }

    private func check(_ count: Int) throws(BulkError) {
        guard count <= Self.lineBytesMax else {
            throw BulkError(
                .tooLarge,
                "line \(number + 1) has more than \(Self.lineBytesMax) bytes"
            )
        }
    }
}
