import Domain
import Foundation
import Testing
import Texts

@testable import Reports

/// What each sees who opens his first page.
@Suite struct `A first page` {
    private let calendar = SimulatedQuarter.calendar
    /// 2026-09-25 in Moscow.
    private let now = Date(timeIntervalSince1970: 1_790_300_000)
    private let quarter: SimulatedQuarter

    private static let shared = Result { try SimulatedQuarter(seed: 11, leads: 120) }

    init() throws { quarter = try Self.shared.get() }

    private func maker(_ facts: [any FactRow]) -> ReportMaker {
        ReportMaker(
            FactSource(
                facts,
                ledger: facts.isEmpty ? [] : quarter.ledger,
                calendar: calendar,
                names: ["m1": "Марина"]
            ),
            terms: ReportMaker.Terms(
                calendar: calendar,
                configuration: "c0ffee",
                pay: SimulatedQuarter.pay
            ),
            now: now
        )
    }

    private func reports(_ reader: Reader, _ facts: [any FactRow]) throws -> [Report] {
        try FirstPage.requests(of: reader, now: now, calendar: calendar).map {
            try maker(facts).report($0)
        }
    }

    private func page(
        _ reader: Reader,
        _ facts: [any FactRow]? = nil,
        _ locale: Texts.Locale = .ru,
        present: Present? = nil
    ) throws -> String {
        FirstPage(
            language(locale),
            for: reader,
            reports: try reports(reader, facts ?? quarter.facts),
            present: present,
            now: now,
            zone: calendar.timeZone
        ).text
    }

    private func language(_ locale: Texts.Locale) -> ReportLanguage {
        ReportLanguage(locale) { $0 }
    }

    @Test(arguments: Reader.allCases)
    func `asks only for columns that its reports have`(_ reader: Reader) throws {
        for (block, report) in zip(reader.blocks, try reports(reader, quarter.facts)) {
            let columns = report.columns.map(\.key)
            for key in block.tiles + block.columns {
                #expect(columns.contains(key), "\(block.report.rawValue) has no \(key)")
            }
            #expect(report.request.by == block.by)
            #expect(block.tiles.isEmpty || report.total != nil, "\(block.report.rawValue)")
        }
    }

    @Test(arguments: Reader.allCases, [Texts.Locale.ru, .en])
    func `has all its words in both languages`(
        _ reader: Reader,
        _ locale: Texts.Locale
    ) throws {
        let html = try page(reader, nil, locale)
        for word in ["reader.", "report.", "column.", "first.", "by.", "home.", "none."] {
            #expect(!html.contains(">\(word)"), "\(word) is untranslated")
        }
        #expect(html.contains("lang=\"\(locale.rawValue)\""))
    }

    @Test(arguments: Reader.allCases)
    func `leads to its reports, as its reader, and to everybody else's page`(
        _ reader: Reader
    ) throws {
        let html = try page(reader)
        for other in Reader.allCases {
            #expect(html.contains("href=\"/for/\(other.rawValue)\""))
        }
        for name in reader.reports {
            #expect(html.contains("/reports/\(name.rawValue)?for=\(reader.rawValue)\""))
        }
        for block in reader.blocks {
            let link = "/reports/\(block.report.rawValue)?from="
            #expect(html.contains(link))
            #expect(html.contains("&amp;by=\(block.by.rawValue)&amp;for=\(reader.rawValue)\""))
        }
        let here = "href=\"/for/\(reader.rawValue)\" aria-current=\"page\""
        #expect(html.contains(here))
    }

    @Test(arguments: Reader.allCases)
    func `says the same as its reports`(_ reader: Reader) throws {
        let language = language(.ru)
        let html = try page(reader)
        for (block, report) in zip(reader.blocks, try reports(reader, quarter.facts))
        where !report.rows.isEmpty {
            let places = report.columns.indices
            for index in places where block.tiles.contains(report.columns[index].key) {
                let cell = try #require(report.total).cells[index]
                let figure = language.text(cell, calendar.timeZone)
                let title = language.title(report.columns[index])
                #expect(html.contains("<span>\(title)</span><b>\(figure)</b>"))
            }
            guard !block.columns.isEmpty else { continue }
            for row in report.rows.prefix(block.rows) {
                let cells = block.columns.compactMap { key in
                    places.first { report.columns[$0].key == key }.map { row.cells[$0] }
                }
                let text = cells.map { "<td>\(language.text($0, calendar.timeZone))</td>" }
                let name = language.name(of: row, block.by)
                #expect(html.contains("<tr><td>\(name)</td>\(text.joined())</tr>"))
            }
        }
    }

    @Test(arguments: Reader.allCases)
    func `of a company that has just begun says that there is nothing yet`(
        _ reader: Reader
    ) throws {
        let html = try page(reader, [])
        let empty = html.ranges(of: "За этот период ничего нет.").count
        #expect(empty == reader.blocks.count)
    }

    @Test func `tells its reader what goes on first, and takes no name for markup`() throws {
        var present = Present()
        present.urgent = [
            (
                "recovery",
                [
                    Present.Deadline(
                        process: "recovery",
                        name: "accept",
                        about: "C1",
                        client: "<b>Лютик & Ко</b>",
                        due: now + 3600
                    )
                ]
            )
        ]
        let html = try page(.head, present: present)
        let client = try #require(html.firstRange(of: "&lt;b&gt;Лютик &amp; Ко&lt;/b&gt;"))
        let report = try #require(html.firstRange(of: "<h2 class=\"first\">"))
        #expect(client.lowerBound < report.lowerBound)
        #expect(!html.contains("<b>Лютик"))
    }

    @Test func `leaves a report its reader when he asks for other days`() throws {
        let words = ReportWords(name: "heads", reader: "head")
        let request = try words.request(now: now, calendar: calendar, format: .html)
        let html = try maker(quarter.facts).report(request).text(language(.en))
        #expect(html.contains("<input type=\"hidden\" name=\"for\" value=\"head\">"))
        #expect(html.contains("href=\"/for/head\" aria-current=\"true\""))
        #expect(!html.contains("/reports/documents"), "a head has nothing to do with it")
        #expect(throws: ReportProblem.self) {
            try ReportWords(name: "heads", reader: "nobody")
                .request(now: now, calendar: calendar, format: .html)
        }
    }

    // MARK: - The page of the present

    private func home(isReady: Bool = true) -> HomePage {
        HomePage(
            language(.ru),
            parts: [.init(name: "database", isWell: isReady, text: "connected")],
            isReady: isReady,
            now: now,
            zone: calendar.timeZone
        )
    }

    @Test func `is behind a door of the page of the present`() {
        let html = home().text(Present())
        for reader in Reader.allCases {
            #expect(html.contains("class=\"door\" href=\"/for/\(reader.rawValue)\""))
        }
        #expect(!html.contains("class=\"note\""), "there is nothing to look after")
        let strangers = home().textForStrangers(mayLogIn: true)
        #expect(!strangers.contains("/for/") && !strangers.contains("/reports/"))
    }

    @Test func `of the operator is what the page of the present leads to when something waits`() {
        var present = Present()
        present.backlog.deadLetters = 3
        present.deadLetters = [
            .init(at: now, type: "lead.created", about: "0-7", reason: "lead_id is missing")
        ]
        let html = home().text(present)
        #expect(html.contains("<a href=\"/for/operator\">Ещё не обработано"))
        #expect(!html.contains("lead_id is missing"))
        let operators = home().textForOperators(present)
        #expect(operators.contains("lead_id is missing"))
        #expect(operators.contains("href=\"/for/operator\" aria-current=\"page\""))
    }
}
