/// Somebody whom a chain asked takes it on.
package struct ChainAccepted: Message {
    package static let type = "chain.accepted"
    /// The chain's name in the configuration.
    package let chain: String
    package let subjectKind: SubjectKind
    package let subjectID: String
    package let personID: PersonID

    package var subject: String { subjectID }

    private enum CodingKeys: String, CodingKey {
        case chain
        case subjectKind = "subject_kind"
        case subjectID = "subject_id"
        case personID = "person_id"
    }
}

/// Somebody whom a chain asked does not want it.
package struct ChainDeclined: Message {
    package static let type = "chain.declined"
    /// The chain's name in the configuration.
    package let chain: String
    package let subjectKind: SubjectKind
    package let subjectID: String
    package let personID: PersonID

    package var subject: String { subjectID }

    private enum CodingKeys: String, CodingKey {
        case chain
        case subjectKind = "subject_kind"
        case subjectID = "subject_id"
        case personID = "person_id"
    }
}
