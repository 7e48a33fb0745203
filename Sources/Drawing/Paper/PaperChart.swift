package import Domain

extension Paper {
    /// Values by day as a line; a day without a value is a gap in it.
    package struct Chart: Codable, Equatable, Sendable {
        package let title: String
        package let points: [Point]

        package init(title: String, points: [Point]) {
            self.title = title
            self.points = points
        }

        /// A day of a chart.
        package struct Point: Codable, Equatable, Sendable {
            package let date: CalendarDay
            /// A day as the axis names it.
            package let label: String
            package let value: Double?

            package init(date: CalendarDay, label: String, value: Double?) {
                self.date = date
                self.label = label
                self.value = value
            }
        }

        /// The size of the drawing, in points: it fills the width of a page.
        static let width = 500.0
        static let height = 150.0
        private static let left = 46.0
        private static let right = 8.0
        private static let top = 8.0
        private static let bottom = 20.0

        /// What is drawn, from back to front; the first point lies at the left, whatever day it is.
        var strokes: [Stroke] {
            let values = points.compactMap(\.value)
            guard let least = values.min(), let most = values.max() else { return axis }
            let scale = Steps(from: min(least, 0), to: max(most, 0))
            return grid(scale) + runs(scale) + axis
        }

        /// Where a value lies, from top to bottom.
        private func y(_ value: Double, _ scale: Steps) -> Double {
            let room = Self.height - Self.top - Self.bottom
            return Self.top + room * (scale.top - value) / (scale.top - scale.bottom)
        }

        private func x(_ day: CalendarDay) -> Double {
            let first = points.first?.date.ordinal ?? 0
            let span = (points.last?.date.ordinal ?? 0) - first
            let room = Self.width - Self.left - Self.right
            guard span > 0 else { return Self.left + room / 2 }
            return Self.left + room * Double(day.ordinal - first) / Double(span)
        }

        private func grid(_ scale: Steps) -> [Stroke] {
            scale.marks.flatMap { mark in
                let height = y(mark, scale)
                return [
                    Stroke.line(
                        [Spot(Self.left, height), Spot(Self.width - Self.right, height)],
                        .grid
                    ),
                    .label(Self.text(mark), Spot(Self.left - 6, height + 3), .trailing),
                ]
            }
        }

        /// The line in pieces between gaps; a piece of one point is a dot.
        private func runs(_ scale: Steps) -> [Stroke] {
            var runs: [[Spot]] = [[]]
            for point in points {
                if let value = point.value {
                    runs[runs.count - 1].append(Spot(x(point.date), y(value, scale)))
                } else {
                    runs.append([])
                }
            }
            let lines = runs.filter { $0.count > 1 }.map { Stroke.line($0, .figure) }
            let dots = runs.compactMap { $0.count == 1 ? $0.first.map(Stroke.dot) : nil }
            let last = runs.flatMap(\.self).last.map { [Stroke.dot($0)] } ?? []
            return lines + dots + last
        }

        private var axis: [Stroke] {
            guard let first = points.first, let last = points.last else { return [] }
            let foot = Self.height - 4
            guard first.date != last.date else {
                return [.label(first.label, Spot(x(first.date), foot), .centre)]
            }
            return [
                .label(first.label, Spot(x(first.date), foot), .leading),
                .label(last.label, Spot(x(last.date), foot), .trailing),
            ]
        }

        /// A mark of the axis: whole, or with the places that its step has.
        private static func text(_ mark: Double) -> String {
            let rounded = (mark * 100).rounded() / 100
            return rounded == rounded.rounded() && abs(rounded) < 1e15
                ? String(Int(rounded)) : String(rounded)
        }
    }

    /// A place in a drawing, in points from its upper left corner.
    struct Spot: Equatable {
        let x: Double
        let y: Double

        init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// What a drawing is made of, on a page and on paper.
    enum Stroke: Equatable {
        case line([Spot], Ink)
        case dot(Spot)
        case label(String, Spot, Alignment)

        /// How a line looks.
        enum Ink: String { case grid, figure }
    }
}

/// Round numbers along an axis, about four steps from the least to the most.
struct Steps {
    let marks: [Double]
    var bottom: Double { marks.first ?? 0 }
    var top: Double { marks.last ?? 1 }

    init(from least: Double, to most: Double) {
        let span = most - least
        guard span > 0, span.isFinite else {
            marks = [least, least + 1]
            return
        }
        var step = 1.0
        while step * 4 > span { step /= 10 }
        while step * 40 <= span { step *= 10 }
        if step * 20 <= span { step *= 5 } else if step * 8 <= span { step *= 2 }
        let first = (least / step).rounded(.down)
        let last = (most / step).rounded(.up)
        marks = (0...Int(last - first)).map { (first + Double($0)) * step }
    }
}
