import Domain
import Foundation
import Testing

@testable import Drawing

@Suite struct `Hostile texts` {
    static let texts = [
        "<script>alert(1)</script><b>&amp;</b>\" onload='x'",
        "\u{202E}txt.exe\u{202C} \u{2066}abc\u{2069} \u{200F}\u{061C}",
        String(repeating: "щ", count: 10_000),
        String(repeating: "слово ", count: 2_000),
        "до\u{0}после\u{1B}[31m\u{7}\u{9C}",
        "😀👩‍👩‍👧‍👦🇷🇺 漢字 ☃︎ \u{1F9FF}",
        "Z\u{0300}\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}\u{0307}algo".lowercased(),
        "Z" + String(repeating: "\u{0336}\u{0489}", count: 5_000),
        "\u{FEFF}\u{FFFE}\u{FFFF}\u{10FFFF}\u{E0001}\u{FFF9}",
        "a\nb\r\nc\u{2028}d\u{2029}e\u{0B}f",
        "مرحبا بالعالم שלום עולם हिन्दी ภาษาไทย",
        "<span foreground=\"red\">&lt;", "{number} {date} {{name}}", "", " ", "\n\n\n",
        String(repeating: "\n", count: 3_000),
    ]

    @Test(arguments: texts)
    func `break neither page nor paper`(text: String) throws {
        let sample = SampleSet(lineCount: 3, clientName: text, title: { _ in text })
        for kind in DocumentKind.allCases {
            let paper = try #require(sample.set.paper(kind))
            let pdf = try Printing().pdf(paper)
            let printed = PageText.letters(try Tool.text(ofPDF: pdf))
            #expect(printed.contains("стр.1из"))
            let page = paper.page
            #expect(!page.contains("<script"))
            #expect(!page.unicodeScalars.contains { $0.value == 0 || $0.value == 0x202E })
            #expect(page.hasSuffix("</main></body></html>\n"))
        }
    }

    @Test func `are told apart from phrases`() throws {
        let sample = SampleSet(clientName: "{number} и {date}", title: { _ in "{rate}" })
        let page = try #require(sample.set.paper(.act)).page
        #expect(page.contains("{number} и {date}"))
        #expect(page.contains("Продажа ({rate})"))
    }

    @Test func `keep what belongs to a language`() {
        #expect(Printable("ёй и\u{0306}\u{0301}").text == "ёй и\u{0306}\u{0301}")
        #expect(Printable("می\u{200C}خواهم").text == "می\u{200C}خواهم")
        #expect(Printable("a\r\nb\rc\td").text == "a\nb\nc d")
        #expect(Printable("a\n\n\r\n\u{2028}b\n").text == "a\n\nb\n")
        #expect(Printable("1\u{202E}00\u{202C}").text == "100")
        #expect(Printable("\u{0301}\u{0301}").text == "")
        #expect(
            Printable("a" + String(repeating: "\u{0301}", count: 99)).text.unicodeScalars.count == 5
        )
    }

    @Test func `lose their pictures and keep their words`() throws {
        #expect(Printable("Кафе 🌸 Ромашка").text == "Кафе Ромашка")
        #expect(Printable("Реклама👍🏽 и 👩‍👩‍👧‍👦, 🇷🇺!").text == "Реклама и , !")
        #expect(Printable("🚀Рост\n🎉 Итог 🎉").text == "Рост\nИтог ")
        #expect(Printable("❤️ ☎ ✔ № 7").text == "❤\u{FE0F} ☎ ✔ № 7")
        #expect(Printable("🧿🎉").text == "□")
        let paper = Paper.sample([
            .table(
                Paper.Table(
                    columns: [.share(1)],
                    head: [],
                    rows: [Paper.Row([Paper.Cell("Кафе 🌸 Ромашка 🧿")])]
                )
            )
        ])
        let text = try Tool.text(ofPDF: try Printing().pdf(paper))
        #expect(text.contains("Кафе Ромашка"), "\(text)")
    }

    @Test func `of a column take no more than their share`() throws {
        let amount = String(repeating: "9", count: 400)
        let table = Paper.Table(
            columns: [.fit(), .share(1), .fit(.centre, twin: 0)],
            head: [Paper.Row(["a", "b", "c"])],
            rows: [Paper.Row([Paper.Cell(amount), "text", Paper.Cell(amount)])]
        )
        let paper = Paper.sample([.table(table)])
        let text = PageText.letters(try Tool.text(ofPDF: try Printing().pdf(paper)))
        #expect(text.filter { $0 == "9" }.count == 800)
        #expect(text.contains("text"))
    }
}

@Suite struct `Large amounts` {
    @Test(arguments: ["3,703,703.68 RUB", "100 000 989 999,12 ₽", "−999 999 999 999,99 ₽"])
    func `stay on one line in a tile`(amount: String) throws {
        let tiles = (0..<4).map { Paper.Tile("tile \($0)", amount) }
        let text = try Tool.text(ofPDF: try Printing().pdf(Paper.sample([.tiles(tiles)])))
        #expect(Self.whole(amount, text) == 4, "\(text)")
    }

