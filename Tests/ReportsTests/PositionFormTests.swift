import Domain
import Foundation
import Reports
import Testing
import Texts

/// The worked example of positions in all forms.
@Suite struct `A report of positions` {
    private static let today = CalendarDay(year: 2026, month: 9, day: 15)
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func document(
        queries: [String] = ["a", "b", "c", "d", "e", "f"],
        days: Int = 2
    ) throws -> PositionDocument {
        let keywords = zip(queries, [1000, 500, 300, 200, 400, 100]).map {
            PositionKeyword(
                $0,
                frequency: $1,
                trackedFrom: Self.today.adding(days: -60)
            )
        }
        let codes: [[Int16]] = [[2, 6, 11, 0, 3, 42], [1, 7, 15, 0, -1, 42]]
        let readings = codes.suffix(days).enumerated().map { index, codes in
            PositionDay(
                Self.today.adding(days: index + 1 - days),
                codes: codes,
                depths: [100],
                isClosed: true,
                arrivedAt: Self.now
            )
        }
        let history = PositionHistory(
            key: PositionSeriesKey(site: "dom.test", engine: "yandex", region: "213"),
            clientID: "C1",
            keywords: keywords,
            days: readings
        )
        let terms = PositionTerms(coverageMin: 8000, now: Self.now)
        return PositionDocument(
            clientID: "C1",
            clientName: "ООО «Дом» <b>",
            date: Self.today,
            madeAt: Self.now,
            zone: .gmt,
            series: [try #require(PositionSeriesReport(history, at: Self.today, terms))],
            terms: .init(curve: .usual, coverageMin: 8000, settleAfter: .seconds(7200))
        )
    }

    private let russian = ReportLanguage(.ru) { $0 }
    private let english = ReportLanguage(.en) { $0 }

    private func json(_ document: PositionDocument) throws -> [String: Any] {
        let text = document.text(.json, russian)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(object as? [String: Any])
    }

    @Test func `says in JSON what the contract names`() throws {
        let report = try json(document())
        #expect(report["client_id"] as? String == "C1")
        let series = try #require((report["series"] as? [[String: Any]])?.first)
        let numbers: [String: Double] = [
            "coverage": 83.33, "tracked": 6, "measured": 5, "visibility": 57.86,
            "visibility_change": 2.38, "top3": 20, "top10": 40, "top30": 60, "top50": 80,
            "top100": 80, "median": 15, "mean": 16.25,
        ]
        for (name, value) in numbers {
            #expect((series[name] as? NSNumber)?.doubleValue == value, "\(name)")
        }
        #expect(series["compared_with"] as? String == "2026-09-14")
        #expect(series["region"] as? String == "213" && series["device"] is NSNull)
        let keywords = try #require(series["keywords"] as? [[String: Any]])
        let failed = try #require(keywords.first { $0["query"] as? String == "e" })
        #expect(failed["position"] as? String == "not_measured")
        #expect(failed["previous"] as? Int == 3)
        #expect(failed["state"] as? String == "not_compared")
    }

    @Test func `says null where there is nothing to compare with`() throws {
        let report = try json(document(days: 1))
        let series = try #require((report["series"] as? [[String: Any]])?.first)
        #expect(series["compared_with"] is NSNull && series["visibility_change"] is NSNull)
    }

    @Test func `is one page that is whole in itself`() throws {
        let page = try document().text(.html, russian)
        #expect(page.contains("57,86") && page.contains("83,33") && page.contains("<svg"))
        #expect(page.contains("Видимость выросла на 2,38"))
        #expect(page.contains("ООО «Дом» &lt;b&gt;") && !page.contains("<b>\u{20}"))
        for outside in ["http:", "https:", "<script", "<link", "@import", "url("] {
            #expect(!page.contains(outside), "\(outside)")
        }
        let other = try document().text(.html, english)
        #expect(other.contains("Visibility rose by 2.38") && other.contains("lang=\"en\""))
    }

    @Test func `of a single day draws a dot and says why nothing is compared`() throws {
        let page = try document(days: 1).text(.html, russian)
        #expect(page.contains("Сравнить не с чем: рядом нет полностью измеренного дня"))
        #expect(page.contains("<circle class=\"dot s2\""))
        #expect(!page.contains("<polyline class=\"line s2\""))
    }

    @Test func `never draws what failed to be measured`() throws {
        let page = try document().text(.html, russian)
        let row = try #require(page.firstMatch(of: /<tr><td>e<\/td>.*?<\/tr>/))
        #expect(row.output.contains("не измерено") && row.output.contains("не сравнивается"))
    }

    @Test func `in spreadsheets and on terminals holds every keyword`() throws {
        let queries = ["=a", "b", "c", "d", "e", "f"]
        let csv = try document(queries: queries).text(.csv, russian)
        #expect(csv.split(separator: "\r\n").count == 7)
        #expect(csv.contains(",'=a,"))
        let table = try document().text(.table, russian)
        #expect(table.contains("Видимость 57,86") && table.contains("не найдено"))
    }
}
