/// A document as it is kept and sent: pure functions of the frozen set.
package struct RenderedFile: Equatable, Sendable {
    package let kind: DocumentKind
    /// The whole page, UTF-8.
    package let html: String
    /// Empty where the company wants no PDF.
    package let pdf: [UInt8]
    /// Of the PDF, in lower-case hexadecimal digits; of the page where there is no PDF.
    package let sha256: String
    /// What the code on the invoice says when it is read back; nil for other kinds.
    package let code: String?

    package init(
        kind: DocumentKind,
        html: String,
        pdf: [UInt8],
        sha256: String,
        code: String? = nil
    ) {
        self.kind = kind
        self.html = html
        self.pdf = pdf
        self.sha256 = sha256
        self.code = code
    }
}
