/// A part of a document that is not divided between pages.
struct Piece {
    /// In points.
    let height: Double
    /// White space above it, unless it is the first of a page.
    var before = 0.0
    /// Whether it must not be the last of a page while the next one fits beside it on one.
    var isBound = false
    /// Repeated above it where it is the first of a page.
    var head: Head?
    /// Draws it with its upper left corner at a place.
    let draw: (Canvas, _ x: Double, _ y: Double) -> Void

    /// The head of a table.
    final class Head {
        let height: Double
        let draw: (Canvas, _ x: Double, _ y: Double) -> Void

        init(height: Double, draw: @escaping (Canvas, Double, Double) -> Void) {
            self.height = height
            self.draw = draw
        }
    }

    /// White space.
    static func space(_ height: Double) -> Piece {
        Piece(height: 0, before: height) { _, _, _ in }
    }

    func bound() -> Piece {
        var piece = self
        piece.isBound = true
        return piece
    }
}

extension [Piece] {
    /// All of them on one page, with the spaces between them.
    var height: Double {
        enumerated().map { ($0.offset == 0 ? 0 : $0.element.before) + $0.element.height }
            .reduce(0, +)
    }

    func draw(on canvas: Canvas, x: Double, y: Double) {
        var top = y
        for (index, piece) in enumerated() {
            if index > 0 { top += piece.before }
            piece.draw(canvas, x, top)
            top += piece.height
        }
    }
}
