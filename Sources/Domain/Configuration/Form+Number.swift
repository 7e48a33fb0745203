package import Foundation

extension Form where Value == Int {
    /// A whole number within a range, ends included.
    package static func integer(_ range: ClosedRange<Int>) -> Self {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Self(
            allowed: allowed,
            scalar: .integer,
            read: { node, spot in
                if case .integer(let number) = node, range.contains(number) { return number }
                return spot.misfit(node, allowed)
            },
            written: { "\($0)" }
        )
    }
}

extension Form where Value == Bool {
    /// `true` or `false`.
    package static var flag: Self {
        Self(
            allowed: "true or false",
            scalar: .flag,
            read: { node, spot in
                if case .flag(let flag) = node { return flag }
                return spot.misfit(node, "true or false, without quotes")
            },
            written: { "\($0)" }
        )
    }
}

extension Form where Value == Decimal {
    /// An amount of money, not negative; text, because binary fractions can't hold it.
    package static var amount: Form<Decimal> {
        let allowed = "an amount in quotes, such as \"300.00\""
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                switch node {
                case .text(let text) where text.wholeMatch(of: /[0-9]{1,12}(\.[0-9]{1,4})?/) != nil:
                    Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
                case .integer(let number) where (0...999_999_999_999).contains(number):
                    Decimal(number)
                default: spot.misfit(node, allowed)
                }
            },
            written: { TOMLNode.quoted(Money.text($0)) }
        )
    }
}
