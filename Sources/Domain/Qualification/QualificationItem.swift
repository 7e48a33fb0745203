package import Foundation

/// What is remembered of a lead's qualification: every item there ever was, the last one last.
package struct QualificationState: ProcessState {
    package var items: [QualificationItem]

    package init(items: [QualificationItem] = []) {
        self.items = items
    }

    /// The item that is being worked on.
    package var openItem: QualificationItem? {
        items.last.flatMap { $0.isOpen ? $0 : nil }
    }

    /// An item that waits at sales lies on the sales manager's desk.
    package var holders: [PersonID] {
        guard let item = openItem, item.stage == .passedToSales else { return [] }
        return [item.responsibleID]
    }

    /// The marketer is told as well whose item waits at sales.
    package func duty(
        of person: PersonID,
        on subject: String,
        beside states: SubjectStates
    ) -> Duty? {
        guard let item = openItem, holders == [person] else { return nil }
        return Duty(
            "person.gone.item",
            ["lead": .text(subject)],
            leadID: item.id.leadID,
            concernedIDs: [item.marketerID]
        )
    }
}

/// One round of qualification of one lead.
package struct QualificationItem: Codable, Equatable, Sendable {
    /// Where an item is.
    package enum Stage: String, Vocabulary {
        /// Opened. Can go anywhere but to `returned_by_sales`.
        case new
        /// The marketer works on it.
        case inProgress = "in_progress"
        /// At sales, to be accepted or returned.
        case passedToSales = "passed_to_sales"
        /// Back at the marketer, with the reason.
        case returnedBySales = "returned_by_sales"
        /// Final: sales took the lead.
        case acceptedBySales = "accepted_by_sales"
        /// Final: the marketer made the deal himself.
        case targetLead = "target_lead"
        /// Final: the lead came to nothing.
        case junk
    }

    package let id: QualificationItemID
    /// Whose lead it is; he is responsible except while the item is at sales.
    package var marketerID: PersonID
    /// Who has it at sales, or had it last.
    package var salesManagerID: PersonID?
    package var responsibleID: PersonID
    package var stage: Stage
    /// The name by which the CRM called the present stage, where it did.
    package var stageName: String?
    /// The item's own fields.
    package var fields: [String: Value]
    package var facts: Facts
    /// Which arming of the timer waits for sales to answer; nil while nothing waits.
    package var acceptGeneration: Int?

    /// What reports count.
    package struct Facts: Codable, Equatable, Sendable {
        package let openedAt: Date
        @Counted package var passes = 0
        @Counted package var returns = 0
        package var firstPassedAt: Date?
        package var lastPassedAt: Date?
        package var closedAt: Date?
        package var outcome: QualificationClose.Outcome?
        package var junkStage: String?
        /// What the marketer is paid for the outcome, by the rates of that moment.
        package var rate: Money?
        /// The fixed part of the month in which it was opened; nil where none is paid.
        package var fixed: FixedPay?

        private enum CodingKeys: String, CodingKey {
            case openedAt = "opened_at"
            case passes, returns
            case firstPassedAt = "first_passed_at"
            case lastPassedAt = "last_passed_at"
            case closedAt = "closed_at"
            case outcome
            case junkStage = "junk_stage"
            case rate, fixed
        }
    }

    /// What a marketer is paid for a month, whatever he did in it.
    package struct FixedPay: Codable, Equatable, Sendable {
        package let marketerID: PersonID
        /// Such as `2026-09`.
        package let month: String
        package let rate: Money

        private enum CodingKeys: String, CodingKey {
            case marketerID = "marketer_id"
            case month, rate
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case marketerID = "marketer_id"
        case salesManagerID = "sales_manager_id"
        case responsibleID = "responsible_id"
        case stage
        case stageName = "stage_name"
        case fields, facts
        case acceptGeneration = "accept_generation"
    }

    /// A fresh item of a marketer.
    package init(id: QualificationItemID, marketerID: PersonID, openedAt: Date) {
        self.id = id
        self.marketerID = marketerID
        responsibleID = marketerID
        stage = .new
        fields = [:]
        facts = Facts(openedAt: openedAt)
    }

    /// Whether it is still being worked on.
    package var isOpen: Bool { facts.closedAt == nil }

    /// The item closed in the given way, paid by the rates of the moment.
    package mutating func close(
        _ outcome: QualificationClose.Outcome,
        at now: Date,
        pay: PayPolicy? = nil
    ) {
        facts.closedAt = now
        facts.outcome = outcome
        facts.rate = pay?.rate(of: outcome)
    }
}

extension QualificationState: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("items", items)
    }
}

extension QualificationItem: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("id", id)
        try object.field("marketer_id", marketerID)
        try object.field("sales_manager_id", salesManagerID)
        try object.field("responsible_id", responsibleID)
        try object.field("stage", stage)
        try object.field("stage_name", stageName)
        try object.field("fields", fields)
        try object.field("facts", facts)
        try object.field("accept_generation", acceptGeneration)
    }
}

extension QualificationItem.Facts: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("opened_at", openedAt)
        try object.field("passes", passes)
        try object.field("returns", returns)
        try object.field("first_passed_at", firstPassedAt)
        try object.field("last_passed_at", lastPassedAt)
        try object.field("closed_at", closedAt)
        try object.field("outcome", outcome)
        try object.field("junk_stage", junkStage)
        try object.field("rate", encoded: rate)
        try object.field("fixed", encoded: fixed)
    }
}
