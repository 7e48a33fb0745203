/// A text for people in every language, by the name under which decisions ask for it.
///
/// The texts are Mustache templates; `docs/developing.md` tells which tags and helpers there are.
package struct PhraseText: Sendable {
    /// Such as `nps.below_target`; those of the journal begin with `journal.`.
    package let name: String
    /// The values that the texts may show.
    package let values: [String]
    package let english: String
    package let russian: String

    package init(_ name: String, _ values: [String] = [], en english: String, ru russian: String) {
        self.name = name
        self.values = values
        self.english = english
        self.russian = russian
    }

    /// How the journal tells of a message.
    ///
    /// The values are the fields of the message, and beside each `…_id` of a person his name; what
    /// stands inside of lists and objects is named besides.
    package init(
        journal type: String,
        _ inner: [String] = [],
        en english: String,
        ru russian: String
    ) {
        self.init("journal.\(type)", inner, en: english, ru: russian)
    }
}

/// A word out of code, such as a reason or the name of a timer, as people say it.
package struct Word: Sendable {
    /// As the code has it: `late_timer`, `timer.surveys.survey_mail`.
    package let code: String
    package let english: String
    package let russian: String

    package init(_ code: String, en english: String, ru russian: String) {
        self.code = code
        self.english = english
        self.russian = russian
    }
}
