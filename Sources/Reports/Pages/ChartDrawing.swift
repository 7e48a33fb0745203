import Domain
import Texts

/// Draws as inline SVG, in colours of the page, so that it prints and darkens with it.
struct ChartDrawing {
    let language: ReportLanguage
    /// Whether a drawing by row has the whole width of the page.
    let isAlone: Bool

    static let width = 1100.0

    func card(_ chart: ReportChart) -> Markup {
        switch chart {
        case .lines(let days, let first, let second): lines(days, first, second)
        case .funnel(let stages, let rows): funnel(stages, rows)
        case .shares(let title, let rows): shares(title, rows)
        case .stacks(let title, let parts, let rows): stacks(title, parts, rows)
        case .pairs(let title, let parts, let rows): pairs(title, parts, rows)
        case .levels(let title, let days, let rows): levels(title, days, rows)
        }
    }

    func card(_ title: String, _ legend: Markup, _ drawing: Markup) -> Markup {
        "<section class=\"card\"><h2>\(title)</h2>\(legend)\(drawing)</section>"
    }

    func legend(_ names: [String], _ styles: [String]) -> Markup {
        let marks = zip(names, styles).map { name, style -> Markup in
            "<span><i class=\"\(style)\"></i>\(name)</span>"
        }
        return "<p class=\"legend\">\(Markup.all(marks))</p>"
    }

    // MARK: - Over time

    /// Two figures a day; above this many days, a week.
    private static let barsMax = 100

    private struct Bar {
        let day: CalendarDay
        var first: Int
        var second: Int
    }

    private func lines(
        _ days: [CalendarDay],
        _ first: ChartSeries,
        _ second: ChartSeries
    ) -> Markup {
        let bars = bars(days, first, second)
        guard let most = bars.map({ max($0.first, $0.second) }).max(), most > 0 else {
            return .empty
        }
        let (left, top, height) = (44.0, 8.0, 190.0)
        let scale = Scale(most)
        let room = (Self.width - left) / Double(max(bars.count, 1))
        let width = min(room * 0.72, 46)
        let grid = scale.marks.map { mark -> Markup in
            let y = top + height - height * Double(mark) / Double(scale.top)
            return """
                <line class="grid" x1="\(left)" x2="\(Self.width)" y1="\(y)" y2="\(y)"/>\
                <text x="\(left - 8)" y="\(y + 4)" text-anchor="end">\(language.count(mark))</text>
                """
        }
        let columns = bars.enumerated().map { index, bar -> Markup in
            let x = left + room * (Double(index) + 0.5)
            func rect(_ value: Int, _ share: Double, _ style: String) -> Markup {
                let tall = height * Double(value) / Double(scale.top)
                let wide = width * share
                return """
                    <rect class="\(style)" x="\(x - wide / 2)" y="\(top + height - tall)" \
                    width="\(wide)" height="\(tall)" rx="\(min(3, wide / 4))"/>
                    """
            }
            let words =
                "\(language.day(bar.day)): \(language["stage.arrived"]) \(bar.first), "
                + "\(language["column.accepted"].lowercased()) \(bar.second)"
            return """
                <g><title>\(words)</title>\(rect(bar.first, 1, "s1"))\
                \(rect(bar.second, 0.6, "s2"))</g>
                """
        }
        let step = max(1, Int((72 / room).rounded(.up)))
        let labels = bars.enumerated().filter { $0.offset.isMultiple(of: step) }
            .map { index, bar -> Markup in
                let x = left + room * (Double(index) + 0.5)
                return """
                    <text x="\(x)" y="\(top + height + 20)" text-anchor="middle">\
                    \(short(bar.day))</text>
                    """
            }
        let names = [language["column.\(first.key)"], language["column.\(second.key)"]]
        let drawing: Markup = """
            <svg class="wide" viewBox="0 0 \(Self.width) \(top + height + 28)" role="img" \
            aria-label="\(language["chart.lines"])">\(Markup.all(grid))\(Markup.all(columns))\
            \(Markup.all(labels))</svg>
            """
        return card(language["chart.lines"], legend(names, ["s1", "s2"]), drawing)
    }

