package import Domain
package import Foundation

/// A report, counted: figures without any form.
package struct Report: Equatable, Sendable {
    package let request: ReportRequest
    package let head: ReportHead
    package let columns: [ReportColumn]
    package let rows: [ReportRow]
    /// Nil where a sum of the rows would mean nothing.
    package let total: ReportRow?
    /// The total of the period before.
    package let totalBefore: ReportRow?
    /// What is drawn beside the table.
    package let charts: [ReportChart]
    /// Further tables that belong to it, below the first.
    package let sections: [ReportSection]
}

/// A further table of a report.
package struct ReportSection: Equatable, Sendable {
    /// What JSON calls it.
    package let key: String
    /// What a row of it stands for.
    package let by: ReportGrouping
    package let columns: [ReportColumn]
    package let rows: [ReportRow]
}

/// What every report says of itself.
package struct ReportHead: Equatable, Sendable {
    package let timeZone: TimeZone
    package let madeAt: Date
    /// Which configuration the figures were made with.
    package let configuration: String
    package let backlog: Backlog
}

/// One column of a report.
package struct ReportColumn: Equatable, Sendable {
    /// What JSON and CSV call it.
    package let key: String
    /// Where a terminal is narrow, columns of little weight go first.
    package let weight: Int
    /// Whether less of it is better: then growth is no good news.
    package let isBurden: Bool
    /// Whether its figures are money, which takes two columns of a spreadsheet.
    package let isMoney: Bool

    init(_ key: String, weight: Int = 5, isBurden: Bool = false, isMoney: Bool = false) {
        self.key = key
        self.weight = weight
        self.isBurden = isBurden
        self.isMoney = isMoney
    }
}

/// One row of a report; its cells are in the order of the columns.
package struct ReportRow: Equatable, Sendable {
    package let key: String
    /// What people call it, where it has another name than its key.
    package let name: String?
    package let cells: [ReportCell]
}

/// One figure.
package enum ReportCell: Equatable, Sendable {
    case count(Int)
    /// From 0 to 1; nil where nothing can be said.
    case share(Double?)
    /// From −100 to 100; nil where nobody answered.
    case score(Double?)
    case seconds(Double?)
    case money(Money?)
    /// In units of the rating, with two places.
    case points(Decimal?)
    /// How many of which kind.
    case parts([String: Int])
    case text(String?)
    case instant(Date)

    /// By which rows are sorted; nil goes last.
    var size: Double? {
        switch self {
        case .count(let count): Double(count)
        case .share(let share): share
        case .score(let score): score
        case .seconds(let seconds): seconds
        case .money(let money): money.map { $0.amount.nearestDouble }
        case .points(let points): points.map { $0.nearestDouble }
        case .parts(let parts): Double(parts.values.reduce(0, +))
        case .instant(let instant): instant.timeIntervalSinceReferenceDate
        case .text: nil
        }
    }
}

/// A drawing beside the table.
package enum ReportChart: Equatable, Sendable {
    /// Two figures over time.
    case lines(days: [CalendarDay], first: ChartSeries, second: ChartSeries)
    /// How many are left after each stage, for the largest rows.
    case funnel(stages: [String], rows: [ChartRow])
    /// One share a row.
    case shares(title: String, rows: [ChartRow])
    /// Parts that make a whole, one bar a row; the parts are named as columns are.
    case stacks(title: String, parts: [String], rows: [ChartRow])
    /// Two shares a row, to be compared.
    case pairs(title: String, parts: [String], rows: [ChartRow])
    /// One line a row: a figure at the end of each day.
    case levels(title: String, days: [CalendarDay], rows: [ChartRow])
}

extension ReportChart {
    /// Whether it has the width of the page to itself.
    var isWide: Bool {
        switch self {
        case .lines, .levels: true
        case .funnel, .shares, .stacks, .pairs: false
        }
    }
}

/// One figure over time.
package struct ChartSeries: Equatable, Sendable {
    package let key: String
    package let values: [Int]
}

/// One row of a drawing.
package struct ChartRow: Equatable, Sendable {
    package let key: String
    package let name: String?
    package let values: [Double]
}
