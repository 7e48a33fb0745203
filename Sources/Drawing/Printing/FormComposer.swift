/// Makes a piece of a form.
struct FormComposer {
    private let fields: [SetField]
    private let heights: [Double]
    private let edges: [Double]

    private static let padding = 4.0
    /// Nobody's name takes more; what does is cut, so that a form stays on a page.
    private static let linesMax = 10

    private struct SetField {
        let field: Paper.Field
        let text: SetText
        let caption: SetText

        var height: Double {
            text.height(lines: linesMax) + captionHeight + 2 * padding
        }

        var captionHeight: Double {
            field.caption.isEmpty ? 0 : caption.height(lines: 2) + 2
        }
    }

    init(_ form: Paper.Form, _ fonts: Fonts, width: Double) {
        var edges = [0.0]
        for share in form.widths { edges.append((edges.last ?? 0) + share * width) }
        self.edges = edges
        fields = form.fields.map { field in
            let width = Self.extent(edges, field.column, field.columns) - 2 * Self.padding
            return SetField(
                field: field,
                text: SetText(field.text, fonts, TextLook(size: 9.5), width: width),
                caption: SetText(field.caption, fonts, Composer.fine, width: width)
            )
        }
        var heights = Array(repeating: 0.0, count: max(form.rowCount, 0))
        // Fields of few rows first; one of more rows makes its last row taller where it must.
        for set in fields.sorted(by: { $0.field.rows < $1.field.rows }) {
            let rows = set.field.row..<(set.field.row + set.field.rows)
            guard let last = rows.last, heights.indices.contains(last), rows.lowerBound >= 0 else {
                continue
            }
            let lacking = set.height - heights[rows].reduce(0, +)
            if lacking > 0 { heights[last] += lacking }
        }
        self.heights = heights
    }

    private static func extent(_ edges: [Double], _ start: Int, _ count: Int) -> Double {
        guard edges.indices.contains(start), edges.indices.contains(start + count) else { return 0 }
        return edges[start + count] - edges[start]
    }

    var piece: Piece {
        let height = heights.reduce(0, +)
        return Piece(height: height, before: 6) { canvas, x, y in
            for set in fields { draw(set, canvas, x, y) }
        }
    }

    private func draw(_ set: SetField, _ canvas: Canvas, _ x: Double, _ y: Double) {
        let field = set.field
        let top = y + heights.prefix(field.row).reduce(0, +)
        let height = heights.dropFirst(field.row).prefix(field.rows).reduce(0, +)
        guard edges.indices.contains(field.column) else { return }
        let left = x + edges[field.column]
        canvas.setGrey(0.2)
        canvas.frame(left, top, Self.extent(edges, field.column, field.columns), height)
        set.text.draw(
            0..<Self.linesMax,
            on: canvas,
            x: left + Self.padding,
            y: top + Self.padding - 1
        )
        if !field.caption.isEmpty {
            let foot = top + height - set.captionHeight
            set.caption.draw(0..<2, on: canvas, x: left + Self.padding, y: foot)
        }
    }
}
