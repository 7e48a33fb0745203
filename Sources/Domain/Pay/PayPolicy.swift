import Foundation

/// What a marketer is paid for; section `[pay]`.
package struct PayPolicy: ProcessPolicy {
    package static let section = "pay"
    package static let doc = "The marketer's pay, in the report."
    package static let presence = SectionPresence.withoutSwitch
    package static let isCommented = false

    package var perAccepted: Money
    package var perTarget: Money
    /// For each month in which the marketer got a lead.
    package var fixed: Money

    package init(_ section: SectionReader = .nothing) {
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
        let monthly = section.value("fixed", .amount, default: 0, "for each month")
        let currency = section.value("currency", .currency, default: "RUB", "of all three")
        perAccepted = Money(accepted, currency)
        perTarget = Money(target, currency)
        fixed = Money(monthly, currency)
    }

    /// The rate of an outcome; nil where nothing is paid for it.
    func rate(of outcome: QualificationClose.Outcome) -> Money? {
        switch outcome {
        case .acceptedBySales: perAccepted
        case .targetLead: perTarget
        case .junk, .leadClosed, .leadDeleted: nil
        }
    }
}

extension Policies {
    /// Nil where Baton does not count the marketers' pay.
    package var pay: PayPolicy? {
        get { self[PayPolicy.self] }
        set { self[PayPolicy.self] = newValue }
    }
}
