import CQREncode

/// The dark and light squares of a QR code.
struct QRMatrix {
    /// How many squares a side has.
    let side: Int
    private let dark: [Bool]

    /// How many light squares a reader wants around a code.
    static let margin = 4

    /// Nil where a text is empty, holds NUL, or is too long for a code.
    init?(_ payload: String) {
        let bytes = Array(payload.utf8)
        guard !bytes.isEmpty, !bytes.contains(0), let size = Int32(exactly: bytes.count),
            // Version 0 is the smallest that holds the text; M bears 15 % of dirt, as banks ask.
            let code = QRcode_encodeData(size, bytes, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        dark = UnsafeBufferPointer(start: code.pointee.data, count: side * side).map {
            $0 & 1 == 1
        }
    }

    /// Dark squares beside each other.
    struct Run {
        let x: Int
        let y: Int
        let length: Int
    }

    /// All dark squares, row by row.
    var runs: [Run] {
        (0..<side).flatMap { row in
            let squares = dark[(row * side)..<((row + 1) * side)]
            var found: [Run] = []
            var start: Int?
            for (column, isDark) in squares.enumerated() {
                if isDark, start == nil { start = column }
                if !isDark, let first = start {
                    found.append(Run(x: first, y: row, length: column - first))
                    start = nil
                }
            }
            if let first = start { found.append(Run(x: first, y: row, length: side - first)) }
            return found
        }
    }
}
