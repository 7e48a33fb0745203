import AdapterKit
import Domain
import Foundation
import Postgres

/// Announces what happens to items of the smart process.
struct ItemObserver {
    let ledger: Ledger
    let knowledge: Knowledge
    let qualification: BitrixSettings.Qualification
    let now: Date
    /// Told of a stage that the file does not name.
    let complain: (String) -> Void

    private static let kind = "item"
    private var type: Int { qualification.entityTypeID }

    /// What is to be committed of this news.
    func queries(_ news: News) throws(Failure) -> [Query] {
        let known = try ledger.snapshots(Self.kind, Array(news.items.keys))
        var queries: [Query] = []
        for (id, item) in news.items.sorted(by: { Int($0.key) ?? 0 < Int($1.key) ?? 0 }) {
            // Items that people made by hand are theirs.
            guard let ours = item["xmlId"].filled else { continue }
            queries += try told(id, ours, item, known[id], news.moves(of: id))
        }
        return queries
    }

    private func told(
        _ id: String,
        _ ours: String,
        _ item: Value,
        _ before: Value?,
        _ moves: [News.Move]
    ) throws(Failure) -> [Query] {
        let lead = item["parentId1"].identifier ?? ""
        var telling = Telling(
            ledger: ledger,
            subject: lead,
            kind: "item",
            id: id,
            before: before,
            now: now
        )
        let fields = knowledge.ours(type, item)
        let comment = qualification.commentField.flatMap { item[$0].filled }
        var lastComment = before?["comment"].text
        var common: [String: Value] = ["item_id": .text(ours)]
        if !lead.isEmpty { common["lead_id"] = .text(lead) }
        let moved = try foreign(id, item, moves, &telling)
        for move in moved {
            guard let (stage, junk) = qualification.ours(of: move.stage) else {
                complain(move.stage)
                continue
            }
            var data = common
            data["stage"] = .text(stage)
            data["junk_stage"] = junk.map(Value.text)
            data["actor_id"] = item["movedBy"].identifier.map(Value.text)
            let filled = fields.filter { !$0.value.isBlank }
            if !filled.isEmpty { data["fields"] = .object(filled) }
            // A comment counts once: with the return that it was written for, else the last move.
            let isItsMove =
                stage == "returned_by_sales"
                || (move == moved.last && !moved.contains(where: isReturn))
            if isItsMove, let comment, comment != lastComment { data["comment"] = .text(comment) }
            telling.say(
                "qualification.stage_changed",
                data,
                id: "b24-stage-\(type)-\(move.id)"
            )
        }
        if !moved.isEmpty { lastComment = comment }
        tellFields(
            item,
            fields,
            before ?? firstSight(item, fields),
            common,
            moved.isEmpty,
            &telling
        )
        let snapshot = Value.object([
            "fields": .object(fields),
            "comment": lastComment.map(Value.text) ?? .null,
            "revision": .number(Decimal(telling.revision)),
        ])
        if snapshot != before {
            telling.queries.append(ledger.setSnapshot(Self.kind, id, snapshot))
        }
        return telling.queries
    }

    /// What an item was like that is seen for the first time: as we made it, unless somebody else
    /// has changed it since; then everything in it is news.
    private func firstSight(_ item: Value, _ fields: [String: Value]) -> Value {
        let isOurs = item["updatedBy"].identifier == knowledge.user
        return .object(["fields": .object(isOurs ? fields : [:])])
    }

    private func isReturn(_ move: News.Move) -> Bool {
        qualification.ours(of: move.stage)?.stage == "returned_by_sales"
    }

    /// The moves that people have made.
    private func foreign(
        _ id: String,
        _ item: Value,
        _ moves: [News.Move],
        _ telling: inout Telling
    ) throws(Failure) -> [News.Move] {
        let expectations = Expectations(ledger: ledger, user: knowledge.user)
        var foreign: [News.Move] = []
        for move in moves {
            let isLast = move == moves.last
            let own = try expectations.isOwn(
                move.stage,
                "stageId",
                of: type,
                id,
                by: isLast ? item["movedBy"].identifier : nil
            )
            telling.queries += own.forget
            if !own.isOwn { foreign.append(move) }
        }
        return foreign
    }

    /// Fields that changed without a move; with a move they go along with it.
    private func tellFields(
        _ item: Value,
        _ fields: [String: Value],
        _ before: Value,
        _ common: [String: Value],
        _ isUnmoved: Bool,
        _ telling: inout Telling
    ) {
        let changed = fields.filter { name, value in
            let old = before["fields"][name]
            return old != value && !(old.isBlank && value.isBlank)
        }
        guard !changed.isEmpty, isUnmoved || changed.values.contains(where: \.isBlank) else {
            return
        }
        var data = common
        data["fields"] = .object(changed)
        data["actor_id"] = item["updatedBy"].identifier.map(Value.text)
        telling.say("qualification.fields_changed", data)
    }
}
