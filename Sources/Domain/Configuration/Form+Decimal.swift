package import Foundation

extension Form where Value == Decimal {
    /// A number within a range, ends included, exactly as it is written, with at most this many
    /// digits after the point.
    package static func number(_ range: ClosedRange<Decimal>, places: Int = 6) -> Self {
        number(range, places: places) { $0.number }
    }

    /// The same, in quotes or without.
    package static func quotableNumber(_ range: ClosedRange<Decimal>, places: Int = 6) -> Self {
        number(range, places: places) { $0.number ?? $0.quotedNumber }
    }

    private static func number(
        _ range: ClosedRange<Decimal>,
        places: Int,
        _ decimal: @escaping (TOMLNode) -> Decimal?
    ) -> Self {
        let allowed = "a number from \(range.lowerBound) to \(range.upperBound)"
        return Self(
            allowed: allowed,
            scalar: .number,
            read: { node, spot in
                guard let number = decimal(node), range.contains(number),
                    number.rounded(places: places) == number
                else { return spot.misfit(node, allowed) }
                return number
            },
            written: { "\($0)" }
        )
    }
}

extension TOMLNode {
    fileprivate var number: Decimal? {
        switch self {
        case .integer, .float:
            if case .number(let number) = value { number } else { nil }
        case .text, .flag, .moment, .list, .table: nil
        }
    }

    fileprivate var quotedNumber: Decimal? {
        guard case .text(let text) = self,
            text.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]{1,12})?/) != nil
        else { return nil }
        return Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    }
}
