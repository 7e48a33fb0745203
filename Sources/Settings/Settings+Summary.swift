import Domain

extension Settings {
    /// The effective settings for a person, secrets and passwords as dots; for `baton check`.
    package var summary: String {
        var lines: [String] = []
        for section in Catalogue.whole.topSections {
            let own = entries.filter { $0.path.keys.first == section }
            lines.append(head(of: section, own))
            lines += own.filter { !$0.path.isInList }.map(Self.line)
            lines += Self.counts(in: own)
        }
        return (lines + notes.map { "note: \($0)" }).map { $0 + "\n" }.joined()
    }

    private func head(of section: String, _ entries: [Entry]) -> String {
        if processes[section] == false { return "[\(section)] turned off" }
        return entries.isEmpty ? "[\(section)] none" : "[\(section)]"
    }

    private static func line(_ entry: Entry) -> String {
        let key = entry.path.keys.dropFirst().map(ConfigPath.written).joined(separator: ".")
        let origin =
            switch entry.origin {
            case .standard: "  # default"
            case .file: ""
            case .variable(let name): "  # from \(name)"
            }
        return "  \(key) = \(entry.shown)\(origin)"
    }

    /// How many elements each list of sections has.
    private static func counts(in entries: [Entry]) -> [String] {
        let elements = Set(entries.compactMap(\.path.element))
        let lists = Dictionary(grouping: elements, by: \.parent)
        return lists.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value.count)" }
    }
}

extension ConfigPath {
    /// The first element of a list on the way: `people[1]` of `people[1].roles`.
    var element: ConfigPath? {
        var path = ConfigPath.root
        for step in steps {
            switch step {
            case .key(let key): path = path / key
            case .index(let index): return path / index
            }
        }
        return nil
    }
}
