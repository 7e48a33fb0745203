/// A chain of people that rules may start.
package struct RuleChainPolicy: Equatable, Sendable {
    /// By which rules name it.
    package let name: String
    /// Who is asked, in order; a role means everybody with it.
    package let steps: [Assignee]
    /// How long each has.
    package let timeout: Duration
    package let countsWorkingTime: Bool
    /// Further rounds after the first.
    package let repeats: Int
    /// Who gets it when nobody reacted.
    package let final: Assignee

    package init(
        name: String,
        steps: [Assignee],
        timeout: Duration = .seconds(900),
        countsWorkingTime: Bool = false,
        repeats: Int = 0,
        final: Assignee
    ) {
        self.name = name
        self.steps = steps
        self.timeout = timeout
        self.countsWorkingTime = countsWorkingTime
        self.repeats = repeats
        self.final = final
    }
}
