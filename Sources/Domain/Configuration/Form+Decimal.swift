package import Foundation

extension Form where Value == Decimal {
    /// A number within a range, ends included, exactly as it is written, with at most so many
    /// digits after the point.
    package static func number(_ range: ClosedRange<Decimal>, places: Int = 6) -> Self {
        let allowed = "a number from \(range.lowerBound) to \(range.upperBound)"
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard let number = node.decimal, range.contains(number),
                    number.rounded(places: places) == number
                else { return spot.misfit(node, allowed) }
                return number
            },
            written: { "\($0)" }
        )
    }
}

extension TOMLNode {
    /// The number that was written, with or without quotes; nil where it is none.
    fileprivate var decimal: Decimal? {
        switch self {
        case .text(let text):
            text.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]{1,12})?/) == nil
                ? nil : Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
        case .integer, .float:
            if case .number(let number) = value { number } else { nil }
        case .flag, .moment, .list, .table: nil
        }
    }
}
