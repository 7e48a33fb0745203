package import Foundation

/// What rules remember of a subject: what they wait for.
package struct RuleWaits: ProcessState {
    package var waits: [Wait]
    /// Counts the armings of the one timer.
    @Counted package var armings: Int

    /// A rule that fires later, if its conditions still hold.
    package struct Wait: Codable, Equatable, Sendable {
        package let rule: String
        package let due: Date
        package let occasion: RuleOccasion
    }

    package init() {
        waits = []
        armings = 0
    }

    /// When the first of them ends.
    package var due: Date? { waits.map(\.due).min() }
}
