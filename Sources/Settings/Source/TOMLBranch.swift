import Domain

/// A table while its text is read: what may still be added to it depends on how it came about.
final class TOMLBranch {
    /// How a table came about.
    enum Kind {
        /// By a header that names something in it; its own header may follow.
        case implied
        /// By its own header.
        case section
        /// By a dotted key, or in braces: only further keys of the same table add to it.
        case dotted
    }

    private enum Member {
        case value(TOMLNode)
        case table(TOMLBranch)
        /// An array of tables, `[[a]]`.
        case tables([TOMLBranch])
    }

    private var kind: Kind
    private var content: [String: Member] = [:]

    init(_ kind: Kind) {
        self.kind = kind
    }

    /// What it holds.
    var members: [String: TOMLNode] {
        content.mapValues { member in
            switch member {
            case .value(let node): node
            case .table(let branch): .table(branch.members)
            case .tables(let branches): .list(branches.map { .table($0.members) })
            }
        }
    }

    /// Whether nothing has the name yet.
    func isFree(_ key: String) -> Bool { content[key] == nil }

    func set(_ key: String, _ node: TOMLNode) { content[key] = .value(node) }

    /// The table through which a header leads, with its index if it is the last of an array; nil
    /// where the name is that of a value.
    func passage(_ key: String) -> (TOMLBranch, index: Int?)? {
        switch content[key] {
        case nil: (add(key, .implied), nil)
        case .table(let branch): (branch, nil)
        case .tables(let branches): branches.last.map { ($0, branches.count - 1) }
        case .value: nil
        }
    }

    /// The table that a header opens; nil where the name is taken.
    func open(_ key: String) -> TOMLBranch? {
        switch content[key] {
        case nil: return add(key, .section)
        case .table(let branch) where branch.kind == .implied:
            branch.kind = .section
            return branch
        case .table, .tables, .value: return nil
        }
    }

    /// A further table of an array, with its index; nil where the name is that of something else.
    func append(_ key: String) -> (TOMLBranch, index: Int)? {
        let branch = TOMLBranch(.section)
        switch content[key] {
        case nil:
            content[key] = .tables([branch])
            return (branch, 0)
        case .tables(let branches):
            content[key] = .tables(branches + [branch])
            return (branch, branches.count)
        case .table, .value: return nil
        }
    }

    /// The table that a dotted key means; nil where the name is taken by anything else.
    func dotted(_ key: String) -> TOMLBranch? {
        switch content[key] {
        case nil: add(key, .dotted)
        case .table(let branch) where branch.kind == .dotted: branch
        case .table, .tables, .value: nil
        }
    }

    private func add(_ key: String, _ kind: Kind) -> TOMLBranch {
        let branch = TOMLBranch(kind)
        content[key] = .table(branch)
        return branch
    }
}
