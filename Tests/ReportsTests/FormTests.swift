import Domain
import Foundation
import SeededChance
import Testing
import Texts

@testable import Reports

/// What a report looks like in each of its forms.
@Suite struct `A report` {
    private let calendar = WorkCalendar(timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt)
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func item(
        _ lead: String,
        campaign: String?,
        outcome: QualificationClose.Outcome? = nil,
        after seconds: Double = 60
    ) -> any FactRow {
        ItemFact(
            leadID: LeadID(trusted: lead),
            round: 1,
            openedAt: now - 3600,
            marketerID: "marina",
            channel: "site",
            campaign: campaign,
            firstPassedAt: outcome == nil ? nil : now - 1800,
            closedAt: outcome == nil ? nil : now - 1800 + seconds,
            outcome: outcome,
            junkStage: outcome == .junk ? "spam" : nil
        )
    }

    private func report(
        _ facts: [any FactRow],
        _ words: ReportWords,
        pay: PayPolicy? = nil
    ) throws -> Report {
        let source = FactSource(facts, calendar: calendar, names: ["marina": "Марина"])
        let terms = ReportMaker.Terms(calendar: calendar, configuration: "c0ffee", pay: pay)
        let request = try words.request(now: now, calendar: calendar, format: .json)
        return try ReportMaker(source, terms: terms, now: now, waiting: 3).report(request)
    }

    private func text(_ report: Report, _ locale: Texts.Locale = .en) -> String {
        report.text(ReportLanguage(locale) { $0 })
    }

    @Test func `names its period, zone, configuration and what is unprocessed`() throws {
        let report = try report([], ReportWords(name: "marketing"))
        let json = try JSONSerialization.jsonObject(with: Data(text(report).utf8))
        let object = try #require(json as? [String: Any])
        #expect(object["report"] as? String == "marketing")
        #expect(object["from"] as? String == "2026-09-01")
        #expect(object["to"] as? String == "2026-09-30")
        #expect(object["time_zone"] as? String == "Europe/Moscow")
        #expect(object["by"] as? String == "campaign")
        #expect(object["configuration"] as? String == "c0ffee")
        #expect((object["unprocessed"] as? [String: Any])?["waiting"] as? Int == 3)
        #expect((object["rows"] as? [Any])?.isEmpty == true)
        let total = try #require(object["total"] as? [String: Any])
        #expect(total["arrived"] as? Int == 0)
        #expect(total["acceptance_rate"] as? Double == 0)
        #expect(total["median_seconds_to_accept"] is NSNull)
        #expect(total["pay"] is NSNull)
    }

