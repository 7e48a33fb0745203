/// Who looks at the pages: each has a first page of his own.
package enum Reader: String, CaseIterable, Sendable {
    case director, head, manager, marketer, accountant, `operator`
}

/// A few figures of a report on somebody's first page, with the way to all of it.
package struct FirstBlock: Sendable {
    package let report: ReportName
    package let by: ReportGrouping
    /// The columns whose totals are shown large.
    package let tiles: [String]
    /// The columns of the table; none is no table.
    package let columns: [String]
    /// How many rows of the table are shown.
    package let rows: Int
    /// Whether the first drawing of the report is shown.
    package let isDrawn: Bool

    package init(
        _ report: ReportName,
        by: ReportGrouping,
        tiles: [String] = [],
        columns: [String] = [],
        rows: Int = 6,
        isDrawn: Bool = false
    ) {
        self.report = report
        self.by = by
        self.tiles = tiles
        self.columns = columns
        self.rows = rows
        self.isDrawn = isDrawn
    }
}
