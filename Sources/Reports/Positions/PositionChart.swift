import Domain
import Foundation

/// Draws days as inline SVG, in colours of the page, so that it prints and darkens with it.
struct PositionChart {
    let language: PositionLanguage
    let days: [PositionPoint]

    static let width = 720.0
    static let left = 40.0
    static let right = 10.0
    static let top = 10.0
    static let height = 180.0

    /// A value on a day: nil draws nothing, and breaks the line.
    struct Mark {
        let day: Int
        /// From 0 at the bottom to 1 at the top.
        let level: Double?
        var isHollow = false
    }

    private var first: Int { days.first?.date.ordinal ?? 0 }
    private var span: Int { max((days.last?.date.ordinal ?? 0) - first, 0) }

    /// Where a day lies; a single one in the middle.
    func x(_ day: Int) -> Double {
        let room = Self.width - Self.left - Self.right
        guard span > 0 else { return Self.left + room / 2 }
        return Self.left + room * Double(day - first) / Double(span)
    }

    static func y(_ level: Double) -> Double { top + height * (1 - level) }

    /// How many days lie between measurements as a rule; more is a gap.
    private var step: Int {
        let gaps = zip(days, days.dropFirst()).map { $1.date.ordinal - $0.date.ordinal }.sorted()
        return max(gaps.isEmpty ? 1 : gaps[gaps.count / 2], 1)
    }

    private func isGap(_ from: Int, _ to: Int) -> Bool { (to - from) * 2 > step * 3 }

    // MARK: - Parts

    /// A card with a drawing; its title and what it shows are there for those who can't see it.
    func card(
        _ title: String,
        _ description: String,
        legend: Markup = .empty,
        _ body: Markup
    )
        -> Markup
    {
        let height = Self.top + Self.height + 26
        return """
            <figure class="card"><figcaption>\(title)</figcaption>\(legend)\
            <svg class="wide" viewBox="0 0 \(Int(Self.width)) \(Int(height))" role="img" \
            aria-label="\(title). \(description)"><title>\(title)</title>\
            <desc>\(description)</desc>\(gaps)\(body)\(axis)</svg></figure>
            """
    }

    /// What a line says in words.
    func description(_ values: [(CalendarDay, String)]) -> String {
        guard let from = values.first, let to = values.last else { return "" }
        let span = language.filled("chart.from_to", language.day(from.0), language.day(to.0))
        return span + "; " + language.filled("chart.last", to.1)
    }

    /// Grey where nothing was measured.
    private var gaps: Markup {
        let pairs = zip(days, days.dropFirst()).map { ($0.date.ordinal, $1.date.ordinal) }
        return .all(
            pairs.filter { isGap($0, $1) }.map { from, to in
                let (start, end) = (x(from) + 3, x(to) - 3)
                guard end > start else { return .empty }
                return """
                    <rect class="gap" x="\(start)" y="\(Self.top)" width="\(end - start)" \
                    height="\(Self.height)"/>
                    """
            }
        )
    }

    private var axis: Markup {
        guard let first = days.first, let last = days.last else { return .empty }
        let y = Self.top + Self.height + 18
        guard span > 0 else {
            return """
                <text x="\(x(first.date.ordinal))" y="\(y)" text-anchor="middle">\
                \(language.day(first.date))</text>
                """
        }
        let middle = CalendarDay(ordinal: self.first + span / 2)
        let labels = [(first.date, "start"), (middle, "middle"), (last.date, "end")]
        // Of two days that follow one another none lies in the middle.
        return .all(
            labels.filter { span > 1 || $0.1 != "middle" }.map { day, anchor in
                """
                <text x="\(x(day.ordinal))" y="\(y)" text-anchor="\(anchor)">\
                \(language.day(day))</text>
                """
            }
        )
    }

    /// A line across, with what it stands for.
    func grid(_ level: Double, _ label: String) -> Markup {
        let y = Self.y(level)
        return """
            <line class="grid" x1="\(Self.left)" x2="\(Self.width - Self.right)" y1="\(y)" \
            y2="\(y)"/><text x="\(Self.left - 6)" y="\(y + 4)" text-anchor="end">\(label)</text>
            """
    }

    // MARK: - Lines

    /// A line that breaks at gaps; a point that has no neighbour is a dot, an incomplete day a
    /// hollow one.
    func line(_ marks: [Mark], _ style: String) -> Markup {
        var runs: [[Mark]] = []
        var hollow: [Mark] = []
        for mark in marks where mark.level != nil {
            guard !mark.isHollow else {
                hollow.append(mark)
                continue
            }
            if let last = runs.last?.last, !isBroken(marks, last.day, mark.day) {
                runs[runs.count - 1].append(mark)
            } else {
                runs.append([mark])
            }
        }
        let lines = runs.filter { $0.count > 1 }.map { polyline($0, style) }
        let alone = runs.filter { $0.count == 1 }.flatMap(\.self)
        let ends = [runs.last?.last].compactMap(\.self)
        let dots =
            ends.map { dot($0, "dot \(style)", 2.6) }
            // Nothing leads to it, so it must be seen by itself.
            + alone.map { dot($0, "dot \(style)", 4) }
        return .all(lines + dots + hollow.map { dot($0, "hollow \(style)", 2.6) })
    }

    private func isBroken(_ marks: [Mark], _ from: Int, _ to: Int) -> Bool {
        isGap(from, to)
            || marks.contains { $0.day > from && $0.day < to && ($0.level == nil || $0.isHollow) }
    }

    private func polyline(_ run: [Mark], _ style: String) -> Markup {
        let points = run.map { mark in
            "\(Self.round(x(mark.day))),\(Self.round(Self.y(mark.level ?? 0)))"
        }
        return "<polyline class=\"line \(style)\" points=\"\(points.joined(separator: " "))\"/>"
    }

    private func dot(_ mark: Mark, _ style: String, _ radius: Double) -> Markup {
        """
        <circle class="\(style)" cx="\(x(mark.day))" cy="\(Self.y(mark.level ?? 0))" \
        r="\(radius)"/>
        """
    }

    static func round(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

    // MARK: - Places

    /// The level of a place on a logarithmic axis with the first place at the top; what is not
    /// found lies on a rail below.
    static func level(ofPlace place: Double) -> Double {
        let depth = log(min(max(place, 1), 100)) / log(100)
        return 1 - depth * (1 - railHeight)
    }

    /// The rail, and the room between it and the last place.
    private static let railHeight = 0.14
    /// Where the rail itself lies.
    static let railLevel = 0.025
    /// Places that the axis names.
    static let placeTicks = [1, 3, 10, 30, 100]

    /// The axis of places.
    var placeGrid: Markup {
        .all(
            Self.placeTicks.map { grid(Self.level(ofPlace: Double($0)), "\($0)") } + [
                """
                <line class="rail" x1="\(Self.left)" x2="\(Self.width - Self.right)" \
                y1="\(Self.y(Self.railLevel))" y2="\(Self.y(Self.railLevel))"/>\
                <text x="\(Self.left - 6)" y="\(Self.y(Self.railLevel) + 4)" \
                text-anchor="end">&gt;100</text>
                """
            ]
        )
    }
}
