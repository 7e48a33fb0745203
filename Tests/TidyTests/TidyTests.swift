import Testing

/// The project's own sources keep the project's rules.
@Suite struct `The source tree` {
    private let project = SourceTree.project

    @Test func `was found`() {
        #expect(project.files.contains { $0.path == "Tests/TidyTests/TidyTests.swift" })
        #expect(project.files.contains { $0.path.hasPrefix("Sources/Domain/") })
    }

    @Test func `keeps the architecture's imports`() {
        expectNone(project.complaints(ImportRules.project.complaints))
    }

    @Test func `has files of at most 400 lines`() {
        expectNone(project.complaints(SizeRules.project.fileComplaints))
    }

    @Test func `has functions of at most 70 lines`() {
        expectNone(project.complaints(SizeRules.project.functionComplaints))
    }

    @Test func `has lines of at most 100 columns`() {
        expectNone(project.complaints(SizeRules.project.columnComplaints))
    }

    @Test func `names no size of what is gone`() {
        let paths = Set(project.files.map(\.path))
        #expect(SizeRules.project.knownFiles.keys.allSatisfy(paths.contains))
        let functions = project.files.flatMap { file in
            SizeRules.functions(of: file).map { "\(file.path) \($0.name)" }
        }
        #expect(SizeRules.project.knownFunctions.keys.allSatisfy(Set(functions).contains))
    }

    @Test func `uses no banned word`() {
        expectNone(project.complaints(WordRules.project.complaints))
    }

    @Test func `answers every state and event by name`() {
        expectNone(project.complaints(LanguageRules.openSwitches))
    }

    @Test func `has a way for every message that a process lists`() {
        expectNone(project.complaints(RouteRules.complaints))
    }

    @Test func `proves what the compiler cannot`() {
        expectNone(project.complaints(LanguageRules.unproven))
    }

    @Test func `reads no foreign syntax by Character`() {
        expectNone(project.complaints(SyntaxRules.complaints))
    }

    @Test func `explains what other modules see`() {
        expectNone(project.complaints(DocumentationRules.project.complaints))
    }

    @Test func `has file names that say what is inside`() {
        expectNone(project.complaints(LayoutRules.fileName))
        #expect(LayoutRules.emptyNames(of: project.folders) == [])
    }

    @Test func `has clean ends of lines and files`() {
        expectNone(project.complaints(LayoutRules.ends))
    }

    @Test func `has nothing at the top that does not belong there`() {
        #expect(LayoutRules.leftovers(at: project.topLevel) == [])
    }
}
