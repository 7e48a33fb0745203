/// What is said of a key, a section or a variable that does not exist.
package enum Unknown {
    /// The sentence for a key or a section that nothing asked for.
    package static func message(
        _ key: String,
        in path: ConfigPath,
        known: [String],
        whole: Catalogue
    ) -> String {
        let what = path == .root ? "unknown section" : "unknown key"
        if let near = Suggestion.nearest(to: key, among: known) {
            return "\(what), did you mean \"\(near)\"?"
        }
        if let elsewhere = whole.sections(with: key).first {
            return "\(what); it belongs to [\(elsewhere)]"
        }
        let place = path == .root ? "the file" : "[\(path.keys.joined(separator: "."))]"
        return "\(what), \(place) may hold \(known.joined(separator: ", "))"
    }
}

extension Reading {
    /// Whether a variable overrides a key of the section or of one inside it.
    package func hasVariable(under path: ConfigPath) -> Bool {
        guard path != .root, !path.isInList, !isDescription else { return false }
        let prefix = path.variable + "_"
        return environment.keys.contains {
            $0.hasPrefix(prefix) && whole().variables.contains($0)
        }
    }

    /// Reports variables that look like an override of a known section but name no key.
    package func refuseUnknownVariables() {
        guard !isDescription else { return }
        let variables = whole().variables
        let prefixes = whole().topSections.map { (ConfigPath.root / $0).variable + "_" }
        for name in environment.keys.sorted() where !variables.contains(name) {
            guard prefixes.contains(where: name.hasPrefix), !isServiceLink(name) else {
                continue
            }
            report(.root, .variable(name), "unknown variable" + hint(name, variables))
        }
    }

    private func hint(_ name: String, _ variables: Set<String>) -> String {
        let inList = whole().keys.contains { $0.path.variable == name }
        if inList { return "; a variable can override only single values outside of lists" }
        return Suggestion.nearest(to: name, among: variables).map { ", did you mean \($0)?" }
            ?? ", no key of that section has this name"
    }

    /// Kubernetes and Docker set `BATON_SERVICE_HOST`, `BATON_HTTP_PORT_80_TCP` and the like in
    /// every container beside a service called baton; the daemon must start all the same.
    private func isServiceLink(_ name: String) -> Bool {
        let hosts = /.*_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_[0-9]+_(TCP|UDP)(_.+)?)/
        if name.wholeMatch(of: hosts) != nil { return true }
        return name.hasSuffix("_PORT") && environment[name]?.contains("://") == true
    }
}
