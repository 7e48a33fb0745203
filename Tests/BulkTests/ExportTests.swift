import Foundation
import Testing

@testable import Bulk

/// Exports of well known services, in the forms that these document.
@Suite struct `Exports of position services` {
    @Test func `of Topvisor have a column a date, two dashes where nothing was found`() throws {
        let text = """
            \u{FEFF}"Ключевая фраза";"Группа";"Частота";"15.09.2026";"14.09.2026"
            "пластиковые окна";"Окна";"1000";"3";"--"
            "окна ""Рехау""; цены";"Окна";"";"12";""

            """
        #expect(
            try rows(text, columns: "topvisor") == [
                ReadRow("пластиковые окна", .place(3), date: "2026-09-15"),
                ReadRow("пластиковые окна", .none, date: "2026-09-14"),
                ReadRow("окна \"Рехау\"; цены", .place(12), date: "2026-09-15"),
            ]
        )
    }

    @Test func `of Yandex Webmaster are averages with a comma`() throws {
        let text = """
            Запрос;Дата;Показы;Клики;CTR, %;Средняя позиция
            пластиковые окна;2026-09-15;120;6;5,0;3,4
            окна пвх;2026-09-15;80;0;0,0;11,5
            окна;2026-09-15;0;0;0,0;

            """
        #expect(
            try rows(text, columns: "webmaster") == [
                ReadRow("пластиковые окна", .place(3), date: "2026-09-15"),
                ReadRow("окна пвх", .place(12), date: "2026-09-15"),
            ]
        )
        let map = try ColumnMap("webmaster")
        #expect(map.defaults == [.engine: "yandex", .source: "yandex_webmaster"])
    }

    @Test func `of Search Console are averages with a point`() throws {
        let text = """
            Top queries,Clicks,Impressions,CTR,Position
            plastic windows,12,340,3.53%,4.6
            "windows, cheap",0,20,0%,31.49

            """
        #expect(
            try rows(text, columns: "search-console") == [
                ReadRow("plastic windows", .place(5)), ReadRow("windows, cheap", .place(31)),
            ]
        )
        let russian = "Популярные запросы,Клики,Показы,CTR,Позиция\nокна,1,2,50%,\"7,2\"\n"
        #expect(try rows(russian, columns: "search-console") == [ReadRow("окна", .place(7))])
    }

    @Test func `of Key Collector name the engine in the heading`() throws {
        let text = """
            Фраза;Группа;Базовая частотность;Позиция [Яндекс];Релевантная страница [Яндекс]
            пластиковые окна;Окна;1000;3;https://okna.test/plastic
            окна пвх;Окна;700;0;
            окна;Окна;900;>50;

            """
        #expect(
            try rows(text, columns: "key-collector") == [
                ReadRow("пластиковые окна", .place(3), url: "https://okna.test/plastic"),
                ReadRow("окна пвх", .none), ReadRow("окна", .none),
            ]
        )
    }

    @Test func `of others are read by columns that a person names`() throws {
        let text = "Дата\tЗапрос\tПозиция\n15.09.2026\tокна\t—\n2026-09-16 10:00\tокна\t4\n"
        #expect(
            try rows(text, columns: "query=Запрос,position=Позиция,date=Дата") == [
                ReadRow("окна", .none, date: "2026-09-15"),
                ReadRow("окна", .place(4), date: "2026-09-16"),
            ]
        )
    }

    @Test func `may have columns by the contract's names beside those that a person names`() throws
    {
        let text = "Запрос;Место;date;region\nокна;4;2026-09-15;213\n"
        #expect(
            try rows(text, columns: "query=Запрос,position=Место") == [
                ReadRow("окна", .place(4), date: "2026-09-15", region: "213")
            ]
        )
    }

    @Test func `that lack a column say what there is`() {
        let said = complaint { _ = try rows("a;b\n1;2\n", columns: "topvisor") }
        #expect(said == "no column is the query; there are \"a\", \"b\"")
        let other = complaint { _ = try rows("запрос;b\n1;2\n", columns: "topvisor") }
        #expect(other == "no column holds positions; there are \"запрос\", \"b\"")
        let unknown = complaint { _ = try ColumnMap("topvizor") }
        #expect(unknown?.contains("presets key-collector, search-console, topvisor") == true)
    }

    @Test func `with a million columns are refused`() {
        let text = "query,position" + String(repeating: ",x", count: 30_000) + "\n"
        let said = complaint { _ = try rows(Array(text.utf8), pieces: 4096) }
        #expect(said == "line 1 has more than 512 columns")
        let wider = "query" + String(repeating: ",x", count: 1_000_000) + "\n"
        let refused = complaint { _ = try rows(Array(wider.utf8), pieces: 4096) }
        #expect(refused == "line 1 has more than 65536 bytes")
    }

    @Test func `with quotes that nobody closes are refused`() {
        let said = complaint { _ = try rows("query,position\n\"a,1\nb,2\n", columns: nil) }
        #expect(said == "the file breaks off within quotes")
    }

    @Test func `by the contract's names need a position in every row`() throws {
        let read = try rows("query,position,date\nокна,--,2026-09-15\nдвери,,2026-09-15\n")
        #expect(
            read == [
                ReadRow("окна", .none, date: "2026-09-15"),
                ReadRow("двери", .missing, date: "2026-09-15"),
            ]
        )
    }
}
