/// A company's own phrases of documents.
///
/// A set is frozen with them, so that what it says stays as it was when templates change.
extension PaperPhrase {
    /// What every phrase may name besides its own places.
    package static let common = ["seller", "client", "period"]

    /// The template by which a company replaces it.
    package var template: String { "document.\(rawValue)" }

    /// Its own places, in the order in which they stand there.
    private var places: [String] {
        var names: [String] = []
        var rest = text(.russian)[...]
        while let (_, behind) = rest.halves(at: "{"), let (name, after) = behind.halves(at: "}") {
            if !names.contains(String(name)) { names.append(String(name)) }
            rest = after
        }
        return names
    }

    /// Everything that it may name.
    private var values: [String] {
        let places = places
        return places + Self.common.filter { !places.contains($0) }
    }

    /// The same as templates, whose places are in double braces.
    static var phrases: [PhraseText] {
        allCases.map { phrase in
            func template(_ language: DocumentLanguage) -> String {
                phrase.text(language).replacing { $0 == "{" ? "{{" : $0 == "}" ? "}}" : nil }
            }
            return PhraseText(
                phrase.template,
                phrase.values,
                en: template(.english),
                ru: template(.russian)
            )
        }
    }

    /// The phrases that a company has its own of, by their names, with places in braces.
    static func own(_ context: Context) -> [String: String] {
        var own: [String: String] = [:]
        for phrase in allCases {
            let values = phrase.values.map { ($0, Value.text("{\($0)}")) }
            let text = context.text(
                Phrase(phrase.template, Dictionary(values) { first, _ in first })
            )
            guard text != phrase.text(.russian), text != phrase.text(.english) else { continue }
            own[phrase.rawValue] = text
        }
        return own
    }
}
