/// Everything that differs between languages.
struct Language: Sendable {
    /// Which file the templates stand in, for messages.
    let file: String
    /// Mustache, by template name.
    let templates: [String: String]
    /// Names of fields, as a form shows them.
    let labels: [String: String]
    /// What people are called by their role.
    let roles: [String: String]
    /// Meanings of the coded words of the contract: stages, outcomes, reasons.
    let words: [String: String]
    let yes: String
    let no: String
    let decimalPoint: String
    let groupSeparator: String
    /// Day, hour, minute, second; abbreviated.
    let timeUnits: [String]
    /// As they stand in a date.
    let months: [String]

    static func of(_ locale: Texts.Locale) -> Language {
        switch locale {
        case .ru: .russian
        case .en: .english
        }
    }

    /// The templates with the place where they stand.
    var sources: [String: TemplateSource] {
        Dictionary(
            uniqueKeysWithValues: templates.map { name, text in
                (name, TemplateSource(file: "\(file) \(name)", text: text))
            }
        )
    }
}
