import CPango

/// A text broken into the lines of a width.
final class SetText {
    let width: Double
    private let look: TextLook
    private let layout: OpaquePointer
    private let fonts: Fonts
    private(set) var lines: [Line] = []

    /// A line, in points.
    struct Line {
        let height: Double
        /// From its top to the line on which letters stand.
        let baseline: Double
        let width: Double
    }

    /// - Parameter width: In points; at least one letter stands in a line, however narrow.
    init(_ runs: [Paper.Run], _ fonts: Fonts, _ look: TextLook, width: Double) {
        self.fonts = fonts
        self.look = look
        self.width = max(width, 1)
        layout = pango_layout_new(fonts.context)
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_width(layout, Self.units(self.width))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        set(runs)
        measure()
    }

    convenience init(_ text: String, _ fonts: Fonts, _ look: TextLook, width: Double) {
        self.init([Paper.Run(text, isStrong: look.isStrong)], fonts, look, width: width)
    }

    deinit { cpango_release(UnsafeMutableRawPointer(layout)) }

    var height: Double { lines.map(\.height).reduce(0, +) }

    /// How wide the text would be without a line break, in points.
    static func naturalWidth(_ text: String, _ fonts: Fonts, _ look: TextLook) -> Double {
        let wide = SetText(text, fonts, look, width: 100_000)
        return wide.lines.map(\.width).max() ?? 0
    }

    private func set(_ runs: [Paper.Run]) {
        let description = pango_font_description_from_string(Fonts.families)
        pango_font_description_set_size(description, Self.units(look.size))
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        let attributes = pango_attr_list_new()
        var text = ""
        for run in runs {
            let start = text.utf8.count
            text += Printable(run.text).text
            guard run.isStrong || look.isStrong,
                let bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD)
            else { continue }
            bold.pointee.start_index = UInt32(clamping: start)
            bold.pointee.end_index = UInt32(clamping: text.utf8.count)
            pango_attr_list_insert(attributes, bold)
        }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
        pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
    }

    private func measure() {
        for number in 0..<pango_layout_get_line_count(layout) {
            guard let line = pango_layout_get_line_readonly(layout, number) else { continue }
            var logical = PangoRectangle()
            pango_layout_line_get_extents(line, nil, &logical)
            lines.append(
                Line(
                    height: Self.points(logical.height),
                    baseline: -Self.points(logical.y),
                    width: Self.points(logical.width)
                )
            )
        }
    }

    /// Draws some of the lines from a place downwards.
    func draw(_ range: Range<Int>, on canvas: Canvas, x: Double, y: Double) {
        var top = y
        canvas.setGrey(look.grey)
        for number in range.clamped(to: lines.indices) {
            let line = lines[number]
            let room = width - line.width
            let shift: Double =
                switch look.alignment {
                case .leading: 0
                case .centre: room / 2
                case .trailing: room
                }
            if let set = pango_layout_get_line_readonly(layout, Int32(number)) {
                canvas.move(x + shift, top + line.baseline)
                pango_cairo_show_layout_line(canvas.context, set)
            }
            top += line.height
        }
    }

    func draw(on canvas: Canvas, x: Double, y: Double) {
        draw(lines.indices, on: canvas, x: x, y: y)
    }

    private static func units(_ points: Double) -> Int32 {
        Int32((points * Double(PANGO_SCALE)).rounded())
    }

    private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
}

extension TextLook {
    /// The smallest letters that people read on paper, in points.
    private static let sizeMin = 5.5

    /// As large as a text fits into one line.
    ///
    /// An amount on two lines is read as two amounts. What does not fit in the smallest letters is
    /// broken into lines in its own size.
    func fitting(_ text: String, _ fonts: Fonts, _ width: Double) -> TextLook {
        let natural = SetText.naturalWidth(text, fonts, self) + 0.5
        guard natural > width else { return self }
        let fitted = size * width / natural
        guard fitted >= Self.sizeMin else { return self }
        return TextLook(size: fitted, isStrong: isStrong, alignment: alignment, grey: grey)
    }
}
