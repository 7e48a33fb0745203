import Domain

/// The last readings of one keyword, as a drawing that fits into a line of a table.
struct PositionTrail {
    private static let width = 110.0
    private static let height = 28.0

    let points: [PositionTrailPoint]
    let language: PositionLanguage

    var markup: Markup {
        guard let first = points.first, let last = points.last else { return .empty }
        let span = Double(max(last.date.ordinal - first.date.ordinal, 1))
        var runs: [[(x: Double, y: Double)]] = [[]]
        for point in points {
            guard let level = Self.level(point.reading) else {
                if point.reading == .notMeasured { runs.append([]) }
                continue
            }
            let x = 3 + (Self.width - 6) * Double(point.date.ordinal - first.date.ordinal) / span
            runs[runs.count - 1].append((x, 2 + (Self.height - 4) * (1 - level)))
        }
        let lines = runs.filter { $0.count > 1 }.map(polyline)
        let dots =
            runs.filter { $0.count == 1 }.flatMap(\.self)
            + [runs.flatMap(\.self).last]
            .compactMap(\.self)
        return """
            <svg class="trail" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
            aria-label="\(description)">\(Markup.all(lines))\(Markup.all(dots.map(dot)))</svg>
            """
    }

    private var description: String {
        points.suffix(7).map { language.reading($0.reading) }.joined(separator: ", ")
    }

    private static func level(_ reading: PositionReading) -> Double? {
        switch reading {
        case .place(let place): PositionChart.level(ofPlace: Double(place))
        case .notFound: PositionChart.railLevel
        case .notMeasured, .notTracked: nil
        }
    }

    private func polyline(_ run: [(x: Double, y: Double)]) -> Markup {
        let points = run.map { "\(PositionChart.round($0.x)),\(PositionChart.round($0.y))" }
        return "<polyline class=\"line s2\" points=\"\(points.joined(separator: " "))\"/>"
    }

    private func dot(_ point: (x: Double, y: Double)) -> Markup {
        "<circle class=\"dot s2\" cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"2.2\"/>"
    }
}
