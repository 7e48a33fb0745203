import AdapterKit
import Domain
import Foundation
import Threads

/// Commands about leads.
extension Actions {
    func createLead() throws(Failure) {
        let reference = try job.required("lead_ref")
        let contact = data["contact"]
        let source = data["source"]
        let name = contact["name"].filled
        var fields: [String: Value] = [
            "title": .text(name ?? contact["phone"].filled ?? "Обращение \(reference)")
        ]
        fields["name"] = name.map(Value.text)
        let values = Self.values(phone: contact["phone"].filled, email: contact["email"].filled)
        if !values.isEmpty { fields["fm"] = .list(values) }
        fields["companyTitle"] = data["company"].filled.map(Value.text)
        fields["utmCampaign"] = source["campaign"].filled.map(Value.text)
        if let channel = source["channel"].filled {
            fields["sourceDescription"] = .text(channel)
            if data["call_id"].filled != nil { fields["sourceId"] = .text("CALL") }
        }
        let keeper = settings.unassigned.lazy.compactMap { member -> String? in
            if case .user(let id) = member { id } else { nil }
        }.first
        if let person = data["responsible_id"].filled ?? keeper, Int(person) != nil {
            fields["assignedById"] = .text(person)
        }
        fields.merge(knowledge.theirs(EntityType.lead, data["fields"].members)) { own, _ in own }
        let id = try make(
            "lead",
            EntityType.lead,
            fields,
            key: ["originatorId": .text(Marks.originator), "originId": .text(reference)]
        )
        job.atEnd(ledger.setLink("lead", reference, id, now: job.now))
    }

    /// Telephone and address as the portal keeps them.
    private static func values(phone: String?, email: String?) -> [Value] {
        [("PHONE", phone), ("EMAIL", email)].compactMap { kind, value in
            value.map {
                .object([
                    "typeId": .text(kind), "valueType": .text("WORK"), "value": .text($0),
                ])
            }
        }
    }

    func assignLead() throws(Failure) {
        let person = try number("assignee_id")
        try update(
            EntityType.lead,
            try number("lead_id"),
            ["assignedById": .number(Decimal(person))]
        )
    }

    func setLeadStage() throws(Failure) {
        let stage = try job.required("stage")
        try update(EntityType.lead, try number("lead_id"), ["stageId": .text(stage)])
    }

    func linkDuplicate() throws(Failure) {
        let (lead, twin) = (try number("lead_id"), try job.required("duplicate_of"))
        _ = try job.once("comment") { () throws(Failure) in
            try comment("lead", lead, "Дубль лида № \(Self.plain(twin))")
        }
    }

    /// Writes into the history of an object.
    func comment(_ type: String, _ id: Int, _ text: String) throws(Failure) -> String {
        let reply = try portal.call(
            "crm.timeline.comment.add",
            [
                "fields": .object([
                    "ENTITY_ID": .number(Decimal(id)), "ENTITY_TYPE": .text(type),
                    "COMMENT": .text(text),
                ])
            ]
        )
        return reply.result.identifier ?? ""
    }

    // MARK: - Conversion

    func convertLead() throws(Failure) {
        let lead = try number("lead_id")
        let answer = try portal.calls([
            Call(
                "crm.item.get",
                ["entityTypeId": .number(1), "id": .number(Decimal(lead))]
            ),
            Call(
                "crm.item.list",
                [
                    "entityTypeId": .number(Decimal(EntityType.deal)),
                    "select": .list(["id", "originId"].map(Value.text)),
                    "filter": .object(["leadId": .number(Decimal(lead))]),
                    "start": .number(-1),
                ]
            ),
        ])
        let item = answer[0].result["item"]
        let deals = answer[1].result["items"].elements
        switch settings.convert {
        case .create: try convertByMaking(lead, item, deals)
        case .workflow: try convertByWorkflow(lead, item, deals)
        case .stage:
            var fields = filledIn(item)
            fields["stageId"] = .text(Self.success)
            try update(EntityType.lead, lead, fields)
        }
    }

    /// The stage that every portal calls so, whatever its name is.
    private static let success = "CONVERTED"

    /// What the lead lacks of what Baton knows, and who is responsible.
    private func filledIn(_ item: Value) -> [String: Value] {
        var fields = knowledge.theirs(EntityType.lead, data["fields"].members)
            .filter { !$0.value.isBlank && item[$0.key] != $0.value }
        if let person = data["responsible_id"].integer {
            fields["assignedById"] = .number(Decimal(person))
        }
        return fields
    }

