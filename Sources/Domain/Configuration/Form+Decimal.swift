package import Foundation

extension Form where Value == Decimal {
    /// A number within a range, ends included, with so many digits after the point at most.
    ///
    /// A number without quotes is read as the text that it is written with: what stands in the file
    /// is what counts, not the nearest binary fraction.
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
    /// The number, written with or without quotes.
    fileprivate var decimal: Decimal? {
        let plain = Locale(identifier: "en_US_POSIX")
        return switch self {
        case .integer(let number): Decimal(number)
        case .float(let number): Decimal(string: "\(number)", locale: plain)
        case .text(let text) where text.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]{1,10})?/) != nil:
            Decimal(string: text, locale: plain)
        case .text, .flag, .moment, .list, .table: nil
        }
    }
}
