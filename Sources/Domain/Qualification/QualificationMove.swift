import Foundation

/// Somebody moves an item to another stage: what follows.
struct QualificationMove {
    typealias State = QualificationState
    typealias Rejected = Qualification.Rejected

    private let state: State
    private let index: Int
    private let leadID: LeadID
    private let event: QualificationStageChanged
    private let context: Context

    private var item: QualificationItem { state.items[index] }
    private var policy: QualificationPolicy { context.policies.qualification }

    static func decide(
        _ state: State,
        _ event: QualificationStageChanged,
        _ context: Context
    ) -> Decision<State> {
        guard let index = state.index(of: event.itemID), let leadID = state.items[index].id.leadID
        else { return .refused(.unknownItem(event.itemID, event.leadID)) }
        guard let asked = context.policies.qualification.stage(named: event.stage) else {
            return .refused(.unknownStage(event.stage, context.policies.qualification))
        }
        if let named = event.salesManagerID, context.company.people[named] == nil {
            return .refused(.unknownPerson(named, field: "data.sales_manager_id"))
        }
        let move = QualificationMove(
            state: state,
            index: index,
            leadID: leadID,
            event: event,
            context: context
        )
        return move.decide(asked)
    }

    private func decide(_ asked: RequestedStage) -> Decision<State> {
        if asked == .stage(item.stage), !namesAnotherManager {
            let kept = fieldsKept
            return kept.isEmpty
                ? .ignored(Qualification.Ignored.alreadyThere)
                : .changed(to: state, effects: kept)
        }
        guard item.isOpen else {
            return reject(.itemClosed, ["stage": .text(stageText(item.stage))])
        }
        guard isAllowed(asked) else { return rejectActor() }
        switch asked {
        case .stage(.new): return moveBack(to: .new)
        case .stage(.inProgress): return moveBack(to: .inProgress)
        case .stage(.passedToSales): return pass()
        case .stage(.returnedBySales): return giveBack()
        case .stage(.acceptedBySales): return accept()
        case .stage(.targetLead): return convert()
        case .stage(.junk): return junk(event.junkStage)
        case .junk(let stage): return junk(stage)
        }
    }

    private var namesAnotherManager: Bool {
        guard item.isOpen, item.stage == .passedToSales, let named = event.salesManagerID else {
            return false
        }
        return named != item.salesManagerID
    }

    // MARK: - Who may

    private var actor: Person? { event.actorID.flatMap { context.company.people[$0] } }

    private var isLedByHead: Bool {
        actor.map { !$0.roles.isDisjoint(with: [.salesHead, .director]) } ?? false
    }

    private func isAllowed(_ asked: RequestedStage) -> Bool {
        guard policy.enforcesActors, let actorID = event.actorID else { return true }
        guard let actor, actor.active else { return false }
        if isLedByHead { return true }
        switch asked {
        case .junk, .stage(.junk), .stage(.passedToSales), .stage(.targetLead),
            .stage(.inProgress):
            return policy.isMarketer(actor)
        case .stage(.returnedBySales), .stage(.acceptedBySales):
            return actorID == item.salesManagerID
        case .stage(.new):
            return false
        }
    }

    // MARK: - Between marketer and sales

    private func moveBack(to stage: QualificationItem.Stage) -> Decision<State> {
        var item = moved(to: stage)
        guard item.responsibleID != item.marketerID else { return change(to: item, []) }
        item.responsibleID = item.marketerID
        return change(to: item, [assign(item)])
    }

    private func pass() -> Decision<State> {
        if let named = event.salesManagerID, let person = context.company.people[named],
            person.roles.isDisjoint(with: [.salesManager, .salesHead])
        {
            return reject(.notASalesManager, ["person": .text(person.name)])
        }
        let choice = SalesChoice(
            named: event.salesManagerID,
            before: item.salesManagerID,
            context
        )
        guard let manager = choice.person else { return rejectForLackOfPeople(choice.effects) }
        var item = moved(to: .passedToSales)
        item.salesManagerID = manager.id
        item.responsibleID = manager.id
        item.facts.passes += 1
        item.facts.firstPassedAt = item.facts.firstPassedAt ?? context.now
        item.facts.lastPassedAt = context.now
        return change(
            to: item,
            choice.effects + [assign(item), schedule(manager.id, .passedToSales)]
        )
    }

