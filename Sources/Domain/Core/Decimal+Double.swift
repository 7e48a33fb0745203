package import Foundation

extension Decimal {
    /// The binary fraction nearest to it: the one that is written with the same digits.
    ///
    /// `NSDecimalNumber` divides by powers of ten and ends a step beside it: 60.91 becomes
    /// 60.910000000000004, which readers of a report would see.
    package var nearestDouble: Double { Double("\(self)") ?? .nan }
}
