import Domain

/// Draws papers as PDF, with fonts that are opened once.
package final class Printing {
    private let fonts: Fonts

    /// The space for blocks on a page, in points.
    static let left = 50.0
    static let right = 40.0
    static let top = 42.0
    static let bottom = 54.0
    static let width = Canvas.width - left - right
    static let height = Canvas.height - top - bottom
    /// More pages than any document has.
    private static let pagesMax = 1000
    /// How large a PDF may be.
    package static let bytesMax = 20_000_000

    package init() throws(DrawingError) {
        fonts = try Fonts()
    }

    /// Opens all files that drawing needs: afterwards it does without.
    package func prepare() { fonts.open() }

    /// The PDF of a paper: the same bytes for the same paper.
    package func pdf(_ paper: Paper) throws(DrawingError) -> [UInt8] {
        fonts.speak(paper.language.rawValue)
        let composer = Composer(fonts: fonts)
        var pieces: [Piece] = []
        for (index, block) in paper.blocks.enumerated() {
            let made = try composer.pieces(block, width: Self.width)
            pieces += paper.isSigned(below: index) ? made.bound(of: block) : made
        }
        let pages = try Self.pages(pieces)
        let canvas = try Canvas(paper, bytesMax: Self.bytesMax)
        for (number, page) in pages.enumerated() {
            for place in page { place.draw(canvas, Self.left, Self.top + place.y) }
            drawFoot(paper, on: canvas, page: number + 1, of: pages.count)
            canvas.endPage()
        }
        return try canvas.finish()
    }

    private struct Place {
        let y: Double
        let draw: (Canvas, Double, Double) -> Void
    }

    /// Puts the pieces onto pages, from top to bottom.
    private static func pages(_ pieces: [Piece]) throws(DrawingError) -> [[Place]] {
        var pages: [[Place]] = [[]]
        var y = 0.0
        for (index, piece) in pieces.enumerated() {
            let isFirst = pages[pages.count - 1].isEmpty
            let chain = chainHeight(pieces, from: index)
            let room = height - y - (isFirst ? 0 : piece.before)
            if !isFirst, piece.height > room || (chain > room && chain <= height) {
                pages.append([])
                y = 0
                guard pages.count <= pagesMax else {
                    throw DrawingError(.tooLarge, "the document has more than \(pagesMax) pages")
                }
                if let head = piece.head {
                    pages[pages.count - 1].append(Place(y: 0, draw: head.draw))
                    y = head.height
                }
            } else if !isFirst {
                y += piece.before
            }
            pages[pages.count - 1].append(Place(y: y, draw: piece.draw))
            y += piece.height
        }
        return pages
    }

    /// The height of a piece with those that it must stay with.
    private static func chainHeight(_ pieces: [Piece], from index: Int) -> Double {
        var (sum, last) = (pieces[index].height, index)
        while pieces[last].isBound, last + 1 < pieces.count, sum <= height {
            last += 1
            sum += pieces[last].before + pieces[last].height
        }
        return sum
    }

    private func drawFoot(_ paper: Paper, on canvas: Canvas, page: Int, of count: Int) {
        let look = TextLook(size: 7.5, grey: 0.4)
        let number =
            switch paper.language {
            case .russian: "стр. \(page) из \(count)"
            case .english: "page \(page) of \(count)"
            }
        let y = Canvas.height - 34
        SetText(paper.footer, fonts, look, width: Self.width - 80)
            .draw(0..<1, on: canvas, x: Self.left, y: y)
        SetText(number, fonts, look.aligned(.trailing), width: 78)
            .draw(0..<1, on: canvas, x: Self.left + Self.width - 78, y: y)
    }
}

extension Paper {
    /// Whether only texts and rules stand between a block and what is signed: a page with nothing
    /// but signatures could belong to any document.
    fileprivate func isSigned(below index: Int) -> Bool {
        let rest = blocks.dropFirst(index + 1).drop { block in
            switch block {
            case .text, .rule: true
            case .title, .heading, .pairs, .table, .form, .tiles, .chart, .code, .image,
                .signatures, .beside, .space:
                false
            }
        }
        if case .signatures = rest.first { return true }
        return false
    }
}

extension [Piece] {
    /// Of a block that is signed: texts stay with the next block as a whole, tables with their
    /// last row.
    fileprivate func bound(of block: Paper.Block) -> [Piece] {
        switch block {
        case .text, .rule: map { $0.bound() }
        case .table: dropLast() + suffix(1).map { $0.bound() }
        case .title, .heading, .pairs, .form, .tiles, .chart, .code, .image, .signatures, .beside,
            .space:
            self
        }
    }
}
