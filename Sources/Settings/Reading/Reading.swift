/// One reading of the settings: what is given, and everything noticed on the way.
///
/// A reading is used once, by one thread; it ends before `Settings.load` returns.
final class Reading {
    let source: TOMLSource
    let environment: [String: String]
    let indirection: Indirection
    let program: Program
    /// A description reads nothing but visits every section, also those that are not there.
    let isDescription: Bool
    private(set) var problems: [SettingsError.Problem] = []
    private(set) var catalogue = Catalogue()
    private(set) var entries: [Entry] = []
    /// The processes that have a section, and whether it lets them run.
    private(set) var processes: [String: Bool] = [:]

    init(
        _ source: TOMLSource,
        environment: [String: String] = [:],
        indirection: Indirection = Indirection(credentialsDirectory: nil),
        program: Program = Program(),
        isDescription: Bool = false
    ) {
        self.source = source
        self.environment = environment
        self.indirection = indirection
        self.program = program
        self.isDescription = isDescription
    }

    /// Reports a problem at its line or its variable.
    func report(_ path: ConfigPath, _ origin: Spot.Origin, _ message: String) {
        let key = path == .root ? nil : path.description
        switch origin {
        case .file:
            problems.append(
                .init(place: source.name, line: source.lines[path], key: key, message: message)
            )
        case .variable(let name):
            problems.append(.init(place: name, line: nil, key: key, message: message))
        }
    }

    /// Whether something was reported for exactly this path.
    func hasProblem(at path: ConfigPath) -> Bool {
        problems.contains { $0.key == path.description }
    }

    func describe(_ key: Catalogue.Key) { catalogue.parts.append(.key(key)) }
    func describe(_ section: Catalogue.Section) { catalogue.parts.append(.section(section)) }
    func record(_ entry: Entry) { entries.append(entry) }
    func record(process: String, isOn: Bool) { processes[process] = isOn }

    /// Everything wrong, in the order of the file, variables last.
    var sortedProblems: [SettingsError.Problem] {
        let order = { (index: Int, problem: SettingsError.Problem) in
            (problem.place == self.source.name ? 0 : 1, problem.line ?? 0, index)
        }
        return problems.enumerated()
            .sorted { order($0.offset, $0.element) < order($1.offset, $1.element) }
            .map(\.element)
    }
}

/// The effective value of one key.
struct Entry: Equatable, Sendable {
    /// Where a value comes from.
    enum Origin: Equatable, Sendable {
        case standard, file
        case variable(String)
    }

    let path: ConfigPath
    /// For comparing: as written, secrets included.
    let written: Secret
    /// For printing.
    let shown: String
    let origin: Origin
    let takesEffect: TakesEffect
}

/// When a changed key takes effect.
package enum TakesEffect: Sendable {
    /// With the reload.
    case atOnce
    /// With the next start of the program.
    case afterRestart
}
