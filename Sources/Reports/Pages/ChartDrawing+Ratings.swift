import Domain

/// Drawings of people: parts of a whole, shares side by side, levels day by day.
extension ChartDrawing {
    private static let styles = ["s1", "s2", "s3", "s4"]

    func stacks(_ title: String, _ parts: [String], _ rows: [ChartRow]) -> Markup {
        let most = rows.map { $0.values.reduce(0, +) }.max() ?? 0
        guard most > 0 else { return .empty }
        let drawn = rows.enumerated().map { index, row -> Markup in
            let y = Double(index) * 46
            var left = 0.0
            let bars = zip(row.values, Self.styles).map { value, style -> Markup in
                let wide = rowWidth * max(0, value) / most
                defer { left += wide }
                return """
                    <rect class="\(style)" x="\(left)" y="\(y + 20)" height="14" width="\(wide)"/>
                    """
            }
            let figures = language.decimal(row.values.reduce(0, +), digits: 2)
            return .all([head(of: row, figures, y)] + bars)
        }
        let heading = language["chart.\(title)"]
        return card(
            heading,
            legend(parts.map { language["column.\($0)"] }, Self.styles),
            drawing(Double(rows.count) * 46, heading, drawn)
        )
    }

    func pairs(_ title: String, _ parts: [String], _ rows: [ChartRow]) -> Markup {
        guard let most = rows.flatMap(\.values).max(), most > 0 else { return .empty }
        let styles = ["s2", "s1"]
        let drawn = rows.enumerated().map { index, row -> Markup in
            let y = Double(index) * 46
            let bars = zip(row.values, styles).enumerated().map { place, bar -> Markup in
                """
                <rect class="\(bar.1)" x="0" y="\(y + 20 + Double(place) * 8)" height="7" \
                width="\(rowWidth * bar.0 / most)"/>
                """
            }
            let figures = row.values.map(language.share).joined(separator: " · ")
            return .all([head(of: row, figures, y)] + bars)
        }
        let heading = language["chart.\(title)"]
        return card(
            heading,
            legend(parts.map { language["column.\($0)"] }, styles),
            drawing(Double(rows.count) * 46, heading, drawn)
        )
    }

    private func head(of row: ChartRow, _ figures: String, _ y: Double) -> Markup {
        """
        <text class="name" x="0" y="\(y + 13)">\(name(row, "person"))</text>\
        <text class="strong" x="\(rowWidth)" y="\(y + 13)" text-anchor="end">\(figures)</text>
        """
    }

    func levels(_ title: String, _ days: [CalendarDay], _ rows: [ChartRow]) -> Markup {
        guard days.count > 1, let most = rows.flatMap(\.values).max(), most > 0 else {
            return .empty
        }
        let (left, top, height) = (44.0, 8.0, 190.0)
        let scale = Scale(Int(most.rounded(.up)))
        let step = (Self.width - left - 8) / Double(days.count - 1)
        func y(_ value: Double) -> Double {
            top + height - height * min(max(value, 0), Double(scale.top)) / Double(scale.top)
        }
        let grid = scale.marks.map { mark -> Markup in
            """
            <line class="grid" x1="\(left)" x2="\(Self.width)" y1="\(y(Double(mark)))" \
            y2="\(y(Double(mark)))"/>\
            <text x="\(left - 8)" y="\(y(Double(mark)) + 4)" text-anchor="end">\
            \(language.count(mark))</text>
            """
        }
        let lines = rows.enumerated().map { index, row -> Markup in
            let points = row.values.enumerated().map { day, value in
                "\(left + step * Double(day)),\(y(value))"
            }.joined(separator: " ")
            return "<polyline class=\"l\(index % 6)\" points=\"\(points)\"/>"
        }
        let every = max(1, days.count / 12)
        let labels = days.enumerated().filter { $0.offset.isMultiple(of: every) }
            .map { index, day -> Markup in
                """
                <text x="\(left + step * Double(index))" y="\(top + height + 20)" \
                text-anchor="middle">\(short(day))</text>
                """
            }
        let heading = language["chart.\(title)"]
        let keys = rows.indices.map { "k\($0 % 6)" }
        let svg: Markup = """
            <svg class="wide" viewBox="0 0 \(Self.width) \(top + height + 28)" role="img" \
            aria-label="\(heading)">\(Markup.all(grid))\(Markup.all(lines))\
            \(Markup.all(labels))</svg>
            """
        return card(heading, legend(rows.map { name($0, "person") }, keys), svg)
    }
}
