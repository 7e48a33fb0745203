import Foundation

/// From values to places on an axis.
struct Scaling {
    private let bottom: Double
    private let top: Double
    private let isLogarithmic: Bool

    init(bottom: Double, top: Double, isLogarithmic: Bool = false) {
        self.bottom = bottom
        self.top = top
        self.isLogarithmic = isLogarithmic
    }

    /// 0 at the axis's beginning, 1 at its end.
    func part(_ value: Double) -> Double {
        let part =
            isLogarithmic
            ? log10(max(value, bottom) / bottom) / log10(top / bottom)
            : (value - bottom) / (top - bottom)
        return min(max(part, 0), 1)
    }

    /// Round values along the axis.
    var ticks: [Double] {
        if isLogarithmic {
            return sequence(first: bottom) { $0 * 10 }.prefix { $0 <= top * 1.001 }.map { $0 }
        }
        let rough = (top - bottom) / 5
        let power = pow(10, floor(log10(rough)))
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
        return Array(stride(from: bottom, through: top, by: step))
    }

    static func decade(above value: Double) -> Double {
        pow(10, ceil(log10(max(value, 0.001))))
    }

    static func decade(below value: Double) -> Double {
        pow(10, floor(log10(max(value, 0.001))))
    }

    /// Short, for people.
    static func text(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 0.1 ? 2 : 3
        return value.formatted(
            .number.precision(.fractionLength(0...digits)).grouping(.automatic)
                .locale(Locale(identifier: "en_US_POSIX"))
        )
    }
}
