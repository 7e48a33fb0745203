package import Foundation

/// Somebody outside the top wants to get hot leads too.
package struct DistributionJoinRequested: Message {
    package static let type = "distribution.join_requested"
    package let personID: PersonID
    package let reason: String?

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case reason
    }
}

/// Somebody gets hot leads after the top.
package struct DistributionMemberAdded: Message {
    package static let type = "distribution.member_added"

    /// Why he does.
    package enum Reason: String, Vocabulary {
        /// He asked for it.
        case request
        /// The company wants him to have more clients.
        case portfolio
    }

    package let personID: PersonID
    package let reason: Reason?
    package let approvedBy: PersonID?
    /// When it ends by itself.
    package let until: Date?

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case reason
        case approvedBy = "approved_by"
        case until
    }
}

/// Somebody gets hot leads no longer.
package struct DistributionMemberRemoved: Message {
    package static let type = "distribution.member_removed"
    package let personID: PersonID

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
    }
}
