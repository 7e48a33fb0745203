import AdapterKit
import Domain
import Foundation
import Postgres

/// Announces what happens to leads.
struct LeadObserver {
    let ledger: Ledger
    let portal: Portal
    let knowledge: Knowledge
    let settings: BitrixSettings
    let now: Date

    private static let type = EntityType.lead
    private static let kind = "lead"

    /// What is to be committed of this news.
    func queries(_ news: News) throws(Failure) -> [Query] {
        let baseline = try ledger.cursor("baseline.\(Self.type)").flatMap { Int($0) } ?? 0
        let known = try ledger.snapshots(Self.kind, Array(news.items.keys))
        var queries: [Query] = []
        for (id, item) in news.items.sorted(by: { Int($0.key) ?? 0 < Int($1.key) ?? 0 })
        where known[id] != nil || Int(id) ?? 0 > baseline {
            queries += try told(id, item, known[id], news.moves(of: id))
        }
        return queries
    }

    private func told(
        _ id: String,
        _ item: Value,
        _ before: Value?,
        _ moves: [News.Move]
    ) throws(Failure) -> [Query] {
        var telling = Telling(ledger: ledger, subject: id, before: before, now: now)
        if let before {
            try tellChanges(id, item, before, &telling)
        } else {
            telling.say("lead.created", created(id, item))
        }
        try tellMoves(id, item, moves, &telling)
        try tellConversion(id, item, before, &telling)
        let snapshot = snapshot(item, telling)
        if snapshot != before {
            telling.queries.append(ledger.setSnapshot(Self.kind, id, snapshot))
        }
        return telling.queries
    }

    // MARK: - What is said

    private func created(_ id: String, _ item: Value) -> [String: Value] {
        var data: [String: Value] = [
            "lead_id": .text(id),
            "source": .object(source(item)),
            "responsible_id": responsible(item),
        ]
        if item["originatorId"].text == Marks.originator {
            data["lead_ref"] = item["originId"].filled.map(Value.text)
        }
        let contact = contact(item).compactMapValues { $0.filled.map(Value.text) }
        if !contact.isEmpty { data["contact"] = .object(contact) }
        data["company"] = item["companyTitle"].filled.map(Value.text)
        let fields = knowledge.ours(Self.type, item).filter { !$0.value.isBlank }
        data["fields"] = .object(fields)
        for name in ["region", "market"] { data[name] = fields[name]?.filled.map(Value.text) }
        return data
    }

    private func source(_ item: Value) -> [String: Value] {
        var source: [String: Value] = ["channel": .text(item["sourceId"].filled ?? "CRM")]
        source["campaign"] = item["utmCampaign"].filled.map(Value.text)
        return source
    }

    private func contact(_ item: Value) -> [String: Value] {
        let names = [item["name"].filled, item["secondName"].filled, item["lastName"].filled]
        let name = names.compactMap(\.self).joined(separator: " ")
        return [
            "name": .text(name),
            "phone": .text(value(item, "PHONE") ?? item["phone"].filled ?? ""),
            "email": .text(value(item, "EMAIL") ?? item["email"].filled ?? ""),
        ]
    }

    /// The first of the lead's telephones or addresses.
    private func value(_ item: Value, _ kind: String) -> String? {
        item["fm"].elements.first { $0["typeId"].text == kind }?["value"].filled
    }

    /// Nobody, where the lead lies with somebody who only keeps it.
    private func responsible(_ item: Value) -> Value {
        guard let id = item["assignedById"].identifier, id != "0",
            !settings.unassigned.contains(.user(id))
        else { return .null }
        return .text(id)
    }

    private func tellChanges(
        _ id: String,
        _ item: Value,
        _ before: Value,
        _ telling: inout Telling
    ) throws(Failure) {
        let actor = item["updatedBy"].identifier
        var changed = seen(item).filter { before["seen"][$0.key] != $0.value }
        for (name, value) in changed where value.isBlank && before["seen"][name].isBlank {
            changed[name] = nil
        }
        if !changed.isEmpty {
            var data: [String: Value] = ["lead_id": .text(id), "fields": .object(changed)]
            data["actor_id"] = actor.map(Value.text)
            telling.say("lead.updated", data)
        }
        let responsible = responsible(item)
        guard responsible != before["responsible"] else { return }
        let own = try expectations.isOwn(
            item["assignedById"].identifier,
            "assignedById",
            of: Self.type,
            id,
            by: actor
        )
        telling.queries += own.forget
        guard !own.isOwn else { return }
        var data: [String: Value] = ["lead_id": .text(id), "responsible_id": responsible]
        data["actor_id"] = actor.map(Value.text)
        telling.say("lead.responsible_changed", data)
    }

