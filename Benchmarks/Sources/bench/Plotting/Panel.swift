import Foundation

/// One chart with a title.
struct Panel {
    /// What is drawn.
    enum Content {
        /// Bars from left to right, with a bound where there is one; on a logarithmic axis where
        /// values differ much.
        case bars([Bar], isLogarithmic: Bool)
        case lines([Series], x: String)
    }

    /// A value with what it is.
    struct Bar {
        let name: String
        let value: Double
        var bound: Double?
        var color = Panel.colors[0]
    }

    static let colors = ["#2b6cb0", "#dd6b20", "#38a169", "#805ad5", "#718096"]

    let title: String
    let unit: String
    let content: Content

    /// How much room it needs.
    var height: Double {
        switch content {
        case .bars(let bars, _): 62 + Double(bars.count) * 22
        case .lines: 220
        }
    }

    func draw(in drawing: inout Drawing, x: Double, y: Double, width: Double) {
        drawing.text(title, x, y + 16, size: 14, isBold: true)
        switch content {
        case .bars(let bars, let isLogarithmic):
            let area = Area(x: x + 220, y: y + 30, width: width - 310, height: height - 56)
            draw(bars, isLogarithmic, area, &drawing)
        case .lines(let series, let quantity):
            let area = Area(x: x + 56, y: y + 34, width: width - 76, height: height - 84)
            draw(series, quantity, area, &drawing)
        }
    }

    private struct Area {
        let x: Double
        let y: Double
        let width: Double
        let height: Double
    }

    // MARK: - Bars

    private func draw(
        _ bars: [Bar],
        _ isLogarithmic: Bool,
        _ area: Area,
        _ drawing: inout Drawing
    ) {
        let all = bars.map(\.value) + bars.compactMap(\.bound)
        let highest = all.max() ?? 1
        // Milliseconds from 1 to 100 at least, so that charts of one kind can be compared.
        let lowest = min(all.filter { $0 > 0 }.min() ?? 1, 1)
        let scaling =
            isLogarithmic
            ? Scaling(
                bottom: Scaling.decade(below: lowest),
                top: Scaling.decade(above: max(highest, 100)),
                isLogarithmic: true
            ) : Scaling(bottom: 0, top: max(highest, 0.001))
        for tick in scaling.ticks {
            let x = area.x + scaling.part(tick) * area.width
            drawing.line(x, area.y, x, area.y + area.height)
            drawing.text(
                Scaling.text(tick),
                x,
                area.y + area.height + 14,
                anchor: .middle,
                size: 10
            )
        }
        for (index, bar) in bars.enumerated() {
            let y = area.y + Double(index) * 22 + 4
            let length = scaling.part(bar.value) * area.width
            drawing.text(bar.name, area.x - 8, y + 12, anchor: .end)
            drawing.bar(area.x, y, max(length, 1), 16, color: bar.color)
            drawing.text(
                "\(Scaling.text(bar.value)) \(unit)",
                area.x + length + 6,
                y + 12,
                size: 11
            )
            if let bound = bar.bound {
                let x = area.x + scaling.part(bound) * area.width
                drawing.bar(x - 1, y - 2, 2, 20, color: "#e53e3e")
            }
        }
    }

    // MARK: - Lines

    private func draw(
        _ series: [Series],
        _ quantity: String,
        _ area: Area,
        _ drawing: inout Drawing
    ) {
        let points = series.flatMap(\.points)
        let across = Scaling(bottom: 0, top: max(points.map(\.x).max() ?? 1, 1))
        let up = Scaling(bottom: 0, top: max((points.map(\.y).max() ?? 1) * 1.1, 0.001))
        for tick in up.ticks {
            let y = area.y + (1 - up.part(tick)) * area.height
            drawing.line(area.x, y, area.x + area.width, y)
            drawing.text(Scaling.text(tick), area.x - 6, y + 4, anchor: .end, size: 10)
        }
        for tick in across.ticks {
            let x = area.x + across.part(tick) * area.width
            drawing.text(
                Scaling.text(tick),
                x,
                area.y + area.height + 14,
                anchor: .middle,
                size: 10
            )
        }
        let center = area.x + area.width / 2
        drawing.text(quantity, center, area.y + area.height + 30, anchor: .middle, size: 11)
        for (index, line) in series.enumerated() {
            let color = Self.colors[index % Self.colors.count]
            drawing.curve(
                line.points.map {
                    (
                        area.x + across.part($0.x) * area.width,
                        area.y + (1 - up.part($0.y)) * area.height
                    )
                },
                color: color
            )
            let right = area.x + area.width - Double(series.count - 1 - index) * 80
            drawing.text(
                line.unit.isEmpty ? line.name : "\(line.name), \(line.unit)",
                right,
                area.y - 6,
                anchor: .end,
                size: 11,
                color: color
            )
        }
    }
}
