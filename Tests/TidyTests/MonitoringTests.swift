import Foundation
import Testing

/// Alerts and dashboard count what the program counts.
@Suite struct `What deploy/monitoring shows` {
    private let root = SourceTree.project.root

    private func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The names that stand in a text, without those of RabbitMQ and without labels.
    private func names(in text: String) -> Set<String> {
        Set(text.matches(of: /\b(baton_[a-z0-9_]+)/).map { String($0.1) })
    }

    /// By what the program counts, as it is described in `/metrics`.
    private func described() throws -> Set<String> {
        names(in: try text("Sources/baton/Running/MetricNames.swift"))
    }

    /// By the names that operators read: with `_total` where it is a counter.
    private func documented() throws -> Set<String> {
        let page = try text("docs/operating.md")
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `baton_") }
        return names(in: rows.joined(separator: "\n"))
            // A second name in a row may be shortened: `…_confirmed_total`.
            .union(["baton_messages_confirmed_total"])
    }

    @Test func `exists`() throws {
        let shown = names(
            in: try text("deploy/monitoring/baton.rules.yml")
                + text("deploy/monitoring/baton.rules.test.yml")
                + text("deploy/monitoring/grafana-dashboard.json")
        )
        #expect(shown.count > 20)
        let (described, documented) = (try described(), try documented())
        for name in shown.sorted() {
            let family =
                ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) }
                .map { String(name.dropLast($0.count)) } ?? name
            #expect(documented.contains(family), "\(name) is not in docs/operating.md")
            let label = family.hasSuffix("_total") ? String(family.dropLast(6)) : family
            #expect(described.contains(label), "\(name) is counted nowhere")
        }
    }

    @Test func `is all that the program describes, or operators read of it`() throws {
        let documented = try documented()
        for label in try described() {
            #expect(
                documented.contains(label) || documented.contains("\(label)_total"),
                "\(label) is not in docs/operating.md"
            )
        }
    }
}
