import Domain

extension Paper {
    /// The document as one HTML page that needs nothing from elsewhere.
    package var page: String {
        let content = Markup.all(blocks.map(PageWriter(language: language).markup))
        let whole: Markup = """
            <!doctype html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width,initial-scale=1">\
            <title>\(Printable(title).text)</title>\
            <style>\(Markup(html: PaperStyle.sheet))</style></head>\
            <body><main>\(content)</main></body></html>

            """
        return whole.html
    }
}

/// Writes blocks as HTML.
struct PageWriter {
    let language: DocumentLanguage

    func markup(_ block: Paper.Block) -> Markup {
        switch block {
        case .title(let title, let under):
            under.isEmpty
                ? "<h1>\(lines(title))</h1>"
                : "<h1>\(lines(title))</h1><p class=\"under\">\(lines(under))</p>"
        case .heading(let heading): "<h2>\(lines(heading))</h2>"
        case .text(let text): self.text(text)
        case .pairs(let pairs): self.pairs(pairs)
        case .table(let table): self.table(table)
        case .form(let form): self.form(form)
        case .tiles(let tiles): self.tiles(tiles)
        case .chart(let chart): self.chart(chart)
        case .code(let code): self.code(code)
        case .image(let image): self.image(image)
        case .signatures(let signatures): self.signatures(signatures)
        case .beside(let left, let right, let share): beside(left, right, share)
        case .rule: "<hr>"
        case .space: "<div class=\"space\"></div>"
        }
    }

    /// A text with its line breaks.
    private func lines(_ text: String) -> Markup {
        let parts = Printable(text).text.parts(at: "\n").map {
            Markup(html: String($0).escapedForHTML)
        }
        return Markup(html: parts.map(\.html).joined(separator: "<br>"))
    }

    private func text(_ text: Paper.Text) -> Markup {
        let runs = text.runs.map { run -> Markup in
            run.isStrong ? "<b>\(lines(run.text))</b>" : lines(run.text)
        }
        return """
            <p class="\(text.size.rawValue) \(text.alignment.rawValue)">\(Markup.all(runs))</p>
            """
    }

    private func pairs(_ pairs: [Paper.Pair]) -> Markup {
        let rows = pairs.map { pair -> Markup in
            "<dt>\(lines(pair.name))</dt><dd>\(lines(pair.value))</dd>"
        }
        return "<dl>\(Markup.all(rows))</dl>"
    }

    private func tiles(_ tiles: [Paper.Tile]) -> Markup {
        let marks = tiles.map { tile -> Markup in
            "<div><b>\(lines(tile.value))</b><span>\(lines(tile.name))</span></div>"
        }
        return "<div class=\"tiles\">\(Markup.all(marks))</div>"
    }

    private func signatures(_ signatures: [Paper.Signature]) -> Markup {
        let marks = signatures.map { signature -> Markup in
            let picture = signature.image.map(image) ?? .empty
            // What is long has the line below it, not beside it.
            let place = signature.role.utf8.count > 30 ? "above" : "before"
            return """
                <div><span class="\(place)">\(lines(signature.role))</span><i>\(picture)</i>\
                <span class="name">\(lines(signature.name))</span></div>
                """
        }
        return "<div class=\"signatures\">\(Markup.all(marks))</div>"
    }

    private func beside(
        _ left: [Paper.Block],
        _ right: [Paper.Block],
        _ share: Double
    ) -> Markup {
        let percent = Int((share * 100).rounded())
        return """
            <table class="beside"><tr><td width="\(percent)%">\(Markup.all(left.map(markup)))</td>\
            <td>\(Markup.all(right.map(markup)))</td></tr></table>
            """
    }

    private func image(_ image: Paper.Image) -> Markup {
        // Base64 has no sign that means anything to HTML; what is none shows no picture.
        """
        <img alt="" src="data:image/png;base64,\(image.png)" width="\(Int(image.width))" \
        height="\(Int(image.height))">
        """
    }

    // MARK: - Tables

