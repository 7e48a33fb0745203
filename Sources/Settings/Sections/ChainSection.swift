import Domain

extension RuleChainPolicy {
    /// Reads one of `[[chains]]`.
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
        let timeout = section.value(
            "step_timeout",
            .duration,
            default: .seconds(900),
            "so long each has to react"
        )
        let countsWorkingTime = section.value(
            "working_time",
            .flag,
            default: false,
            "whether only [calendar] time counts"
        )
        let repeats = section.value(
            "repeat",
            .integer(0...100),
            default: 0,
            "rounds after the first"
        )
        let final = section.finalAssignee()
        let known = RulePeople(known: people)
        for (index, step) in (steps ?? []).enumerated() {
            guard let problem = known.problem(of: step) else { continue }
            section.reading.report(section.path / "steps" / index, .file, problem)
        }
        if let problem = final.flatMap(known.problem) {
            section.reading.report(section.path / "final" / "assign", .file, problem)
        }
        guard let name, let steps, let final else { return nil }
        self.init(
            name: name,
            steps: steps,
            timeout: timeout,
            countsWorkingTime: countsWorkingTime,
            repeats: repeats,
            final: final
        )
    }
}
