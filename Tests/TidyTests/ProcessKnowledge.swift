import Testing

/// How far the knowledge of one process reaches beyond its folder: the measure of the design.
///
/// A file names the process if its code, comments apart, has a type that the folder declares at the
/// top of a file, or one of the process's words as a part of a name or in a literal: `surveyID`,
/// `"report_survey"`, `unknown_survey`. Comments may tell of it: nothing breaks when it changes.
struct ProcessKnowledge: Sendable {
    /// Where everything about the process belongs.
    let folder: String
    /// The words by which the program calls it, in small letters.
    let words: Set<String>
    /// The same words where they mean something else.
    let homonyms: [Homonym]

    /// Files in which some of the words mean something else.
    struct Homonym: Sendable {
        let path: String
        let words: Set<String>
        let meaning: String
    }

    static let loyalty = ProcessKnowledge(
        folder: "Sources/Domain/Loyalty/",
        words: ["survey", "surveys", "nps", "loyalty", "recovery", "recoveries"],
        homonyms: [
            Homonym(
                path: "Sources/Bitrix24/PortalSurvey.swift",
                words: ["survey"],
                meaning: "what there is in a portal of Bitrix24"
            ),
            Homonym(
                path: "Sources/baton-adapter/Commands/SetupCommand.swift",
                words: ["survey"],
                meaning: "what there is in a portal of Bitrix24"
            ),
            Homonym(
                path: "Sources/baton-adapter/SetupText.swift",
                words: ["survey"],
                meaning: "what there is in a portal of Bitrix24"
            ),
            Homonym(
                path: "Sources/Domain/Rating/",
                words: ["survey", "surveys"],
                meaning: "a component of the rating, as [ratings] and the contract call it"
            ),
            Homonym(
                path: "Sources/Reports/Figures/ManagerFigures.swift",
                words: ["survey"],
                meaning: "a component of the rating"
            ),
            Homonym(
                path: "Sources/Reports/Reading/ManagerStatements.swift",
                words: ["survey"],
                meaning: "a component of the rating"
            ),
        ]
    )

    /// Every other source that names the process, with the first few names that it uses.
    ///
    /// The bench is left out as tests are: it plays the process from outside.
    func outsiders(in files: [SourceFile]) -> [(path: String, names: [String])] {
        let types = types(in: files)
        return files.compactMap { file in
            guard !file.isTest, !file.path.hasPrefix(folder), file.module != "bench" else {
                return nil
            }
            let names = names(in: file, types: types)
            return names.isEmpty ? nil : (file.path, Array(names.prefix(5)))
        }
    }

    /// The types that the folder declares at the top of its files for others.
    func types(in files: [SourceFile]) -> Set<String> {
        let kinds: Set = ["struct", "enum", "class", "protocol", "typealias", "actor"]
        var found: Set<String> = []
        for file in files where file.path.hasPrefix(folder) {
            var depth = 0
            for (index, token) in file.tokens.enumerated() {
                if token.text == "{" { depth += 1 }
                if token.text == "}" { depth -= 1 }
                guard depth == 0, kinds.contains(token.text), index + 1 < file.tokens.count,
                    index == 0 || !file.tokens[index - 1].text.hasSuffix("private")
                else { continue }
                found.insert(file.tokens[index + 1].text)
            }
        }
        return found
    }

    private func names(in file: SourceFile, types: Set<String>) -> [String] {
        let excused = homonyms.filter { file.path.hasPrefix($0.path) }
            .reduce(into: Set<String>()) { $0.formUnion($1.words) }
        let sought = words.subtracting(excused)
        let used = file.tokens.map(\.text).filter(types.contains)
        let text = CodeReader.blanked(file.text, keepsLiterals: true)
        let worded = text.split { !$0.isWordByte }.map { String(decoding: $0, as: UTF8.self) }
            .filter { !sought.isDisjoint(with: Self.words(of: $0)) }
        var seen: Set<String> = []
        return (used + worded).filter { seen.insert($0).inserted }
    }

    /// The words that a name is made of: `unknownSurveyID` of `unknown`, `survey` and `id`.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for scalar in name.unicodeScalars {
            let isCapital = scalar.properties.isUppercase
            if scalar == "_" || (isCapital && wasSmall) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if scalar != "_" { word += scalar.properties.lowercaseMapping }
            wasSmall = !isCapital && scalar != "_"
        }
        return word.isEmpty ? words : words + [word]
    }
}

/// What is known of a process stays in its folder.
@Suite struct `Knowledge of a process` {
    private let files = SourceTree.project.files

    @Test func `of Loyalty is found in few files outside its folder`() {
        let outsiders = ProcessKnowledge.loyalty.outsiders(in: files)
        let list = outsiders.map { "\($0.path): \($0.names.joined(separator: ", "))" }
        #expect(outsiders.count <= 10, "\(list.joined(separator: "\n"))")
    }

    @Test func `is looked for under names that are there`() {
        let types = ProcessKnowledge.loyalty.types(in: files)
        #expect(types.isSuperset(of: ["Surveys", "SurveyFact", "ClientRecoveries", "Loyalty"]))
        for homonym in ProcessKnowledge.loyalty.homonyms {
            #expect(files.contains { $0.path.hasPrefix(homonym.path) }, "\(homonym.meaning)")
        }
    }

    @Test(arguments: [
        ("surveyID", ["survey", "id"]), ("unknown_survey", ["unknown", "survey"]),
        ("surveyScore", ["survey", "score"]), ("NPS", ["nps"]), ("people", ["people"]),
    ])
    func `is found in parts of names`(name: String, words: [String]) {
        #expect(ProcessKnowledge.words(of: name) == words)
    }

    @Test func `is found in code and literals, and not in comments`() {
        let home = SourceFile(
            path: "Sources/Domain/Loyalty/Care.swift",
            text: "package struct Care {\n}\nprivate struct Hidden {}\n"
        )
        let outside = [
            "let a: Care", "let a = \"report_survey\"", "// a survey\nlet a = 1", "let a: Hidden",
        ].enumerated().map { SourceFile(path: "Sources/Store/\($0).swift", text: $1) }
        let found = ProcessKnowledge.loyalty.outsiders(in: [home] + outside)
        #expect(found.map(\.path) == ["Sources/Store/0.swift", "Sources/Store/1.swift"])
    }
}
