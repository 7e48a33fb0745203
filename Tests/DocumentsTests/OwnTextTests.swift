import Domain
import Foundation
import Testing
import Texts

/// A company that says it in its own words.
@Suite struct `A company's own texts` {
    private func templates(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        return folder
    }

    private func office(_ files: [String: String]) throws -> DocumentOffice {
        let folder = try templates(files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let office = try DocumentOffice("schedule = \"off\"", templates: folder)
        try office.client()
        try office.charge("c1", "1000.00", on: "2026-02-10")
        return office
    }

    @Test func `are frozen with the set, and none where it has none`() throws {
        let office = try office([
            "ru/document.note_invoice.mustache": "Счёт для {{client}} действителен 5 дней.",
            "ru/document.done.mustache": "Работы за {{period}} сделаны.",
            "ru/mail.documents.text.mustache": "{{seller}}: к оплате {{money(total)}}.",
        ])
        try office.want("R1", #"["invoice", "completion"]"#)
        let set = try #require(office.frozen.first)
        #expect(
            set.texts == [
                "note_invoice": "Счёт для {client} действителен 5 дней.",
                "done": "Работы за {period} сделаны.",
            ]
        )
        #expect(set.text(.act) == PaperPhrase.act.text(.russian))
        #expect(office.letters == ["ООО «Ромашка Диджитал»: к оплате 1000\u{A0}₽."])
        let plain = try self.office(["ru/mail.documents.subject.mustache": "Документы"])
        try plain.want("R1")
        #expect(plain.frozen.first?.texts == nil)
    }

    @Test func `of an analysis hold no number`() throws {
        let folder = try templates([
            "ru/document.note_analysis.mustache": "Мы лучшие.\nУже 10 лет.",
            "en/document.note_act.mustache": "{{clinet}}",
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        // What is wrong in the other language is told as well.
        let error = #expect(throws: TextsError.self) {
            _ = try Texts(locale: .ru, overrides: folder)
        }
        let said = error?.description ?? ""
        #expect(said.contains("/ru/document.note_analysis.mustache:2:5: "), "\(said)")
        #expect(said.contains("/en/document.note_act.mustache:1:1: "), "\(said)")
        #expect(said.contains("did you mean client?"), "\(said)")
    }
}
