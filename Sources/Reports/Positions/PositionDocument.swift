package import Domain
package import Foundation

/// A report of the positions of a client's sites, before it takes a form.
package struct PositionDocument: Sendable {
    /// How figures were counted, as the reader is told.
    package struct Terms: Sendable {
        package let curve: PositionCurve
        /// In hundredths of a per cent.
        package let coverageMin: Int
        package let settleAfter: Duration

        package init(curve: PositionCurve, coverageMin: Int, settleAfter: Duration) {
            self.curve = curve
            self.coverageMin = coverageMin
            self.settleAfter = settleAfter
        }
    }

    package let clientID: String
    /// As people know the client; nil where nobody said.
    package let clientName: String?
    /// The day asked for; series may end before it.
    package let date: CalendarDay
    package let madeAt: Date
    package let zone: TimeZone
    package let series: [PositionSeriesReport]
    package let terms: Terms

    package init(
        clientID: String,
        clientName: String?,
        date: CalendarDay,
        madeAt: Date,
        zone: TimeZone,
        series: [PositionSeriesReport],
        terms: Terms
    ) {
        self.clientID = clientID
        self.clientName = clientName
        self.date = date
        self.madeAt = madeAt
        self.zone = zone
        self.series = series
        self.terms = terms
    }

    /// The page of a report as it is shown once readings in it were corrected: what is kept of it
    /// stays as it went out, and a line above it says that there is something newer.
    package static func outdated(_ page: String, _ language: ReportLanguage) -> String {
        guard let main = page.range(of: "<main>") else { return page }
        let note: Markup = "<p class=\"note\">\(PositionLanguage(language)["outdated"])</p>"
        return page.replacingCharacters(in: main, with: "<main>" + note.html)
    }

    /// The report in a form.
    package func text(_ format: ReportFormat, _ language: ReportLanguage) -> String {
        switch format {
        case .json: PositionJSON(document: self).text
        case .csv, .excel: PositionCSV(document: self).text
        case .table: PositionText(self, PositionLanguage(language)).text
        case .html: PositionPage(self, PositionLanguage(language)).text
        }
    }
}