    private func convertByMaking(
        _ lead: Int,
        _ item: Value,
        _ deals: [Value]
    ) throws(Failure) {
        let own = "lead-\(lead)"
        // Somebody has converted it by hand: what he made is not made again.
        if deals.allSatisfy({ $0["originId"].text == own }) {
            try makeAll(lead, item, own)
        }
        try update(EntityType.lead, lead, ["stageId": .text(Self.success)])
    }

    private func makeAll(_ lead: Int, _ item: Value, _ own: String) throws(Failure) {
        let wanted = Set(data["create"].elements.compactMap(\.text))
        let key: [String: Value] = [
            "originatorId": .text(Marks.originator), "originId": .text(own),
        ]
        var common: [String: Value] = ["leadId": .number(Decimal(lead))]
        if let person = data["responsible_id"].integer {
            common["assignedById"] = .number(Decimal(person))
        }
        var deal = common
        if let contact = item["contactId"].integer, contact > 0 {
            deal["contactId"] = .number(Decimal(contact))
        } else if wanted.contains("contact") {
            let id = try make("contact", EntityType.contact, contact(item, common), key: key)
            deal["contactId"] = Int(id).map { .number(Decimal($0)) }
        }
        if let company = item["companyId"].integer, company > 0 {
            deal["companyId"] = .number(Decimal(company))
        } else if wanted.contains("company"), let title = item["companyTitle"].filled {
            let fields = common.merging(["title": .text(title)]) { own, _ in own }
            let id = try make("company", EntityType.company, fields, key: key)
            deal["companyId"] = Int(id).map { .number(Decimal($0)) }
        }
        guard wanted.contains("deal") else { return }
        deal["title"] = .text(item["title"].filled ?? "Лид № \(lead)")
        for name in ["sourceId", "utmSource", "utmMedium", "utmCampaign", "currencyId"] {
            if let value = item[name].filled { deal[name] = .text(value) }
        }
        if let amount = item["opportunity"].numeric, amount > 0 {
            deal["opportunity"] = .number(amount)
        }
        let known = knowledge.ours(EntityType.lead, item).filter { !$0.value.isBlank }
            .merging(data["fields"].members.filter { !$0.value.isBlank }) { _, new in new }
        deal.merge(knowledge.theirs(EntityType.deal, known)) { _, new in new }
        if deal["opportunity"] != nil { deal["isManualOpportunity"] = .text("Y") }
        _ = try make("deal", EntityType.deal, deal, key: key)
    }

    private func contact(_ item: Value, _ common: [String: Value]) -> [String: Value] {
        var contact = common
        contact["name"] = .text(item["name"].filled ?? item["title"].filled ?? "—")
        for name in ["lastName", "secondName", "post"] {
            if let value = item[name].filled { contact[name] = .text(value) }
        }
        let values = item["fm"].elements.compactMap { value -> Value? in
            guard let kind = value["typeId"].text, let text = value["value"].filled else {
                return nil
            }
            return .object([
                "typeId": .text(kind), "valueType": .text(value["valueType"].text ?? "WORK"),
                "value": .text(text),
            ])
        }
        if !values.isEmpty { contact["fm"] = .list(values) }
        return contact
    }

    private func convertByWorkflow(
        _ lead: Int,
        _ item: Value,
        _ deals: [Value]
    ) throws(Failure) {
        guard deals.isEmpty, let template = settings.workflowTemplate else { return }
        let fields = filledIn(item)
        if !fields.isEmpty { try update(EntityType.lead, lead, fields) }
        _ = try job.once("workflow") { () throws(Failure) in
            try outcomeOfWorkflow(lead)
        } make: { () throws(Failure) in
            let document = ["crm", "CCrmDocumentLead", "LEAD_\(lead)"].map(Value.text)
            let reply = try portal.call(
                "bizproc.workflow.start",
                ["TEMPLATE_ID": .number(Decimal(template)), "DOCUMENT_ID": .list(document)]
            )
            return reply.result.identifier ?? ""
        }
    }

    /// Whether a template that may have been started has made a deal; it may take a while.
    private func outcomeOfWorkflow(_ lead: Int) throws(Failure) -> String? {
        for _ in 0..<6 {
            if let deal = try find(EntityType.deal, ["leadId": .number(Decimal(lead))]) {
                return "deal \(deal["id"].identifier ?? "")"
            }
            Signal().wait(atMost: .seconds(1))
        }
        return nil
    }
}
