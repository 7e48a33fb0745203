/// What a marketer is paid for; section `[pay]`.
package struct PayPolicy: Equatable, Sendable {
    package let perAccepted: Money
    package let perTarget: Money
    /// For each month in which the marketer got a lead.
    package let fixed: Money

    package init(perAccepted: Money, perTarget: Money, fixed: Money) {
        self.perAccepted = perAccepted
        self.perTarget = perTarget
        self.fixed = fixed
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
