import Foundation

/// How long sales may leave a passed item unanswered: a reminder, then the heads.
enum AcceptDeadline {
    static let timer = "accept"

    /// Begins to wait for an answer to the pass that the item has just seen.
    static func begin(_ item: inout QualificationItem, _ context: Context) -> [Effect] {
        arm(&item, generation: item.facts.passes * 2, context)
    }

    /// Stops waiting, where anything waits.
    static func end(_ item: inout QualificationItem) -> [Effect] {
        guard item.acceptGeneration != nil else { return [] }
        item.acceptGeneration = nil
        return [.disarm(timer: timer)]
    }

    /// Nobody has answered in time: the manager first, at the second time the heads.
    static func passed(
        _ state: QualificationState,
        generation: Int,
        _ context: Context
    ) -> Decision<QualificationState> {
        guard var item = state.openItem, let leadID = item.id.leadID,
            item.stage == .passedToSales, item.acceptGeneration == generation
        else { return .ignored(Qualification.Ignored.lateTimer) }
        var effects: [Effect]
        let isThere = context.company.people[item.responsibleID]?.active == true
        if generation.isMultiple(of: 2), isThere {
            effects = remind(item, leadID, context)
            effects += arm(&item, generation: generation &+ 1, context)
        } else {
            effects = tellHeads(item, leadID, context)
            item.acceptGeneration = nil
        }
        var state = state
        state.items[state.items.count - 1] = item
        return .changed(to: state, effects: effects)
    }

    private static func arm(
        _ item: inout QualificationItem,
        generation: Int,
        _ context: Context
    ) -> [Effect] {
        guard let within = context.policies.qualification.acceptWithin,
            let due = context.policies.calendar.adding(within, to: context.now)
        else { return end(&item) }
        item.acceptGeneration = generation
        return [.arm(timer: timer, generation: generation, due: due)]
    }

    private static func remind(
        _ item: QualificationItem,
        _ leadID: LeadID,
        _ context: Context
    ) -> [Effect] {
        guard let manager = context.company.people[item.responsibleID] else { return [] }
        let phrase = Phrase(
            "qualification.accept_reminder",
            ["lead": .text(leadID.rawValue)]
        )
        return [context.notify(manager, .warning, phrase, lead: leadID)]
    }

    private static func tellHeads(
        _ item: QualificationItem,
        _ leadID: LeadID,
        _ context: Context
    ) -> [Effect] {
        let manager = context.company.people[item.responsibleID]
        let phrase = Phrase(
            "qualification.accept_overdue",
            [
                "lead": .text(leadID.rawValue),
                "person": .text(manager?.name ?? item.responsibleID.rawValue),
            ]
        )
        return context.company.everybody(.salesHead).map {
            context.notify($0, .warning, phrase, lead: leadID)
        }
    }
}
