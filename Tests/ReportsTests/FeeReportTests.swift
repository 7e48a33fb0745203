import Domain
import Foundation
import Testing
import Texts

@testable import Reports

/// Reports of prices and of who was given what, from facts.
@Suite struct `A report of money` {
    private let calendar = WorkCalendar(timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt)
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func text(
        _ facts: [any FactRow],
        _ name: String,
        by: String? = nil,
        format: String = "json",
        ledger: [LedgerLine] = []
    ) throws -> String {
        let source = FactSource(
            facts,
            ledger: ledger,
            calendar: calendar,
            names: ["anna": "Анна", "h1": "Ирина"]
        )
        let terms = ReportMaker.Terms(calendar: calendar, configuration: "c0ffee", pay: nil)
        let words = ReportWords(name: name, by: by, format: format)
        let request = try words.request(now: now, calendar: calendar, format: .json)
        return try ReportMaker(source, terms: terms, now: now).report(request)
            .text(ReportLanguage(.en) { $0 })
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        )
    }

    // MARK: - Accounts

    private func turn(
        _ request: String,
        _ person: PersonID,
        assigned: Bool = true,
        ending: String? = nil
    ) -> any FactRow {
        RequestTurnFact(
            requestID: RequestID(trusted: request),
            attempt: 1,
            kind: .client,
            personID: person,
            at: now - 3600,
            assignedAt: assigned ? now - 1800 : nil,
            ending: ending,
            endedAt: ending == nil ? nil : now
        )
    }

    @Test func `counts as an assignment what somebody has, neither offers nor what was taken back`()
        throws
    {
        let facts = [
            turn("Q1", "anna"), turn("Q2", "boris"), turn("Q3", "anna"),
            turn("Q4", "boris", assigned: false), turn("Q5", "boris", ending: "cancelled"),
        ]
        let rows = try #require(try object(text(facts, "initiative"))["rows"] as? [[String: Any]])
        let shares = Dictionary(
            uniqueKeysWithValues: rows.map { ($0["key"] as? String ?? "", $0["share"] as? Double) }
        )
        #expect(shares == ["anna": 0.6667, "boris": 0.3333])
        let boris = try #require(rows.first { $0["key"] as? String == "boris" })
        #expect(boris["clients"] as? Int == 1 && boris["offered"] as? Int == 1)
    }

    @Test func `says who was passed over, and why`() throws {
        let skip = RequestSkipFact(
            requestID: "Q1",
            attempt: 1,
            kind: .client,
            personID: "anna",
            reason: .full,
            at: now - 60
        )
        let rows = try #require(try object(text([skip], "initiative"))["rows"] as? [[String: Any]])
        #expect(rows.first?["skips"] as? [String: Int] == ["full": 1])
        #expect(try text([skip], "initiative", by: "skip", format: "table").contains("Анна"))
        #expect(try text([skip], "initiative", by: "skip").contains(#""why": "full""#))
    }

    // MARK: - Forms

    @Test func `gives money two columns in every spreadsheet`() throws {
        for name in ReportName.allCases {
            for by in name.groupings {
                let lines = try text([], name.rawValue, by: by.rawValue, format: "csv")
                    .split(whereSeparator: \.isNewline)
                let source = FactSource([], calendar: calendar)
                let terms = ReportMaker.Terms(calendar: calendar, configuration: "", pay: nil)
                let words = ReportWords(name: name.rawValue, by: by.rawValue)
                let request = try words.request(now: now, calendar: calendar, format: .csv)
                let report = try ReportMaker(source, terms: terms, now: now).report(request)
                for (column, cell) in zip(report.columns, report.total?.cells ?? []) {
                    guard case .money = cell else { continue }
                    #expect(column.isMoney, "\(name) \(column.key)")
                }
                let heads = report.columns.reduce(1) { $0 + ($1.isMoney ? 2 : 1) }
                #expect(lines.first?.split(separator: ",").count == heads, "\(name) \(by)")
            }
        }
    }
}
