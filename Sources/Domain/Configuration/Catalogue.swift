/// Every section and key there is, in the order of the example file.
package struct Catalogue: Sendable {
    /// Part of the description of the file.
    package enum Part: Sendable {
        case section(Section)
        case key(Key)
    }

    /// A section: a table, or a list of tables.
    package struct Section: Sendable {
        package let path: ConfigPath
        /// What it is for, in plain English.
        package let doc: String
        /// Whether it stands in double brackets, once for each element.
        package let isList: Bool
        /// Whether the example has it as a comment.
        package let isCommented: Bool
        /// Lines of the example for a section whose keys the user chooses.
        package let samples: [String]
    }

    /// A key of a section.
    package struct Key: Sendable {
        package let path: ConfigPath
        /// What it is, in plain English; begins in lower case.
        package let doc: String
        /// As TOML; nil where there is no default.
        package let standard: String?
        /// As TOML, for the example, where there is no default.
        package let sample: String?
        /// Whether the section is refused without it.
        package let isRequired: Bool
        /// Whether a variable of the environment can set it.
        package let isScalar: Bool
    }

    package var parts: [Part] = []

    package init() {}

    package var keys: [Key] { parts.compactMap { if case .key(let key) = $0 { key } else { nil } } }

    package var sections: [Section] {
        parts.compactMap { if case .section(let section) = $0 { section } else { nil } }
    }

    /// The names of the sections at the top.
    package var topSections: [String] {
        sections.filter { $0.path.keys.count == 1 }.compactMap(\.path.keys.first)
    }

    /// The names of all variables that can override a key.
    package var variables: Set<String> {
        Set(keys.filter { $0.isScalar && !$0.path.isInList }.map(\.path.variable))
    }

    /// The sections that have a key of this name.
    package func sections(with name: String) -> [String] {
        keys.filter { $0.path.keys.last == name }.map { key in
            key.path.keys.dropLast().joined(separator: ".")
        }
    }
}
