/// Makes pieces of a table: a row is one, unless it is as long as a page.
struct TableComposer {
    private let table: Paper.Table
    private let fonts: Fonts
    private let widths: [Double]
    private let look: TextLook
    private let padding: Double

    init(_ table: Paper.Table, _ fonts: Fonts, width: Double) {
        self.table = table
        self.fonts = fonts
        let size: Double =
            switch table.size {
            case .normal: 9
            case .small: 8
            case .fine: 7
            }
        look = TextLook(size: size)
        padding = table.size == .normal ? 4 : 3
        widths = Self.widths(table, fonts, look, padding, width)
    }

    var pieces: [Piece] {
        let heads = table.head.map { SetRow($0, isHead: true, self) }
        let height = heads.map(\.height).reduce(0, +)
        // One that leaves little room for rows is not repeated: somebody has a name like a page.
        guard height < Printing.height * 0.35 else {
            return heads.flatMap { pieces($0, isBound: false, nil) } + rows(nil)
        }
        let head = Piece.Head(height: height) { canvas, x, y in
            var top = y
            for row in heads {
                row.draw(canvas, x, top)
                top += row.height
            }
        }
        let first = Piece(height: height, before: 9, isBound: true) { head.draw($0, $1, $2) }
        return heads.isEmpty ? rows(nil) : [first] + rows(head)
    }

    private func rows(_ head: Piece.Head?) -> [Piece] {
        table.rows.enumerated().flatMap { index, row in
            let next = index + 1 < table.rows.count ? table.rows[index + 1].style : nil
            return pieces(
                SetRow(row, isHead: false, self),
                isBound: next == .open || next == .strong,
                head
            )
        }
    }

    private func pieces(_ row: SetRow, isBound: Bool, _ head: Piece.Head?) -> [Piece] {
        guard row.height + (head?.height ?? 0) > Printing.height * 0.6 else {
            return [Piece(height: row.height, isBound: isBound, head: head, draw: row.draw)]
        }
        return (0..<row.lineCount).map { number in
            Piece(height: row.height(ofLine: number), head: head) { canvas, x, y in
                row.draw(line: number, canvas, x, y)
            }
        }
    }

    // MARK: - Widths

    private static func widths(
        _ table: Paper.Table,
        _ fonts: Fonts,
        _ look: TextLook,
        _ padding: Double,
        _ width: Double
    ) -> [Double] {
        var widths = table.columns.indices.map { index -> Double in
            guard table.columns[index].share == nil else { return 0 }
            let rows = table.rows.map {
                ($0, TextLook(size: look.size, isStrong: $0.style != .plain))
            }
            let heads = table.head.map { ($0, TextLook(size: look.size, isStrong: true)) }
            return (rows + heads).map { row, look in
                guard let text = text(of: row, at: index) else { return 0 }
                return SetText.naturalWidth(text, fonts, look) + 2 * padding + 1
            }.max() ?? 0
        }
        for (index, column) in table.columns.enumerated() {
            if let twin = column.twin, widths.indices.contains(twin) {
                widths[index] = max(widths[index], widths[twin])
            }
        }
        let shares = table.columns.compactMap(\.share).reduce(0, +)
        // Columns that share keep some room, whatever stands in the others.
        let fixed = widths.reduce(0, +)
        let fixedMax = shares > 0 ? width * 0.72 : width
        if fixed > fixedMax || shares <= 0 {
            widths = widths.map { $0 * fixedMax / max(fixed, 1) }
        }
        let left = width - widths.reduce(0, +)
        for (index, column) in table.columns.enumerated() {
            if let share = column.share { widths[index] = left * share / shares }
        }
        return widths
    }

    /// What stands in a column alone.
    private static func text(of row: Paper.Row, at column: Int) -> String? {
        var place = 0
        for cell in row.cells {
            if place == column, cell.span == 1 { return cell.text }
            place += cell.span
        }
        return nil
    }

    // MARK: - Rows

    /// A row that was set.
    private final class SetRow {
        private let cells: [(text: SetText, x: Double, width: Double)]
        private let style: Paper.Row.Style
        private let isHead: Bool
        private let padding: Double
        let height: Double

        init(_ row: Paper.Row, isHead: Bool, _ table: TableComposer) {
            let isStrong = isHead || row.style != .plain
            var place = 0
            cells = row.cells.map { cell in
                let start = place
                let columns = table.widths.dropFirst(place).prefix(max(cell.span, 1))
                let x = table.widths.prefix(place).reduce(0, +)
                let own = isHead ? .centre : table.alignment(place)
                let look = TextLook(
                    size: table.look.size,
                    isStrong: isStrong,
                    alignment: cell.alignment ?? own
                )
                let width = columns.reduce(0, +)
                place += max(cell.span, 1)
                let room = width - 2 * table.padding
                let isAmount = !isHead && cell.span <= 1 && table.isFitted(start)
                let fitting = isAmount ? look.fitting(cell.text, table.fonts, room) : look
                return (SetText(cell.text, table.fonts, fitting, width: room), x, width)
            }
            style = row.style
            self.isHead = isHead
            padding = table.padding
            height = (cells.map(\.text.height).max() ?? 0) + 2 * table.padding - 1
        }

        var lineCount: Int { max(cells.map(\.text.lines.count).max() ?? 0, 1) }

        func height(ofLine number: Int) -> Double {
            let lines = cells.compactMap {
                $0.text.lines.indices.contains(number) ? $0.text.lines[number].height : nil
            }
            let edges = (number == 0 ? padding : 0) + (number == lineCount - 1 ? padding : 0)
            return (lines.max() ?? 0) + edges
        }

        func draw(_ canvas: Canvas, _ x: Double, _ y: Double) {
            for cell in cells {
                if isHead {
                    canvas.setGrey(0.95)
                    canvas.fill(x + cell.x, y, cell.width, height)
                }
                if style != .open {
                    canvas.setGrey(0.55)
                    canvas.frame(x + cell.x, y, cell.width, height)
                }
                let top = isHead ? (height - cell.text.height) / 2 : padding - 0.5
                cell.text.draw(on: canvas, x: x + cell.x + padding, y: y + top)
            }
        }

        /// A line of a row that is too long for a page.
        func draw(line number: Int, _ canvas: Canvas, _ x: Double, _ y: Double) {
            let height = height(ofLine: number)
            let top = number == 0 ? padding : 0
            for cell in cells {
                canvas.setGrey(0.55)
                let (left, right) = (x + cell.x, x + cell.x + cell.width)
                canvas.line(left, y, left, y + height)
                canvas.line(right, y, right, y + height)
                if number == 0 { canvas.line(left, y, right, y) }
                if number == lineCount - 1 { canvas.line(left, y + height, right, y + height) }
                let lines = number..<(number + 1)
                cell.text.draw(lines, on: canvas, x: left + padding, y: y + top)
            }
        }
    }

    /// Whether a column is as wide as what stands in it: dates and amounts, which stay on one line.
    private func isFitted(_ column: Int) -> Bool {
        table.columns.indices.contains(column) && table.columns[column].share == nil
    }

    private func alignment(_ column: Int) -> Paper.Alignment {
        table.columns.indices.contains(column) ? table.columns[column].alignment : .leading
    }
}
