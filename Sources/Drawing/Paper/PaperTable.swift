extension Paper {
    /// Rows that may go on over pages, with the head repeated on each.
    package struct Table: Codable, Equatable, Sendable {
        package let columns: [Column]
        package let head: [Row]
        package let rows: [Row]
        package var size: Size

        package init(columns: [Column], head: [Row], rows: [Row], size: Size = .normal) {
            self.columns = columns
            self.head = head
            self.rows = rows
            self.size = size
        }
    }

    /// How a column of a table is set.
    package struct Column: Codable, Equatable, Sendable {
        /// What of the width is left when all ``fit`` columns have theirs goes to the columns by
        /// their shares; nil is a column as wide as its widest text, on one line.
        package let share: Double?
        package let alignment: Alignment
        /// The column that this one is at least as wide as: somebody fills in here what we have
        /// filled in there.
        package let twin: Int?

        /// A column with a share of what is left.
        package static func share(_ share: Double, _ alignment: Alignment = .leading) -> Column {
            Column(share: share, alignment: alignment, twin: nil)
        }

        /// A column as wide as what stands in it.
        package static func fit(
            _ alignment: Alignment = .trailing,
            twin: Int? = nil
        ) -> Column {
            Column(share: nil, alignment: alignment, twin: twin)
        }
    }

    /// A line of a table.
    package struct Row: Codable, Equatable, Sendable {
        package let cells: [Cell]
        package let style: Style

        /// How a row stands out.
        package enum Style: String, Codable, Sendable {
            case plain
            /// In bold, such as a sum.
            case strong
            /// Without lines around it: what stands under a table.
            case open
        }

        package init(_ cells: [Cell], _ style: Style = .plain) {
            self.cells = cells
            self.style = style
        }
    }

    /// A text in a table, over one column or several.
    package struct Cell: Codable, Equatable, Sendable, ExpressibleByStringInterpolation {
        package let text: String
        package let span: Int
        /// Where it differs from its column's.
        package let alignment: Alignment?

        package init(_ text: String, span: Int = 1, _ alignment: Alignment? = nil) {
            self.text = text
            self.span = span
            self.alignment = alignment
        }

        package init(stringLiteral value: String) {
            self.init(value)
        }
    }

    /// Fields in frames, as on a payment order: cells that reach over rows and columns.
    package struct Form: Codable, Equatable, Sendable {
        /// What each column has of the width; together 1.
        package let widths: [Double]
        package let rowCount: Int
        package let fields: [Field]

        package init(widths: [Double], rowCount: Int, fields: [Field]) {
            self.widths = widths
            self.rowCount = rowCount
            self.fields = fields
        }
    }

    /// A field of a form.
    package struct Field: Codable, Equatable, Sendable {
        package let row: Int
        package let column: Int
        package let rows: Int
        package let columns: Int
        package let text: String
        /// In small letters at the foot of the field; empty where the text says enough.
        package let caption: String

        package init(
            row: Int,
            column: Int,
            rows: Int = 1,
            columns: Int = 1,
            _ text: String,
            caption: String = ""
        ) {
            self.row = row
            self.column = column
            self.rows = rows
            self.columns = columns
            self.text = text
            self.caption = caption
        }
    }
}
