import AdapterKit
import Domain
import Foundation

/// Carries commands out in the portal; for one job.
struct Actions {
    let job: Job
    let portal: Portal
    let knowledge: Knowledge
    let settings: BitrixSettings

    var data: Value { job.data }
    var ledger: Ledger { job.ledger }

    func carryOut() throws(Failure) {
        switch job.command.type {
        case "lead.create": try createLead()
        case "lead.assign": try assignLead()
        case "lead.set_stage", "lead.close": try setLeadStage()
        case "lead.convert": try convertLead()
        case "lead.link_duplicate": try linkDuplicate()
        case "lead.offer_withdrawn": try withdrawOffer()
        case "qualification.create": try createItem()
        case "qualification.assign": try assignItem()
        case "qualification.reject_transition": try rejectTransition()
        case "qualification.close": try closeItem()
        case "call.schedule": try scheduleCall()
        case "task.create": try createTask()
        case "chat.notify": try notify()
        default:
            throw .refused(code: "unknown_type", "\(job.command.type) is not carried out here")
        }
    }

    /// The commands above; those with buttons only where there is a bot.
    static func types(_ settings: BitrixSettings) -> Set<String> {
        var types: Set = [
            "lead.create", "lead.assign", "lead.set_stage", "lead.close", "lead.convert",
            "lead.link_duplicate", "call.schedule", "task.create",
        ]
        if settings.qualification != nil {
            types.formUnion([
                "qualification.create", "qualification.assign",
                "qualification.reject_transition", "qualification.close",
            ])
        }
        if settings.hasBot { types.formUnion(["chat.notify", "lead.offer_withdrawn"]) }
        return types
    }

    // MARK: - What all of them do

    /// A number of the portal, which the bus carries as text.
    func number(_ field: String) throws(Failure) -> Int {
        let text = try job.required(field)
        guard let number = Int(text), number > 0 else {
            throw .refused(
                code: "not_ours",
                "data.\(field): \"\(text.harmlessLine.prefix(60))\" is no number of this portal"
            )
        }
        return number
    }

    /// Changes fields of an object; what is so already changes nothing.
    func update(
        _ type: Int,
        _ id: Int,
        _ fields: [String: Value]
    ) throws(Failure) {
        try Expectations.note(fields, of: type, String(id), in: ledger, now: job.now)
        _ = try portal.call(
            "crm.item.update",
            [
                "entityTypeId": .number(Decimal(type)), "id": .number(Decimal(id)),
                "fields": .object(fields),
            ]
        )
    }

    /// The first object of which this holds.
    func find(
        _ type: Int,
        _ filter: [String: Value]
    ) throws(Failure) -> Value? {
        let reply = try portal.call(
            "crm.item.list",
            [
                "entityTypeId": .number(Decimal(type)),
                "select": .list([.text("id")]),
                "filter": .object(filter),
                "order": .object(["id": .text("ASC")]),
                "start": .number(-1),
            ]
        )
        let found = reply.result["items"][0]
        return found == .null ? nil : found
    }

    /// Makes an object once, looked up by its key where nobody knows.
    func make(
        _ step: String,
        _ type: Int,
        _ fields: [String: Value],
        key: [String: Value]
    ) throws(Failure) -> String {
        try job.once(step) { () throws(Failure) in
            try find(type, key)?["id"].identifier
        } make: { () throws(Failure) in
            let reply = try portal.call(
                "crm.item.add",
                [
                    "entityTypeId": .number(Decimal(type)),
                    "fields": .object(fields.merging(key) { own, _ in own }),
                ]
            )
            return reply.result["item"]["id"].identifier ?? ""
        }
    }
}

extension Job {
    /// A field of the command's data that must be there.
    func required(_ name: String) throws(Failure) -> String { try command.required(name) }
}
