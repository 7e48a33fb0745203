import Domain
import Foundation
import Texts

/// A report as a mail: the totals in the mail itself, everything else attached.
///
/// Mail programs know neither style sheets nor scripts, so the mail is tables with inline styles.
package struct ReportLetter {
    package let subject: String
    package let html: String
    package let text: String
    /// The page and the table for a spreadsheet: name, content, media type.
    package let attachments: [(name: String, content: String, mediaType: String)]

    /// - Parameters:
    ///   - page: The report, made as a page.
    ///   - address: Where the page can be opened; nil where pages are not served.
    package init(_ page: Report, _ language: ReportLanguage, address: String?) {
        let period = page.request.period
        let days = "\(language.day(period.from)) – \(language.day(period.to))"
        subject = "\(language.title(page.request.name)): \(days)"
        html = Self.html(page, language, days: days, address: address)
        let table = page.shown(as: .table)
        text = table.text(language) + (address.map { "\n\($0)\n" } ?? "")
        attachments = [ReportFormat.html, .excel].map { format in
            let report = page.shown(as: format)
            return (report.fileName, report.text(language), format.mediaType)
        }
    }

    private static func html(
        _ page: Report,
        _ language: ReportLanguage,
        days: String,
        address: String?
    ) -> String {
        let figures = zip(page.columns, page.total?.cells ?? []).compactMap { column, cell in
            line(language.title(column), cell, language, page.head.timeZone)
        }
        let link: Markup =
            address.map {
                """
                <p style="margin:20px 0 0"><a href="\($0)" style="color:#2459c9">\
                \(language["letter.open"])</a></p>
                """
            } ?? .empty
        let footer = ReportFooter(page, language)
        let letter: Markup = """
            <!DOCTYPE html>
            <html lang="\(language.locale.rawValue)"><head><meta charset="utf-8">\
            <meta name="color-scheme" content="light dark"><title>\(days)</title></head>\
            <body style="margin:0;padding:24px;font-family:Arial,sans-serif;font-size:15px;\
            line-height:1.5"><h1 style="font-size:22px;margin:0">\
            \(language.title(page.request.name))</h1>\
            <p style="margin:4px 0 16px;color:#687587">\(days)</p>\
            <table role="presentation" cellpadding="0" cellspacing="0" border="0">\
            \(Markup.all(figures))</table>\(link)\
            <p style="margin:20px 0 0;color:#687587;font-size:13px">\
            \(language["letter.attached"])<br>\(footer.made)<br>\(footer.unprocessed)</p>\
            </body></html>

            """
        return letter.html
    }

    private static func line(
        _ title: String,
        _ cell: ReportCell,
        _ language: ReportLanguage,
        _ zone: TimeZone
    ) -> Markup? {
        if case .text = cell { return nil }
        return """
            <tr><td style="padding:5px 28px 5px 0;color:#687587">\(title)</td>\
            <td style="padding:5px 0;font-weight:bold">\(language.text(cell, zone))</td></tr>
            """
    }
}

extension Report {
    /// The same figures in another form.
    func shown(as format: ReportFormat) -> Report {
        Report(
            request: ReportRequest(
                name: request.name,
                period: request.period,
                by: request.by,
                format: format
            ),
            head: head,
            columns: columns,
            rows: rows,
            total: total,
            totalBefore: totalBefore,
            charts: charts,
            sections: sections
        )
    }
}
