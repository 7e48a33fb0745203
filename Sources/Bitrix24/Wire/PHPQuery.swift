import AdapterKit
import Domain

/// Parameters in the form in which PHP reads nested ones: `fields[title]=…&select[0]=*`.
///
/// The calls of a batch are written so.
enum PHPQuery {
    static func text(_ parameters: [String: Value]) -> String {
        var pairs: [String] = []
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            append(value, at: encoded(name), to: &pairs)
        }
        return pairs.joined(separator: "&")
    }

    private static func append(_ value: Value, at name: String, to pairs: inout [String]) {
        switch value {
        case .null: pairs.append("\(name)=")
        case .bool(let flag): pairs.append("\(name)=\(flag ? "Y" : "N")")
        case .number(let number): pairs.append("\(name)=\(encoded("\(number)"))")
        case .text(let text): pairs.append("\(name)=\(encoded(text))")
        case .list(let values):
            for (index, value) in values.enumerated() {
                append(value, at: "\(name)%5B\(index)%5D", to: &pairs)
            }
        case .object(let members):
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                append(value, at: "\(name)%5B\(encoded(key))%5D", to: &pairs)
            }
        }
    }

    /// Everything but letters, digits and `-._~` as bytes of UTF-8: also `$result[…]`, which a
    /// batch would otherwise replace.
    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