    private func table(_ table: Paper.Table) -> Markup {
        let shares = max(table.columns.compactMap(\.share).reduce(0, +), 0.01)
        let columns = table.columns.map { column -> Markup in
            guard let share = column.share else { return "<col>" }
            return "<col width=\"\(Int((share / shares * 100).rounded()))%\">"
        }
        func rows(_ rows: [Paper.Row], _ name: String) -> Markup {
            .all(rows.map { row($0, table.columns, name) })
        }
        return """
            <div class="wide"><table class="ruled \(table.size.rawValue)">\
            <colgroup>\(Markup.all(columns))</colgroup>\
            <thead>\(rows(table.head, "th"))</thead><tbody>\(rows(table.rows, "td"))</tbody>\
            </table></div>
            """
    }

    private func row(_ row: Paper.Row, _ columns: [Paper.Column], _ name: String) -> Markup {
        var place = 0
        let cells = row.cells.map { cell -> Markup in
            defer { place += cell.span }
            let column = columns.indices.contains(place) ? columns[place] : nil
            let alignment = cell.alignment ?? column?.alignment ?? .leading
            let fits = column?.share == nil && cell.span == 1 ? " fit" : ""
            let twin = column?.twin != nil && cell.span == 1 ? " twin" : ""
            let span: Markup = cell.span > 1 ? " colspan=\"\(cell.span)\"" : .empty
            let style = alignment.rawValue + fits + twin
            return "<\(name) class=\"\(style)\"\(span)>\(lines(cell.text))</\(name)>"
        }
        return "<tr class=\"\(row.style.rawValue)\">\(Markup.all(cells))</tr>"
    }

    private func form(_ form: Paper.Form) -> Markup {
        let columns = form.widths.map { width -> Markup in
            "<col width=\"\(Int((width * 100).rounded()))%\">"
        }
        let rows = (0..<form.rowCount).map { row -> Markup in
            let fields = form.fields.filter { $0.row == row }.sorted { $0.column < $1.column }
            let cells = fields.map { field -> Markup in
                let caption: Markup =
                    field.caption.isEmpty ? .empty : "<small>\(lines(field.caption))</small>"
                return """
                    <td rowspan="\(field.rows)" colspan="\(field.columns)">\(lines(field.text))\
                    \(caption)</td>
                    """
            }
            return "<tr>\(Markup.all(cells))</tr>"
        }
        return """
            <div class="wide"><table class="form"><colgroup>\(Markup.all(columns))</colgroup>\
            \(Markup.all(rows))</table></div>
            """
    }

    // MARK: - Drawings

    private func code(_ code: Paper.Code) -> Markup {
        guard let matrix = QRMatrix(code.payload) else { return .empty }
        let side = matrix.side + 2 * QRMatrix.margin
        let dark = matrix.runs.map { run -> Markup in
            let (x, y) = (run.x + QRMatrix.margin, run.y + QRMatrix.margin)
            return "M\(x) \(y)h\(run.length)v1h-\(run.length)z"
        }
        return """
            <figure class="code"><svg viewBox="0 0 \(side) \(side)" width="\(Int(code.side))" \
            height="\(Int(code.side))" role="img" aria-label="\(Printable(code.caption).text)">\
            <path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path d="\(Markup.all(dark))"/></svg>\
            <figcaption>\(lines(code.caption))</figcaption></figure>
            """
    }

    private func chart(_ chart: Paper.Chart) -> Markup {
        let strokes = chart.strokes.map { stroke -> Markup in
            switch stroke {
            case .line(let spots, let ink):
                let points = spots.map { spot -> Markup in "\(spot.x),\(spot.y) " }
                return "<polyline class=\"\(ink.rawValue)\" points=\"\(Markup.all(points))\"/>"
            case .dot(let spot): return "<circle cx=\"\(spot.x)\" cy=\"\(spot.y)\" r=\"2.5\"/>"
            case .label(let text, let spot, let alignment):
                return """
                    <text class="\(alignment.rawValue)" x="\(spot.x)" y="\(spot.y)">\
                    \(Printable(text).text)</text>
                    """
            }
        }
        return """
            <figure class="chart"><figcaption>\(lines(chart.title))</figcaption>\
            <svg viewBox="0 0 \(Paper.Chart.width) \(Paper.Chart.height)" role="img" \
            aria-label="\(Printable(chart.title).text)">\(Markup.all(strokes))</svg></figure>
            """
    }
}
