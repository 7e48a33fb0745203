package import Domain
import Texts

/// The frame of every page.
package struct Page {
    private let title: String
    private let language: ReportLanguage
    /// The name of the report that is shown; `home` for the page of the present.
    private let current: String
    /// What the links to other reports carry on.
    private let query: String
    /// After how many seconds the page is asked for again.
    private let refresh: Int?
    /// Whether the reader may see the reports.
    private let hasReports: Bool

    package init(
        title: String,
        language: ReportLanguage,
        current: String,
        query: String = "",
        refresh: Int? = nil,
        hasReports: Bool = true
    ) {
        self.title = title
        self.language = language
        self.current = current
        self.query = query
        self.refresh = refresh
        self.hasReports = hasReports
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

    private var navigation: Markup {
        guard hasReports else { return .empty }
        let names = ["home"] + ReportName.allCases.map(\.rawValue)
        let links = names.map { name -> Markup in
            let mark: Markup = name == current ? " aria-current=\"page\"" : ""
            let title = name == "home" ? language["home"] : language["report.\(name)"]
            return "<a href=\"\(target(name))\"\(mark)>\(title)</a>"
        }
        return "<nav>\(Markup.all(links))</nav>"
    }

    private func target(_ name: String) -> String {
        name == "home" ? "/" : "/reports/\(name)" + (query.isEmpty ? "" : "?" + query)
    }
}
