import AdapterKit
import Domain
import Foundation

/// Commands about items of the smart process.
extension Actions {
    private var qualification: BitrixSettings.Qualification {
        get throws(Failure) {
            guard let qualification = settings.qualification else {
                throw .refused(code: "not_configured", "there is no [bitrix24.qualification]")
            }
            return qualification
        }
    }

    func createItem() throws(Failure) {
        let (ours, lead) = (try job.required("item_id"), try number("lead_id"))
        let qualification = try qualification
        let type = qualification.entityTypeID
        let title = try ledger.snapshots("lead", [String(lead)])[String(lead)]?["title"].filled
        var fields = knowledge.theirs(type, data["fields"].members).filter { !$0.value.isBlank }
        if fields["opportunity"] != nil { fields["isManualOpportunity"] = .text("Y") }
        fields["title"] = .text(title ?? "Лид № \(lead)")
        fields["parentId1"] = .number(Decimal(lead))
        fields["assignedById"] = .number(Decimal(try number("responsible_id")))
        if let stage = data["stage"].text.flatMap(qualification.theirs) {
            fields["stageId"] = .text(stage)
        }
        let id = try make("item", type, fields, key: ["xmlId": .text(ours)])
        job.atEnd(
            ledger.setLink("item", ours, id, now: job.now),
            ledger.release(waitingFor: "item:\(ours)", now: job.now)
        )
    }

    /// The portal's number of an item.
    private func item(_ ours: String) throws(Failure) -> Int {
        if let known = try ledger.link("item", ours), let id = Int(known) { return id }
        let type = try qualification.entityTypeID
        if let found = try find(type, ["xmlId": .text(ours)]), let id = found["id"].integer {
            return id
        }
        if try ledger.isParked(type: "qualification.create", field: "item_id", ours) {
            throw .waiting(
                for: "item:\(ours)",
                "waits for qualification.create of \(ours), which lies aside"
            )
        }
        throw .refused(code: "not_found", "there is no item \(ours) in the portal")
    }

    func assignItem() throws(Failure) {
        let type = try qualification.entityTypeID
        let person = try number("responsible_id")
        try update(
            type,
            try item(try job.required("item_id")),
            ["assignedById": .number(Decimal(person))]
        )
    }

    /// Puts an item back to where it was, says why in its history and to who moved it.
    func rejectTransition() throws(Failure) {
        let qualification = try qualification
        let type = qualification.entityTypeID
        let id = try item(try job.required("item_id"))
        let reason = try job.required("reason")
        guard let stage = qualification.theirs(of: try job.required("back_to")) else {
            throw .refused(
                code: "unknown_stage",
                "data.back_to: [bitrix24.qualification.stages] names no stage for it"
            )
        }
        if try isStill(id, at: data["stage"].text ?? "", qualification) {
            try update(type, id, ["stageId": .text(stage)])
        }
        _ = try job.once("comment") { () throws(Failure) in
            try comment("dynamic_\(type)", id, Self.plain(reason))
        }
        guard let actor = data["actor_id"].filled, knowledge.bot != nil, Int(actor) != nil else {
            return
        }
        _ = try job.once("message") { () throws(Failure) in
            do throws(Failure) {
                return try say(Self.plain(reason), to: actor, buttons: [])
            } catch .refused {
                // Who moved it can't be written to; the history of the item says it.
                return ""
            }
        }
    }

    /// Whether nobody has moved the item on since: what he did is judged by itself.
    private func isStill(
        _ id: Int,
        at stage: String,
        _ qualification: BitrixSettings.Qualification
    ) throws(Failure) -> Bool {
        let reply = try portal.call(
            "crm.item.get",
            [
                "entityTypeId": .number(Decimal(qualification.entityTypeID)),
                "id": .number(Decimal(id)),
            ]
        )
        guard let present = reply.result["item"]["stageId"].text,
            let ours = qualification.ours(of: present)
        else { return true }
        return ours.stage == stage || ours.junk == stage
    }

    /// Only what ended by itself: where people ended it, it stands where they put it.
    func closeItem() throws(Failure) {
        let outcome = try job.required("outcome")
        guard ["lead_closed", "lead_deleted"].contains(outcome),
            let stage = try qualification.closedStage
        else { return }
        let id = try item(try job.required("item_id"))
        try update(try qualification.entityTypeID, id, ["stageId": .text(stage)])
    }
}
