package import Foundation

/// An amount of money, decimal throughout.
///
/// Written `{"amount": "150000.00", "currency": "RUB"}`; a JSON number is read as decimal text.
package struct Money: Codable, Hashable, Sendable {
    package let amount: Decimal
    /// ISO 4217, three capital letters.
    package let currency: String

    package init(_ amount: Decimal, _ currency: String) {
        self.amount = amount
        self.currency = currency
    }

    private enum CodingKeys: String, CodingKey { case amount, currency }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let currency = try container.decode(String.self, forKey: .currency)
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .currency,
                in: container,
                debugDescription: "must be three capital letters, such as RUB"
            )
        }
        self.init(try Self.amount(in: container), currency)
    }

    private static func amount(
        in container: KeyedDecodingContainer<CodingKeys>
    ) throws -> Decimal {
        // The bounds of the text hold for a number too: it is kept as text, and read as text again.
        let text =
            switch try container.decode(Value.self, forKey: .amount) {
            case .text(let text): text
            case .number(let number): "\(number)"
            case .null, .bool, .list, .object:
                "\(try container.decode(Decimal.self, forKey: .amount))"
            }
        guard let amount = Decimal(plain: text, wholeDigitsMax: 20) else {
            throw DecodingError.dataCorruptedError(
                forKey: .amount,
                in: container,
                debugDescription: "must be a decimal number, such as \"150000.00\""
            )
        }
        return amount
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.text(amount), forKey: .amount)
        try container.encode(currency, forKey: .currency)
    }

    /// The amount with at least two digits after the point: `150000.00`.
    package static func text(_ amount: Decimal) -> String {
        let text = "\(amount)"
        guard let point = text.firstIndex(of: ".") else { return text + ".00" }
        let digits = text.distance(from: point, to: text.endIndex) - 1
        return digits < 2 ? text + "0" : text
    }
}
