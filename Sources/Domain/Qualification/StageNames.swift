/// A stage that somebody asked for, in Baton's words.
package enum RequestedStage: Equatable, Sendable {
    case stage(QualificationItem.Stage)
    /// One of the configured junk stages, named instead of `junk`.
    case junk(String)
}

extension QualificationPolicy {
    /// What the CRM's name of a stage means; nil where it means nothing.
    package func stage(named name: String) -> RequestedStage? {
        let word = stages[name] ?? name
        if let stage = QualificationItem.Stage(rawValue: word) { return .stage(stage) }
        return junkStages.contains(word) ? .junk(word) : nil
    }

    /// The CRM's name of a stage: the one it used itself, else the first mapped one.
    package func name(of stage: QualificationItem.Stage, usedLast: String? = nil) -> String {
        if let usedLast { return usedLast }
        let mapped = stages.filter { $0.value == stage.rawValue }.keys
        return mapped.min() ?? stage.rawValue
    }

    /// Whether the person owns qualification.
    package func isMarketer(_ person: Person) -> Bool {
        switch marketers {
        case .role: person.roles.contains(.marketer)
        case .listed(let ids): ids.contains(person.id)
        }
    }

    /// Every stage name that would have been understood, for error messages.
    package var understoodStages: [String] {
        stages.keys.sorted() + QualificationItem.Stage.allCases.map(\.rawValue) + junkStages
    }
}
