/// Everything that a set of documents says: taken at one moment, checked, and never changed again.
///
/// HTML and PDF are pure functions of it. Its canonical JSON is what ``JSONWriter`` makes of it.
package struct FrozenSet: Codable, Equatable, Sendable {
    package let requestID: RequestID
    package let language: DocumentLanguage
    package let period: DocumentPeriod
    package let seller: FrozenSeller
    package let client: FrozenClient
    package var invoice: FrozenInvoice?
    package var act: FrozenAct?
    package var completion: FrozenCompletion?
    package var analysis: FrozenAnalysis?
    /// What was asked for and is not in the set, each with its reason: the letter, and the
    /// analysis where there is one, must say so.
    package let missing: [FrozenGap]
    /// The company's own phrases by ``PaperPhrase``, places in braces; nil where it has none.
    package let texts: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case language, period, seller, client, invoice, act, completion, analysis, missing, texts
    }

    package init(
        requestID: RequestID,
        language: DocumentLanguage,
        period: DocumentPeriod,
        seller: FrozenSeller,
        client: FrozenClient,
        invoice: FrozenInvoice? = nil,
        act: FrozenAct? = nil,
        completion: FrozenCompletion? = nil,
        analysis: FrozenAnalysis? = nil,
        missing: [FrozenGap] = [],
        texts: [String: String] = [:]
    ) {
        self.requestID = requestID
        self.language = language
        self.period = period
        self.seller = seller
        self.client = client
        self.invoice = invoice
        self.act = act
        self.completion = completion
        self.analysis = analysis
        self.missing = missing
        self.texts = texts.isEmpty ? nil : texts
    }

    /// A phrase as the set says it, its places in braces.
    package func text(_ phrase: PaperPhrase) -> String {
        texts?[phrase.rawValue] ?? phrase.text(language)
    }

    /// The heads of its documents, in the order in which they are sent.
    package var heads: [FrozenHead] {
        [invoice?.head, act?.head, completion?.head, analysis?.head].compactMap(\.self)
    }

    /// The same set, with the head of one document replaced.
    package func numbered(_ head: FrozenHead) -> FrozenSet {
        var set = self
        switch head.kind {
        case .invoice: set.invoice?.head = head
        case .act: set.act?.head = head
        case .completion: set.completion?.head = head
        case .analysis: set.analysis?.head = head
        }
        return set
    }
}

/// A kind of documents, in the order in which they stand in a set.
package enum DocumentKind: String, Vocabulary, Comparable {
    /// Счёт на оплату.
    case invoice
    /// Акт сверки взаимных расчётов.
    case act
    /// Акт выполненных работ.
    case completion
    /// A text made of the period's numbers.
    case analysis

    package static func < (left: Self, right: Self) -> Bool { left.order < right.order }

    private var order: Int {
        switch self {
        case .invoice: 0
        case .act: 1
        case .completion: 2
        case .analysis: 3
        }
    }
}

/// In which language documents are written.
package enum DocumentLanguage: String, Vocabulary {
    case russian = "ru"
    case english = "en"
}

/// Days from the first to the last, both among them.
package struct DocumentPeriod: Codable, Hashable, Sendable {
    package let from: CalendarDay
    package let to: CalendarDay

    package init(from: CalendarDay, to: CalendarDay) {
        self.from = from
        self.to = to
    }

    /// Whether a day lies in it.
    package func contains(_ day: CalendarDay) -> Bool { from <= day && day <= to }
}

/// What tells one document from all others.
package struct FrozenHead: Codable, Hashable, Sendable {
    package let kind: DocumentKind
    /// In its series; ``placeholder`` in a draft.
    package let number: Int
    package let date: CalendarDay
    /// The voided document in whose place it stands: «взамен № …».
    package let replaces: Replaced?

    /// Stands in a draft, which has no number yet: as wide as any of six digits.
    package static let placeholder = 888_888

    package init(kind: DocumentKind, number: Int, date: CalendarDay, replaces: Replaced? = nil) {
        self.kind = kind
        self.number = number
        self.date = date
        self.replaces = replaces
    }

    /// A document that no longer holds.
    package struct Replaced: Codable, Hashable, Sendable {
        package let number: Int
        package let date: CalendarDay

        package init(number: Int, date: CalendarDay) {
            self.number = number
            self.date = date
        }
    }
}

/// A legal entity as it stands in documents.
package struct FrozenSeller: Codable, Hashable, Sendable {
    package let id: String
    package let name: String
    package let inn: String
    package let kpp: String?
    package let address: String?
    package let bank: String
    package let bic: String
    package let account: String
    package let correspondentAccount: String
    package let signatory: String?
    package let logo: FrozenImage?
    package let signature: FrozenImage?

    private enum CodingKeys: String, CodingKey {
        case id, name, inn, kpp, address, bank, bic, account
        case correspondentAccount = "correspondent_account"
        case signatory, logo, signature
    }

    package init(
        id: String,
        name: String,
        inn: String,
        kpp: String? = nil,
        address: String? = nil,
        bank: String,
        bic: String,
        account: String,
        correspondentAccount: String,
        signatory: String? = nil,
        logo: FrozenImage? = nil,
        signature: FrozenImage? = nil
    ) {
        self.id = id
        self.name = name
        self.inn = inn
        self.kpp = kpp
        self.address = address
        self.bank = bank
        self.bic = bic
        self.account = account
        self.correspondentAccount = correspondentAccount
        self.signatory = signatory
        self.logo = logo
        self.signature = signature
    }
}

/// A picture that stands in documents.
package struct FrozenImage: Codable, Hashable, Sendable {
    /// The PNG, in base64.
    package let pngBase64: String

    private enum CodingKeys: String, CodingKey { case pngBase64 = "png_base64" }

    package init(pngBase64: String) {
        self.pngBase64 = pngBase64
    }
}

/// A client as he stands in documents.
package struct FrozenClient: Codable, Hashable, Sendable {
    package let id: ClientID
    package let name: String
    package let inn: String?
    package let kpp: String?
    package let address: String?

    package init(
        id: ClientID,
        name: String,
        inn: String? = nil,
        kpp: String? = nil,
        address: String? = nil
    ) {
        self.id = id
        self.name = name
        self.inn = inn
        self.kpp = kpp
        self.address = address
    }
}

/// A kind of documents that is not in the set, and why, in a sentence of the set's language.
package struct FrozenGap: Codable, Hashable, Sendable {
    package let kind: DocumentKind
    package let sentence: String

    package init(kind: DocumentKind, sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }
}
