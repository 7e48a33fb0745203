/// Every section and key there is, in the order of the example file.
struct Catalogue: Sendable {
    /// Part of the description of the file.
    enum Part: Sendable {
        case section(Section)
        case key(Key)
    }

    /// A section: a table, or a list of tables.
    struct Section: Sendable {
        let path: ConfigPath
        /// What it is for, in plain English.
        let doc: String
        /// Whether it stands in double brackets, once for each element.
        let isList: Bool
        /// Whether the example has it as a comment.
        let isCommented: Bool
        /// Lines of the example for a section whose keys the user chooses.
        let samples: [String]
    }

    /// A key of a section.
    struct Key: Sendable {
        let path: ConfigPath
        /// What it is, in plain English; begins in lower case.
        let doc: String
        /// As TOML; nil where there is no default.
        let standard: String?
        /// As TOML, for the example, where there is no default.
        let sample: String?
        /// Whether the section is refused without it.
        let isRequired: Bool
        /// Whether a variable of the environment can set it.
        let isScalar: Bool
    }

    var parts: [Part] = []

    var keys: [Key] { parts.compactMap { if case .key(let key) = $0 { key } else { nil } } }

    var sections: [Section] {
        parts.compactMap { if case .section(let section) = $0 { section } else { nil } }
    }

    /// The names of the sections at the top.
    var topSections: [String] {
        sections.filter { $0.path.keys.count == 1 }.compactMap(\.path.keys.first)
    }

    /// The names of all variables that can override a key.
    var variables: Set<String> {
        Set(keys.filter { $0.isScalar && !$0.path.isInList }.map(\.path.variable))
    }

    /// The sections that have a key of this name.
    func sections(with name: String) -> [String] {
        keys.filter { $0.path.keys.last == name }.map { key in
            key.path.keys.dropLast().joined(separator: ".")
        }
    }
}

extension Catalogue {
    /// The whole file's description, made by reading nothing.
    static let whole: Catalogue = {
        let reading = Reading(.empty, isDescription: true)
        _ = Settings(reading)
        return reading.catalogue
    }()
}
