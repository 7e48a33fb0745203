/// Where a rule looks: a field of the event, or of what is known of its subject.
///
/// `fields.budget` is the event's, `lead.stage` what is known of the lead; `data.lead` is a field
/// of the event that has the name of something known.
package struct RulePath: Hashable, Sendable, CustomStringConvertible {
    /// The names between the dots.
    package let steps: [String]

    /// What is known beside the event itself.
    package enum Root: String, CaseIterable, Sendable {
        case lead, call, client, person, price
    }

    /// The first step of a path that means the event whatever follows.
    package static let eventRoot = "data"
    /// The instant at which the rule fires.
    package static let now = "now"

    /// The path, or nil where a name is missing.
    package init?(_ text: String) {
        let steps = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !steps.isEmpty, steps.allSatisfy({ !$0.isEmpty && $0.count <= 200 }) else {
            return nil
        }
        self.steps = steps
    }

    /// The path of names that are known to be some.
    package init(_ steps: [String]) {
        self.steps = steps
    }

    package var description: String { steps.joined(separator: ".") }

    /// What is known that the path looks at; nil where it looks at the event.
    package var root: Root? {
        steps.count > 1 ? Root(rawValue: steps[0]) : nil
    }

    /// The steps inside of the event or of what is known.
    package var inner: [String] {
        root != nil || (steps.count > 1 && steps[0] == Self.eventRoot)
            ? Array(steps.dropFirst()) : steps
    }
}

extension Value {
    /// The value at the end of the steps; an element of a list by its number, from 0.
    func value(at steps: some Collection<String>) -> Value? {
        guard let step = steps.first else { return self == .null ? nil : self }
        switch self {
        case .object(let members):
            return members[step]?.value(at: steps.dropFirst())
        case .list(let values):
            guard let index = Int(step), values.indices.contains(index) else { return nil }
            return values[index].value(at: steps.dropFirst())
        case .null, .bool, .number, .text: return nil
        }
    }
}
