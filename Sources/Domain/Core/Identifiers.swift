/// The identifier of something that lives in another system: text, chosen there, opaque here.
///
/// Decoding refuses what no store or broker could carry as a key: blank text, control characters
/// and more than `Limits.identifierBytesMax` bytes of UTF-8.
package protocol Identifier: RawRepresentable<String>, Codable, Hashable, Comparable, Sendable,
    CustomStringConvertible, ExpressibleByStringLiteral, JSONWritable
{
    /// Wraps text that is known to be a valid identifier.
    init(trusted text: String)
}

extension Identifier {
    /// The identifier, or nil where the text can't be one.
    package init?(rawValue: String) {
        guard Self.isValid(rawValue) else { return nil }
        self.init(trusted: rawValue)
    }

    /// Reads an identifier; text that can't be one is an error that says what can.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let identifier = Self(rawValue: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "must be text of 1 to \(Limits.identifierBytesMax) bytes "
                    + "without control characters"
            )
        }
        self = identifier
    }

    /// An identifier written in the source, as tests and defaults do.
    package init(stringLiteral text: String) {
        self.init(trusted: text)
    }

    /// The bare text.
    package var description: String { rawValue }

    /// Equal where the bytes are, as in the store: two texts that only look the same are two ids.
    package static func == (left: Self, right: Self) -> Bool {
        left.rawValue.isSame(bytes: right.rawValue)
    }

    /// Orders by text, byte for byte, so that ties break the same way on every machine.
    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    /// Whether the text can be an identifier.
    package static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= Limits.identifierBytesMax,
            bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { return false }
        // Nearly every identifier begins with a letter or digit; only Unicode knows of the others.
        let isPlain = bytes.first.map { (0x21...0x7E).contains($0) } ?? false
        return isPlain || !text.allSatisfy(\.isWhitespace)
    }
}

extension String {
    /// Whether both are the same bytes of UTF-8.
    ///
    /// To `==` one letter composed and decomposed is the same; to PostgreSQL, to the broker and to
    /// every other system it is not. Texts that compare so hash alike too.
    package func isSame(bytes other: String) -> Bool {
        // Nearly every text is one piece of memory; the general way goes from index to index.
        let isSame = utf8.withContiguousStorageIfAvailable { bytes in
            other.utf8.withContiguousStorageIfAvailable { bytes.elementsEqual($0) }
        }
        return isSame.flatMap(\.self) ?? utf8.elementsEqual(other.utf8)
    }
}

/// A lead of the CRM.
package struct LeadID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A person of the company.
package struct PersonID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A telephone call, as the exchange names it.
package struct CallID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A client of the company.
package struct ClientID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A deal of the CRM.
package struct DealID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A request that Baton answers once, as the asker names it.
package struct RequestID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A market of clients, such as `auto`.
package struct MarketID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A department of the company.
package struct DepartmentID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A command that Baton published.
package struct CommandID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// An item of the qualification process, chosen by Baton.
///
/// Written `Q<round>-<lead id>`, so that the lead's id can be read off it whatever it contains.
package struct QualificationItemID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }

    /// The item of the given round (1, 2, …) of a lead.
    package init(lead: LeadID, round: Int) {
        self.init(trusted: "Q\(round)-\(lead.rawValue)")
    }

    /// The lead whose item this is; nil where the text is not of Baton's making.
    package var leadID: LeadID? {
        let parts = rawValue.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let round = parts.first, round.hasPrefix("Q"),
            Int(round.dropFirst()) != nil
        else { return nil }
        return LeadID(rawValue: String(parts[1]))
    }
}
