import Foundation

/// What `--svg` writes: a panel for each measurement that can be drawn.
struct Picture {
    private let title: [String]
    private let panels: [Panel]

    private static let columnWidth = 620.0
    private static let gap = 24.0

    init(_ document: Document) {
        title =
            ["Baton, measured"] + document.machine.lines.flatMap(Self.wrapped)
            + ["A red mark is the goal, where there is one."]
        panels = document.reports.flatMap(Self.panels)
    }

    var svg: String {
        let top = 40 + Double(title.count) * 16
        let columns = Self.columns(panels)
        let height = top + (columns.map(Self.height).max() ?? 0)
        let width = Self.gap + Double(columns.count) * (Self.columnWidth + Self.gap)
        var drawing = Drawing(width: width, height: height)
        for (index, line) in title.enumerated() {
            let isHead = index == 0
            drawing.text(
                line,
                Self.gap,
                28 + Double(index) * 16,
                size: isHead ? 18 : 11,
                color: isHead ? "#1a202c" : "#718096",
                isBold: isHead
            )
        }
        for (index, column) in columns.enumerated() {
            let x = Self.gap + Double(index) * (Self.columnWidth + Self.gap)
            var y = top
            for panel in column {
                panel.draw(in: &drawing, x: x, y: y, width: Self.columnWidth)
                y += panel.height + Self.gap
            }
        }
        return drawing.svg
    }

    /// Two columns of about the same height, in reading order.
    private static func columns(_ panels: [Panel]) -> [[Panel]] {
        guard panels.count > 2 else { return [panels] }
        let half = height(panels) / 2
        var columns: [[Panel]] = [[], []]
        for panel in panels {
            let isFull = height(columns[0]) + panel.height / 2 > half || !columns[1].isEmpty
            columns[isFull ? 1 : 0].append(panel)
        }
        return columns
    }

    private static func height(_ column: [Panel]) -> Double {
        column.reduce(0) { $0 + $1.height + gap }
    }

    /// Lines that fit one column.
    private static func wrapped(_ line: String) -> [String] {
        line.split(separator: " ").reduce(into: [String]()) { lines, word in
            if let last = lines.last, last.count + word.count < 100 {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
    }

    // MARK: - From figures to panels

    private static func panels(_ report: Report) -> [Panel] {
        guard report.faults.isEmpty else { return [] }
        let bars = [
            bars(report, "events/s", isLogarithmic: false),
            bars(report, "/s", isLogarithmic: false) { $0.hasSuffix("events per second") },
            bars(report, "ms", isLogarithmic: true) { isPercentile($0) && report.series.isEmpty },
            bars(report, "ms/event", isLogarithmic: false, suffix: ", processor time"),
            bars(report, "s", isLogarithmic: false) { $0 == "nothing for" },
            bars(report, "ms", isLogarithmic: false) { $0.hasSuffix("cpu per event, both") },
        ].compactMap(\.self)
        return bars + lines(report)
    }

    private static func isPercentile(_ name: String) -> Bool {
        ["p50", "p90", "p99", "p99.9", "max"].contains { name == $0 || name.hasSuffix(" " + $0) }
    }

    private static func bars(
        _ report: Report,
        _ unit: String,
        isLogarithmic: Bool,
        suffix: String = "",
        where isWanted: (String) -> Bool = { _ in true }
    ) -> Panel? {
        let figures = report.medians.filter { $0.unit == unit && isWanted($0.name) }
        guard !figures.isEmpty else { return nil }
        // Where Baton stands beside others, only Baton is in colour.
        let stands = figures.contains { $0.name.hasPrefix("Baton") }
        let bars = figures.map { figure in
            Panel.Bar(
                name: figure.name,
                value: figure.value,
                bound: figure.target?.bound,
                color: Panel.colors[stands && !figure.name.hasPrefix("Baton") ? 4 : 0]
            )
        }
        return Panel(
            title: report.title + suffix,
            unit: unit,
            content: .bars(bars, isLogarithmic: isLogarithmic)
        )
    }

    /// Lines of one unit share a panel; without a unit each has its own.
    private static func lines(_ report: Report) -> [Panel] {
        var groups: [[Series]] = []
        for line in report.series where line.points.count > 1 {
            if !line.unit.isEmpty, groups.last?.last?.unit == line.unit {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([line])
            }
        }
        return groups.map { group in
            Panel(
                title: report.title + ": " + group.map(\.name).joined(separator: ", "),
                unit: group[0].unit,
                content: .lines(group, x: "seconds")
            )
        }
    }
}
