/// A report that a process describes beside its facts: rows of one table, counted by times and
/// words.
///
/// The database counts it in one question, a simulation row by row. What people read is among the
/// process's words: `report.<name>` and `column.<key>`.
package struct FactReport: Sendable {
    package let name: ReportName
    package let table: FactTable
    package let figures: [Figure]
    package let columns: [Column]
    /// By which column rows are ordered that don't follow each other in time, the most first.
    package let order: String
    /// What of it stands on whose first page.
    package let firstBlocks: [Reader: FirstBlock]

    package init(
        _ name: ReportName,
        of table: FactTable,
        figures: [Figure],
        columns: [Column],
        orderedBy order: String,
        firstBlocks: [Reader: FirstBlock] = [:]
    ) {
        self.firstBlocks = firstBlocks
        self.order = order
        self.name = name
        self.table = table
        self.figures = figures
        self.columns = columns
    }

    /// How many rows have a time within the period, and a word where one is asked for.
    package struct Figure: Sendable {
        package let key: String
        /// The column of time by which it counts.
        package let instant: String
        /// A column of text and what must stand in it.
        package let word: (column: String, text: String)?

        /// Rows by a column of time.
        package static func rows(_ key: String, at instant: String) -> Figure {
            Figure(key: key, instant: instant, word: nil)
        }

        /// Rows by a column of time whose other column has the word.
        package static func rows(
            _ key: String,
            at instant: String,
            where column: String,
            is text: String
        ) -> Figure {
            Figure(key: key, instant: instant, word: (column, text))
        }
    }

    /// A column of the report.
    package struct Column: Sendable {
        package let key: String
        /// Where a terminal is narrow, columns of little weight go first.
        package let weight: Int
        /// Whether less of it is better.
        package let isBurden: Bool
        package let value: Value

        package init(_ key: String, weight: Int, isBurden: Bool = false, _ value: Value) {
            self.key = key
            self.weight = weight
            self.isBurden = isBurden
            self.value = value
        }
    }

    /// What stands in a column, made of figures by their keys.
    package enum Value: Sendable {
        case sum([String])
        /// (what is for it − what is against it) ÷ all × 100, in tenths; empty where all are none.
        case balance(of: String, against: String, among: [String])
    }
}
