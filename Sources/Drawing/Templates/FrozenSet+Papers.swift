package import Domain

extension FrozenSet {
    /// A document of the set as it is drawn; nil where the set has none of the kind.
    package func paper(_ kind: DocumentKind) -> Paper? {
        let words = PaperWords(self)
        return switch kind {
        case .invoice: invoice.map { InvoicePaper(set: self, invoice: $0, words: words).paper }
        case .act: act.map { ActPaper(set: self, act: $0, words: words).paper }
        case .completion:
            completion.map { CompletionPaper(set: self, completion: $0, words: words).paper }
        case .analysis: analysis.map { AnalysisPaper(set: self, analysis: $0, words: words).paper }
        }
    }

    /// The paper of one of its documents.
    func paper(_ head: FrozenHead, title: String, _ blocks: [Paper.Block]) -> Paper {
        Paper(
            language: language,
            title: title,
            author: seller.name,
            date: head.date,
            footer: title,
            blocks: logo + blocks
        )
    }

    private var logo: [Paper.Block] {
        guard let logo = seller.logo else { return [] }
        return [.image(Paper.Image(png: logo.pngBase64, width: 150, height: 44))]
    }

    /// The line on which the seller signs.
    func signature(as role: String) -> Paper.Signature {
        Paper.Signature(
            role: role,
            name: seller.signatory ?? "",
            image: seller.signature.map {
                Paper.Image(png: $0.pngBase64, width: 110, height: 40)
            }
        )
    }
}
