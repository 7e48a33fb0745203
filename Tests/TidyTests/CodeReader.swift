/// Finds what of a Swift file is code: comments and literals become blanks, newlines stay.
struct CodeReader {
    private var bytes: [UInt8]
    private var place = 0
    private let keepsLiterals: Bool
    private var literals = 0

    /// The bytes with everything that is not code blanked.
    ///
    /// - Parameter keepsLiterals: Whether literals stay, so that comments alone are blanked.
    static func blanked(_ bytes: [UInt8], keepsLiterals: Bool = false) -> [UInt8] {
        var reader = CodeReader(bytes: bytes, keepsLiterals: keepsLiterals)
        reader.readCode()
        return reader.bytes
    }

    private init(bytes: [UInt8], keepsLiterals: Bool) {
        self.bytes = bytes
        self.keepsLiterals = keepsLiterals
    }

    private mutating func readCode() {
        while place < bytes.count {
            let byte = bytes[place]
            if byte >= UInt8(ascii: "a") || byte <= UInt8(ascii: " ") {
                place += 1  // most of all code: no sign that begins anything
            } else if looks("//") {
                blankLine()
            } else if looks("/*") {
                blankBlock()
            } else if looks("`") {
                blankName()
            } else if let hashes = hashesOfLiteral() {
                blankLiteral(hashes: hashes)
            } else {
                place += 1
            }
        }
    }

    private func looks(_ sign: StaticString, at offset: Int = 0) -> Bool {
        let start = place + offset
        guard start + sign.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<sign.utf8CodeUnitCount where bytes[start + index] != sign.utf8Start[index]
        {
            return false
        }
        return true
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where place < bytes.count {
            let isKept = keepsLiterals && literals > 0
            if !isKept, bytes[place] != UInt8(ascii: "\n") { bytes[place] = UInt8(ascii: " ") }
            place += 1
        }
    }

    private mutating func blankLine() {
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { blank(1) }
    }

    private mutating func blankBlock() {
        var depth = 0
        repeat {
            if looks("/*") {
                depth += 1
                blank(2)
            } else if looks("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && place < bytes.count
    }

    /// A raw name may hold anything: a word takes its place.
    private mutating func blankName() {
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "`") {
            bytes[place] = UInt8(ascii: "_")
            place += 1
        }
        place += 1
    }

    /// The number of `#` before the quotation mark, where a literal begins.
    private func hashesOfLiteral() -> Int? {
        var hashes = 0
        while looks("#", at: hashes) { hashes += 1 }
        return looks("\"", at: hashes) ? hashes : nil
    }

    private mutating func blankLiteral(hashes: Int) {
        literals += 1
        defer { literals -= 1 }
        blank(hashes)
        let isLong = looks("\"\"\"")
        blank(isLong ? 3 : 1)
        while place < bytes.count {
            if looks("\\"), followedByHashes(hashes) {
                blank(1 + hashes)
                if looks("(") { blankInterpolation() } else { blank(1) }
            } else if isLong ? looks("\"\"\"") : looks("\""),
                followedByHashes(hashes, after: isLong ? 3 : 1)
            {
                blank((isLong ? 3 : 1) + hashes)
                return
            } else if !isLong, looks("\n") {
                return
            } else {
                blank(1)
            }
        }
    }

    private func followedByHashes(_ hashes: Int, after offset: Int = 1) -> Bool {
        (0..<hashes).allSatisfy { looks("#", at: offset + $0) }
    }

    private mutating func blankInterpolation() {
        var depth = 0
        repeat {
            if let hashes = hashesOfLiteral() {
                blankLiteral(hashes: hashes)
            } else {
                if looks("(") { depth += 1 }
                if looks(")") { depth -= 1 }
                blank(1)
            }
        } while depth > 0 && place < bytes.count
    }
}
