package import Domain

/// A document as it is drawn: what stands on it from top to bottom, without a word of how.
///
/// ``page`` makes HTML of it and ``Printing`` a PDF. Both are pure functions: the same paper has
/// the same bytes, whenever it is drawn. Texts may hold anything, see ``Printable``.
package struct Paper: Codable, Equatable, Sendable {
    package let language: DocumentLanguage
    /// What the file is called by programs that show it.
    package let title: String
    /// Who wrote it, for the same programs.
    package let author: String
    /// The date of the document, which is the PDF's date of creation too.
    package let date: CalendarDay
    /// Stands at the foot of every page of the PDF, beside the number of the page.
    package let footer: String
    package let blocks: [Block]

    package init(
        language: DocumentLanguage,
        title: String,
        author: String,
        date: CalendarDay,
        footer: String,
        blocks: [Block]
    ) {
        self.language = language
        self.title = title
        self.author = author
        self.date = date
        self.footer = footer
        self.blocks = blocks
    }

    /// One part of a document; what is not a table or a long text stays on one page.
    package indirect enum Block: Codable, Equatable, Sendable {
        /// The document's name, and a line under it that may be empty.
        case title(String, under: String)
        case heading(String)
        case text(Text)
        case pairs([Pair])
        case table(Table)
        case form(Form)
        case tiles([Tile])
        case chart(Chart)
        case code(Code)
        case image(Image)
        case signatures([Signature])
        /// Columns beside each other; `share` is what the left one has of the width.
        case beside([Block], [Block], share: Double)
        case rule
        /// White space, in points.
        case space(Double)
    }

    /// A paragraph.
    package struct Text: Codable, Equatable, Sendable {
        package let runs: [Run]
        package var size: Size
        package var alignment: Alignment

        package init(_ runs: [Run], _ size: Size = .normal, _ alignment: Alignment = .leading) {
            self.runs = runs
            self.size = size
            self.alignment = alignment
        }

        package init(
            _ text: String,
            _ size: Size = .normal,
            _ alignment: Alignment = .leading,
            isStrong: Bool = false
        ) {
            self.init([Run(text, isStrong: isStrong)], size, alignment)
        }
    }

    /// A part of a text in one weight.
    package struct Run: Codable, Equatable, Sendable {
        package let text: String
        package let isStrong: Bool

        package init(_ text: String, isStrong: Bool = false) {
            self.text = text
            self.isStrong = isStrong
        }
    }

    /// How large a text is.
    package enum Size: String, Codable, Sendable {
        case normal
        /// For what stands below or beside.
        case small
        /// For what has to be there and is seldom read; in grey.
        case fine
    }

    /// Where a text stands in its width; documents are written from left to right.
    package enum Alignment: String, Codable, Sendable {
        case leading, centre, trailing
    }

    /// What something is called, and what it is.
    package struct Pair: Codable, Equatable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A figure that is seen at once.
    package struct Tile: Codable, Equatable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A QR code with a line under it.
    package struct Code: Codable, Equatable, Sendable {
        package let payload: String
        package let caption: String
        /// Its side, in points.
        package let side: Double

        package init(payload: String, caption: String, side: Double) {
            self.payload = payload
            self.caption = caption
            self.side = side
        }
    }

    /// A picture, drawn as large as it fits.
    package struct Image: Codable, Equatable, Sendable {
        /// The PNG, in base64.
        package let png: String
        /// In points.
        package let width: Double
        package let height: Double

        package init(png: String, width: Double, height: Double) {
            self.png = png
            self.width = width
            self.height = height
        }
    }

    /// A line to sign on.
    package struct Signature: Codable, Equatable, Sendable {
        /// As what somebody signs, such as the director.
        package let role: String
        /// Who signs; empty where he writes his name himself.
        package let name: String
        /// Above the line where there is one.
        package let image: Image?

        package init(role: String, name: String, image: Image? = nil) {
            self.role = role
            self.name = name
            self.image = image
        }
    }
}
