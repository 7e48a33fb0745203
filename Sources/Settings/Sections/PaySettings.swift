package import Domain
import Foundation

/// The marketer's pay as the report shows it; section `[pay]`.
package struct PaySettings: Equatable, Sendable {
    /// For each lead that sales accepted; default 300.00.
    package let ratePerAccepted: Money
    /// For each target lead; default 500.00.
    package let ratePerTarget: Money
    /// For each month; default 0.00.
    package let fixed: Money

    init(_ section: SectionReader) {
        let accepted = section.value(
            "rate_per_accepted",
            .amount,
            default: 300,
            "for each lead that sales accepted"
        )
        let target = section.value(
            "rate_per_target",
            .amount,
            default: 500,
            "for each target lead"
        )
        let fixed = section.value("fixed", .amount, default: 0, "for each month")
        let currency = section.value("currency", .currency, default: "RUB", "of all three")
        ratePerAccepted = Money(accepted, currency)
        ratePerTarget = Money(target, currency)
        self.fixed = Money(fixed, currency)
    }
}
