/// Where something stands in the file: `lead_distribution.final.assign`, `people[1].roles[0]`.
package struct ConfigPath: Hashable, Comparable, CustomStringConvertible, Sendable {
    /// One step down: into a table by key, into a list by position.
    package enum Step: Hashable, Sendable {
        case key(String)
        /// Counted from 0, as in JSON.
        case index(Int)
    }

    package private(set) var steps: [Step] = []

    package static let root = ConfigPath()

    /// The path of a key inside a table.
    package static func / (path: Self, key: String) -> Self {
        Self(steps: path.steps + [.key(key)])
    }

    /// The path of an element of a list.
    package static func / (path: Self, index: Int) -> Self {
        Self(steps: path.steps + [.index(index)])
    }

    /// The path one step up; the root is its own parent.
    package var parent: Self { Self(steps: Array(steps.dropLast())) }

    /// The keys alone, without positions in lists.
    package var keys: [String] {
        steps.compactMap { if case .key(let key) = $0 { key } else { nil } }
    }

    /// Whether some step is a position in a list; such values have no variable of their own.
    package var isInList: Bool {
        steps.contains { if case .index = $0 { true } else { false } }
    }

    /// The variable that overrides a scalar key here: `BATON_AMQP_TLS_CA_FILE`.
    package var variable: String { "BATON_" + keys.joined(separator: "_").uppercased() }

    package var description: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key): text += (text.isEmpty ? "" : ".") + Self.written(key)
            }
        }
    }

    /// A key as it is written in TOML: bare where that is allowed, else in quotes.
    package static func written(_ key: String) -> String {
        let bare = key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return bare && !key.isEmpty ? key : TOMLNode.quoted(key)
    }

    package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
