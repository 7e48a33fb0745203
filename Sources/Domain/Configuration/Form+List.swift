extension Form {
    /// A list of values of this form, each at most once.
    package func list(atLeast least: Int = 0) -> Form<[Value]> where Value: Hashable {
        let allowed =
            least == 0 ? "a list, each \(allowed)" : "a list of one or more, each \(allowed)"
        return Form<[Value]>(
            allowed: allowed,
            scalar: nil,
            read: { node, spot in
                guard case .list(let nodes) = node, nodes.count >= least else {
                    return spot.misfit(node, allowed, hint: Self.hint(node))
                }
                return elements(nodes, spot)
            },
            written: { "[" + $0.map(written).joined(separator: ", ") + "]" }
        )
    }

    /// `; did you mean ["anna"]?` for a bare text.
    private static func hint(_ node: TOMLNode) -> String {
        if case .text = node { "; did you mean [\(node.written)]?" } else { "" }
    }

    private func elements(_ nodes: [TOMLNode], _ spot: Spot) -> [Value] where Value: Hashable {
        var seen: [Value] = []
        for (index, node) in nodes.enumerated() {
            guard let value = read(node, spot.element(index)) else { continue }
            if seen.contains(value) {
                spot.element(index).report("\(written(value)) is there twice; remove one")
            } else {
                seen.append(value)
            }
        }
        return seen
    }
}
