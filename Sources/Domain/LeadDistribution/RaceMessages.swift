/// A lead waits for its distribution until its contact was looked up; never on the bus.
package struct LeadSought: Message {
    package static let type = "internal.lead_sought"
    package let leadID: LeadID
    /// The contact's phone number and address.
    package let keys: [String]

    package var subject: String { leadID.rawValue }
}

/// A lead came when nobody was at work; never on the bus.
package struct PoolEntered: Message {
    package static let type = "internal.pool_entered"
    package let entry: NightPool.Entry

    package var subject: String { Subject.company.id }
}

/// The company has opened and it is the lead's turn to be offered; never on the bus.
package struct PoolDrained: Message {
    package static let type = "internal.pool_drained"
    package let leadID: LeadID
    /// 0, 1, 2 and on: the offers of one morning begin with one after the other in the list.
    package let place: Int

    package var subject: String { leadID.rawValue }
}

/// A person was seen working on a lead; never on the bus.
package struct LeadWorkSeen: Message {
    package static let type = "internal.lead_work_seen"
    package let leadID: LeadID
    package let personID: PersonID

    package var subject: String { leadID.rawValue }

    package init(_ lead: LeadID, by person: PersonID) {
        leadID = lead
        personID = person
    }
}

/// The client of a lead on offer called, and this person answered; never on the bus.
package struct LeadCallAnswered: Message {
    package static let type = "internal.lead_call_answered"
    package let leadID: LeadID
    package let personID: PersonID

    package var subject: String { leadID.rawValue }

    package init(_ lead: LeadID, by person: PersonID) {
        leadID = lead
        personID = person
    }
}

/// Another lead of the same contact waits for an owner too; never on the bus.
package struct LeadTwinSeen: Message {
    package static let type = "internal.lead_twin_seen"
    package let leadID: LeadID
    package let twinID: LeadID

    package var subject: String { leadID.rawValue }
}

/// Another lead of the same contact has an owner; never on the bus.
package struct LeadTwinOwned: Message {
    package static let type = "internal.lead_twin_owned"
    /// The lead that still waits.
    package let leadID: LeadID
    package let twinID: LeadID
    package let ownerID: PersonID
    /// Who else is told.
    package let told: [LeadID]

    package var subject: String { leadID.rawValue }
}

/// A lead came with an owner: others of the same contact may still wait for one; never on the bus.
package struct ContactOwned: Message {
    package static let type = "internal.contact_owned"
    package let leadID: LeadID
    package let ownerID: PersonID
    /// The contact's phone number and address.
    package let keys: [String]

    package var subject: String { leadID.rawValue }
}
