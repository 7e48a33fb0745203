import Foundation

/// The process between marketer and sales, beside the lead.
package enum Qualification: BusinessProcess {
    package typealias State = QualificationState

    /// What can happen to a lead's qualification.
    package enum Input: Sendable {
        /// The lead is this person's now, or nobody's.
        case leadBelongs(to: PersonID?, LeadID)
        case leadClosed
        case leadDeleted
        case moved(QualificationStageChanged)
        case filledIn(QualificationFieldsChanged)
        /// A move was put back, the fields that came with it were not.
        case kept(QualificationFieldsKept)
        /// Sales has left a passed item unanswered for as long as is allowed.
        case acceptOverdue(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case notAMarketersLead = "not_a_marketers_lead"
        case itemAlreadyOpen = "item_already_open"
        case leadClosed = "lead_is_closed"
        case noOpenItem = "no_open_item"
        case alreadyThere = "already_at_this_stage"
        case nothingNew = "nothing_new"
        case lateTimer = "late_timer"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason {
        case itemClosed = "item_closed"
        case notAllowed = "actor_not_allowed"
        case commentNeeded = "comment_needed"
        case notPassed = "not_passed_to_sales"
        case noSalesManager = "no_sales_manager"
        case notASalesManager = "not_a_sales_manager"
        case nobodyAvailable = "nobody_available"
        case fieldsMissing = "required_fields_missing"
        case junkStageNeeded = "junk_stage_needed"
        case junkStageUnknown = "junk_stage_unknown"
    }

    package static let name = "qualification"
    package static let subject = SubjectKind.lead
    package static let facts: [any FactRow.Type] = [ItemFact.self]
    package static let policies: [any ProcessPolicy.Type] = [QualificationPolicy.self]
    package static let reads: [any Message.Type] = [
        LeadCreated.self, LeadResponsibleChanged.self, LeadStageChanged.self, LeadDeleted.self,
        LeadConverted.self, QualificationStageChanged.self, QualificationFieldsChanged.self,
    ]
    package static let hears: [any Message.Type] = [QualificationFieldsKept.self]
    package static let tells: [any Message.Type] = [
        PayEarned.self, QualificationFieldsKept.self, RotationMoved.self,
    ]
    package static let looksAt: [any BusinessProcess.Type] = [
        Leads.self, Ranking.self, Rotations.self,
    ]
    package static let answers: Set<StateQuestion> = [.duty]
    package static let publishes: [any Message.Type] = [
        QualificationCreate.self, QualificationAssign.self, QualificationRejectTransition.self,
        QualificationClose.self, LeadSetStage.self, LeadAssign.self, LeadClose.self,
        LeadConvert.self, CallSchedule.self, ChatNotify.self,
    ]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as LeadCreated:
            [Concern(body.subject, .leadBelongs(to: body.responsibleID, body.leadID))]
        case let body as LeadResponsibleChanged:
            [Concern(body.subject, .leadBelongs(to: body.responsibleID, body.leadID))]
        case let body as LeadStageChanged where body.closed == true:
            [Concern(body.subject, .leadClosed)]
        case let body as LeadConverted: [Concern(body.subject, .leadClosed)]
        case let body as LeadDeleted: [Concern(body.subject, .leadDeleted)]
        case let body as QualificationStageChanged: [Concern(body.subject, .moved(body))]
        case let body as QualificationFieldsChanged: [Concern(body.subject, .filledIn(body))]
        case let body as QualificationFieldsKept: [Concern(body.subject, .kept(body))]
        default: []
        }
    }

    /// What it waits for.
    package static let timers = [AcceptDeadline.timer]

    /// The time that sales has for an answer.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == AcceptDeadline.timer ? .acceptOverdue(generation: timer.generation) : nil
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        let state = state ?? State()
        switch input {
        case .leadBelongs(let person, let leadID):
            return belongs(state, leadID, to: person, context)
        case .leadClosed:
            return end(state, .leadClosed, context)
        case .leadDeleted:
            return end(state, .leadDeleted, context)
        case .moved(let event):
            return QualificationMove.decide(state, event, context)
                .with(context.activity(of: event.actorID), keeping: state)
        case .filledIn(let event):
            return fill(state, event.itemID, event.leadID, event.fields)
                .with(context.activity(of: event.actorID), keeping: state)
        case .kept(let news):
            return fill(state, news.itemID, nil, news.fields)
        case .acceptOverdue(let generation):
            return AcceptDeadline.passed(state, generation: generation, context)
        }
    }

    // MARK: - The lead

    private static func belongs(
        _ state: State,
        _ leadID: LeadID,
        to owner: PersonID?,
        _ context: Context
    ) -> Decision<State> {
        let policy = context.policies.qualification
        guard let owner, let person = context.company.people[owner], policy.isMarketer(person)
        else { return .ignored(Ignored.notAMarketersLead) }
        if let item = state.openItem { return handOver(state, item, to: person) }
        guard context.subject.state(of: Leads.self)?.isOpen != false else {
            return .ignored(Ignored.leadClosed)
        }
        return open(state, leadID, person, context)
    }

    private static func open(
        _ state: State,
        _ leadID: LeadID,
        _ marketer: Person,
        _ context: Context
    ) -> Decision<State> {
        let id = QualificationItemID(lead: leadID, round: state.items.count + 1)
        var item = QualificationItem(id: id, marketerID: marketer.id, openedAt: context.now)
        item.facts.fixed = context.fixedPay(of: marketer.id)
        let create = QualificationCreate(
            itemID: id,
            leadID: leadID,
            responsibleID: marketer.id,
            stage: context.policies.qualification.name(of: .new),
            fields: context.subject.state(of: Leads.self)?.filledFields ?? [:]
        )
        let after = State(items: state.items + [item])
        return .changed(to: after, effects: [.publish(create)] + pay(after, leadID, context))
    }

    /// Takes back what the round before was paid, and books the fixed part of the month.
    private static func pay(_ state: State, _ leadID: LeadID, _ context: Context) -> [Effect] {
        let source = context.subject.state(of: Leads.self)?.source
        let rounds = state.items.enumerated().suffix(2).map { index, item in
            ItemPay(item: item, leadID: leadID, round: index + 1, source: source)
        }
        let back = rounds.dropLast().flatMap { $0.takenBack(at: context.now) }
        return back + (rounds.last?.fixed ?? [])
    }

    /// Another marketer took the lead over: the open item is his from now on.
    private static func handOver(
        _ state: State,
        _ item: QualificationItem,
        to marketer: Person
    ) -> Decision<State> {
        guard item.marketerID != marketer.id, let leadID = item.id.leadID else {
            return .ignored(Ignored.itemAlreadyOpen)
        }
        var (state, item) = (state, item)
        let isAtMarketer = item.responsibleID == item.marketerID
        item.marketerID = marketer.id
        if isAtMarketer { item.responsibleID = marketer.id }
        state.items[state.items.count - 1] = item
        guard isAtMarketer else { return .changed(to: state) }
        let assign = QualificationAssign(
            itemID: item.id,
            leadID: leadID,
            responsibleID: marketer.id
        )
        return .changed(to: state, effects: [.publish(assign)])
    }

    /// The lead was closed or deleted in the CRM: nothing is commanded for the lead.
    private static func end(
        _ state: State,
        _ outcome: QualificationClose.Outcome,
        _ context: Context
    ) -> Decision<State> {
        guard var item = state.openItem, let leadID = item.id.leadID else {
            return .ignored(Ignored.noOpenItem)
        }
        var state = state
        item.close(outcome, at: context.now)
        let disarm = AcceptDeadline.end(&item)
        state.items[state.items.count - 1] = item
        let close = QualificationClose(itemID: item.id, leadID: leadID, outcome: outcome)
        return .changed(to: state, effects: [.publish(close)] + disarm)
    }

    // MARK: - The item's fields

    private static func fill(
        _ state: State,
        _ itemID: QualificationItemID?,
        _ leadID: LeadID?,
        _ fields: [String: Value]
    ) -> Decision<State> {
        guard let index = state.index(of: itemID) else {
            return .refused(.unknownItem(itemID, leadID))
        }
        var filled = state
        filled.items[index].fields.merge(fields) { _, new in new }
        return filled == state ? .ignored(Ignored.nothingNew) : .changed(to: filled)
    }
}

extension Context {
    /// The fixed part of the present month; nil where none is paid.
    fileprivate func fixedPay(of marketer: PersonID) -> QualificationItem.FixedPay? {
        guard let rate = policies.pay?.fixed, rate.amount != 0 else { return nil }
        let day = policies.calendar.day(of: now)
        return QualificationItem.FixedPay(marketerID: marketer, month: day.monthText, rate: rate)
    }
}

extension QualificationState {
    /// Where the named item is; without a name the last one.
    func index(of id: QualificationItemID?) -> Int? {
        guard let id else { return items.isEmpty ? nil : items.count - 1 }
        return items.lastIndex { $0.id == id }
    }
}

extension Flaw {
    /// An item that Baton never opened.
    static func unknownItem(_ item: QualificationItemID?, _ lead: LeadID?) -> Flaw {
        guard let item else {
            return Flaw(
                .unknownItem,
                field: "data.lead_id",
                "data.lead_id: lead \(lead?.rawValue ?? "") has no qualification item"
            )
        }
        return Flaw(
            .unknownItem,
            field: "data.item_id",
            "data.item_id: there is no qualification item \(item)"
        )
    }
}
