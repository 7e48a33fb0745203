package import Domain

/// A file of settings that is not the daemon's, read by the same rules.
package enum OtherFile {
    /// Reads, checks and completes a file, or says everything that is wrong at once.
    ///
    /// - Parameters:
    ///   - file: the path of a TOML file.
    ///   - environment: its variable `CREDENTIALS_DIRECTORY` says where `"credential:NAME"` lies.
    ///   - read: reads every section there is; what is left over is unknown.
    package static func load<Result>(
        _ file: String,
        environment: [String: String],
        _ read: @escaping (SectionReader) -> Result
    ) throws(SettingsError) -> Result {
        let source = try TOMLSource.read(file)
        let directory = environment["CREDENTIALS_DIRECTORY"]
        let reading = Reading(
            source.file(fetching: Indirection(credentialsDirectory: directory)),
            whole: { described(read) }
        )
        let root = SectionReader(reading, path: .root, node: .table(reading.file.root))
        let result = read(root)
        root.refuseUnknown()
        guard reading.problems.isEmpty else { throw SettingsError(reading.sortedProblems) }
        return result
    }

    /// Every section and key there is, by reading nothing.
    private static func described<Result>(_ read: (SectionReader) -> Result) -> Catalogue {
        let nothing = TOMLSource.empty.file(fetching: Indirection(credentialsDirectory: nil))
        let reading = Reading(nothing, isDescription: true, whole: { Catalogue() })
        _ = read(SectionReader(reading, path: .root, node: nil))
        return reading.catalogue
    }
}

extension Form where Value == RuleCondition {
    /// Conditions as rules have them, on what another system sends.
    package static var conditionOnForeignFields: Self {
        .condition(RuleFieldCheck(event: nil, isForeign: true))
    }
}
