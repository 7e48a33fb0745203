package import Domain
package import Foundation

/// What concerns the program as a whole; section `[service]`.
package struct ServiceSettings: Equatable, Sendable {
    /// Language of the texts that people get.
    package enum Language: String, CaseIterable, Sendable {
        case ru, en
    }

    /// How log lines are written.
    package enum LogFormat: String, CaseIterable, Sendable {
        case text, json
        /// Text on a terminal, JSON elsewhere.
        case auto
    }

    /// From which level on lines are logged.
    package enum LogLevel: String, CaseIterable, Sendable {
        case trace, debug, info, notice, warning, error, critical
    }

    /// CloudEvents source of what Baton publishes; default `baton`.
    package let source: String
    /// The company's time zone; default Europe/Moscow.
    package let timeZone: TimeZone
    /// Default Russian.
    package let language: Language
    /// ISO 3166 region of phone numbers without country code; default `RU`.
    package let phoneRegion: String
    /// Numbers that forms and exchanges write where they know none; default two that many do.
    package let placeholderPhones: [String]
    /// Folder whose templates replace the built-in ones; nil for the built-in ones alone.
    package let templatesDirectory: String?
    /// How long a stop may take before work in progress is abandoned; default 10 s.
    package let stopTimeout: Duration
    /// Default `auto`.
    package let logFormat: LogFormat
    /// Default `info`.
    package let logLevel: LogLevel

    package init(_ section: SectionReader) {
        source = section.value(
            "source",
            .text("text without white space") { !$0.contains(where: \.isWhitespace) },
            default: "baton",
            "CloudEvents source of what Baton publishes",
            takesEffect: .afterRestart
        )
        timeZone = section.value(
            "time_zone",
            .timeZone,
            default: TimeZone(identifier: "Europe/Moscow") ?? .gmt,
            "of working hours, quarters, schedules and reports"
        )
        language = section.value(
            "locale",
            .choice,
            default: .ru,
            "language of the texts sent to people: ru | en"
        )
        phoneRegion = section.value(
            "default_phone_region",
            .region,
            default: "RU",
            "of phone numbers written without a country code"
        )
        placeholderPhones = section.value(
            "placeholder_phones",
            Form.phone.list(),
            default: ["+266696687", "+79999999999"],
            "numbers that stand where none is known: nobody is found under them"
        )
        templatesDirectory = section.optional(
            "templates_dir",
            .folder,
            sample: "\"/etc/baton/templates\"",
            "templates found here replace the built-in ones"
        )
        stopTimeout = section.value(
            "stop_timeout",
            .duration,
            default: .seconds(10),
            "so long a stop may take",
            takesEffect: .afterRestart
        )
        logFormat = section.value(
            "log",
            .choice,
            default: .auto,
            "text | json | auto: text on a terminal, JSON elsewhere",
            takesEffect: .afterRestart
        )
        logLevel = section.value(
            "log_level",
            .choice,
            default: .info,
            "trace | debug | info | notice | warning | error | critical",
            takesEffect: .afterRestart
        )
    }
}

extension ServiceSettings {
    /// The placeholders in E.164; one that is no number is met nowhere.
    var placeholderNumbers: Set<String> {
        Set(placeholderPhones.compactMap { PhoneNumber($0, region: phoneRegion)?.rawValue })
    }
}
