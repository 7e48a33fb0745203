import Domain

/// Values without quotes: numbers, flags, dates.
extension TOMLParser {
    mutating func bareValue() throws(TOMLFault) -> TOMLNode {
        let start = position
        while let byte = current, byte.isOfBareValue { advance() }
        // A date may be followed by a time behind a space.
        if text(from: start).count == 10, isAt(" "), TOMLMoment.isDate(text(from: start)) {
            var ahead = self
            ahead.advance()
            if ahead.current?.isDigit == true {
                while let byte = ahead.current, byte.isOfBareValue { ahead.advance() }
                self = ahead
            }
        }
        let written = text(from: start)
        if written.isEmpty, !(current.map { $0 >= 0x80 } ?? false) {
            throw fault("after = there must be a value, not \(found)")
        }
        guard let node = try node(written) else { throw fault("text must stand in \"quotes\"") }
        return node
    }

    private func node(_ written: ArraySlice<UInt8>) throws(TOMLFault) -> TOMLNode? {
        let text = String(decoding: written, as: UTF8.self)
        switch text {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        guard written.first?.isDigit == true || text.hasPrefix("+") || text.hasPrefix("-") else {
            return nil
        }
        if let number = TOMLNumber(written) {
            switch number {
            case .whole(let number): return .integer(number)
            case .fraction(let number): return .float(number)
            case .tooLarge: throw fault("the number \(text.prefix(40)) is too large")
            }
        }
        guard TOMLMoment.isMoment(written) else {
            throw fault(
                "\(text.prefix(40)) is neither a number nor a date; text must stand in \"quotes\""
            )
        }
        return .moment
    }
}

extension UInt8 {
    fileprivate var isOfBareValue: Bool {
        isBareKey || self == .dot || self == UInt8(ascii: "+") || self == UInt8(ascii: ":")
    }
}

/// A number as TOML writes it.
enum TOMLNumber: Equatable {
    case whole(Int)
    case fraction(Double)
    case tooLarge

    /// Nil where the text is no number.
    init?(_ written: ArraySlice<UInt8>) {
        var rest = written
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if rest.count > 2, rest.first == UInt8(ascii: "0"), rest.count == written.count,
            let radix = Self.radices[rest[rest.startIndex + 1]]
        {
            guard let digits = Self.digits(rest.dropFirst(2), { $0.isHexDigit }),
                digits.allSatisfy({ $0.hexDigitValue.map { $0 < radix } ?? false })
            else { return nil }
            self = Int(digits, radix: radix).map(Self.whole) ?? .tooLarge
            return
        }
        let sign = isNegative ? "-" : ""
        if let digits = Self.decimal(rest) {
            self = Int(sign + digits).map(Self.whole) ?? .tooLarge
            return
        }
        guard let text = Self.fraction(rest), let number = Double(sign + text) else { return nil }
        self = number.isFinite ? .fraction(number) : .tooLarge
    }

    private static let radices: [UInt8: Int] = [
        UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2,
    ]

    /// Digits without their underscores, each of which stands between two digits; nil for others.
    private static func digits(
        _ bytes: ArraySlice<UInt8>,
        _ isDigit: (UInt8) -> Bool = { $0.isDigit }
    ) -> String? {
        let parts = bytes.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        return String(decoding: parts.joined(), as: UTF8.self)
    }

    /// Digits of which the first is no zero, unless it is the only one.
    private static func decimal(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count == 1 || bytes.first != UInt8(ascii: "0") else { return nil }
        return digits(bytes)
    }

    private static func fraction(_ bytes: ArraySlice<UInt8>) -> String? {
        let exponentAt = bytes.firstIndex { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
        let mantissa = bytes[..<(exponentAt ?? bytes.endIndex)]
        let pointAt = mantissa.firstIndex(of: .dot)
        guard exponentAt != nil || pointAt != nil,
            let whole = decimal(mantissa[..<(pointAt ?? mantissa.endIndex)])
        else { return nil }
        var text = whole
        if let pointAt {
            guard let places = digits(mantissa[(pointAt + 1)...]) else { return nil }
            text += "." + places
        }
        guard let exponentAt else { return text }
        var exponent = bytes[(exponentAt + 1)...]
        let isNegative = exponent.first == UInt8(ascii: "-")
        if isNegative || exponent.first == UInt8(ascii: "+") { exponent = exponent.dropFirst() }
        return digits(exponent).map { text + "e" + (isNegative ? "-" : "") + $0 }
    }
}

/// Whether a text is a date or a time of RFC 3339, as TOML has them.
enum TOMLMoment {
    static func isMoment(_ bytes: ArraySlice<UInt8>) -> Bool {
        if isTime(bytes) || isDate(bytes) { return true }
        let (date, rest) = (bytes.prefix(10), bytes.dropFirst(10))
        guard isDate(date), let separator = rest.first,
            [UInt8(ascii: "T"), UInt8(ascii: "t"), .space].contains(separator)
        else { return false }
        let time = rest.dropFirst()
        if let last = time.last, last == UInt8(ascii: "Z") || last == UInt8(ascii: "z") {
            return isTime(time.dropLast())
        }
        let offset = time.suffix(6)
        if let sign = offset.first, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(sign) {
            return offset.count == 6 && isClock(offset.dropFirst()) && isTime(time.dropLast(6))
        }
        return isTime(time)
    }

    /// `2026-09-30`, a day that there is.
    static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count == 10 && CalendarDay(String(decoding: bytes, as: UTF8.self)) != nil
    }

    /// `07:32:00` and maybe a fraction.
    private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
        let (clock, rest) = (bytes.prefix(5), bytes.dropFirst(5))
        guard isClock(clock), rest.first == UInt8(ascii: ":"),
            number(rest.dropFirst().prefix(2)).map({ $0 <= 60 }) == true
        else { return false }
        let fraction = rest.dropFirst(3)
        return fraction.isEmpty
            || (fraction.first == .dot && fraction.count > 1
                && fraction.dropFirst().allSatisfy(\.isDigit))
    }

    /// `07:32`.
    private static func isClock(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count == 5, bytes[bytes.startIndex + 2] == UInt8(ascii: ":"),
            let hour = number(bytes.prefix(2)), let minute = number(bytes.suffix(2))
        else { return false }
        return hour < 24 && minute < 60
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.count == 2 && bytes.allSatisfy(\.isDigit)
            ? Int(String(decoding: bytes, as: UTF8.self)) : nil
    }
}
