import Domain
import Foundation
import Testing

@testable import Texts

@Suite struct TextsTests {
    private let russian: Texts
    private let english: Texts

    init() throws {
        russian = try Texts(locale: .ru)
        english = try Texts(locale: .en)
    }

    @Test func `missing fields are listed by their names in words`() {
        let phrase = Phrase(
            "qualification.rejected.required_fields_missing",
            ["fields": .list([.text("company"), .text("contact_phone"), .text("inn")])]
        )
        #expect(
            russian.text(phrase)
                == "Чтобы лид стал целевым, заполните поля: компания, телефон контакта, inn."
        )
        #expect(
            english.text(phrase)
                == "To make this a target lead, fill in: company, contact phone, inn."
        )
    }

    @Test func `a return without a comment is answered with the word comment`() {
        let phrase = Phrase("qualification.rejected.comment_needed")
        #expect(russian.text(phrase).contains("комментарий"))
        #expect(english.text(phrase).contains("comment"))
    }

    @Test func `an alert about positions names engine and device in words, and what is left out`() {
        let phrase = Phrase(
            "positions.left_top",
            [
                "client": .text("Дом"), "site": .text("dom.ru"), "engine": .text("yandex"),
                "region": .text("213"), "device": .text("mobile"), "count": .number(12),
                "queries": .text("окна, двери"), "more": .number(10), "times": .number(2),
            ]
        )
        #expect(
            russian.text(phrase) == """
                Дом, dom.ru, Яндекс, регион 213, телефоны: запросы вышли из первой десятки и не \
                вернулись (запросов: 12, измерений подряд: 2): окна, двери и ещё 10
                """
        )
        #expect(english.text(phrase).hasPrefix("Дом, dom.ru, Yandex, region 213, mobile: keywords"))
    }

    @Test func `text is neither escaped nor read as a template`() {
        let name = #"<b>"Рога & Копыта"</b> {{stage}} {{{person}}} {{#x}}"#
        let phrase = Phrase(
            "qualification.rejected.actor_not_allowed",
            ["person": .text(name), "stage": .text("«новый» & <старый>")]
        )
        #expect(
            russian.text(phrase) == """
                \(name) не может перевести квалификацию на этап ««новый» & <старый>»: нет прав.
                """
        )
    }

    @Test func `a template that nobody wrote gives its name and its values`() {
        let phrase = Phrase(
            "no.such",
            ["person": .text("Анна"), "tries": .number(12345), "done": .bool(true)]
        )
        #expect(russian.text(phrase) == "no.such (done: да, person: Анна, tries: 12\u{A0}345)")
        #expect(english.text(phrase) == "no.such (done: yes, person: Анна, tries: 12,345)")
        #expect(russian.text(Phrase("no.such")) == "no.such")
    }

    @Test(arguments: Texts.Locale.allCases)
    func `no phrase of the catalogue comes out with a tag or a gap in it`(
        _ locale: Texts.Locale
    ) throws {
        let texts = try Texts(locale: locale)
        for (template, names) in Placeholders.ofTemplates {
            let values = Dictionary(uniqueKeysWithValues: names.map { ($0, Value.text("X")) })
            let text = texts.text(Phrase(template, values))
            // What companies add to documents is nothing unless they do.
            if template.hasPrefix("document.note_") { continue }
            #expect(!text.isEmpty && !text.contains("{{") && !text.contains("}}"), "\(text)")
            // HTML may be set in as many spaces as it likes, and its styles have braces.
            guard !template.hasSuffix(Template.suffixOfHTML) else { continue }
            #expect(!text.contains("{") && !text.contains("  "), "\(text)")
        }
    }

    @Test func `a day without a time is written as a date`() {
        let phrase = Phrase(
            "mail.documents.subject",
            ["from": .text("2026-10-01"), "to": .text("2026-10-31"), "client": .text("А")]
        )
        #expect(
            russian.text(phrase) == "Документы за период 1 октября 2026 — 31 октября 2026: А"
        )
    }

    @Test func `values of the wrong shape are shown as they are`() {
        let phrase = Phrase(
            "qualification.rejected.required_fields_missing",
            ["fields": .object(["company": .list([.number(1), .null])])]
        )
        #expect(russian.text(phrase).hasSuffix("поля: компания."))
    }
}
