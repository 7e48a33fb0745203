import Foundation

/// An SVG picture, element by element.
struct Drawing {
    /// Where a text stands relative to its point.
    enum Anchor: String {
        case start, middle, end
    }

    private let width: Double
    private let height: Double
    private var elements: [String] = []

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    var svg: String {
        let size = #"width="\#(Self.number(width))" height="\#(Self.number(height))""#
        let box = "0 0 \(Self.number(width)) \(Self.number(height))"
        let head = """
            <svg xmlns="http://www.w3.org/2000/svg" \(size) viewBox="\(box)" \
            font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="#ffffff"/>
            """
        return ([head] + elements + ["</svg>", ""]).joined(separator: "\n")
    }

    mutating func text(
        _ text: String,
        _ x: Double,
        _ y: Double,
        anchor: Anchor = .start,
        size: Double = 12,
        color: String = "#333333",
        isBold: Bool = false
    ) {
        let weight = isBold ? #" font-weight="bold""# : ""
        let place = #"x="\#(Self.number(x))" y="\#(Self.number(y))""#
        elements.append(
            """
            <text \(place) text-anchor="\(anchor.rawValue)" font-size="\(Self.number(size))" \
            fill="\(color)"\(weight)>\(Self.escaped(text))</text>
            """
        )
    }

    mutating func line(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        color: String = "#dddddd"
    ) {
        let from = #"x1="\#(Self.number(x1))" y1="\#(Self.number(y1))""#
        let to = #"x2="\#(Self.number(x2))" y2="\#(Self.number(y2))""#
        elements.append(#"<line \#(from) \#(to) stroke="\#(color)"/>"#)
    }

    mutating func bar(_ x: Double, _ y: Double, _ width: Double, _ height: Double, color: String) {
        let place = #"x="\#(Self.number(x))" y="\#(Self.number(y))""#
        let size = #"width="\#(Self.number(width))" height="\#(Self.number(height))""#
        elements.append(#"<rect \#(place) \#(size) fill="\#(color)"/>"#)
    }

    mutating func curve(_ points: [(x: Double, y: Double)], color: String) {
        let path = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }
        elements.append(
            """
            <polyline points="\(path.joined(separator: " "))" fill="none" stroke="\(color)" \
            stroke-width="1.5"/>
            """
        )
    }

    private static func number(_ value: Double) -> String {
        value.formatted(
            .number.precision(.fractionLength(0...1)).grouping(.never)
                .locale(Locale(identifier: "en_US_POSIX"))
        )
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}
