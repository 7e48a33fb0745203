/// Control digits of the numbers by which Russian companies and accounts are known.
///
/// BIC and КПП have none; of them only the form can be checked.
package enum Requisites {
    /// Whether an ИНН of 10 digits (a company) or 12 (a person) has the right control digits.
    ///
    /// Weights and the remainder by 11, then by 10: order of the tax service ММВ-7-6/435@.
    package static func isINN(_ text: String) -> Bool {
        guard let digits = digits(text) else { return false }
        func control(_ weights: [Int]) -> Int {
            zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 } % 11 % 10
        }
        switch digits.count {
        case 10: return control([2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[9]
        case 12:
            return control([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[10]
                && control([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[11]
        default: return false
        }
    }

    /// Whether a text has the form of a КПП: nine signs, the middle two of which may be capital
    /// Latin letters.
    package static func isKPP(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9]{4}[0-9A-Z]{2}[0-9]{3}/) != nil
    }

    /// Whether a text has the form of a Russian BIC: nine digits that begin with 04, or 01 for
    /// the treasury's banks.
    package static func isBIC(_ text: String) -> Bool {
        text.wholeMatch(of: /0[14][0-9]{7}/) != nil
    }

    /// Whether the key of a client's account belongs to the bank with that BIC.
    ///
    /// Weights 7, 1, 3 over the last three digits of the BIC and the account; the last digit of
    /// the sum is 0 (Bank of Russia, 08.09.1997 № 515). A bank whose BIC ends in 000, 001 or 002
    /// is a settlement centre, whose accounts are checked as correspondent ones are.
    package static func isAccount(_ account: String, bic: String) -> Bool {
        guard isBIC(bic) else { return false }
        let isCentre = ["000", "001", "002"].contains(bic.suffix(3))
        return hasKey(account, behind: isCentre ? correspondentPrefix(bic) : String(bic.suffix(3)))
    }

    /// Whether the key of a bank's correspondent account belongs to the BIC.
    ///
    /// The same weights over 0, the fifth and sixth digit of the BIC, and the account.
    package static func isCorrespondentAccount(_ account: String, bic: String) -> Bool {
        isBIC(bic) && hasKey(account, behind: correspondentPrefix(bic))
    }

    private static func correspondentPrefix(_ bic: String) -> String {
        "0" + String(bic.dropFirst(4).prefix(2))
    }

    private static func hasKey(_ account: String, behind prefix: String) -> Bool {
        guard account.utf8.count == 20, let digits = digits(prefix + account) else { return false }
        let weights = [7, 1, 3]
        let sum = digits.enumerated().reduce(0) { sum, digit in
            sum + digit.element * weights[digit.offset % 3] % 10
        }
        return sum % 10 == 0
    }

    private static func digits(_ text: String) -> [Int]? {
        guard !text.isEmpty, text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
        else { return nil }
        return text.utf8.map { Int($0 - UInt8(ascii: "0")) }
    }
}
