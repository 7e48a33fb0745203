import Domain

extension Catalogue {
    /// The whole file's description, made by reading nothing.
    static let whole: Catalogue = {
        let nothing = TOMLSource.empty.file(fetching: Indirection(credentialsDirectory: nil))
        let reading = Reading(nothing, isDescription: true, whole: { Catalogue() })
        _ = Settings(reading)
        return reading.catalogue
    }()
}
