/// What banks' applications read from the code on an invoice: ГОСТ Р 56042-2014, in UTF-8.
///
/// `ST00012|Name=…|PersonalAcc=…|BankName=…|BIC=…|CorrespAcc=…|PayeeINN=…|KPP=…|Sum=…|Purpose=…`,
/// `Sum` in kopecks. The sign behind the head separates the fields; where a value holds it, the
/// next of ``separators`` that none holds takes its place everywhere.
package struct PaymentCode: Equatable, Sendable {
    /// One of the fields that are written, by the standard's name.
    package enum Field: String, CaseIterable, Sendable {
        case name = "Name"
        case personalAccount = "PersonalAcc"
        case bankName = "BankName"
        case bic = "BIC"
        case correspondentAccount = "CorrespAcc"
        case inn = "PayeeINN"
        case kpp = "KPP"
        case sum = "Sum"
        case purpose = "Purpose"

        /// How many characters the standard allows.
        package var charactersMax: Int {
            switch self {
            case .name: 160
            case .personalAccount, .correspondentAccount: 20
            case .bankName: 45
            case .bic, .kpp: 9
            case .inn: 12
            case .sum: 18
            case .purpose: 210
            }
        }

        /// Whether it belongs to the block without which nobody can be paid.
        package var isMandatory: Bool {
            switch self {
            case .name, .personalAccount, .bankName, .bic, .correspondentAccount: true
            case .inn, .kpp, .sum, .purpose: false
            }
        }
    }

    /// Why there is no code.
    package enum Flaw: Error, Equatable, Sendable {
        /// A mandatory field has no value.
        case missing(Field)
        /// A value has more characters than the standard allows.
        case tooLong(Field, characters: Int)
        /// The mandatory block has more than ``mandatoryBytesMax`` bytes.
        case mandatoryBlock(bytes: Int)
        /// The values hold every sign that could separate them.
        case noSeparator
        /// The amount is not above zero.
        case sum(Int)
    }

    /// Signs that may separate fields, in the order in which they are tried.
    package static let separators: [Unicode.Scalar] = [
        "|", "#", ";", ":", "^", "_", "~", "{", "}", "!",
    ]
    /// How many bytes the fields of the mandatory block may have together, names and signs too.
    package static let mandatoryBytesMax = 300
    private static let head = "ST00012"

    /// The values, those that are empty left out.
    package private(set) var values: [Field: String]
    package let separator: Unicode.Scalar

    /// Line breaks and rows of blanks in values become single blanks.
    ///
    /// - Parameters:
    ///   - texts: The values but for the amount, as the documents have them.
    ///   - kopecks: The amount.
    package init(_ texts: [Field: String], kopecks: Int) throws(Flaw) {
        guard kopecks > 0 else { throw .sum(kopecks) }
        values = texts.mapValues {
            $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.value.isEmpty }
        values[.sum] = String(kopecks)
        for field in Field.allCases {
            guard let value = values[field] else {
                if field.isMandatory { throw .missing(field) }
                continue
            }
            // The standard counts characters of an encoding, not what the eye takes for one.
            let count = value.unicodeScalars.count
            if count > field.charactersMax { throw .tooLong(field, characters: count) }
        }
        let used = Set(values.values.flatMap { Array($0.unicodeScalars) })
        guard let free = Self.separators.first(where: { !used.contains($0) }) else {
            throw .noSeparator
        }
        separator = free
        let bytes = mandatoryBytes
        if bytes > Self.mandatoryBytesMax { throw .mandatoryBlock(bytes: bytes) }
    }

    /// The code's text.
    package var text: String { Self.head + fields(Field.allCases) }

    /// The size of the mandatory block, without the head and the sign behind it.
    package var mandatoryBytes: Int {
        fields(Field.allCases.filter(\.isMandatory)).utf8.count - 1
    }

    private func fields(_ fields: [Field]) -> String {
        fields.compactMap { field in
            values[field].map { "\(separator)\(field.rawValue)=\($0)" }
        }.joined()
    }

    /// The amount, in kopecks.
    package var kopecks: Int? { values[.sum].flatMap { Int($0) } }

    /// Reads a code as a bank's application does; nil where it is none, or none of ours.
    package init?(parsing text: String) {
        guard text.hasPrefix(Self.head),
            let separator = text.unicodeScalars.dropFirst(Self.head.unicodeScalars.count).first
        else { return nil }
        self.separator = separator
        values = [:]
        for part in text.parts(at: separator).dropFirst() {
            guard let (name, value) = part.halves(at: "="),
                let field = Field(rawValue: String(name)),
                values.updateValue(String(value), forKey: field) == nil
            else { return nil }
        }
        let isWhole = Field.allCases.allSatisfy { !$0.isMandatory || values[$0] != nil }
        guard isWhole, self.text == text else { return nil }
    }
}
