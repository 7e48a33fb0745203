import Domain
import Foundation

extension Flaw {
    /// An event of a type that nobody reads; names those that were probably meant.
    static func unknownType(_ type: String, _ known: some Collection<String>) -> Flaw {
        let area = type.prefix { $0 != "." }
        let near = known.filter { $0.prefix { $0 != "." } == area }
        let list = (near.isEmpty ? Array(known) : near).sorted().joined(separator: ", ")
        return Flaw(
            .unknownType,
            field: "type",
            "type: \"\(type.prefix(100))\" is not an event that Baton reads; it reads "
                + (near.isEmpty ? list : "of \(area): \(list)")
        )
    }

    /// What a decoder found wrong, with the path of the field.
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(.missingField, context.codingPath + [key], "is missing")
        case .valueNotFound(_, let context):
            self.init(.missingField, context.codingPath, "is null, but something is needed")
        case .typeMismatch(let type, let context):
            self.init(.wrongType, context.codingPath, "must be \(Self.name(of: type))")
        case .dataCorrupted(let context):
            self.init(.invalidValue, context.codingPath, context.debugDescription)
        @unknown default:
            self.init(.notJSON, "the message can't be read: \(error)")
        }
    }

    /// A number that its field can't hold, with the path if only one field has it.
    init(_ unusable: UnusableNumber, in json: [UInt8]) {
        let paths = JSONText.paths(of: unusable.number, in: json)
        let path = paths.count == 1 ? paths[0].prefixed(200) : nil
        let number = unusable.number.prefixed(40)
        self.init(
            .invalidValue,
            field: path,
            "\(path ?? "the message"): the number \(number) can't be used here: "
                + "it is not whole, too large or too small"
        )
    }

    /// A sentence that begins with the path of the field, or with the whole where there is none.
    private init(_ code: Code, _ keys: [any CodingKey], _ complaint: String) {
        let path = Self.path(keys)
        self.init(
            code,
            field: path.isEmpty ? nil : path,
            "\(path.isEmpty ? "the message" : path): \(complaint)".prefixed(400)
        )
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }.prefixed(200)
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Bool.Type: "true or false"
        case is any FixedWidthInteger.Type: "a whole number"
        case is Decimal.Type, is any BinaryFloatingPoint.Type: "a number"
        case is [String: Any].Type: "an object"
        case is [Any].Type: "a list"
        default: "of another type"
        }
    }
}

/// A number that its field can't hold: of these alone Foundation does not say where they stand.
struct UnusableNumber: Error {
    let number: String

    /// Nil where the error is another one.
    init?(_ error: any Error) {
        let parts = String(describing: error)
            .split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("numberIsNotRepresentable") else { return nil }
        number = String(parts[1])
    }
}

extension String {
    /// The text, cut where it grows beyond what an error needs.
    fileprivate func prefixed(_ count: Int) -> String {
        self.count > count ? prefix(count) + "…" : self
    }
}
