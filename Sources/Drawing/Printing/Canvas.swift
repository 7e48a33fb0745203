import CPango
import Domain
import Foundation

/// A PDF that is being written, page after page, into memory.
final class Canvas {
    /// A4, in points.
    static let width = 595.28
    static let height = 841.89

    let context: OpaquePointer
    private let surface: OpaquePointer
    private let output: Output

    private final class Output {
        var bytes: [UInt8] = []
        let max: Int

        init(max: Int) { self.max = max }
    }

    /// - Parameter bytesMax: What is above it is an error of ``finish()``.
    init(_ paper: Paper, bytesMax: Int) throws(DrawingError) {
        output = Output(max: bytesMax)
        let sink = Unmanaged.passUnretained(output).toOpaque()
        let made = cairo_pdf_surface_create_for_stream(
            { sink, bytes, count in
                guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                let output = Unmanaged<Output>.fromOpaque(sink).takeUnretainedValue()
                guard output.bytes.count + Int(count) <= output.max else {
                    return CAIRO_STATUS_WRITE_ERROR
                }
                output.bytes.append(
                    contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count))
                )
                return CAIRO_STATUS_SUCCESS
            },
            sink,
            Self.width,
            Self.height
        )
        guard let made, let context = cairo_create(made) else {
            throw DrawingError(.library, "cairo has no memory")
        }
        surface = made
        self.context = context
        describe(paper)
        cairo_set_line_width(context, 0.5)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// What programs that show the file tell of it; without a date cairo would take the clock's.
    private func describe(_ paper: Paper) {
        let entries = [
            (CAIRO_PDF_METADATA_TITLE, Printable(paper.title).text),
            (CAIRO_PDF_METADATA_AUTHOR, Printable(paper.author).text),
            (CAIRO_PDF_METADATA_CREATOR, "Baton"),
            (CAIRO_PDF_METADATA_CREATE_DATE, "\(paper.date.text)T00:00:00Z"),
        ]
        for (key, text) in entries { cairo_pdf_surface_set_metadata(surface, key, text) }
    }

    func endPage() { cairo_show_page(context) }

    /// The whole file.
    func finish() throws(DrawingError) -> [UInt8] {
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        if status == CAIRO_STATUS_WRITE_ERROR {
            throw DrawingError(.tooLarge, "the PDF would be larger than \(output.max) bytes")
        }
        for status in [status, cairo_status(context)] where status != CAIRO_STATUS_SUCCESS {
            throw DrawingError(
                .library,
                "cairo: \(String(cString: cairo_status_to_string(status)))"
            )
        }
        return output.bytes
    }

    // MARK: - Marks

    func move(_ x: Double, _ y: Double) { cairo_move_to(context, x, y) }

    func setGrey(_ grey: Double) { cairo_set_source_rgb(context, grey, grey, grey) }

    func setColour(_ red: Double, _ green: Double, _ blue: Double) {
        cairo_set_source_rgb(context, red, green, blue)
    }

    func line(_ spots: [Paper.Spot], width: Double) {
        guard let first = spots.first else { return }
        cairo_set_line_width(context, width)
        move(first.x, first.y)
        for spot in spots.dropFirst() { cairo_line_to(context, spot.x, spot.y) }
        cairo_stroke(context)
    }

    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, width: Double = 0.5) {
        line([Paper.Spot(x1, y1), Paper.Spot(x2, y2)], width: width)
    }

    func frame(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        cairo_set_line_width(context, 0.5)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }

    func fill(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    func dot(_ x: Double, _ y: Double, radius: Double) {
        cairo_new_path(context)
        cairo_arc(context, x, y, radius, 0, 2 * .pi)
        cairo_fill(context)
    }

    /// A code with its side, as one path: readers see no seams between squares.
    func code(_ matrix: QRMatrix, x: Double, y: Double, side: Double) {
        let unit = side / Double(matrix.side + 2 * QRMatrix.margin)
        let margin = Double(QRMatrix.margin) * unit
        setGrey(0)
        for run in matrix.runs {
            let (left, top) = (x + margin + Double(run.x) * unit, y + margin + Double(run.y) * unit)
            cairo_rectangle(context, left, top, Double(run.length) * unit, unit)
        }
        cairo_fill(context)
    }

    func image(_ picture: Picture, x: Double, y: Double, width: Double, height: Double) {
        let scale = min(width / picture.width, height / picture.height)
        cairo_save(context)
        cairo_translate(
            context,
            x + (width - picture.width * scale) / 2,
            y + (height - picture.height * scale) / 2
        )
        cairo_scale(context, scale, scale)
        cairo_set_source_surface(context, picture.surface, 0, 0)
        cairo_paint(context)
        cairo_restore(context)
    }
}

/// A PNG that was read.
final class Picture {
    let surface: OpaquePointer
    let width: Double
    let height: Double

    private final class Input {
        let bytes: [UInt8]
        var place = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    /// More of either has no place on a sheet and only takes memory.
    private static let sideMax: Int32 = 4000

    init(_ image: Paper.Image) throws(DrawingError) {
        let problem = DrawingError(
            .image,
            "a picture is no PNG of at most \(Self.sideMax) × \(Self.sideMax) dots: "
                + "look at the files of logo and signature"
        )
        guard let data = Data(base64Encoded: image.png), Self.isSmall(data) else { throw problem }
        let input = Input([UInt8](data))
        let read = withExtendedLifetime(input) {
            cairo_image_surface_create_from_png_stream(
                { source, target, count in
                    guard let source, let target else { return CAIRO_STATUS_READ_ERROR }
                    let input = Unmanaged<Input>.fromOpaque(source).takeUnretainedValue()
                    let end = input.place + Int(count)
                    guard end <= input.bytes.count else { return CAIRO_STATUS_READ_ERROR }
                    for offset in 0..<Int(count) {
                        target[offset] = input.bytes[input.place + offset]
                    }
                    input.place = end
                    return CAIRO_STATUS_SUCCESS
                },
                Unmanaged.passUnretained(input).toOpaque()
            )
        }
        guard let read else { throw problem }
        let (width, height) = (
            cairo_image_surface_get_width(read), cairo_image_surface_get_height(read)
        )
        guard cairo_surface_status(read) == CAIRO_STATUS_SUCCESS, width > 0, height > 0 else {
            cairo_surface_destroy(read)
            throw problem
        }
        surface = read
        self.width = Double(width)
        self.height = Double(height)
    }

    deinit { cairo_surface_destroy(surface) }

    /// What the head of a PNG says of its size, before memory is taken for it.
    private static func isSmall(_ data: Data) -> Bool {
        guard data.count > 24, data.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return false }
        let sides = [16, 20].map { offset in
            data.dropFirst(offset).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        return sides.allSatisfy { (1...UInt32(sideMax)).contains($0) }
    }
}
