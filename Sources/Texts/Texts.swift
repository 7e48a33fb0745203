package import Domain
package import Foundation

/// Everything that people read, in one language.
///
/// Templates are checked and parsed when it is made; from then on nothing can fail.
package struct Texts: Sendable {
    /// The languages that there are texts in.
    package enum Locale: String, CaseIterable, Sendable {
        case ru, en
    }

    private let templates: [String: Template]
    private let wording: Wording

    /// Texts of a language, some of them replaced by the company's own.
    ///
    /// - Parameters:
    ///   - overrides: A folder with `<locale>/<template name>.mustache`; nil replaces nothing.
    ///     Those of other languages are checked as well.
    ///   - timeZone: In which dates and times of day are told.
    /// - Throws: Everything that is wrong with the company's own templates, at once.
    package init(
        locale: Locale,
        overrides: URL? = nil,
        timeZone: TimeZone = .gmt
    ) throws(TextsError) {
        let language = Language.of(locale)
        let own = try overrides.map { folder throws(TextsError) in
            try Overrides.read(folder, locale)
        }
        templates = try Template.parse(language.sources).merging(own ?? [:]) { _, own in own }
        wording = Wording(language: language, timeZone: timeZone)
    }

    /// The sentence; where nobody wrote the template, its name and values in a readable form.
    package func text(_ phrase: Phrase) -> String {
        templates[phrase.template]?.render(phrase.values, wording) ?? wording.plain(phrase)
    }

    /// The meaning of a coded word of the contract, such as a reason; else the word itself.
    package func word(_ code: String) -> String {
        wording.text(.text(code), .word)
    }

    /// What an event, a command or a fact means, as one short clause on one line.
    ///
    /// - Parameters:
    ///   - type: The CloudEvents type.
    ///   - data: Its `data`.
    ///   - names: The name of a person, or the id where nobody knows it.
    package func describe(
        type: String,
        data: [String: Value],
        names: (PersonID) -> String
    ) -> String {
        let values = Clause.values(of: type, data, names: names)
        let name = Clause.template(of: type)
        guard templates[name] != nil else { return text(Phrase(type, values)) }
        return text(Phrase(name, values))
    }
}
