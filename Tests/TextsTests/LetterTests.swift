import Domain
import Foundation
import Testing

@testable import Texts

@Suite struct LetterTests {
    private static let evil = "<img src=x onerror=alert(1)> \" ' & <\u{338}b>"
    private static let parts = ["survey", "reminder", "review", "growth"]

    @Test(arguments: Texts.Locale.allCases, parts)
    func `nothing that fills a mail becomes HTML`(
        _ locale: Texts.Locale,
        _ letter: String
    ) throws {
        let html = try text(locale, "mail.\(letter).html", with: Self.evil)
        #expect(html.contains("&lt;img src=x onerror=alert(1)&gt; &quot; &#39; &amp; "))
        #expect(!html.contains("<img") && !html.contains("<\u{338}b"))
    }

    @Test(arguments: Texts.Locale.allCases)
    func `nothing that fills a page becomes HTML`(_ locale: Texts.Locale) throws {
        let pages = Placeholders.ofTemplates.keys.filter { $0.hasPrefix("page.") }
        #expect(pages.count > 8)
        for name in pages where name.hasSuffix(".html") {
            let html = try text(locale, name, with: Self.evil)
            #expect(!html.contains("<img") && !html.contains("<\u{338}b"), "\(name)")
        }
    }

    @Test(arguments: Texts.Locale.allCases, ["survey", "reminder"])
    func `a survey has three buttons, in HTML and in plain text`(
        _ locale: Texts.Locale,
        _ letter: String
    ) throws {
        let texts = try Texts(locale: locale)
        var values: [String: Value] = ["client": .text("Daisy")]
        for score in Satisfaction.allCases {
            values[score.rawValue] = .text("https://b.test/nps/T?score=\(score.rawValue)")
        }
        let html = texts.text(Phrase("mail.\(letter).html", values))
        let plain = texts.text(Phrase("mail.\(letter).text", values))
        for score in Satisfaction.allCases {
            let link = "https://b.test/nps/T?score=\(score.rawValue)"
            #expect(html.contains("href=\"\(link)\""))
            #expect(plain.components(separatedBy: link).count == 2)
        }
    }

    @Test(arguments: Texts.Locale.allCases, parts)
    func `a mail has what mail programs need`(
        _ locale: Texts.Locale,
        _ letter: String
    ) throws {
        let html = try text(locale, "mail.\(letter).html", with: "X")
        for needed in [
            "<!doctype html>", "<html lang=\"\(locale.rawValue)\">", "charset=\"utf-8\"",
            "name=\"color-scheme\" content=\"light dark\"", "prefers-color-scheme: dark",
            "role=\"presentation\"", "mso-hide:all",
        ] {
            #expect(html.contains(needed), "\(needed)")
        }
        #expect(!html.contains("<script") && !html.contains("<link") && !html.contains("src="))
        // RFC 5321: a line of a mail has at most 998 bytes.
        #expect(html.split(separator: "\n").allSatisfy { $0.utf8.count < 998 })
    }

    @Test func `a company's own template can't turn escaping off`() throws {
        let name = "mail.survey.html"
        let template = try Template(
            TemplateSource(file: name, text: "{{{client}}}{{&client}}{{client}}"),
            named: name
        )
        let wording = Wording(language: .english, timeZone: .gmt)
        #expect(template.render(["client": .text("<")], wording) == "&lt;&lt;&lt;")
    }

    private func text(
        _ locale: Texts.Locale,
        _ template: String,
        with value: String
    ) throws -> String {
        let names = try #require(Placeholders.ofTemplates[template])
        let values = Dictionary(uniqueKeysWithValues: names.map { ($0, Value.text(value)) })
        return try Texts(locale: locale).text(Phrase(template, values))
    }
}
