package import Domain

/// What the file, the environment and the defaults say together: checked and complete.
package struct Settings: Sendable {
    /// Section `[service]`.
    package let service: ServiceSettings
    /// Section `[amqp]`.
    package let amqp: AMQPSettings
    /// Section `[postgres]`.
    package let postgres: PostgresSettings
    /// Section `[http]`.
    package let http: HTTPSettings
    /// Section `[retention]`; default nothing is let go.
    package let retention: RetentionSettings
    /// What the processes need to know of the file: their sections, people, calendar, rules.
    package let policies: Policies
    /// Reports that go out by mail; default none.
    package let reports: [ReportMailSettings]
    /// The company's own rules, in their order, also those turned off; default none.
    package let rules: [RuleSettings]

    /// What somebody should know though nothing is wrong, one sentence each.
    package var notes: [String] { policies.notes }

    /// Every key with its effective value, in the order of the example.
    let entries: [Entry]
    /// The processes that have a section, and whether it lets them run.
    let processes: [String: Bool]

    /// Reads, checks and completes the settings, or says everything that is wrong at once.
    ///
    /// - Parameters:
    ///   - file: the path of a TOML file.
    ///   - environment: its `BATON_…` variables override keys of the file.
    ///   - credentialsDirectory: where `"credential:NAME"` is read from; else the environment's
    ///     `CREDENTIALS_DIRECTORY`.
    ///   - program: what the running program knows.
    package static func load(
        file: String,
        environment: [String: String] = [:],
        credentialsDirectory: String? = nil,
        program: Program = Program()
    ) throws(SettingsError) -> Settings {
        try load(.read(file), environment, credentialsDirectory, program)
    }

    /// The same for a text that is not in a file; `name` stands for the file in errors.
    package static func parse(
        _ text: String,
        name: String = "config.toml",
        environment: [String: String] = [:],
        credentialsDirectory: String? = nil,
        program: Program = Program()
    ) throws(SettingsError) -> Settings {
        try load(.parse(text, name: name), environment, credentialsDirectory, program)
    }

    private static func load(
        _ source: TOMLSource,
        _ environment: [String: String],
        _ credentialsDirectory: String?,
        _ program: Program
    ) throws(SettingsError) -> Settings {
        let directory = credentialsDirectory ?? environment["CREDENTIALS_DIRECTORY"]
        let reading = Reading(
            source.file(fetching: Indirection(credentialsDirectory: directory)),
            environment: environment,
            program: program,
            whole: { Catalogue.whole }
        )
        let settings = Settings(reading)
        guard reading.problems.isEmpty else { throw SettingsError(reading.sortedProblems) }
        return settings
    }
}