    @Test func `has the contract's figures`() throws {
        let facts = [
            item("1", campaign: "a", outcome: .acceptedBySales, after: 10),
            item("2", campaign: "a", outcome: .acceptedBySales, after: 15),
            item("3", campaign: "a", outcome: .junk), item("4", campaign: "b"),
        ]
        let report = try report(facts, ReportWords(name: "marketing"))
        let json = try JSONSerialization.jsonObject(with: Data(text(report).utf8))
        let rows = try #require((json as? [String: Any])?["rows"] as? [[String: Any]])
        #expect(rows.map { $0["key"] as? String } == ["a", "b"])
        #expect(
            Set(rows[0].keys) == [
                "key", "arrived", "passed", "returned", "accepted", "junk", "junk_by_stage",
                "target", "open", "acceptance_rate", "median_seconds_to_accept", "pay",
            ]
        )
        #expect(rows[0]["arrived"] as? Int == 3)
        #expect(rows[0]["accepted"] as? Int == 2)
        #expect(rows[0]["acceptance_rate"] as? Double == 0.6667)
        #expect(rows[0]["median_seconds_to_accept"] as? Double == 12.5)
        #expect(rows[0]["junk_by_stage"] as? [String: Int] == ["spam": 1])
        #expect(rows[1]["open"] as? Int == 1)
    }

    @Test func `as CSV runs no formula and breaks no line`() throws {
        let facts = [
            item("1", campaign: "=HYPERLINK(\"x\")"), item("2", campaign: "a,\"b\"\r\nc"),
            item("3", campaign: "+7"), item("4", campaign: "@x"), item("5", campaign: "-1"),
        ]
        let words = ReportWords(name: "marketing", format: "csv")
        let csv = text(try report(facts, words))
        #expect(csv.hasPrefix("\u{FEFF}key,arrived,passed,"))
        #expect(csv.contains("\"'=HYPERLINK(\"\"x\"\")\",1,"))
        #expect(csv.contains("\"a,\"\"b\"\"\r\nc\",1,"))
        for start in ["'+7,", "'@x,", "'-1,"] { #expect(csv.contains("\r\n" + start)) }
        #expect(csv.hasSuffix("\r\n"))
    }

    @Test func `as Excel opens it in Russian has semicolons and a decimal comma`() throws {
        let facts = [
            item("1", campaign: "a;b", outcome: .acceptedBySales, after: 10),
            item("2", campaign: "a;b", outcome: .acceptedBySales, after: 15),
            item("3", campaign: "a;b", outcome: .junk),
        ]
        let report = try report(facts, ReportWords(name: "marketing", format: "excel"))
        let (russian, english) = (text(report, .ru), text(report, .en))
        #expect(russian.hasPrefix("\u{FEFF}key;arrived;passed;"))
        #expect(russian.contains("\r\n\"a;b\";3;") && russian.contains(";0,6667;"), "\(russian)")
        #expect(english.hasPrefix("\u{FEFF}key,arrived,passed,"))
        #expect(english.contains("\r\n\"a;b\",3,") && english.contains(",0.6667,"))
        #expect(report.fileName.hasSuffix(".csv"))
    }

    @Test func `shows a terminal, or a spreadsheet, nothing that steers it`() throws {
        let facts = [item("1", campaign: "spring\u{1B}]0;owned\u{7}\n2027")]
        for format in ["table", "csv", "excel"] {
            let shown = text(try report(facts, ReportWords(name: "marketing", format: format)))
            #expect(!shown.utf8.contains(0x1B) && shown.contains("spring␛]0;owned␇"))
        }
        let table = text(try report(facts, ReportWords(name: "marketing", format: "table")))
        #expect(table.contains(" ⏎ 2027"))
    }

    @Test func `as CSV ends no field at a quotation mark that a mark follows`() throws {
        let facts = [item("1", campaign: "a,\"\u{301},b")]
        let csv = text(try report(facts, ReportWords(name: "marketing", format: "csv")))
        #expect(csv.utf8.firstRange(of: "\"a,\"\"\u{301},b\",1,".utf8) != nil)
    }

    @Test(arguments: Texts.Locale.allCases)
    func `as a page takes no name for markup`(locale: Texts.Locale) throws {
        let evil = "<script>alert('x')</script>\"&"
        let words = ReportWords(name: "marketing", format: "html", sort: "\"><b>")
        let html = text(try report([item("1", campaign: evil)], words), locale)
        #expect(!html.contains("alert('x')"))
        #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;"))
        #expect(!html.contains("<b>\"") && html.components(separatedBy: "<script>").count == 2)
        #expect(html.contains("<html lang=\"\(locale.rawValue)\">"))
    }

    @Test func `fits the terminal and says what it left out`() throws {
        let words = ReportWords(name: "marketing", format: "table")
        let facts = [item("1", campaign: String(repeating: "long name ", count: 9))]
        let report = try report(facts, words)
        let language = ReportLanguage(.en) { $0 }
        for width in [40, 60, 80, 120, 200] {
            let lines = report.text(language, width: width).split(separator: "\n")
            let table = lines.drop { !$0.hasPrefix("Campaign") }.prefix(5)
            #expect(table.allSatisfy { $0.count <= width }, "\(width)")
        }
        #expect(report.text(language, width: 60).contains("left out for lack of room: "))
        #expect(!report.text(language).contains("left out"))
    }

    @Test func `writes numbers as the language does`() {
        let (russian, english) = (ReportLanguage(.ru) { $0 }, ReportLanguage(.en) { $0 })
        #expect(russian.count(1_234_567) == "1\u{A0}234\u{A0}567")
        #expect(english.count(-1_234) == "−1,234")
        #expect(russian.share(0.4501) == "45,0\u{A0}%" && english.share(0.4501) == "45.0%")
        #expect(russian.money(Money(-1234.5, "RUB")) == "−1\u{A0}234,50\u{A0}₽")
        #expect(english.money(Money(300, "USD")) == "$300")
        #expect(english.duration(3725) == "1\u{A0}h 2\u{A0}min")
        #expect(russian.duration(8.25) == "8,3\u{A0}с")
        #expect(russian.moment(now, calendar.timeZone) == "21.09.2026 17:13:20")
    }

    @Test func `has every word in both languages`() {
        let (russian, english) = (ReportVocabulary.russian, ReportVocabulary.english)
        let months = Set((1...12).map { "month.\($0)" })
        #expect(Set(english.keys).subtracting(months) == Set(russian.keys))
        for words in [ReportLanguage(.ru) { $0 }, ReportLanguage(.en) { $0 }] {
            for name in ReportName.allCases {
                #expect(words.vocabulary["report.\(name.rawValue)"] != nil, "\(name)")
                for by in name.groupings {
                    #expect(words.vocabulary["by.\(by.rawValue)"] != nil, "\(name) by \(by)")
                }
            }
        }
    }

    @Test func `has words for every timer that there is`() {
        let names = Registry.processes.flatMap { process in
            process.timers.map { name in
                let family = name.split(separator: ":").first.map(String.init) ?? name
                return "timer.\(process.name).\(family)"
            }
        }
        #expect(names.count > 15)
        for name in names {
            #expect(Registry.words(\.russian)[name] ?? ReportVocabulary.russian[name] != nil)
            #expect(Registry.words(\.english)[name] ?? ReportVocabulary.english[name] != nil)
        }
    }

    @Test func `finds the middle of many values in many lists`() {
        var dice = SplitMix(seed: 11)
        for count in [1, 2, 3, 10_000, 10_001, 30_000] {
            let values = (0..<count).map { _ in Double(dice.next() % 9_000_000) / 1000 - 10 }
            let lists = stride(from: 0, to: count, by: 700).map {
                Array(values[$0..<min($0 + 700, count)])
            }
            let sorted = values.sorted()
            let middle = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
            #expect(Median.of(lists) == middle)
            #expect(Median.of(values) == middle)
        }
        #expect(Median.of([[]]) == nil)
    }

    @Test func `counts days that are near each other together`() {
        let runs = DayRuns([1, 2, 3, 10, 12, 40])
        #expect(runs.runs == [1..<4, 10..<11, 12..<13, 40..<41])
        #expect(runs.merged(atMost: 3) == [1..<4, 10..<13, 40..<41])
        #expect(runs.merged(atMost: 1) == [1..<41])
        #expect(DayRuns([]).merged(atMost: 3).isEmpty)
    }
}