    private func bars(
        _ days: [CalendarDay],
        _ first: ChartSeries,
        _ second: ChartSeries
    ) -> [Bar] {
        let daily = days.indices.map {
            Bar(day: days[$0], first: first.values[$0], second: second.values[$0])
        }
        guard daily.count > Self.barsMax else { return daily }
        var weekly: [Bar] = []
        for bar in daily {
            guard let last = weekly.last, last.day.weekText == bar.day.weekText else {
                weekly.append(bar)
                continue
            }
            weekly[weekly.count - 1].first += bar.first
            weekly[weekly.count - 1].second += bar.second
        }
        return weekly
    }

    func short(_ day: CalendarDay) -> String {
        switch language.locale {
        case .ru: String(language.day(day).prefix(5))
        case .en: "\(day.day) \(language["month.\(day.month)"])"
        }
    }

    // MARK: - By row

    var rowWidth: Double { isAlone ? Self.width : 540 }

    private func funnel(_ stages: [String], _ rows: [ChartRow]) -> Markup {
        guard let most = rows.compactMap(\.values.first).max(), most > 0 else { return .empty }
        let styles = ["s1", "s3", "s2"]
        let drawn = rows.enumerated().map { index, row -> Markup in
            let y = Double(index) * 46
            let bars = zip(row.values, styles).map { value, style -> Markup in
                """
                <rect class="\(style)" x="0" y="\(y + 20)" height="14" rx="4" \
                width="\(max(rowWidth * value / most, value > 0 ? 3 : 0))"/>
                """
            }
            let figures = row.values.map { language.count(Int($0)) }.joined(separator: " → ")
            return """
                <text class="name" x="0" y="\(y + 13)">\(name(row, "campaign"))</text>\
                <text class="strong" x="\(rowWidth)" y="\(y + 13)" text-anchor="end">\
                \(figures)</text>\(Markup.all(bars))
                """
        }
        let names = stages.map { language["stage.\($0)"] }
        return card(
            language["chart.funnel"],
            legend(names, styles),
            drawing(Double(rows.count) * 46, language["chart.funnel"], drawn)
        )
    }

    private func shares(_ title: String, _ rows: [ChartRow]) -> Markup {
        guard !rows.isEmpty else { return .empty }
        let drawn = rows.enumerated().map { index, row -> Markup in
            let y = Double(index) * 46
            let (share, whole) = (row.values[0], Int(row.values[1]))
            let part = Int((share * row.values[1]).rounded())
            return """
                <text class="name" x="0" y="\(y + 13)">\(name(row, "source"))</text>\
                <text x="\(rowWidth)" y="\(y + 13)" text-anchor="end">\
                \(language.count(part)) \(language["of"]) \(language.count(whole)) · \
                <tspan class="strong">\(language.share(share))</tspan></text>\
                <rect class="s0" x="0" y="\(y + 20)" width="\(rowWidth)" height="14" rx="4"/>\
                <rect class="s2" x="0" y="\(y + 20)" height="14" rx="4" \
                width="\(rowWidth * min(1, share))"/>
                """
        }
        let heading = language["chart.\(title)"]
        return card(heading, .empty, drawing(Double(rows.count) * 46, heading, drawn))
    }

    func name(_ row: ChartRow, _ by: String) -> String {
        if let name = row.name { return name }
        return row.key.isEmpty ? language["none.\(by)"] : row.key
    }

    func drawing(_ height: Double, _ label: String, _ parts: [Markup]) -> Markup {
        """
        <svg viewBox="0 0 \(rowWidth) \(height - 6)" role="img" aria-label="\(label)">\
        \(Markup.all(parts))</svg>
        """
    }
}

/// Round numbers along an axis.
struct Scale {
    let marks: [Int]
    var top: Int { marks.last ?? 1 }

    init(_ most: Int) {
        var step = 1
        let steps = [2, 5, 10]
        var (power, place) = (1, 0)
        while step * 4 < most {
            step = steps[place] * power
            place += 1
            if place == steps.count { (place, power) = (0, power * 10) }
        }
        let count = max(1, (most + step - 1) / step)
        marks = (0...count).map { $0 * step }
    }
}
