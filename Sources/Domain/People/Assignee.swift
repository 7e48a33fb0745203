/// Whoever is meant by `person:ID` or `role:ROLE`.
package enum Assignee: Hashable, Sendable {
    /// One person.
    case person(PersonID)
    /// Whoever of those with the role can best be given something.
    case role(Role)
}

extension Assignee: RawRepresentable, Codable, CustomStringConvertible, JSONWritable {
    package init?(rawValue: String) {
        let parts = rawValue.parts(at: ":", atMost: 2)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "person":
            guard let id = PersonID(rawValue: String(parts[1])) else { return nil }
            self = .person(id)
        case "role":
            guard let role = Role(rawValue: String(parts[1])) else { return nil }
            self = .role(role)
        default:
            return nil
        }
    }

    /// As the configuration writes it.
    package var rawValue: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .role(let role): "role:\(role.rawValue)"
        }
    }

    package var description: String { rawValue }
}