    private func giveBack() -> Decision<State> {
        guard item.stage == .passedToSales else { return reject(.notPassed) }
        guard let comment = event.comment, !Value.text(comment).isBlank else {
            return reject(.commentNeeded)
        }
        var item = moved(to: .returnedBySales)
        item.responsibleID = item.marketerID
        item.facts.returns += 1
        return change(to: item, [assign(item), schedule(item.marketerID, .returnedBySales)])
    }

    // MARK: - Ends

    private func accept() -> Decision<State> {
        guard item.stage == .passedToSales || isLedByHead else { return reject(.notPassed) }
        guard let manager = acceptingManager else { return reject(.noSalesManager) }
        var item = moved(to: .acceptedBySales)
        item.salesManagerID = manager
        item.responsibleID = item.marketerID
        item.close(.acceptedBySales, at: context.now, pay: context.policies.pay)
        let stage = LeadSetStage(leadID: leadID, stage: policy.inProgressStage)
        let owner = LeadAssign(leadID: leadID, assigneeID: manager, reason: .acceptedBySales)
        return change(
            to: item,
            [.publish(stage), .publish(owner), assign(item), close(item)] + pay(item)
        )
    }

    /// Whose the lead becomes: the item's manager, or where he has left, who accepts in his place.
    private var acceptingManager: PersonID? {
        let named = [item.salesManagerID, event.salesManagerID].compactMap(\.self)
        let standIn = isLedByHead && !named.isEmpty ? event.actorID : nil
        let candidates = named + [standIn].compactMap(\.self)
        return candidates.first { context.company.people[$0]?.active != false } ?? named.first
    }

    private func junk(_ stage: String?) -> Decision<State> {
        let allowed = Value.list(policy.junkStages.map(Value.text))
        guard let stage, !Value.text(stage).isBlank else {
            return reject(.junkStageNeeded, ["allowed": allowed])
        }
        guard policy.junkStages.contains(stage) else {
            return reject(.junkStageUnknown, ["stage": .text(stage), "allowed": allowed])
        }
        var item = moved(to: .junk)
        item.facts.junkStage = stage
        item.close(.junk, at: context.now)
        let lead = LeadClose(leadID: leadID, outcome: .junk, stage: stage)
        return change(to: item, [.publish(lead), close(item)])
    }

    private func convert() -> Decision<State> {
        var item = moved(to: .targetLead)
        let lead = context.subject.state(of: Leads.self)
        let missing = policy.requiredFields.filter { name in
            item.fields[name]?.isBlank ?? true && lead?.value(of: name) == nil
        }
        guard missing.isEmpty else {
            return reject(
                .fieldsMissing,
                ["fields": .list(missing.map(Value.text))],
                missing: missing
            )
        }
        item.close(.targetLead, at: context.now, pay: context.policies.pay)
        let filled = (lead?.filledFields ?? [:]).merging(item.fields) { old, new in
            new.isBlank ? old : new
        }
        let convert = LeadConvert(
            leadID: leadID,
            responsibleID: item.marketerID,
            create: LeadConvert.Product.allCases,
            fields: filled
        )
        return change(to: item, [.publish(convert), close(item)] + pay(item))
    }

    // MARK: - Pieces

    private func moved(to stage: QualificationItem.Stage) -> QualificationItem {
        var item = item
        item.stage = stage
        item.stageName = policy.stages[event.stage] == nil ? nil : event.stage
        item.fields.merge(event.fields ?? [:]) { _, new in new }
        return item
    }

