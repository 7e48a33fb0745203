import Domain
import Foundation

/// How the processes are connected, as they say it themselves in the registry.
///
/// A system is a folder of `Sources/Domain` with the processes that it declares.
struct Connections {
    /// One way in which something of one system reaches another.
    enum Carrier: Hashable, Comparable {
        /// A message between processes, never on the bus.
        case told(String)
        /// A command or fact that is heard in the transaction that publishes it.
        case published(String)
        /// A state that is looked at before something is decided.
        case state(String)

        /// As it stands in the page.
        var text: String {
            switch self {
            case .told(let type), .published(let type): "`\(type)`"
            case .state(let process): "state of `\(process)`"
            }
        }
    }

    /// From one system to another.
    struct Pair: Hashable, Comparable {
        let from: String
        let to: String

        static func < (left: Pair, right: Pair) -> Bool {
            (left.from, left.to) < (right.from, right.to)
        }
    }

    /// The systems that have processes, in the order in which they decide.
    let systems: [String]
    /// What connects two systems.
    let links: [Pair: [Carrier]]
    /// Names of types and folders, by process.
    let declarations: ProcessDeclarations

    init() throws {
        declarations = try ProcessDeclarations()
        var systems: [String] = []
        var links: [Pair: Set<Carrier>] = [:]
        for process in Registry.processes {
            let own = declarations.system(of: process)
            if !systems.contains(own) { systems.append(own) }
            for other in Registry.processes {
                let pair = Pair(from: own, to: declarations.system(of: other))
                guard pair.from != pair.to else { continue }
                links[pair, default: []].formUnion(Self.carriers(from: process, to: other))
            }
        }
        self.systems = systems
        self.links = links.filter { !$0.value.isEmpty }.mapValues { $0.sorted() }
    }

    /// The processes of a system, in the order of the registry.
    func processes(of system: String) -> [any BusinessProcess.Type] {
        Registry.processes.filter { declarations.system(of: $0) == system }
    }

    private static func carriers(
        from process: any BusinessProcess.Type,
        to other: any BusinessProcess.Type
    ) -> [Carrier] {
        let heard = Set(other.hears.map { $0.type })
        let told = process.tells.map { $0.type }.filter(heard.contains).map(Carrier.told)
        let published = process.publishes.map { $0.type }.filter(heard.contains)
            .map(Carrier.published)
        let isSeen =
            other.looksAt.contains { $0.name == process.name }
            || !other.asks.isDisjoint(with: process.answers)
        return told + published + (isSeen ? [.state(process.name)] : [])
    }
}

/// Where the processes are declared, and what the sources beside them say.
struct ProcessDeclarations {
    /// The Swift sources of a system, without comments, by their paths.
    let sources: [String: [String: String]]
    private let systems: [String: String]

    private static let domain = Project.root.appending(path: "Sources/Domain")

    init() throws {
        var sources: [String: [String: String]] = [:]
        var systems: [String: String] = [:]
        let declaration = /enum (\w+): BusinessProcess/
        for folder in try Self.folders() {
            for file in try Self.files(under: folder) {
                let text = try String(contentsOf: file, encoding: .utf8)
                    .replacing(/\/\/[^\n]*/, with: "")
                let system = folder.lastPathComponent
                sources[system, default: [:]][file.lastPathComponent] = text
                for match in text.matches(of: declaration) { systems[String(match.1)] = system }
            }
        }
        self.sources = sources
        self.systems = systems
    }

    /// The folder of a process.
    func system(of process: any BusinessProcess.Type) -> String {
        systems[Self.name(process)] ?? Self.name(process)
    }

    /// The name of a type in the sources.
    static func name(_ type: Any.Type) -> String { String(describing: type) }

    /// Whether a system makes such a message somewhere.
    func makes(_ message: any Message.Type, _ system: String) -> Bool {
        let name = Self.name(message)
        let maker = Self.makers[name]
        let pattern = try? Regex("\\b\(maker?.word ?? name)\\(")
        return sources[system]?.contains { file, text in
            file != maker?.file && pattern.map(text.contains) == true
        } ?? false
    }

    /// What makes a message for whoever tells it, and where that stands itself.
    private static let makers = [
        "PersonActed": (word: "(?:PersonActed|activity)", file: "Reactions.swift")
    ]

    /// Whether a system looks at what a process remembers, by its name or by the company's word
    /// for it.
    func looks(at process: any BusinessProcess.Type, _ system: String) -> Bool {
        let name = Self.name(process)
        let words = ["state(of: \(name).self)"] + (Self.words[name] ?? [])
        return sources[system]?.values.contains { text in words.contains(where: text.contains) }
            ?? false
    }

    /// What a system asks of states whosever they are, by the words for it.
    func asks(_ system: String) -> Set<StateQuestion> {
        found(
            [(.opinions, "subject.opinions"), (.caution, "subject.caution"), (.duty, ".duty(of:")],
            in: system
        )
    }

    /// Which of these questions states of a system answer.
    func answers(_ system: String) -> Set<StateQuestion> {
        found(
            [
                (.opinions, "var opinions: [Opinion]"), (.caution, "var caution: Phrase?"),
                (.duty, "package func duty("),
            ],
            in: system
        )
    }

    private func found(
        _ words: [(question: StateQuestion, text: String)],
        in system: String
    ) -> Set<StateQuestion> {
        let texts = sources[system].map { Array($0.values) } ?? []
        return Set(
            words.filter { word in texts.contains { $0.contains(word.text) } }.map(\.question)
        )
    }

    /// Other words for what states say: those of `Company` for rows that every lane keeps.
    private static let words = [
        "Ranking": ["company.sales", "ranked(", "presentRanking"],
        "Rotations": ["company.rotations"],
        "Telephones": ["company.telephones"],
        "Standings": ["company.standings"],
    ]

    private static func folders() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: domain,
            includingPropertiesForKeys: [.isDirectoryKey]
        ).filter { $0.hasDirectoryPath }.sorted { $0.path() < $1.path() }
    }

    private static func files(under folder: URL) throws -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    }
}
