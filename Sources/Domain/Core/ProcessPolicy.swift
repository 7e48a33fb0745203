/// What a company may configure of a process: one section of the configuration file.
///
/// Each key is declared once, where it is read: its name, its form with the range, its default and
/// a sentence. The example file and `baton check` are made of the same declarations.
package protocol ProcessPolicy: Equatable, Sendable {
    /// The name of the section, such as `nps`.
    static var section: String { get }
    /// What the section is for, for the example file.
    static var doc: String { get }
    /// When the section holds.
    static var presence: SectionPresence { get }
    /// Whether the example file has the section as a comment.
    static var isCommented: Bool { get }
    /// Whether it signs links: then `[http]` must have a secret and listen.
    static var needsLinks: Bool { get }

    /// Reads the section; nil where what was reported leaves nothing to work with.
    init?(_ section: SectionReader)

    /// What somebody should know of these rules though nothing is wrong, one sentence each.
    func notes(beside policies: Policies) -> [String]
}

extension ProcessPolicy {
    package static var presence: SectionPresence { .whereItStands }
    package static var isCommented: Bool { true }
    package static var needsLinks: Bool { false }
    /// Nothing to say.
    package func notes(beside policies: Policies) -> [String] { [] }

    /// The same rules but for what is changed.
    package func changed(_ change: (inout Self) -> Void) -> Self {
        var policy = self
        change(&policy)
        return policy
    }

    /// Whether both are the same rules.
    fileprivate func equals(_ other: any ProcessPolicy) -> Bool {
        other as? Self == self
    }
}

/// When a section of the configuration holds.
package enum SectionPresence: Sendable {
    /// Always: without it every key has its default.
    case always
    /// Where it stands in the file; `enabled = false` turns it off.
    case whereItStands
    /// Where it stands in the file; it has no process of its own that could be turned off.
    case withoutSwitch
}

/// The rules of several processes, each found by its type.
struct PolicyShelf: Equatable, Sendable {
    private var policies: [ObjectIdentifier: any ProcessPolicy] = [:]

    subscript<Policy: ProcessPolicy>(_ type: Policy.Type) -> Policy? {
        get { policies[ObjectIdentifier(type)] as? Policy }
        set { policies[ObjectIdentifier(type)] = newValue }
    }

    /// All of them, by the names of their sections.
    var all: [any ProcessPolicy] {
        policies.values.sorted { type(of: $0).section < type(of: $1).section }
    }

    mutating func put(_ policy: any ProcessPolicy) {
        policies[ObjectIdentifier(type(of: policy))] = policy
    }

    static func == (left: Self, right: Self) -> Bool {
        guard left.policies.count == right.policies.count else { return false }
        return left.policies.allSatisfy { key, policy in
            right.policies[key].map(policy.equals) ?? false
        }
    }
}
