/// The place of one value, where what is wrong with it can be reported.
package struct Spot {
    /// Where a value comes from.
    package enum Origin: Equatable {
        case file
        case variable(String)
    }

    package let path: ConfigPath
    package let origin: Origin
    /// What errors say instead of the value where it is secret or came from elsewhere.
    package let source: String?
    package let reading: Reading
    /// Replaces what a form says is allowed, where a wider form wraps it.
    package var allowed: String?

    /// Reports that something is wrong.
    package func report(_ message: String) {
        reading.report(path, origin, message)
    }

    /// Reports that a value is not what is allowed.
    package func misfit<Value>(_ node: TOMLNode, _ allowed: String, hint: String = "") -> Value? {
        let found = source.map { "; \($0) is not" } ?? ", not \(node.found)\(hint)"
        report("must be \(self.allowed ?? allowed)\(found)")
        return nil
    }

    /// The place of an element of the list here.
    package func element(_ index: Int) -> Spot { at(path / index) }

    /// The place of a member of the table here.
    package func member(_ key: String) -> Spot { at(path / key) }

    /// The same place for a form that allows more.
    package func allowing(_ allowed: String) -> Spot {
        var spot = self
        spot.allowed = self.allowed ?? allowed
        return spot
    }

    /// Whether the table here has these keys and no others; reports each that is wrong.
    package func holds(_ known: [String], in table: [String: TOMLNode]) -> Bool {
        let strangers = table.keys.filter { !known.contains($0) }.sorted()
        for key in strangers {
            let near = Suggestion.nearest(to: key, among: known)
            let hint = near.map { "did you mean \"\($0)\"?" }
            member(key).report(
                "unknown key, " + (hint ?? "there may be \(known.joined(separator: ", "))")
            )
        }
        let missing = strangers.isEmpty ? known.filter { table[$0] == nil } : []
        for key in missing { member(key).report("is missing") }
        return strangers.isEmpty && missing.isEmpty
    }

    private func at(_ path: ConfigPath) -> Spot {
        Spot(path: path, origin: origin, source: source, reading: reading)
    }
}
