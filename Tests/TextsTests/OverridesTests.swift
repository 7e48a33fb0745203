import Domain
import Foundation
import Testing

@testable import Texts

@Suite struct OverridesTests {
    @Test func `a file replaces one template and leaves the others`() throws {
        let folder = try Folder()
        try folder.write(
            "qualification.nobody_available.mustache",
            "Никого: {{lead}}{{! ради теста }}\n"
        )
        let texts = try Texts(locale: .ru, overrides: folder.url)
        let phrase = Phrase("qualification.nobody_available", ["lead": .text("Л<1>")])
        #expect(texts.text(phrase) == "Никого: Л<1>")
        #expect(texts.text(Phrase("qualification.rejected.comment_needed")).contains("коммент"))
    }

    @Test func `lines, lists and conditions work in a file`() throws {
        let folder = try Folder()
        try folder.write(
            "qualification.rejected.required_fields_missing.mustache",
            "Нужно:\n{{#fields}}\n- {{labels(.)}}\n{{/fields}}\n{{^fields}}ничего{{/fields}}\n"
        )
        let texts = try Texts(locale: .ru, overrides: folder.url)
        let phrase = Phrase(
            "qualification.rejected.required_fields_missing",
            ["fields": .list([.text("company"), .text("region")])]
        )
        #expect(texts.text(phrase) == "Нужно:\n- компания\n- регион\n")
    }

    @Test func `an unknown file name is an error that says what was meant`() throws {
        let folder = try Folder()
        try folder.write("qualification.nobody_availible.mustache", "Никого")
        try folder.write("person.skipped.absent.txt", "Никого")
        let error = try failure(folder)
        #expect(error.problems.map(\.code) == [.unknownTemplate, .unknownTemplate])
        #expect(
            error.description.contains("did you mean qualification.nobody_available.mustache?")
        )
        #expect(error.description.contains("did you mean person.skipped.absent.mustache?"))
    }

    @Test(
        arguments: [
            ("а\n{{lead", 2), ("{{#lead}}\nа", 2), ("{{/lead}}", 1), ("а\nб {{#lead}}{{/x}}", 2),
            ("{{le ad}}", 1), ("{{#lead}}   ", 1), ("а {", 1),
        ])
    func `a template that can't be parsed is an error with its place`(
        _ text: String,
        _ line: Int
    ) throws {
        let folder = try Folder()
        try folder.write("qualification.nobody_available.mustache", text)
        let problem = try #require(try failure(folder).problems.first { $0.code == .malformed })
        #expect(problem.file.hasSuffix("/ru/qualification.nobody_available.mustache"))
        #expect(problem.line == line)
    }

    @Test func `a value that the sentence does not have is an error with its place`() throws {
        let folder = try Folder()
        try folder.write("qualification.nobody_available.mustache", "Лид\n и {{led}} тут")
        let problem = try #require(try failure(folder).problems.first)
        #expect(problem.code == .unknownPlaceholder)
        #expect((problem.line, problem.column) == (2, 4))
        #expect(problem.message == "there is no value led, only lead; did you mean lead?")
    }

    @Test(
        arguments: [
            "{{>lead}}", "{{<lead}}{{/lead}}", "{{$lead}}{{/lead}}", "{{=<% %>=}}",
            "{{% CONTENT_TYPE: HTML}}",
        ])
    func `tags beyond values and sections are refused`(_ text: String) throws {
        let folder = try Folder()
        try folder.write("qualification.nobody_available.mustache", text)
        #expect(try failure(folder).problems.map(\.code).contains(.unsupportedTag))
    }

    @Test func `an unknown helper is an error`() throws {
        let folder = try Folder()
        try folder.write("qualification.nobody_available.mustache", "{{lables(lead)}}")
        let problem = try #require(try failure(folder).problems.first)
        #expect(problem.code == .unknownHelper)
        #expect(problem.message.contains("did you mean labels?"))
    }

    @Test func `a blank file and a missing folder are errors`() throws {
        let folder = try Folder()
        try folder.write("person.skipped.absent.mustache", " \n")
        #expect(try failure(folder).problems.map(\.code) == [.empty])
        let nowhere = TextsError([
            .init(
                .unreadable,
                file: folder.url.appending(path: "no/ru").path,
                "this folder of templates can't be read"
            )
        ])
        #expect(throws: nowhere) {
            try Texts(locale: .ru, overrides: folder.url.appending(path: "no"))
        }
    }

    private func failure(_ folder: Folder) throws -> TextsError {
        try #require(throws: TextsError.self) {
            try Texts(locale: .ru, overrides: folder.url)
        }
    }
}

/// A folder of Russian templates that lives as long as the test.
private final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(
            at: url.appending(path: "ru"),
            withIntermediateDirectories: true
        )
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: url.appending(path: "ru").appending(path: name))
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
