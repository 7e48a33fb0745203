import Domain
import Foundation
import Testing

@testable import Texts

@Suite struct WordingTests {
    private let russian: Wording
    private let english: Wording

    init() throws {
        let moscow = try #require(TimeZone(identifier: "Europe/Moscow"))
        russian = Wording(language: .russian, timeZone: moscow)
        english = Wording(language: .english, timeZone: .gmt)
    }

    @Test(
        arguments: [
            ("0", "0", "0"), ("2026", "2026", "2026"), ("-12.5", "−12,5", "−12.5"),
            ("12345", "12\u{A0}345", "12,345"),
            ("1234567.89", "1\u{A0}234\u{A0}567,89", "1,234,567.89"),
            ("-123456", "−123\u{A0}456", "−123,456"),
        ])
    func `numbers are grouped and pointed by language`(
        _ number: String,
        _ inRussian: String,
        _ inEnglish: String
    ) throws {
        let value = Value.number(try #require(Decimal(string: number)))
        #expect(russian.text(value) == inRussian)
        #expect(english.text(value) == inEnglish)
    }

    @Test(
        arguments: [
            (0, "0 с"), (45, "45 с"), (900, "15 мин"), (5400, "1 ч 30 мин"), (3605, "1 ч"),
            (86400, "1 дн."), (180_061, "2 дн. 2 ч"),
        ])
    func `durations show the two largest units`(_ seconds: Int, _ text: String) {
        let shown = russian.text(.number(Decimal(seconds)), .duration)
        #expect(shown.replacing("\u{A0}", with: " ") == text)
    }

    @Test func `instants are told in the company's time zone`() {
        let instant = Value.text("2026-03-03T21:05:00Z")
        #expect(russian.text(instant, .moment) == "4 марта 2026, 0:05")
        #expect(russian.text(instant, .date) == "4 марта 2026")
        #expect(english.text(instant, .moment) == "3 March 2026, 21:05")
        #expect(english.text(.text("2026-03-03T21:05:00.250+03:00"), .time) == "18:05")
    }

    @Test func `money has its sign, and kopecks only where there are any`() {
        let whole = Value.object(["amount": .text("150000.00"), "currency": .text("RUB")])
        let parts = Value.object(["amount": .text("1500.5"), "currency": .text("CNY")])
        #expect(russian.text(whole, .money) == "150\u{A0}000\u{A0}₽")
        #expect(russian.text(parts, .money) == "1500,50\u{A0}CNY")
        #expect(english.text(whole, .money) == "150,000\u{A0}₽")
    }

    @Test func `coded words keep the code beside their meaning where it is asked for`() {
        #expect(russian.text(.text("junk"), .word) == "некачественный лид")
        #expect(english.text(.text("spam"), .coded) == "spam")
        #expect(russian.text(.text("junk"), .coded) == "некачественный лид (junk)")
        #expect(russian.text(.text("DT128_12:NEW"), .coded) == "DT128_12:NEW")
        #expect(
            russian.text(.list([.text("sales_head"), .text("cook")]), .roles) == "РОП, cook"
        )
    }

    @Test(arguments: Filling.Helper.allCases)
    func `a value that a helper can't read is shown as it is`(_ helper: Filling.Helper) {
        #expect(russian.text(.text("что-то"), helper) == "что-то")
        #expect(russian.text(.null, helper).isEmpty)
    }
}
