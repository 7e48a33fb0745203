import AdapterKit
import Domain
import Foundation

/// What one look at a type of object has brought: how objects are, and how they were moved.
struct News: Sendable {
    let type: Int
    /// By their ids.
    var items: [String: Value]
    /// In the order in which they were made.
    let moves: [Move]

    /// One line of the history of stages.
    struct Move: Equatable, Sendable {
        let id: Int
        let owner: String
        let stage: String
        let semantics: String
        let isCreation: Bool

        init?(_ row: Value) {
            guard let id = row["ID"].integer, let owner = row["OWNER_ID"].identifier,
                // Leads say STATUS_ID, everything else STAGE_ID.
                let stage = row["STATUS_ID"].text ?? row["STAGE_ID"].text
            else { return nil }
            self.id = id
            self.owner = owner
            self.stage = stage
            semantics = (row["STATUS_SEMANTIC_ID"].text ?? row["STAGE_SEMANTIC_ID"].text) ?? "P"
            isCreation = row["TYPE_ID"].integer == 1
        }
    }

    /// The moves of one object.
    func moves(of id: String) -> [Move] { moves.filter { $0.owner == id && !$0.isCreation } }
}

/// Reads what has changed since the last look, page by page.
struct Watch {
    let portal: Portal
    let knowledge: Knowledge
    let settings: BitrixSettings

    /// Changes are looked at once more for so long: they may become visible late.
    private static let overlap: TimeInterval = 30
    /// More pages wait for the next look.
    private static let pagesMax = 40

    /// Where the look of one type of object begins.
    struct Start: Sendable {
        let type: Int
        let moves: Int
        let updated: Date
    }

    func start(_ type: Int, _ ledger: Ledger) throws(Failure) -> Start {
        let updated = PortalTime.date(try ledger.cursor("updated.\(type)")) ?? Date()
        return Start(
            type: type,
            moves: try ledger.cursor("moves.\(type)").flatMap { Int($0) } ?? 0,
            updated: updated
        )
    }

    /// The calls of a look: the history first, so that what it names is at least as new.
    func calls(_ start: Start) -> [Call] {
        [movesCall(start, after: start.moves), itemsCall(start, 0)]
    }

    private func movesCall(_ start: Start, after id: Int) -> Call {
        Call(
            "crm.stagehistory.list",
            [
                "entityTypeId": .number(Decimal(start.type)),
                "filter": .object([">ID": .number(Decimal(id))]),
                "order": .object(["ID": .text("ASC")]),
                "start": .number(-1),
            ]
        )
    }

    private func itemsCall(_ start: Start, _ page: Int) -> Call {
        let since = start.updated.addingTimeInterval(-Self.overlap)
        return Call(
            "crm.item.list",
            [
                "entityTypeId": .number(Decimal(start.type)),
                "select": selection(start.type),
                "filter": .object([">=updatedTime": .text(PortalTime.text(since))]),
                "order": .object(["id": .text("ASC")]),
                "start": .number(Decimal(page)),
            ]
        )
    }

    private func selection(_ type: Int) -> Value {
        let comment = settings.qualification?.commentField
        let isItem = type == settings.qualification?.entityTypeID
        return knowledge.selection(type, isItem ? [comment].compactMap(\.self) : [])
    }

    /// Reads the replies to ``calls(_:)`` and whatever there is beyond.
    func news(_ start: Start, _ replies: [Reply]) throws(Failure) -> News {
        var rows = replies[0].result["items"].elements
        var moves = rows.compactMap(News.Move.init)
        for _ in 0..<Self.pagesMax where rows.count >= 50 {
            let last = moves.last?.id ?? start.moves
            rows = try portal.calls([movesCall(start, after: last)])[0].result["items"].elements
            moves += rows.compactMap(News.Move.init)
        }
        var items: [String: Value] = [:]
        var reply = replies[1]
        for page in 0...Self.pagesMax {
            for item in reply.result["items"].elements {
                if let id = item["id"].identifier { items[id] = item }
            }
            guard let next = reply.next, page < Self.pagesMax else { break }
            reply = try portal.calls([itemsCall(start, next)])[0]
        }
        var news = News(type: start.type, items: items, moves: moves)
        try complete(&news)
        return news
    }

    /// Objects that were moved but did not come with the look.
    private func complete(_ news: inout News) throws(Failure) {
        let absent = Set(news.moves.map(\.owner)).subtracting(news.items.keys).sorted()
        for first in stride(from: 0, to: absent.count, by: 50) {
            let ids = absent[first..<min(first + 50, absent.count)]
            let reply = try portal.call(
                "crm.item.list",
                [
                    "entityTypeId": .number(Decimal(news.type)),
                    "select": selection(news.type),
                    "filter": .object(["@id": .list(ids.map(Value.text))]),
                    "start": .number(-1),
                ]
            )
            for item in reply.result["items"].elements {
                if let id = item["id"].identifier { news.items[id] = item }
            }
        }
    }

    /// Where the next look begins.
    static func next(_ start: Start, _ news: News) -> Start {
        let latest = news.items.values.compactMap { PortalTime.date($0["updatedTime"].text) }.max()
        return Start(
            type: start.type,
            moves: max(start.moves, news.moves.map(\.id).max() ?? 0),
            updated: max(start.updated, latest ?? start.updated)
        )
    }
}