    private func change(to item: QualificationItem, _ effects: [Effect]) -> Decision<State> {
        var (state, item) = (state, item)
        let waiting =
            item.stage == .passedToSales
            ? AcceptDeadline.begin(&item, context) : AcceptDeadline.end(&item)
        state.items[index] = item
        return .changed(to: state, effects: effects + waiting)
    }

    private func assign(_ item: QualificationItem) -> Effect {
        .publish(
            QualificationAssign(
                itemID: item.id,
                leadID: leadID,
                responsibleID: item.responsibleID
            )
        )
    }

    private func close(_ item: QualificationItem) -> Effect {
        .publish(
            QualificationClose(
                itemID: item.id,
                leadID: leadID,
                outcome: item.facts.outcome ?? .leadClosed
            )
        )
    }

    private func pay(_ item: QualificationItem) -> [Effect] {
        let source = context.subject.state(of: Leads.self)?.source
        return ItemPay(item: item, leadID: leadID, round: index + 1, source: source).earned
    }

    private func schedule(_ person: PersonID, _ reason: CallSchedule.Reason) -> Effect {
        let comment = event.comment.flatMap { Value.text($0).isBlank ? nil : $0 }
        return .publish(
            CallSchedule(
                assigneeID: person,
                dueAt: context.now + policy.callDelay,
                reason: reason,
                leadID: leadID,
                phone: context.subject.state(of: Leads.self)?.contact?.phone,
                note: comment
            )
        )
    }

    // MARK: - Rejections

    private func reject(
        _ reason: Rejected,
        _ values: [String: Value] = [:],
        missing: [String]? = nil,
        effects: [Effect] = []
    ) -> Decision<State> {
        let phrase = Phrase("qualification.rejected.\(reason.rawValue)", values)
        let command = QualificationRejectTransition(
            itemID: item.id,
            leadID: leadID,
            stage: event.stage,
            backTo: policy.name(of: item.stage, usedLast: item.stageName),
            actorID: event.actorID,
            reason: context.text(phrase),
            missingFields: missing
        )
        let kept = reason == .notAllowed ? [] : fieldsKept
        return .rejected(reason, effects: effects + [.publish(command)] + kept)
    }

    /// What the event says of the fields holds though the stage is put back.
    private var fieldsKept: [Effect] {
        guard item.isOpen, let fields = event.fields,
            fields.contains(where: { item.fields[$0] != $1 })
        else { return [] }
        return [.tell(QualificationFieldsKept(itemID: item.id, fields: fields))]
    }

    private func rejectActor() -> Decision<State> {
        reject(
            .notAllowed,
            [
                "person": .text(actor?.name ?? event.actorID?.rawValue ?? ""),
                "stage": .text(event.stage),
            ]
        )
    }

    private func rejectForLackOfPeople(_ skipped: [Effect]) -> Decision<State> {
        let phrase = Phrase(
            "qualification.nobody_available",
            ["lead": .text(leadID.rawValue)]
        )
        let marketer = context.company.people[item.marketerID]
        let told = [marketer].compactMap(\.self) + context.company.everybody(.salesHead)
        let notices = told.map { context.notify($0, .warning, phrase, lead: leadID) }
        return reject(.nobodyAvailable, effects: skipped + notices)
    }

    private func stageText(_ stage: QualificationItem.Stage) -> String {
        policy.name(of: stage, usedLast: item.stageName)
    }
}

extension Flaw {
    fileprivate static func unknownStage(_ name: String, _ policy: QualificationPolicy) -> Flaw {
        Flaw(
            .unknownStage,
            field: "data.stage",
            "data.stage: there is no stage \"\(name)\"; understood are "
                + policy.understoodStages.joined(separator: ", ")
        )
    }
}

extension Date {
    /// The instant a duration later.
    static func + (date: Date, duration: Duration) -> Date {
        date.addingTimeInterval(duration / .seconds(1))
    }
}
