/// The text format of Prometheus, version 0.0.4.
enum Exposition {
    /// A metric's or a label's name: everything that is not allowed becomes `_`.
    static func name(_ label: String) -> String {
        let name = String(
            label.unicodeScalars.map { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || isDigit(scalar))
                    ? Character(scalar) : "_"
            }
        )
        return name.unicodeScalars.first.map(isDigit) == true ? "_" + name : name
    }

    /// A number as the format writes it.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    /// Help text, which ends at the line's end.
    static func help(_ text: String) -> String {
        escaped(text, also: [])
    }

    /// The value of a label, without its quotes.
    static func labelValue(_ text: String) -> String {
        escaped(text, also: ["\""])
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }

    /// By scalar, as `\r\n` is one character.
    private static func escaped(_ text: String, also quoted: Set<Unicode.Scalar>) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                escaped += "\\n"
            } else {
                if scalar == "\\" || quoted.contains(scalar) { escaped += "\\" }
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// The name and labels of one line.
struct Series {
    let name: String
    /// As they stand between the braces; empty where there are none.
    let labels: String

    func with(suffix: String, label: String? = nil, _ value: String = "") -> Series {
        let added = label.map { "\($0)=\"\(value)\"" } ?? ""
        let comma = added.isEmpty || labels.isEmpty ? "" : ","
        return Series(name: name + suffix, labels: labels + comma + added)
    }

    func write(_ value: String, into text: inout String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }
}
