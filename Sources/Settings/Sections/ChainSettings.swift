package import Domain

/// A chain of people that rules may start; section `[[chains]]`.
package struct ChainSettings: Equatable, Sendable {
    /// By which rules name it.
    package let name: String
    /// Who is told, in order; a role means everybody with it, by id.
    package let steps: [Assignee]
    /// How long each has to react; default 15 min.
    package let stepTimeout: Duration
    /// Whether only working time counts; default false.
    package let isWorkingTime: Bool
    /// Further rounds after the first; default 0.
    package let repeats: Int
    /// Who gets it when nobody reacted.
    package let final: Assignee

    init?(_ section: SectionReader, people: [Person]) {
        let name = section.required(
            "name",
            .text,
            sample: "\"new-partner\"",
            "by which rules start and stop it"
        )
        let steps = section.required(
            "steps",
            Form.assignee.list(atLeast: 1),
            sample: "[\"person:petrova\", \"role:sales_head\"]",
            "who is told, in order"
        )
        stepTimeout = section.value(
            "step_timeout",
            .duration,
            default: .seconds(900),
            "so long each has to react"
        )
        isWorkingTime = section.value(
            "working_time",
            .flag,
            default: false,
            "whether only [calendar] time counts"
        )
        repeats = section.value("repeat", .integer(0...100), default: 0, "rounds after the first")
        let final = FinalSection.assignee(section)
        let known = RulePeople(known: people)
        for (index, step) in (steps ?? []).enumerated() {
            guard let problem = known.problem(of: step) else { continue }
            section.reading.report(section.path / "steps" / index, .file, problem)
        }
        if let problem = final.flatMap(known.problem) {
            section.reading.report(section.path / "final" / "assign", .file, problem)
        }
        guard let name, let steps, let final else { return nil }
        (self.name, self.steps, self.final) = (name, steps, final)
    }
}
