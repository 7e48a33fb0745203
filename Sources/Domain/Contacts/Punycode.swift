/// Domains of other alphabets in their ASCII spelling: RFC 3492, as IDNA uses it.
enum Punycode {
    /// The domain with every label in its own alphabet; what can't be decoded stays as it is.
    static func decoded(domain: String) -> String {
        guard domain.contains(prefix) else { return domain }
        return domain.split(separator: ".", omittingEmptySubsequences: false)
            .map { decoded(label: $0) ?? String($0) }
            .joined(separator: ".")
    }

    /// The text that a label such as `xn--e1afmkfd` stands for; nil where it stands for none.
    private static func decoded(label: Substring) -> String? {
        guard label.hasPrefix(prefix), label.utf8.count <= labelBytesMax else { return nil }
        let code = label.dropFirst(prefix.utf8.count)
        let basic = code.lastIndex(of: "-").map { code[..<$0] } ?? ""
        let deltas = basic.isEmpty ? code : code.dropFirst(basic.utf8.count + 1)
        var scalars = Array(basic.unicodeScalars)
        var state = DecoderState()
        var rest = Array(deltas.utf8)[...]
        while !rest.isEmpty {
            guard let delta = state.takeDelta(&rest),
                let (scalar, place) = state.insertion(after: delta, into: scalars.count)
            else { return nil }
            scalars.insert(scalar, at: place)
        }
        return scalars.isEmpty ? nil : String(String.UnicodeScalarView(scalars))
    }

    private static let prefix = "xn--"
    /// DNS allows no more.
    private static let labelBytesMax = 63
}

/// How far the decoding of a label has come; the numbers are those of RFC 3492, section 5.
private struct DecoderState {
    private var bias = 72
    private var codePoint = 128
    private var position = 0
    private var isFirst = true

    private static let base = 36
    private static let thresholds = 1...26
    private static let skew = 38
    private static let damp = 700
    /// Beyond every code point at every place of a label.
    private static let deltaMax = 0x11_0000 * 64

    /// One number of variable length; nil where its digits are none.
    mutating func takeDelta(_ digits: inout ArraySlice<UInt8>) -> Int? {
        var (delta, weight, step) = (0, 1, Self.base)
        while let byte = digits.popFirst() {
            guard let digit = Self.digit(byte) else { return nil }
            delta += digit * weight
            guard delta <= Self.deltaMax else { return nil }
            let bounds = Self.thresholds
            let threshold = min(max(step - bias, bounds.lowerBound), bounds.upperBound)
            if digit < threshold { return delta }
            weight *= Self.base - threshold
            guard weight <= Self.deltaMax else { return nil }
            step += Self.base
        }
        return nil
    }

    /// Which character comes next, and where.
    mutating func insertion(after delta: Int, into count: Int) -> (Unicode.Scalar, Int)? {
        let total = position + delta
        let length = count + 1
        codePoint += total / length
        position = total % length
        guard let scalar = Unicode.Scalar(UInt32(min(codePoint, 0x11_0000))) else { return nil }
        adapt(delta, length)
        defer { position += 1 }
        return (scalar, position)
    }

    private mutating func adapt(_ delta: Int, _ length: Int) {
        var delta = isFirst ? delta / Self.damp : delta / 2
        isFirst = false
        delta += delta / length
        var step = 0
        while delta > (Self.base - Self.thresholds.lowerBound) * Self.thresholds.upperBound / 2 {
            delta /= Self.base - Self.thresholds.lowerBound
            step += Self.base
        }
        bias = step + (Self.base - Self.thresholds.lowerBound + 1) * delta / (delta + Self.skew)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
        default: nil
        }
    }
}
