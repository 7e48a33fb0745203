/// Who signs, on a line; what he signs as stands before the line, or above it where it is long.
struct SignatureLine {
    let height: Double
    private let role: SetText
    private let isRoleAbove: Bool
    private let name: SetText
    private let picture: (picture: Picture, image: Paper.Image)?
    private let width: Double

    /// Nobody's name takes more; what does is cut, so that the line to sign on stays on the page.
    private static let linesMax = 12

    init(
        _ signature: Paper.Signature,
        _ composer: Composer,
        width: Double
    ) throws(DrawingError) {
        func natural(_ text: String) -> Double {
            SetText.naturalWidth(text, composer.fonts, Composer.normal) + 1
        }
        self.width = width
        isRoleAbove = natural(signature.role) > width * 0.3
        role = composer.set(
            signature.role,
            Composer.normal,
            isRoleAbove ? width : natural(signature.role)
        )
        name = composer.set(
            signature.name,
            Composer.normal,
            min(natural(signature.name), width * 0.45)
        )
        if let image = signature.image {
            picture = (try Picture(image), image)
        } else {
            picture = nil
        }
        let line = max(name.height(lines: Self.linesMax), signature.image?.height ?? 0, 26)
        height = line + (isRoleAbove ? role.height(lines: Self.linesMax) : 0)
    }

    /// Draws it with its upper left corner at a place, as tall as the tallest beside it.
    func draw(_ canvas: Canvas, _ x: Double, _ y: Double, height: Double) {
        let texts = 0..<Self.linesMax
        let roleHeight = role.height(lines: Self.linesMax)
        let foot = y + height - 3
        role.draw(texts, on: canvas, x: x, y: isRoleAbove ? y : foot - roleHeight + 3)
        let start = isRoleAbove ? x : x + role.width + 8
        let end = x + width - (name.lines.allSatisfy { $0.width == 0 } ? 0 : name.width + 8)
        if let picture {
            canvas.image(
                picture.picture,
                x: start,
                y: foot - picture.image.height + 5,
                width: end - start,
                height: picture.image.height
            )
        }
        canvas.setGrey(0.07)
        canvas.line(start, foot, end, foot, width: 0.7)
        name.draw(texts, on: canvas, x: end + 8, y: foot - name.height(lines: Self.linesMax) + 3)
    }
}
