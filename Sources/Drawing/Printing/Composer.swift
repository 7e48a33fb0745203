/// Makes pieces of blocks.
struct Composer {
    let fonts: Fonts

    static let normal = TextLook(size: 10)
    static let small = TextLook(size: 8.5)
    static let fine = TextLook(size: 7.5, grey: 0.4)
    private static let soft = TextLook(size: 10, grey: 0.35)

    static func look(_ size: Paper.Size) -> TextLook {
        switch size {
        case .normal: normal
        case .small: small
        case .fine: fine
        }
    }

    /// The pieces of a block in a width, in points.
    func pieces(_ block: Paper.Block, width: Double) throws(DrawingError) -> [Piece] {
        switch block {
        case .title(let title, let under): self.title(title, under, width)
        case .heading(let heading):
            bound(set(heading, TextLook(size: 12, isStrong: true), width), before: 12)
        case .text(let text): self.text(text, width)
        case .pairs(let pairs): self.pairs(pairs, width)
        case .table(let table): TableComposer(table, fonts, width: width).pieces
        case .form(let form): [FormComposer(form, fonts, width: width).piece]
        case .tiles(let tiles): self.tiles(tiles, width)
        case .chart(let chart): [self.chart(chart, width)]
        case .code(let code): self.code(code, width)
        case .image(let image): [try self.image(image)]
        case .signatures(let signatures): [try self.signatures(signatures, width)]
        case .beside(let left, let right, let share): try beside(left, right, share, width)
        case .rule:
            [
                Piece(height: 1.2, before: 7) { canvas, x, y in
                    canvas.setGrey(0.07)
                    canvas.line(x, y + 0.6, x + width, y + 0.6, width: 1.2)
                }
            ]
        case .space(let height): [.space(min(max(height, 0), Printing.height))]
        }
    }

    func set(_ text: String, _ look: TextLook, _ width: Double) -> SetText {
        SetText(text, fonts, look, width: width)
    }

    private func setOnOneLine(_ text: String, _ look: TextLook, _ width: Double) -> SetText {
        set(text, look.fitting(text, fonts, width), width)
    }

    // MARK: - Texts

    private func title(_ title: String, _ under: String, _ width: Double) -> [Piece] {
        let name = set(title, TextLook(size: 15, isStrong: true), width)
        guard !under.isEmpty else { return bound(name, before: 14) }
        return bound(name, before: 14) + bound(set(under, Self.soft, width), before: 2)
    }

    private func text(_ text: Paper.Text, _ width: Double) -> [Piece] {
        let look = Self.look(text.size).aligned(text.alignment)
        return pieces([(SetText(text.runs, fonts, look, width: width), 0)], before: 5)
    }

    private func bound(_ text: SetText, before: Double) -> [Piece] {
        pieces([(text, 0)], before: before).map { $0.bound() }
    }

    private func pairs(_ pairs: [Paper.Pair], _ width: Double) -> [Piece] {
        let names = pairs.map { SetText.naturalWidth($0.name, fonts, Self.soft) }
        let nameWidth = min((names.max() ?? 0) + 12, width * 0.35)
        return pairs.flatMap { pair in
            pieces(
                [
                    (set(pair.name, Self.soft, nameWidth - 8), 0),
                    (set(pair.value, Self.normal, width - nameWidth), nameWidth),
                ],
                before: 4
            )
        }
    }

    /// Texts beside each other: in one piece, or, where they are long, line by line.
    private func pieces(_ texts: [(text: SetText, x: Double)], before: Double) -> [Piece] {
        let height = texts.map(\.text.height).max() ?? 0
        guard height > 120 else {
            return [
                Piece(height: height, before: before) { canvas, x, y in
                    for part in texts { part.text.draw(on: canvas, x: x + part.x, y: y) }
                }
            ]
        }
        let count = texts.map(\.text.lines.count).max() ?? 0
        return (0..<count).map { number in
            let lines = texts.compactMap {
                $0.text.lines.indices.contains(number) ? $0.text.lines[number].height : nil
            }
            return Piece(height: lines.max() ?? 0, before: number == 0 ? before : 0) {
                canvas,
                x,
                y in
                for part in texts {
                    part.text.draw(number..<(number + 1), on: canvas, x: x + part.x, y: y)
                }
            }
        }
    }

    // MARK: - Beside each other

    private func beside(
        _ left: [Paper.Block],
        _ right: [Paper.Block],
        _ share: Double,
        _ width: Double
    ) throws(DrawingError) -> [Piece] {
        let gap = 14.0
        let leftWidth = (width - gap) * min(max(share, 0.1), 0.9)
        let leftPieces = try all(left, leftWidth)
        let rightPieces = try all(right, width - gap - leftWidth)
        let height = max(leftPieces.height, rightPieces.height)
        // Names as long as a page leave no room for columns.
        guard height < Printing.height / 2 else { return try all(right, width) + all(left, width) }
        return [
            Piece(height: height, before: 6) { canvas, x, y in
                leftPieces.draw(on: canvas, x: x, y: y)
                rightPieces.draw(on: canvas, x: x + leftWidth + gap, y: y)
            }
        ]
    }

    private func all(
        _ blocks: [Paper.Block],
        _ width: Double
    ) throws(DrawingError) -> [Piece] {
        var pieces: [Piece] = []
        for block in blocks { pieces += try self.pieces(block, width: width) }
        return pieces
    }

    /// Fields side by side, or line by line where they are many.
    private func tiles(_ tiles: [Paper.Tile], _ width: Double) -> [Piece] {
        let perRow = min(max(tiles.count, 1), 4)
        let gap = 10.0
        let side = (width - gap * Double(perRow - 1)) / Double(perRow)
        return stride(from: 0, to: tiles.count, by: perRow).map { start in
            let row = tiles[start..<min(start + perRow, tiles.count)].map { tile in
                (
                    value: setOnOneLine(
                        tile.value,
                        TextLook(size: 13, isStrong: true),
                        side - 20
                    ),
                    name: set(tile.name, TextLook(size: 8, grey: 0.35), side - 20)
                )
            }
            let values = row.map { $0.value.height(lines: 3) }.max() ?? 0
            let names = row.map { $0.name.height(lines: 4) }.max() ?? 0
            return Piece(height: values + names + 16, before: 8) { canvas, x, y in
                for (place, tile) in row.enumerated() {
                    let left = x + Double(place) * (side + gap)
                    canvas.setGrey(0.78)
                    canvas.frame(left, y, side, values + names + 16)
                    tile.value.draw(0..<3, on: canvas, x: left + 10, y: y + 7)
                    tile.name.draw(0..<4, on: canvas, x: left + 10, y: y + 7 + values)
                }
            }
        }
    }

    private func signatures(
        _ signatures: [Paper.Signature],
        _ width: Double
    ) throws(DrawingError) -> Piece {
        let gap = 26.0
        let side = signatures.count > 1 ? (width - gap) / 2 : width * 0.72
        var rows: [SignatureLine] = []
        for signature in signatures {
            rows.append(try SignatureLine(signature, self, width: side))
        }
        let height = rows.map(\.height).max() ?? 0
        let lines = (rows.count + 1) / 2
        return Piece(height: (height + 10) * Double(lines), before: 18) { canvas, x, y in
            for (index, row) in rows.enumerated() {
                let left = x + Double(index % 2) * (side + gap)
                row.draw(canvas, left, y + Double(index / 2) * (height + 10), height: height)
            }
        }
    }
}

extension SetText {
    /// How tall the first lines are.
    func height(lines count: Int) -> Double { lines.prefix(count).map(\.height).reduce(0, +) }
}