    @Test func `stay on one line in a table`() throws {
        let amount = "999\u{00A0}999\u{00A0}999\u{00A0}999,99"
        let columns = [Paper.Column.share(1)] + Array(repeating: .fit(), count: 6)
        let row = [Paper.Cell("Очень дорого")] + Array(repeating: Paper.Cell(amount), count: 6)
        let table = Paper.Table(columns: columns, head: [], rows: [Paper.Row(row)])
        let text = try Tool.text(ofPDF: try Printing().pdf(Paper.sample([.table(table)])))
        #expect(Self.whole(amount, text) == 6, "\(text)")
    }

    /// How often an amount stands in lines of a text, however its spaces are written.
    private static func whole(_ amount: String, _ text: String) -> Int {
        let wanted = PageText.letters(amount)
        return text.split(separator: "\n").map {
            PageText.letters(String($0)).ranges(of: wanted).count
        }.reduce(0, +)
    }
}

@Suite struct `A paper` {
    @Test(arguments: ["", "AAAA", "iVBORw0KGgo=", "nonsense!"])
    func `with a picture that is none is not drawn`(png: String) {
        let paper = Paper.sample([.image(Paper.Image(png: png, width: 10, height: 10))])
        #expect(throws: DrawingError.self) { try Printing().pdf(paper) }
    }

    @Test func `with a code that is too long has none`() throws {
        let payload = String(repeating: "ж", count: 3000)
        let code = Paper.Code(payload: payload, caption: "", side: 100)
        #expect(try !Printing().pdf(Paper.sample([.code(code)])).isEmpty)
        #expect(QRMatrix(payload) == nil)
        #expect(QRMatrix("") == nil)
    }

    @Test func `with odd measures is drawn all the same`() throws {
        let form = Paper.Form(
            widths: [0.5, 0.5],
            rowCount: 1,
            fields: [Paper.Field(row: 5, column: 7, "beyond"), Paper.Field(row: 0, column: 0, "a")]
        )
        let paper = Paper.sample([
            .space(.infinity), .space(-5), .form(form), .tiles([]), .signatures([]), .pairs([]),
            .table(Paper.Table(columns: [], head: [], rows: [Paper.Row(["lost"])])),
            .beside([], [], share: 7), .chart(Paper.Chart(title: "", points: [])),
        ])
        #expect(try !Printing().pdf(paper).isEmpty)
    }

    @Test func `of too many pages is refused`() {
        let blocks = Array(repeating: Paper.Block.space(700), count: 2400).flatMap {
            [$0, .text(Paper.Text("x"))]
        }
        #expect(throws: DrawingError.self) { try Printing().pdf(Paper.sample(blocks)) }
    }

    @Test(arguments: [
        (0.0, 62.0), (0, 1), (-5, 5), (0, 1_000_000), (0, 0.004), (-0.3, 0), (17, 18),
    ])
    func `has charts with round steps`(least: Double, most: Double) {
        let steps = Steps(from: least, to: most)
        #expect(steps.bottom <= least)
        #expect(steps.top >= most)
        #expect((3...12).contains(steps.marks.count))
        let step = steps.marks[1] - steps.marks[0]
        let digit = step / pow(10, log10(step * 1.0001).rounded(.down))
        #expect([1, 2, 5].contains { abs(digit - $0) < 0.001 }, "\(step)")
    }

    @Test func `has a chart of nothing`() {
        #expect(Steps(from: 0, to: 0).marks.count == 2)
        #expect(Steps(from: 0, to: .infinity).marks.count == 2)
    }

    @Test func `has charts that break at gaps`() {
        let days = (0..<5).map { SampleSet.day.adding(days: $0) }
        let values: [Double?] = [1, 2, nil, 3, nil]
        let chart = Paper.Chart(
            title: "",
            points: zip(days, values).map {
                Paper.Chart.Point(date: $0, label: $0.text, value: $1)
            }
        )
        let lines = chart.strokes.filter {
            if case .line(_, .figure) = $0 { true } else { false }
        }
        #expect(lines.count == 1)
        #expect(chart.strokes.contains { if case .dot = $0 { true } else { false } })
    }
}

@Suite struct `Phrases of documents` {
    @Test(arguments: PaperPhrase.allCases)
    func `are there in both languages with the same places`(phrase: PaperPhrase) throws {
        let russian = try #require(PaperPhrase.russian[phrase])
        let english = try #require(PaperPhrase.english[phrase])
        func places(_ text: String) -> [String] {
            text.matches(of: /{([a-z]+)}/).map { String($0.1) }.sorted()
        }
        #expect(places(russian) == places(english))
    }
}

extension Paper {
    /// A paper of a few blocks.
    static func sample(_ blocks: [Block]) -> Paper {
        Paper(
            language: .russian,
            title: "Проба",
            author: "Baton",
            date: SampleSet.day,
            footer: "Проба",
            blocks: blocks
        )
    }
}
