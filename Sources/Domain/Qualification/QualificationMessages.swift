/// An item of the qualification process was moved to another stage.
package struct QualificationStageChanged: Message {
    package static let type = "qualification.stage_changed"
    package let itemID: QualificationItemID?
    package let leadID: LeadID?
    /// As the CRM names it.
    package let stage: String
    package let actorID: PersonID?
    package let comment: String?
    package let salesManagerID: PersonID?
    package let junkStage: String?
    package let fields: [String: Value]?

    /// The lead's id, by itself or read off the item's.
    package var subject: String { (leadID ?? itemID?.leadID)?.rawValue ?? "" }
    package var flaw: Flaw? { Flaw(item: itemID, lead: leadID) }

    private enum CodingKeys: String, CodingKey {
        case itemID = "item_id"
        case leadID = "lead_id"
        case stage
        case actorID = "actor_id"
        case comment
        case salesManagerID = "sales_manager_id"
        case junkStage = "junk_stage"
        case fields
    }
}

/// Fields of a qualification item were filled in or changed.
package struct QualificationFieldsChanged: Message {
    package static let type = "qualification.fields_changed"
    package let itemID: QualificationItemID?
    package let leadID: LeadID?
    package let fields: [String: Value]
    package let actorID: PersonID?

    package var subject: String { (leadID ?? itemID?.leadID)?.rawValue ?? "" }
    package var flaw: Flaw? { Flaw(item: itemID, lead: leadID) }

    private enum CodingKeys: String, CodingKey {
        case itemID = "item_id"
        case leadID = "lead_id"
        case fields
        case actorID = "actor_id"
    }
}

/// Fields came with a move that was not carried out; never on the bus.
///
/// Only the stage is put back in the CRM, so the fields stay there, and count from then on.
package struct QualificationFieldsKept: Message {
    package static let type = "internal.qualification_fields_kept"
    package let itemID: QualificationItemID
    package let fields: [String: Value]

    package var subject: String { itemID.leadID?.rawValue ?? "" }

    private enum CodingKeys: String, CodingKey {
        case itemID = "item_id"
        case fields
    }
}

/// Open an item of the qualification process beside a lead.
package struct QualificationCreate: Message {
    package static let type = "qualification.create"
    package let itemID: QualificationItemID
    package let leadID: LeadID
    package let responsibleID: PersonID
    /// As the CRM names it.
    package let stage: String
    /// Copied from the lead.
    package let fields: [String: Value]

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case itemID = "item_id"
        case leadID = "lead_id"
        case responsibleID = "responsible_id"
        case stage, fields
    }
}

/// Make somebody responsible for an item.
package struct QualificationAssign: Message {
    package static let type = "qualification.assign"
    package let itemID: QualificationItemID
    package let leadID: LeadID
    package let responsibleID: PersonID

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case itemID = "item_id"
        case leadID = "lead_id"
        case responsibleID = "responsible_id"
    }
}

/// Put an item back to the stage where it was, and say why.
package struct QualificationRejectTransition: Message {
    package static let type = "qualification.reject_transition"
    package let itemID: QualificationItemID
    package let leadID: LeadID
    /// The stage that was asked for, as the CRM names it.
    package let stage: String
    /// The stage to put back, as the CRM names it.
    package let backTo: String
    package let actorID: PersonID?
    /// One sentence for the person who tried.
    package let reason: String
    package let missingFields: [String]?

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case itemID = "item_id"
        case leadID = "lead_id"
        case stage
        case backTo = "back_to"
        case actorID = "actor_id"
        case reason
        case missingFields = "missing_fields"
    }
}

/// Close an item.
package struct QualificationClose: Message {
    package static let type = "qualification.close"

    /// How the item ended.
    package enum Outcome: String, Vocabulary {
        case acceptedBySales = "accepted_by_sales"
        case targetLead = "target_lead"
        case junk
        case leadClosed = "lead_closed"
        case leadDeleted = "lead_deleted"
    }

    package let itemID: QualificationItemID
    package let leadID: LeadID
    package let outcome: Outcome

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case itemID = "item_id"
        case leadID = "lead_id"
        case outcome
    }
}

extension Flaw {
    /// What is wrong with the way an event names its item; nil if nothing is.
    fileprivate init?(item: QualificationItemID?, lead: LeadID?) {
        switch (item, item?.leadID, lead) {
        case (nil, _, nil):
            self.init(
                .missingField,
                field: "data.item_id",
                "data.item_id: is missing, and so is data.lead_id; one of them is needed"
            )
        case (.some(let item), nil, _):
            self.init(
                .unknownItem,
                field: "data.item_id",
                "data.item_id: there is no qualification item \(item)"
            )
        case (.some, .some(let ofItem), .some(let lead)) where ofItem != lead:
            self.init(
                .invalidValue,
                field: "data.lead_id",
                "data.lead_id: the item belongs to lead \(ofItem), not to \(lead)"
            )
        case (nil, _, .some), (.some, .some, _):
            return nil
        }
    }
}

extension QualificationCreate: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("item_id", itemID)
        try object.field("lead_id", leadID)
        try object.field("responsible_id", responsibleID)
        try object.field("stage", stage)
        try object.field("fields", fields)
    }
}

extension QualificationAssign: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("item_id", itemID)
        try object.field("lead_id", leadID)
        try object.field("responsible_id", responsibleID)
    }
}

extension QualificationClose: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("item_id", itemID)
        try object.field("lead_id", leadID)
        try object.field("outcome", outcome)
    }
}
