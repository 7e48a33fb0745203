/// One reading of the settings: what is given, and everything noticed on the way.
///
/// A reading is used once, by one thread; it ends before `Settings.load` returns.
package final class Reading {
    package let file: ConfigurationFile
    package let environment: [String: String]
    package let program: Program
    /// The region in whose format bare phone numbers are written; known once `[service]` is read.
    package var phoneRegion = "RU"
    /// A description reads nothing but visits every section, also those that are not there.
    package let isDescription: Bool
    package private(set) var problems: [SettingsError.Problem] = []
    package private(set) var catalogue = Catalogue()
    package private(set) var entries: [Entry] = []
    /// The processes that have a section, and whether it lets them run.
    package private(set) var processes: [String: Bool] = [:]
    /// Every section and key there is, in case something unknown stands in the file.
    package let whole: () -> Catalogue

    package init(
        _ file: ConfigurationFile,
        environment: [String: String] = [:],
        program: Program = Program(),
        isDescription: Bool = false,
        whole: @escaping () -> Catalogue
    ) {
        self.file = file
        self.environment = environment
        self.program = program
        self.whole = whole
        self.isDescription = isDescription
    }

    /// Reports a problem at its line or its variable.
    package func report(_ path: ConfigPath, _ origin: Spot.Origin, _ message: String) {
        let key = path == .root ? nil : path.description
        switch origin {
        case .file:
            problems.append(
                .init(place: file.name, line: file.line(path), key: key, message: message)
            )
        case .variable(let name):
            problems.append(.init(place: name, line: nil, key: key, message: message))
        }
    }

    /// Whether something was reported for exactly this path.
    package func hasProblem(at path: ConfigPath) -> Bool {
        problems.contains { $0.key == path.description }
    }

    /// Adds a key to the description.
    package func describe(_ key: Catalogue.Key) { catalogue.parts.append(.key(key)) }
    /// Adds a section to the description.
    package func describe(_ section: Catalogue.Section) {
        catalogue.parts.append(.section(section))
    }
    /// Keeps the effective value of a key.
    package func record(_ entry: Entry) { entries.append(entry) }
    /// Keeps whether the section of a process lets it run.
    package func record(process: String, isOn: Bool) { processes[process] = isOn }

    /// Everything wrong, in the order of the file, variables last.
    package var sortedProblems: [SettingsError.Problem] {
        let order = { (index: Int, problem: SettingsError.Problem) in
            (problem.place == self.file.name ? 0 : 1, problem.line ?? 0, index)
        }
        return problems.enumerated()
            .sorted { order($0.offset, $0.element) < order($1.offset, $1.element) }
            .map(\.element)
    }
}

/// A file of settings as values, and what only its reader can say of it.
package struct ConfigurationFile {
    /// As errors name it.
    package let name: String
    package let root: [String: TOMLNode]
    /// On which line something stands.
    package let line: (ConfigPath) -> Int?
    /// What a text such as `file:/path` or `credential:NAME` points to; nil for a plain text.
    package let fetch: (String) throws(UnfetchedValue) -> FetchedValue?

    package init(
        name: String,
        root: [String: TOMLNode],
        line: @escaping (ConfigPath) -> Int?,
        fetch: @escaping (String) throws(UnfetchedValue) -> FetchedValue?
    ) {
        self.name = name
        self.root = root
        self.line = line
        self.fetch = fetch
    }
}

/// A value that stands elsewhere.
package struct FetchedValue: Sendable {
    package let file: String
    package let content: String

    package init(file: String, content: String) {
        self.file = file
        self.content = content
    }
}

/// Why a value that stands elsewhere could not be had.
package struct UnfetchedValue: Error {
    package let message: String

    package init(message: String) {
        self.message = message
    }
}

/// The effective value of one key.
package struct Entry: Equatable, Sendable {
    /// Where a value comes from.
    package enum Origin: Equatable, Sendable {
        case standard, file
        case variable(String)
    }

    package let path: ConfigPath
    /// For comparing: as written, secrets included.
    package let written: Secret
    /// For printing.
    package let shown: String
    package let origin: Origin
    package let takesEffect: TakesEffect
}

/// When a changed key takes effect.
package enum TakesEffect: Sendable {
    /// With the reload.
    case atOnce
    /// With the next start of the program.
    case afterRestart
}
