import Domain
import Foundation
import Reports
import Testing

@Suite struct `A period` {
    private let moscow = WorkCalendar(
        timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt
    )
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func request(_ words: ReportWords) throws -> ReportRequest {
        try words.request(now: now, calendar: moscow, format: .json)
    }

    @Test func `is this month where nobody says`() throws {
        let request = try request(ReportWords(name: "marketing"))
        #expect(request.period.from.text == "2026-09-01")
        #expect(request.period.to.text == "2026-09-30")
        #expect(request.by == .campaign && request.format == .json)
    }

    @Test func `of the ranking is this quarter`() throws {
        let period = try request(ReportWords(name: "ranking")).period
        #expect(period.from.text == "2026-07-01" && period.to.text == "2026-09-30")
        #expect(period.previous.from.text == "2026-04-01")
        #expect(period.previous.to.text == "2026-06-30")
    }

    @Test func `includes its last day, in the company's time zone`() throws {
        let words = ReportWords(name: "race", from: "2026-09-21", to: "2026-09-21")
        let range = try request(words).period.range(moscow)
        #expect(range.lowerBound == Date(timeIntervalSince1970: 1_789_938_000))
        #expect(range.upperBound.timeIntervalSince(range.lowerBound) == 86_400)
    }

    @Test func `is compared with as many days before, or as many months`() throws {
        let days = ReportWords(name: "race", from: "2026-09-11", to: "2026-09-20")
        let before = try request(days).period.previous
        #expect(before.from.text == "2026-09-01" && before.to.text == "2026-09-10")
        let month = ReportWords(name: "race", from: "2026-03-01", to: "2026-03-31")
        let february = try request(month).period.previous
        #expect(february.from.text == "2026-02-01" && february.to.text == "2026-02-28")
    }

    @Test(arguments: [
        (ReportWords(name: "sales"), "there are marketing, channels"),
        (ReportWords(name: "race", from: "yesterday"), "a date such as 2026-09-21"),
        (ReportWords(name: "race", from: "2026-02-30"), "a date such as"),
        (ReportWords(name: "race", from: "2026-09-02", to: "2026-09-01"), "must not be after"),
        (ReportWords(name: "race", by: "campaign"), "by must be person"),
        (ReportWords(name: "marketing", by: "moon"), "campaign, source, marketer"),
        (ReportWords(name: "race", format: "pdf"), "table, csv, excel, json or html"),
    ])
    func `that makes no sense is refused with what does`(words: ReportWords, hint: String) {
        let problem = #expect(throws: ReportProblem.self) { try request(words) }
        #expect(problem?.message.contains(hint) == true, "\(problem?.message ?? "")")
    }

    @Test(arguments: [
        ("2026-01-01", "2026-W01"), ("2027-01-01", "2026-W53"), ("2024-12-30", "2025-W01"),
        ("2026-09-21", "2026-W39"),
    ])
    func `knows the weeks of ISO 8601`(day: String, week: String) throws {
        #expect(try #require(CalendarDay(day)).weekText == week)
    }
}
