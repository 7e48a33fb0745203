import Domain
import Foundation
import Testing

@testable import Drawing

@Suite struct `Documents on paper` {
    static let samples: [(String, SampleSet)] = [
        ("Russian", SampleSet()),
        ("English", SampleSet(language: .english)),
        ("zero", SampleSet(lineCount: 2, isZero: true)),
        ("without VAT", SampleSet(rate: .none)),
        ("nothing late", SampleSet(isLate: false)),
        ("no lines", SampleSet(lineCount: 0)),
        (
            "long names",
            SampleSet(
                lineCount: 240,
                clientName: String(repeating: "Общество и партнёры ", count: 12),
                title: { index in
                    SampleSet.titles[index % 4] + String(repeating: " и ещё", count: index % 9)
                }
            )
        ),
    ]

    @Test(arguments: samples, DocumentKind.allCases)
    func `say the same as the page, and the same twice`(
        sample: (String, SampleSet),
        kind: DocumentKind
    ) throws {
        let paper = try #require(sample.1.set.paper(kind))
        let pdf = try Printing().pdf(paper)
        #expect(try Printing().pdf(paper) == pdf)
        let said = try Self.withoutFeet(Tool.text(ofPDF: pdf), paper)
        let heads = paper.heads
        let expected = PageText.of(paper.page)
        let difference = Self.difference(Self.once(heads, said), Self.once(heads, expected))
        #expect(difference == nil, "\(sample.0): \(difference ?? "")")
    }

    /// Where two texts part.
    static func difference(_ one: String, _ other: String) -> String? {
        guard one != other else { return nil }
        let common = one.commonPrefix(with: other).count
        let (left, right) = (
            one.dropFirst(max(common - 20, 0)), other.dropFirst(max(common - 20, 0))
        )
        return "\(left.prefix(80)) ≠ \(right.prefix(80))"
    }

    /// The text without what stands at the foot of each page.
    static func withoutFeet(_ text: String, _ paper: Paper) throws -> String {
        let pages = text.split(separator: "\u{0C}").map { PageText.letters(String($0)) }
        return pages.enumerated().map { index, page in
            let number =
                paper.language == .russian
                ? "стр.\(index + 1)из\(pages.count)" : "page\(index + 1)of\(pages.count)"
            let foot = PageText.letters(Printable(paper.footer).text) + number
            #expect(page.hasSuffix(foot), "no foot on page \(index + 1): \(page.suffix(80))")
            return String(page.dropLast(foot.count))
        }.joined()
    }

    /// The text with each head of a table where it stands first.
    static func once(_ heads: [String], _ text: String) -> String {
        // The longest first: one may be a part of another.
        heads.sorted { $0.count > $1.count }.reduce(text) { text, head in
            guard !head.isEmpty, let first = text.range(of: head) else { return text }
            let rest = text[first.upperBound...].replacing(head, with: "")
            return String(text[..<first.upperBound]) + rest
        }
    }

    @Test func `repeat the head of a table on every page`() throws {
        let set = SampleSet(lineCount: 240).set
        let paper = try #require(set.paper(.invoice))
        let text = try Tool.text(ofPDF: try Printing().pdf(paper))
        let pages = text.split(separator: "\u{0C}").map(String.init)
        #expect(pages.count >= 7)
        for page in pages { #expect(page.contains("Наименование работ, услуг"), "\(page)") }
        #expect(pages.last?.contains("Всего к оплате") == true)
        // The sums are never alone on a page.
        #expect(pages.last?.contains("240") == true)
    }

    @Test(arguments: [DocumentKind.invoice, .act, .completion], 20..<64)
    func `never have signatures alone on a page`(kind: DocumentKind, lineCount: Int) throws {
        let paper = try #require(SampleSet(lineCount: lineCount).set.paper(kind))
        let text = try Tool.text(ofPDF: try Printing().pdf(paper))
        let last = try #require(text.split(separator: "\u{0C}").last)
        let row = kind == .act ? "Сальдо конечное" : "Итого:"
        #expect(last.contains(row), "\(last)")
    }

    @Test func `have a code that is read back`() throws {
        let set = SampleSet().set
        let pdf = try Printing().pdf(try #require(set.paper(.invoice)))
        let read = try Tool.codes(inPDF: pdf)
        let code = try #require(try set.paymentCode())
        #expect(read == code.text || read == code.text + "\n")
        #expect(code.kopecks == 17_755_151)
    }

    @Test func `have no code where there is nothing to pay`() throws {
        let paper = try #require(SampleSet(isZero: true).set.paper(.invoice))
        #expect(!paper.page.contains("<svg"))
    }

    @Test func `hold the worked example`() throws {
        let paper = try #require(SampleSet().set.paper(.invoice))
        let text = try Tool.text(ofPDF: try Printing().pdf(paper))
        let plain = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [
            "Счёт на оплату № 118 от 30 ноября 2026 г.", "177 551,51", "32 017,48", "15 327,87",
            "Сто семьдесят семь тысяч пятьсот пятьдесят один рубль 51 копейка", "стр. 1 из 1",
            "40702810245000012345", "ИНН 5503000013", "Период ноябрь 2026 г.",
        ] {
            #expect(plain.contains(part), "\(part) in \(plain)")
        }
    }

    @Test func `are read back from JSON`() throws {
        for kind in DocumentKind.allCases {
            let paper = try #require(SampleSet().set.paper(kind))
            let json = try JSONWriter.bytes(of: paper)
            #expect(try JSONReader.read(json) { try $0.decode(Paper.self) } == paper)
        }
    }
}

extension Paper {
    /// The heads of its tables that may stand on several pages, as letters.
    var heads: [String] {
        blocks.compactMap { block in
            guard case .table(let table) = block, !table.rows.isEmpty else { return nil }
            return PageText.letters(
                table.head.flatMap(\.cells).map { Printable($0.text).text }.joined()
            )
        }
    }
}
