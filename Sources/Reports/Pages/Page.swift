package import Domain
import Texts

/// The frame of every page.
package struct Page {
    /// Where somebody is.
    package enum Place: Equatable, Sendable {
        /// A page without ways onward.
        case alone
        /// The page of the present.
        case everybody
        /// Somebody's first page.
        case reader(Reader)
        /// A report, with whose way led to it.
        case report(ReportName, Reader?)
    }

    private let title: String
    private let language: ReportLanguage
    private let place: Place
    /// What the links to other reports carry on.
    private let query: String
    /// After how many seconds the page is asked for again.
    private let refresh: Int?

    package init(
        title: String,
        language: ReportLanguage,
        place: Place,
        query: String = "",
        refresh: Int? = nil
    ) {
        self.title = title
        self.language = language
        self.place = place
        self.query = query
        self.refresh = refresh
    }

    /// The whole document.
    package func text(_ body: Markup) -> String {
        let again: Markup =
            refresh.map { "<meta http-equiv=\"refresh\" content=\"\($0)\">\n" } ?? .empty
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="\(language.locale.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            \(again)<meta name="robots" content="noindex"><title>\(title)</title>
            <style>\(Markup(html: PageStyle.sheet))</style></head>
            <body><div class="wrap">\(navigation)<main>\(body)</main></div>
            <script>\(Markup(html: PageStyle.script))</script></body></html>

            """
        return page.html
    }

    // MARK: - Navigation

    private var navigation: Markup {
        guard place != .alone else { return .empty }
        return "<nav>\(readers)\(reports)</nav>"
    }

    /// Who is looking; the present is everybody's.
    private var readers: Markup {
        let home = link("/", language["home"], place == .everybody ? "page" : nil)
        let others = Reader.allCases.map { reader in
            link(
                "/for/\(reader.rawValue)",
                language.title(reader),
                place == .reader(reader) ? "page" : reader == self.reader ? "true" : nil
            )
        }
        return "<div>\(home)\(Markup.all(others))</div>"
    }

    /// The reports that concern the reader; all of them where it is not known who is reading.
    private var reports: Markup {
        guard place != .everybody else { return .empty }
        let links = (reader?.reports ?? ReportName.allCases).map { name in
            link(target(name), language.title(name), name == report ? "page" : nil)
        }
        return "<div class=\"sub\">\(Markup.all(links))</div>"
    }

    private var reader: Reader? {
        switch place {
        case .alone, .everybody: nil
        case .reader(let reader): reader
        case .report(_, let reader): reader
        }
    }

    private var report: ReportName? {
        switch place {
        case .alone, .everybody, .reader: nil
        case .report(let name, _): name
        }
    }

    /// A link, with how it is where the reader is.
    private func link(_ target: String, _ title: String, _ current: String?) -> Markup {
        let mark: Markup = current.map { " aria-current=\"\($0)\"" } ?? ""
        return "<a href=\"\(target)\"\(mark)>\(title)</a>"
    }

    private func target(_ name: ReportName) -> String {
        let parts = [query, reader.map { "for=\($0.rawValue)" } ?? ""].filter { !$0.isEmpty }
        let more = parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
        return "/reports/\(name.rawValue)" + more
    }
}
