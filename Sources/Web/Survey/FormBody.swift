import Domain
import Foundation

/// The fields of a form that a browser posted: `application/x-www-form-urlencoded`.
struct FormBody {
    private let fields: [String: String]

    /// Nil where the bytes are no such form.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var fields: [String: String] = [:]
        for pair in text.parts(at: "&") where !pair.isEmpty {
            let parts = pair.parts(at: "=", atMost: 2)
            guard let name = Self.plain(parts[0]),
                let value = Self.plain(parts.count == 2 ? parts[1] : "")
            else { return nil }
            if fields[name] == nil { fields[name] = value }
        }
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] }

    private static func plain(_ text: Substring) -> String? {
        text.replacing { $0 == "+" ? " " : nil }.removingPercentEncoding
    }
}