    private func tellMoves(
        _ id: String,
        _ item: Value,
        _ moves: [News.Move],
        _ telling: inout Telling
    ) throws(Failure) {
        for move in moves {
            // Only of the last move it is known who made it; he is taken for who made them all.
            let actor = item["movedBy"].identifier ?? item["updatedBy"].identifier
            let own = try expectations.isOwn(
                move.stage,
                "stageId",
                of: Self.type,
                id,
                by: move == moves.last ? actor : nil
            )
            telling.queries += own.forget
            guard !own.isOwn else { continue }
            var data: [String: Value] = [
                "lead_id": .text(id), "stage": .text(move.stage),
                "closed": .bool(move.semantics != "P"),
            ]
            data["actor_id"] = actor.map(Value.text)
            telling.say("lead.stage_changed", data, id: "b24-stage-lead-\(move.id)")
        }
    }

    /// A lead in success has become something, no matter who made it.
    private func tellConversion(
        _ id: String,
        _ item: Value,
        _ before: Value?,
        _ telling: inout Telling
    ) throws(Failure) {
        let isWon = semantics(item) == "S"
        guard isWon, before?["converted"] != .bool(true) else {
            telling.isConverted = before?["converted"] == .bool(true)
            return
        }
        let deals = try portal.call(
            "crm.item.list",
            [
                "entityTypeId": .number(Decimal(EntityType.deal)),
                "select": .list(["id", "contactId", "companyId"].map(Value.text)),
                "filter": .object(["leadId": .text(id)]),
                "start": .number(-1),
            ]
        )
        // Robots may take their time: the next look asks again, for as long as the lead changes.
        let deal = deals.result["items"][0]
        guard deal != .null || settings.convert == .create else { return }
        var data: [String: Value] = ["lead_id": .text(id)]
        for (ours, theirs) in [
            ("deal_id", "id"), ("contact_id", "contactId"), ("company_id", "companyId"),
        ] {
            if let found = deal[theirs].identifier, found != "0" { data[ours] = .text(found) }
        }
        telling.isConverted = true
        telling.say("lead.converted", data, id: "b24-converted-\(id)")
    }

    private func semantics(_ item: Value) -> String {
        item["stageId"].text.flatMap { knowledge.leadStages[$0] } ?? "P"
    }

    private var expectations: Expectations { Expectations(ledger: ledger, user: knowledge.user) }

    // MARK: - What is remembered

    /// What Baton is told of when it changes, by the names of the bus.
    private func seen(_ item: Value) -> [String: Value] {
        var seen = knowledge.ours(Self.type, item)
        for (name, value) in contact(item) { seen["contact_\(name)"] = value }
        seen["company"] = .text(item["companyTitle"].filled ?? "")
        return seen
    }

    private func snapshot(_ item: Value, _ telling: Telling) -> Value {
        .object([
            "seen": .object(seen(item)),
            "responsible": responsible(item),
            "title": .text(item["title"].text ?? ""),
            "converted": .bool(telling.isConverted),
            "revision": .number(Decimal(telling.revision)),
        ])
    }
}

/// What is said of one object, each with an id that follows from how often it was spoken of.
struct Telling {
    let ledger: Ledger
    let subject: String
    let now: Date
    private(set) var revision: Int
    var queries: [Query] = []
    var isConverted = false
    private let kind: String

    init(
        ledger: Ledger,
        subject: String,
        kind: String = "lead",
        id: String? = nil,
        before: Value?,
        now: Date
    ) {
        self.ledger = ledger
        self.subject = subject
        self.kind = "\(kind)-\(id ?? subject)"
        self.now = now
        revision = before?["revision"].integer ?? 0
    }

    mutating func say(_ type: String, _ data: [String: Value], id: String? = nil) {
        revision += 1
        queries.append(
            ledger.announce(
                OutgoingEvent(
                    id: id ?? "b24-\(kind)-\(revision)",
                    type: type,
                    subject: subject,
                    data: data
                ),
                now: now
            )
        )
    }
}

/// By what things of ours are known in the portal.
enum Marks {
    static let originator = "baton"
}
