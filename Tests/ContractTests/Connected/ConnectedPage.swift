import Domain
import Foundation

/// `docs/connected.md`: what people wrote in it, and what follows from the registry.
struct ConnectedPage {
    static let url = Project.root.appending(path: "docs/connected.md")
    /// Systems that serve all others, which a drawing would only be hidden by.
    static let servants: Set = ["Commands", "People", "RuleChains", "Rules", "Series"]
    /// Every letter is heard, and only its own taken: a drawing need not say so.
    static let passers = [Connections.Carrier.published("mail.send")]

    /// A row of a table, cell by cell.
    typealias Row = [String]

    let connections: Connections
    let text: String

    init() throws {
        connections = try Connections()
        text = try String(contentsOf: Self.url, encoding: .utf8)
    }

    /// The page as it should be: people's sentences kept, everything else made again.
    var renewed: String {
        var page = text
        page = Self.replacing("links", in: page, with: linkTable)
        page = Self.replacing("drawing", in: page, with: drawing)
        return Self.replacing("processes", in: page, with: processTable)
    }

    /// Links that nobody has explained, and round trips that are none.
    var complaints: [String] {
        let silent = connections.links.keys.sorted().filter { (sentences[$0] ?? "").isEmpty }
            .map { "\($0.from) → \($0.to): say in the table what that brings" }
        return silent + trips.compactMap(complaint)
    }

    // MARK: - Parts

    private var sentences: [Connections.Pair: String] {
        Dictionary(
            Self.rows(of: "links", in: text).filter { $0.count == 4 }.map {
                (Connections.Pair(from: $0[0], to: $0[1]), $0[3])
            }
        ) { first, _ in first }
    }

    /// From, command, event, to.
    private var trips: [Row] { Self.rows(of: "trips", in: text) }

    private func complaint(_ trip: Row) -> String? {
        guard trip.count == 5 else { return "\(trip): five cells are a round trip" }
        // What is read in bulk goes on through tables, as what is published goes on outside.
        let bulk = trip[0] == "Positions" ? Array(Registry.readsInBulk.keys) : []
        let out = connections.processes(of: trip[0]).flatMap { $0.publishes.map { $0.type } } + bulk
        let back = connections.processes(of: trip[3]).flatMap { $0.reads.map { $0.type } }
        let (command, event) = (trip[1].filter { $0 != "`" }, trip[2].filter { $0 != "`" })
        if !out.contains(command) { return "\(trip[0]) does not publish \(command)" }
        return back.contains(event) ? nil : "\(trip[3]) does not read \(event)"
    }

    private var linkTable: String {
        let rows = connections.links.sorted { $0.key < $1.key }.map { pair, carriers in
            let carried = carriers.map(\.text).joined(separator: ", ")
            return "| \(pair.from) | \(pair.to) | \(carried) | \(sentences[pair] ?? "") |"
        }
        return (["| from | to | carried by | what it brings |", "|---|---|---|---|"] + rows)
            .joined(separator: "\n")
    }

    private var drawing: String {
        let drawn = connections.systems.filter { !Self.servants.contains($0) }
        var lines = ["```mermaid", "flowchart LR"]
        lines += drawn.map { "    \($0)[\"\(Self.title($0))\"]" }
        for (pair, carriers) in connections.links.sorted(by: { $0.key < $1.key }) {
            guard drawn.contains(pair.from), drawn.contains(pair.to) else { continue }
            let carriers = carriers.filter { !Self.passers.contains($0) }
            guard !carriers.isEmpty else { continue }
            let messages = carriers.compactMap(\.message)
            lines.append(
                messages.isEmpty
                    ? "    \(pair.from) -.-> \(pair.to)"
                    : "    \(pair.from) -->|\"\(messages.joined(separator: "<br>"))\"| \(pair.to)"
            )
        }
        for trip in trips where trip.count == 5 && trip[0] != trip[3] {
            let label = "\(trip[1])<br>\(trip[2])".filter { $0 != "`" }
            lines.append("    \(trip[0]) ==>|\"\(label)\"| \(trip[3])")
        }
        return (lines + ["```"]).joined(separator: "\n")
    }

    private var processTable: String {
        let head = ["| process | reads off the bus | publishes | keeps for reports |"]
        let rows = Registry.processes.map { process in
            let cells = [
                "\(connections.declarations.system(of: process)): `\(process.name)`",
                Self.list(process.reads.map { $0.type }),
                Self.list(process.publishes.map { $0.type }),
                Self.list(process.facts.map { $0.table.name }),
            ]
            return "| \(cells.joined(separator: " | ")) |"
        }
        return (head + ["|---|---|---|---|"] + rows).joined(separator: "\n")
    }

    private static func list(_ names: [String]) -> String {
        names.map { "`\($0)`" }.joined(separator: ", ")
    }

    /// `LeadDistribution` as `Lead distribution`.
    private static func title(_ system: String) -> String {
        let spaced = system.replacing(/([a-z])([A-Z])/) { "\($0.1) \($0.2.lowercased())" }
        return spaced
    }

    // MARK: - Sections

    /// The rows of a table between `<!-- name -->` and `<!-- end of name -->`, without its head.
    private static func rows(of name: String, in page: String) -> [Row] {
        guard let range = range(of: name, in: page) else { return [] }
        return page[range].split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2).map {
            $0.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private static func replacing(_ name: String, in page: String, with text: String) -> String {
        guard let range = range(of: name, in: page) else { return page }
        return page.replacingCharacters(in: range, with: "\n\(text)\n")
    }

    private static func range(of name: String, in page: String) -> Range<String.Index>? {
        guard let begin = page.range(of: "<!-- \(name) -->"),
            let end = page.range(of: "<!-- end of \(name) -->")
        else { return nil }
        return begin.upperBound..<end.lowerBound
    }
}

extension Connections.Carrier {
    /// The type of the message, without what all internal ones begin with.
    fileprivate var message: String? {
        switch self {
        case .told(let type): String(type.trimmingPrefix("internal."))
        case .published(let type): type
        case .state: nil
        }
    }
}
