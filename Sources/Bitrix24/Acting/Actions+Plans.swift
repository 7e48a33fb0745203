import AdapterKit
import Domain
import Foundation

/// Calls and tasks.
extension Actions {
    func scheduleCall() throws(Failure) {
        guard let lead = data["lead_id"].integer else { return try scheduleWithoutLead() }
        let person = try number("assignee_id")
        let due = PortalTime.text(try job.command.requiredDate("due_at"))
        _ = try job.once("call") { () throws(Failure) in
            try plannedCall(lead, person, due)
        } make: { () throws(Failure) in
            // It may stand there although this very command has not been tried before.
            if let planned = try plannedCall(lead, person, due) { return planned }
            let reply = try portal.call(
                "crm.activity.todo.add",
                [
                    "ownerTypeId": .number(Decimal(EntityType.lead)),
                    "ownerId": .number(Decimal(lead)),
                    "deadline": .text(due),
                    "responsibleId": .number(Decimal(person)),
                    "title": .text(callTitle),
                    "description": .text(callText),
                    "pingOffsets": .list([.number(0), .number(15)]),
                ]
            )
            return reply.result["id"].identifier ?? ""
        }
    }

    private func plannedCall(
        _ lead: Int,
        _ person: Int,
        _ due: String
    ) throws(Failure) -> String? {
        let reply = try portal.call(
            "crm.activity.list",
            [
                "select": .list([.text("ID")]),
                "filter": .object([
                    "OWNER_TYPE_ID": .number(Decimal(EntityType.lead)),
                    "OWNER_ID": .number(Decimal(lead)),
                    "RESPONSIBLE_ID": .number(Decimal(person)),
                    "DEADLINE": .text(due),
                ]),
                "start": .number(-1),
            ]
        )
        return reply.result[0]["ID"].identifier
    }

    /// A call that belongs to no lead becomes a task.
    private func scheduleWithoutLead() throws(Failure) {
        let person = try number("assignee_id")
        let due = PortalTime.text(try job.command.requiredDate("due_at"))
        _ = try job.once("task") { () throws(Failure) in
            try addTask([
                "TITLE": .text(callTitle), "DESCRIPTION": .text(callText),
                "RESPONSIBLE_ID": .number(Decimal(person)), "DEADLINE": .text(due),
                "XML_ID": .text(job.command.id),
            ])
        }
    }

    private var callTitle: String {
        let reason =
            switch data["reason"].text {
            case "passed_to_sales": "лид передан в отдел продаж"
            case "returned_by_sales": "лид возвращён"
            case "missed_call": "пропущенный звонок"
            case "offer_accepted": "лид взят в работу"
            case "known_client": "обратился известный клиент"
            case "nps_questionnaire": "анкета NPS"
            default: ""
            }
        return reason.isEmpty ? "Позвонить" : "Позвонить: \(reason)"
    }

    private var callText: String {
        [data["phone"].filled, data["note"].filled].compactMap(\.self).map(Self.plain)
            .joined(separator: "\n")
    }

    func createTask() throws(Failure) {
        let person = try number("assignee_id")
        var fields: [String: Value] = [
            "TITLE": .text(try job.required("title")),
            "RESPONSIBLE_ID": .number(Decimal(person)),
            "XML_ID": .text(job.command.id),
        ]
        if let note = data["note"].filled { fields["DESCRIPTION"] = .text(Self.plain(note)) }
        if data["due_at"] != .null {
            fields["DEADLINE"] = .text(PortalTime.text(try job.command.requiredDate("due_at")))
        }
        if let lead = data["lead_id"].integer {
            fields["UF_CRM_TASK"] = .list([.text("L_\(lead)")])
        }
        _ = try job.once("task") { () throws(Failure) in try addTask(fields) }
    }

    private func addTask(_ fields: [String: Value]) throws(Failure) -> String {
        let reply = try portal.call("tasks.task.add", ["fields": .object(fields)])
        return reply.result["task"]["id"].identifier ?? ""
    }
}
