/// HTML as it is written: text is escaped unless it is markup already.
package struct Markup: Sendable, ExpressibleByStringInterpolation {
    package let html: String

    package init(html: String) {
        self.html = html
    }

    package init(stringLiteral value: String) {
        html = value
    }

    package init(stringInterpolation: Interpolation) {
        html = stringInterpolation.html
    }

    /// Pieces one after the other.
    package static func all(_ pieces: [Markup]) -> Markup {
        Markup(html: pieces.map(\.html).joined())
    }

    /// Nothing.
    package static let empty = Markup(html: "")

    /// Puts values into markup, each of them escaped.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Markup as it stands in the source.
        package mutating func appendLiteral(_ literal: String) {
            html += literal
        }

        /// Text of whatever origin: nothing in it is taken for markup.
        package mutating func appendInterpolation(_ text: String) {
            html += text.escapedForHTML
        }

        /// A number as it is.
        package mutating func appendInterpolation(_ number: Int) {
            html += "\(number)"
        }

        /// A coordinate of a drawing.
        package mutating func appendInterpolation(_ number: Double) {
            html += "\((number * 10).rounded() / 10)"
        }

        /// What is markup already.
        package mutating func appendInterpolation(_ markup: Markup) {
            html += markup.html
        }
    }
}
