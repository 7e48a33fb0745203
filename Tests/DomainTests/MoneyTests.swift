import Domain
import Foundation
import Testing

@Suite struct `An amount of money` {
    private func read(_ amount: String) throws -> Money {
        let json = Data(#"{"amount":\#(amount),"currency":"RUB"}"#.utf8)
        return try JSONDecoder().decode(Money.self, from: json)
    }

    @Test(arguments: [
        "\"150000.00\"", "0", "-1.5", "12.3456789012", "99999999999999999999", "\"0.0000000001\"",
    ])
    func `is read again as it was written`(amount: String) throws {
        let money = try read(amount)
        let written = try JSONEncoder().encode(money)
        #expect(try JSONDecoder().decode(Money.self, from: written) == money)
    }

    /// A number was taken whatever its size and written as a text that was too long to be read:
    /// the row of its client could not be read any more, and the lane stood still.
    @Test(arguments: ["1e30", "1e-30", "-1e25", "0.00000000001", "\"1e3\"", "\"\"", "null", "true"])
    func `is refused where it could not be read again`(amount: String) {
        #expect(throws: DecodingError.self) { try read(amount) }
    }
}
