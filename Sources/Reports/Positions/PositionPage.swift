import Domain
import Foundation
import Texts

/// The report as one page that is whole in itself: light and dark, on a phone and on A4.
struct PositionPage {
    private let document: PositionDocument
    private let language: PositionLanguage

    init(_ document: PositionDocument, _ language: PositionLanguage) {
        self.document = document
        self.language = language
    }

    var text: String {
        let name = document.clientName ?? document.clientID
        let title = "\(language["title"]): \(name), \(language.day(document.date))"
        let sections = document.series.map { PositionSection($0, language).markup }
        let empty: Markup = "<p class=\"card\">\(language["nothing"])</p>"
        let made = language.report.moment(document.madeAt, document.zone)
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="\(language.report.locale.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex, nofollow">
            <meta name="referrer" content="no-referrer">
            <title>\(title)</title>
            <style>\(Markup(html: PositionStyle.sheet))</style></head>
            <body><main>
            <header><h1>\(language["title"])</h1><p>\(name) · \(language["asked"]) \
            \(language.day(document.date))</p></header>
            \(sections.isEmpty ? empty : Markup.all(sections))
            \(PositionExplanation(document.terms, language).markup)
            <footer>\(language["made"]) \(made) · \(document.zone.identifier)</footer>
            </main></body></html>

            """
        return page.html
    }
}

/// What stands at the end: how everything was counted.
struct PositionExplanation {
    private let terms: PositionDocument.Terms
    private let language: PositionLanguage

    init(_ terms: PositionDocument.Terms, _ language: PositionLanguage) {
        self.terms = terms
        self.language = language
    }

    var markup: Markup {
        let share = Decimal(terms.coverageMin) / 100
        let sentences = [
            language["how.four"], language.filled("how.visibility", curve), language["how.top"],
            language["how.median"], language["how.change"], language["how.days"],
            language.filled("how.complete", language.percent(share)), language["how.pages"],
            language["how.median_rail"],
        ]
        let items = sentences.map { sentence -> Markup in "<li>\(sentence)</li>" }
        return """
            <section class="card how"><h2>\(language["how"])</h2><ul>\(Markup.all(items))</ul>\
            </section>
            """
    }

    /// The worth of places, equal ones of a row told once: `1; 0,9; … 0,05 ×10`.
    private var curve: String {
        var runs: [(share: Int, count: Int)] = []
        for share in terms.curve.shares {
            if runs.last?.share == share {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((share, 1))
            }
        }
        return runs.map { run in
            let share = Decimal(run.share) / Decimal(PositionCurve.unit)
            return language.number(share, digits: 3) + (run.count > 1 ? " ×\(run.count)" : "")
        }
        .joined(separator: "; ")
    }
}
