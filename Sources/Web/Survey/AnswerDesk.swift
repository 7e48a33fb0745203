package import Domain

/// Whoever takes the answers of clients and keeps them.
package protocol AnswerDesk: Sendable {
    /// Hands an answer over; returns once it can't be lost any more.
    ///
    /// - Throws: Where it was not kept, or nobody knows: it may be handed over again.
    func take(_ answer: SurveyAnswered) async throws
}

/// What the page on which clients answer is made with; replaced when the configuration is.
package struct SurveyDesk: Sendable {
    let links: SignedLinks
    /// Sentences and pages in the company's language.
    let text: @Sendable (Phrase) -> String
    /// Two letters, for the page's `lang`.
    let language: String

    package init(
        links: SignedLinks,
        language: String,
        text: @escaping @Sendable (Phrase) -> String
    ) {
        self.links = links
        self.language = language
        self.text = text
    }
}
