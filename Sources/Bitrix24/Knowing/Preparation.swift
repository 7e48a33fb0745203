import AdapterKit
import Crypto
import Domain
import Foundation

/// Asks the portal for everything that must be known before anything is carried out.
struct Preparation {
    let portal: Portal
    let settings: BitrixSettings
    let isShadow: Bool

    /// The rights that the webhook needs.
    static func scopes(_ settings: BitrixSettings) -> [String] {
        var scopes = ["crm", "user", "department", "task"]
        if settings.hasBot { scopes.append("imbot") }
        if settings.convert == .workflow { scopes.append("bizproc") }
        return scopes
    }

    /// What is asked of the leads' portal first of all.
    struct Basics {
        let scopes: Set<String>
        let user: Value
        let mode: Int
    }

    func basics() throws(Failure) -> Basics {
        let results = portal.attempt([
            Call("scope"), Call("user.current"), Call("crm.settings.mode.get"),
        ])
        let scopes = Set(try results[0].get().result.elements.compactMap(\.text))
        let missing = Self.scopes(settings).filter { !scopes.contains($0) }
        guard missing.isEmpty else { throw Self.lacking(missing) }
        return Basics(
            scopes: scopes,
            user: try results[1].get().result,
            mode: try results[2].get().result.integer ?? 1
        )
    }

    private static func lacking(_ scopes: [String]) -> Failure {
        let names = scopes.map { "\"\($0)\"" }.joined(separator: ", ")
        return .credentials(
            "the webhook lacks the right \(names) (insufficient_scope): add it to the webhook in "
                + "the portal (Разработчикам → Другое → Входящий вебхук)"
        )
    }

    /// Everything, the bot registered with this secret.
    func knowledge(botToken: String) throws(Failure) -> Knowledge {
        let basics = try basics()
        guard basics.mode == 1 else {
            throw .credentials(
                "the portal's CRM works in the simple mode, which has no leads: switch it to the "
                    + "classic mode (CRM → Настройки → Режим работы)"
            )
        }
        var types = [EntityType.lead, EntityType.deal]
        if let qualification = settings.qualification { types.append(qualification.entityTypeID) }
        let replies = try portal.calls(
            [Call("crm.status.list", ["filter": .object(["ENTITY_ID": .text("STATUS")])])]
                + types.map { Call("crm.item.fields", ["entityTypeId": .number(Decimal($0))]) }
        )
        var stages: [String: String] = [:]
        for status in replies[0].result.elements {
            guard let id = status["STATUS_ID"].text else { continue }
            stages[id] = status["SEMANTICS"].filled ?? "P"
        }
        var fields: [Int: [String: String]] = [:]
        for (type, reply) in zip(types, replies.dropFirst()) {
            fields[type] = mapped(Set(reply.result["fields"].members.keys))
        }
        return Knowledge(
            user: basics.user["ID"].identifier ?? "",
            bot: try bot(botToken),
            botToken: botToken,
            leadStages: stages,
            fields: fields
        )
    }

    /// The CRM's name of each field in one type of object.
    ///
    /// A smart process puts its own number into the names of its fields: `ufCrmBudget` of a lead is
    /// `ufCrm44Budget` there.
    private func mapped(_ known: Set<String>) -> [String: String] {
        var mapped: [String: String] = [:]
        for (ours, theirs) in settings.fields {
            if known.contains(theirs) {
                mapped[ours] = theirs
            } else if theirs.hasPrefix("ufCrm") {
                let tail = theirs.dropFirst(5).drop { $0 == "_" || $0.isNumber }
                let twin = known.sorted().first { name in
                    name.hasPrefix("ufCrm")
                        && name.dropFirst(5).drop { $0 == "_" || $0.isNumber } == tail
                }
                if !tail.isEmpty { mapped[ours] = twin }
            }
        }
        return mapped
    }

    // MARK: - The bot

    static let botCommand = "baton"

    /// Where the secret is kept that the bot was registered with.
    static let tokenCursor = "bot.token"

    /// The secret of a bot that is registered for the first time, such as by `setup`.
    ///
    /// It follows from the webhook's, so that it outlives our database; and it is kept there, so
    /// that it outlives the webhook.
    var firstBotToken: String {
        let digest = SHA256.hash(data: Data("baton bot \(settings.webhook.revealed)".utf8))
        return digest.prefix(16).hexadecimal
    }

    private func bot(_ token: String) throws(Failure) -> Int? {
        guard settings.hasBot else { return nil }
        // Who only watches registers none, and prints what it would send.
        guard !isShadow else { return Knowledge.nobody }
        let registered: Reply
        do throws(Failure) {
            registered = try register("baton", token)
        } catch .refused(code: "BOT_CODE_ALREADY_TAKEN", _) {
            // Both our database and the webhook that it was registered by are lost.
            registered = try register("baton_\(token.prefix(8))", token)
        }
        guard let bot = registered.result["bot"]["id"].integer else {
            throw .later(code: "no_bot", "imbot.v2.Bot.register: the answer names no bot")
        }
        _ = try portal.call(
            "imbot.v2.Command.register",
            [
                "botId": .number(Decimal(bot)),
                "botToken": .text(token),
                "fields": .object([
                    "command": .text(Self.botCommand),
                    "title": .object(["ru": .text("Кнопка"), "en": .text("Button")]),
                    "hidden": .text("Y"),
                ]),
            ]
        )
        return bot
    }

    private func register(_ code: String, _ token: String) throws(Failure) -> Reply {
        try portal.call(
            "imbot.v2.Bot.register",
            [
                "fields": .object([
                    "code": .text(code),
                    "botToken": .text(token),
                    "type": .text("bot"),
                    "eventMode": .text("fetch"),
                    "properties": .object(["name": .text(settings.botName)]),
                ])
            ]
        )
    }

    // MARK: - Where to begin

    /// Sets the cursors of the first start: what is there already is left alone.
    func begin(_ ledger: Ledger) throws(Failure) {
        guard try ledger.cursor("begun") == nil else { return }
        let types = observedTypes
        let replies = try portal.calls(
            types.flatMap { type in [Self.newestItem(type), Self.newestMove(type)] }
        )
        var queries = [ledger.setCursor("begun", "1")]
        for (index, type) in types.enumerated() {
            let item = replies[2 * index].result["items"][0]["id"].integer ?? 0
            let move = replies[2 * index + 1].result["items"][0]["ID"].integer ?? 0
            queries.append(ledger.setCursor("baseline.\(type)", String(item)))
            queries.append(ledger.setCursor("moves.\(type)", String(move)))
        }
        let now = (portal.time ?? Date()).addingTimeInterval(-1)
        for type in types {
            queries.append(ledger.setCursor("updated.\(type)", Timestamp.text(now)))
        }
        try ledger.commit(queries)
    }

    var observedTypes: [Int] {
        [EntityType.lead, EntityType.deal]
            + [settings.qualification?.entityTypeID].compactMap(\.self)
    }

    private static func newestItem(_ type: Int) -> Call {
        Call(
            "crm.item.list",
            [
                "entityTypeId": .number(Decimal(type)),
                "select": .list([.text("id")]),
                "order": .object(["id": .text("DESC")]),
                "start": .number(-1),
            ]
        )
    }

    private static func newestMove(_ type: Int) -> Call {
        Call(
            "crm.stagehistory.list",
            [
                "entityTypeId": .number(Decimal(type)),
                "select": .list([.text("ID")]),
                "order": .object(["ID": .text("DESC")]),
                "start": .number(-1),
            ]
        )
    }
}
