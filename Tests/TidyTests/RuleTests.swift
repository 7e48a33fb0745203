import Testing

/// Every rule finds what it is for, and leaves alone what only looks like it.
@Suite struct `A rule` {
    private func domain(_ text: String) -> SourceFile {
        SourceFile(path: "Sources/Domain/A.swift", text: text)
    }

    private func lines(_ complaints: [Complaint]) -> [Int] { complaints.map(\.line) }

    // MARK: reading code

    @Test(arguments: [
        (#"let a = "try!" // try!"#, "let a ="),
        (#"let a = "\(f("x") + "}")"; b"#, "let a =                  ; b"),
        ("a /* b /* c */ d */ e", "a                   e"),
        (##"let a = #"a"b\(c)"#; d"##, "let a =            ; d"),
        ("let a = \"\"\"\n  { \"\n  \"\"\"\nb", "let a =\n\n\nb"),
        ("func `a { b`() {}", "func `_____`() {}"),
    ])
    func `reads code and not what stands in comments and literals`(text: String, code: String) {
        let read = String(decoding: CodeReader.blanked([UInt8](text.utf8)), as: UTF8.self)
        let trimmed = read.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
        #expect(trimmed.joined(separator: "\n") == code)
    }

    // MARK: routes

    @Test(arguments: [
        ("as B: [] case is C: []", [Int]()), ("as B: []", [2]), ("as B: [] case is D: []", [2, 4]),
    ])
    func `finds messages that are listed and not taken, or taken and not listed`(
        cases: String,
        complaints: [Int]
    ) {
        let file = domain(
            """
            enum A {
                static let reads: [any Message.Type] = [B.self, C.self]
                static func concerns(of event: Event) -> [Int] {
                    switch event.body { case let body \(cases) default: [] }
                }
            }
            """
        )
        #expect(lines(RouteRules.complaints(about: file)) == complaints)
    }

    // MARK: imports

    @Test func `finds imports in every form`() {
        let file = domain(
            """
            import Foundation
            package import struct Engine.Lane
            @preconcurrency internal import CLibPQ
            // import Hummingbird
            """
        )
        #expect(ImportRules.imports(of: file).map(\.module) == ["Foundation", "Engine", "CLibPQ"])
        #expect(lines(ImportRules.project.complaints(about: file)) == [2, 3])
    }

    @Test func `allows what the table allows`() {
        let file = SourceFile(
            path: "Sources/Postgres/A.swift",
            text: "import CLibPQ\nimport Foundation\n"
        )
        #expect(ImportRules.project.complaints(about: file) == [])
    }

    @Test func `asks for a row for a new module`() {
        let file = SourceFile(path: "Sources/Extra/A.swift", text: "\n")
        #expect(ImportRules.project.complaints(about: file).count == 1)
    }

    @Test(arguments: ["Sources/baton/A.swift", "Tests/BatonTests/A.swift", "Sources/Web/A.swift"])
    func `lets nobody import the executable`(path: String) {
        let file = SourceFile(path: path, text: "@testable import baton\n")
        #expect(lines(ImportRules.project.complaints(about: file)) == [1])
    }

    // MARK: sizes

    @Test func `measures functions with a body and nothing else`() {
        let file = domain(
            """
            protocol P {
                func a()
                init(b: Int)
                var c: Int { get }
            }
            struct S {
                var d = 1
                var e: Int {
                    1
                }
                init() { self.init(b: 1) }
                func f(
                    g: () -> Void = { }
                ) -> [Int]
                where T: P {
                    if true { }
                }
            }
            """
        )
        let sizes = SizeRules.functions(of: file).map { "\($0.name) \($0.size)" }
        #expect(sizes == ["c 1", "e 3", "init 1", "f 6"])
    }

    @Test func `finds a function that grew past the limit`() {
        let file = domain("func long() {\n" + String(repeating: "    work()\n", count: 69) + "}\n")
        #expect(lines(SizeRules.project.functionComplaints(about: file)) == [1])
        let known = SizeRules(knownFunctions: ["Sources/Domain/A.swift long": 71])
        #expect(known.functionComplaints(about: file) == [])
    }

    @Test func `lets a known size only shrink`() {
        let file = domain("func short() {\n}\n")
        let known = SizeRules(knownFunctions: ["Sources/Domain/A.swift short": 90])
        #expect(lines(known.functionComplaints(about: file)) == [1])
    }

    @Test func `finds long files and long lines`() {
        let file = domain(String(repeating: "\n", count: 401))
        #expect(lines(SizeRules.project.fileComplaints(about: file)) == [1])
        let widths = [1, 98, 97].map { "// " + String(repeating: "ж", count: $0) + "\n" }
        let wide = domain(widths.joined())
        #expect(lines(SizeRules.project.columnComplaints(about: wide)) == [2])
    }

    // MARK: words

    @Test func `finds every banned word, with what to use instead`() {
        for word in WordRules.project.words {
            let file = domain("let a = b \(word.word)\n")
            #expect(
                WordRules.project.complaints(about: file).contains {
                    $0.what.hasSuffix(word.instead)
                }
            )
        }
    }

    @Test(arguments: [
        "let a = \"fatalError\"", "let retry = try? b", "let update = Update()", "context.now",
        "let a = Date(b)",
        "x.shuffled(using: &generator)", "sleepers.usleeper", "let blueprint = 1; blueprint(a)",
    ])
    func `leaves alone what only looks like a banned word`(text: String) {
        #expect(WordRules.project.complaints(about: domain(text + "\n")) == [])
    }

    @Test func `lets the clock be read outside the deciding modules, and in the one file within`() {
        for path in [
            "Sources/Bus/A.swift", "Sources/Engine/WallClock.swift", "Tests/DomainTests/A.swift",
        ] {
            #expect(
                WordRules.project.complaints(about: SourceFile(path: path, text: "Date()\n")) == []
            )
        }
    }

    // MARK: language

    @Test func `finds a default over state and event`() {
        let file = domain(
            """
            switch (lead.state, event) {
            case (.a, .b):
                switch kind { case .x: 1; default: 2 }
            default: 3
            }
            switch state { default: 1 }
            switch (a, b) { default: 1 }
            """
        )
        #expect(lines(LanguageRules.openSwitches(in: file)) == [4])
    }

    @Test func `asks for a proof at the boundary to C, and allows none elsewhere`() {
        let text = """
            struct A: @unchecked Sendable {}
            // One thread owns it.
            struct B: @unchecked Sendable {}
            // Set once before the threads start.
            @available(*, noasync)
            nonisolated(unsafe) var c = 1
            /// What it is for.
            struct D: @unchecked Sendable {}

            """
        #expect(
            lines(LanguageRules.unproven(in: SourceFile(path: "Sources/AMQP/A.swift", text: text)))
                == [1, 8]
        )
        #expect(
            lines(
                LanguageRules.unproven(in: SourceFile(path: "Tests/BusTests/A.swift", text: text))
            ) == [1, 8]
        )
        #expect(lines(LanguageRules.unproven(in: domain(text))) == [1, 3, 8, 6])
    }

    @Test func `asks for an explanation of what other modules see`() {
        let file = domain(
            """
            package import Foundation
            package struct A {
                /// Explained.
                @inlinable
                package static func b() {}
                package init(c: Int) {}
                package static func == (d: A, e: A) -> Bool { true }
                package private(set) var f = 1
                package mutating func g() {}
                func h() {}
                package subscript(i: Int) -> Int { 1 }
            }
            package extension A { }
            extension A: P { package func j() {} }
            /// Explained.
            package indirect enum K { case l }
            package final class M {}
            """
        )
        #expect(lines(DocumentationRules.project.complaints(about: file)) == [2, 9, 11, 17])
        let strict = DocumentationRules(kinds: ["init", "var"])
        #expect(lines(strict.complaints(about: file)) == [6, 8])
    }

    @Test func `finds syntax that is looked for by Character`() {
        let file = domain(
            #"""
            let a = text.replacing("\"", with: "\"\"")
            let b = text.split(separator: ",", maxSplits: 1)
            let c = text.lastIndex(
                of: "@")
            let d = text.contains("\\")
            let e = text.unicodeScalars.contains("@")
            let f = text.utf8.split(separator: UInt8(ascii: ","))
            let g = text.split(separator: " ")
            let h = text.replacing { $0 == "\"" ? "\"\"" : nil }
            let i = contains("@")
            let j = "text.replacing(x)"
            """#
        )
        #expect(lines(SyntaxRules.complaints(about: file)) == [1, 2, 3, 5])
    }

    // MARK: layout

    @Test func `finds leftovers and names that say nothing`() {
        let top = ["Package.swift", ".git", ".build-x", "Package.resolved", "notes.md", "Sources"]
        #expect(LayoutRules.leftovers(at: top) == ["notes.md"])
        let folders = [
            "Sources/Domain", "Sources/Domain/ProjectManagers", "Sources/Domain/Utils",
            "Tests/Models/A",
        ]
        #expect(LayoutRules.emptyNames(of: folders) == ["Sources/Domain/Utils", "Tests/Models/A"])
        let names = ["ProjectManager", "String+Helpers", "LeadUtils", "Utils", "Lead+State"]
        let found = names.filter { name in
            !LayoutRules.fileName(of: SourceFile(path: "Sources/Domain/\(name).swift", text: "\n"))
                .isEmpty
        }
        #expect(found == ["String+Helpers", "LeadUtils", "Utils"])
    }

    @Test(arguments: [
        ("a\n", []), ("a", [1]), ("a \nb\t\n", [1, 2]), ("a\n\n", [2]), ("a\r\n", [1]),
    ])
    func `finds blanks at ends of lines and a missing newline`(text: String, expected: [Int]) {
        #expect(lines(LayoutRules.ends(of: domain(text))) == expected)
    }
}
