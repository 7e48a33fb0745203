/// Why a document was not drawn.
///
/// ``message`` says what to do and quotes nothing of the document.
package struct DrawingError: Error, Equatable, Sendable {
    /// What happened.
    package enum Code: String, Equatable, Sendable {
        /// The fonts are not installed, or can't be read.
        case fonts
        /// What was handed over is no paper.
        case unreadable
        /// A picture is no PNG.
        case image
        /// The document is above a bound.
        case tooLarge
        /// cairo or pango gave up, such as for want of memory.
        case library
        /// The process that draws could not be started.
        case notStarted
        /// It took longer than it may, and was ended.
        case tooSlow
        /// It ended with an error or a signal.
        case crashed
    }

    package let code: Code
    package let message: String
    /// Which of the papers of a set it was, from 0; nil where that is not known.
    package let place: Int?

    package init(_ code: Code, _ message: String, place: Int? = nil) {
        self.code = code
        self.message = message
        self.place = place
    }

    /// The same error, of one of several papers.
    func at(_ place: Int) -> DrawingError { DrawingError(code, message, place: place) }
}

extension DrawingError {
    /// Whether another attempt would fail as well: it is the document that can't be drawn.
    package var isOfTheDocument: Bool {
        switch code {
        case .unreadable, .image, .tooLarge, .tooSlow, .crashed: true
        case .fonts, .library, .notStarted: false
        }
    }
}
