extension Composer {
    /// A code with its caption, in the middle of its column.
    func code(_ code: Paper.Code, _ width: Double) -> [Piece] {
        guard let matrix = QRMatrix(code.payload) else { return [] }
        let side = min(code.side, width)
        let caption = set(code.caption, Composer.fine.aligned(.centre), width)
        return [
            Piece(height: side + caption.height(lines: 3)) { canvas, x, y in
                canvas.code(matrix, x: x + (width - side) / 2, y: y, side: side)
                caption.draw(0..<3, on: canvas, x: x, y: y + side)
            }
        ]
    }

    func image(_ image: Paper.Image) throws(DrawingError) -> Piece {
        let picture = try Picture(image)
        let (width, height) = (
            min(max(image.width, 1), Printing.width), min(max(image.height, 1), 300)
        )
        return Piece(height: height, before: 4) { canvas, x, y in
            canvas.image(picture, x: x, y: y, width: width, height: height)
        }
    }

    /// A chart with its title above, as wide as its column.
    func chart(_ chart: Paper.Chart, _ width: Double) -> Piece {
        let title = set(chart.title, TextLook(size: 9, grey: 0.35), width)
        let scale = width / Paper.Chart.width
        let top = title.height(lines: 3) + 4
        return Piece(height: top + Paper.Chart.height * scale, before: 10) { canvas, x, y in
            title.draw(0..<3, on: canvas, x: x, y: y)
            for stroke in chart.strokes {
                draw(stroke, on: canvas) { spot in
                    Paper.Spot(x + spot.x * scale, y + top + spot.y * scale)
                }
            }
        }
    }

    private func draw(
        _ stroke: Paper.Stroke,
        on canvas: Canvas,
        at place: (Paper.Spot) -> Paper.Spot
    ) {
        switch stroke {
        case .line(let spots, .grid):
            canvas.setGrey(0.87)
            canvas.line(spots.map(place), width: 0.6)
        case .line(let spots, .figure):
            canvas.setColour(0.14, 0.35, 0.79)
            canvas.line(spots.map(place), width: 1.4)
        case .dot(let spot):
            canvas.setColour(0.14, 0.35, 0.79)
            let centre = place(spot)
            canvas.dot(centre.x, centre.y, radius: 2.2)
        case .label(let text, let spot, let alignment):
            let look = TextLook(size: 7.5, grey: 0.4)
            let width = SetText.naturalWidth(text, fonts, look) + 1
            let label = set(text, look.aligned(alignment), width)
            let centre = place(spot)
            let x =
                switch alignment {
                case .leading: centre.x
                case .centre: centre.x - width / 2
                case .trailing: centre.x - width
                }
            label.draw(0..<1, on: canvas, x: x, y: centre.y - (label.lines.first?.baseline ?? 0))
        }
    }
}
