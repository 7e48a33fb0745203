package import Domain

/// Whoever takes what people outside the company answer on a page, and keeps it.
package protocol AnswerDesk: Sendable {
    /// Hands an answer over; returns once it can't be lost any more.
    ///
    /// - Throws: Where it was not kept, or nobody knows: it may be handed over again.
    func take(_ answer: any Message) async throws
}

/// Pages of one process, for people outside the company.
package struct ClientPages: Sendable {
    /// The pages, given the longest form that is taken, in bytes.
    let pages: @Sendable (_ bodyBytesMax: Int) -> [Routes.Page]
}
