extension Form where Value == Assignee {
    /// A person or a role.
    package static var assignee: Self { assignee("\"person:ID\" or \"role:ROLE\"") { $0 } }

    /// A person; a role would not say who.
    package static var onePerson: Self {
        assignee("\"person:ID\"") { if case .person = $0 { $0 } else { nil } }
    }

    private static func assignee(
        _ allowed: String,
        _ accept: @escaping (Assignee) -> Assignee?
    ) -> Self {
        Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard case .text(let text) = node else { return spot.misfit(node, allowed) }
                if let assignee = AssigneeText.parse(text).flatMap(accept) { return assignee }
                return spot.misfit(node, allowed, hint: AssigneeText.hint(text))
            },
            written: { TOMLNode.quoted($0.description) }
        )
    }
}

/// The text of an assignee.
package enum AssigneeText {
    static func parse(_ text: String) -> Assignee? {
        if text.hasPrefix("person:") {
            return PersonID(rawValue: String(text.dropFirst(7))).map(Assignee.person)
        }
        guard text.hasPrefix("role:") else { return nil }
        return Role(rawValue: String(text.dropFirst(5))).map(Assignee.role)
    }

    /// What may have been meant.
    package static func hint(_ text: String) -> String {
        guard parse(text) == nil else { return "" }
        let roles = Role.allCases.map(\.rawValue)
        if text.hasPrefix("role:") {
            let near = Suggestion.nearest(to: String(text.dropFirst(5)), among: roles)
            return near.map { "; did you mean \"role:\($0)\"?" }
                ?? "; the roles are \(roles.joined(separator: ", "))"
        }
        if roles.contains(text) { return "; did you mean \"role:\(text)\"?" }
        let isBare = !text.holds([":"]) && PersonID(rawValue: text) != nil
        return isBare ? "; did you mean \"person:\(text)\"?" : ""
    }
}
