package import Foundation

/// Amounts on a grid, such as prices that are whole multiples of 500.
extension Decimal {
    /// The highest multiple of the step that is not above the number.
    ///
    /// - Parameter step: Positive; anything else leaves the number as it is.
    package func down(toStep step: Decimal) -> Decimal {
        guard step > 0 else { return self }
        // The count was rounded, so the multiple may lie above the number.
        let near = divided(by: step, places: 0) * step
        return near > self ? near - step : near
    }

    /// The lowest multiple of the step that is not below the number.
    package func up(toStep step: Decimal) -> Decimal {
        let below = down(toStep: step)
        return below == self ? self : below + step
    }

    /// The nearest multiple of the step, halves upwards.
    package func halfUp(toStep step: Decimal) -> Decimal {
        guard step > 0 else { return self }
        let below = down(toStep: step)
        return (self - below) * 2 >= step ? below + step : below
    }

    /// A share in percent with two places, halves away from zero: 0.11 → 11.00.
    package var percent: Decimal { (self * 100).rounded(places: 2) }
}
