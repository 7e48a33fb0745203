package import AdapterKit
import Domain
package import Foundation
package import Logging
import Postgres

/// Notices by a bot of Telegram, with buttons.
///
/// The text goes out without a parse mode, so nothing in it is markup.
package struct TelegramAdapter: Adapter {
    package let kind = "telegram"
    package let commandTypes: Set<String> = ["chat.notify", "lead.offer_withdrawn"]
    package let workers = 4
    private let settings: TelegramSettings
    private let api: BotAPI
    private let isShadow: Bool
    private let logger: Logger

    /// How long Telegram may wait for news before it answers, in seconds; buttons that expire
    /// meanwhile go as much later at most.
    private static let longPoll = 5
    /// More is refused, in UTF-16 units as the vendor counts.
    private static let textMax = 4096

    package init(_ settings: TelegramSettings, isShadow: Bool, logger: Logger) {
        self.settings = settings
        self.isShadow = isShadow
        self.logger = logger
        api = BotAPI(settings: settings)
    }

    package var pollInterval: Duration? { isShadow ? nil : settings.poll }
    package var onUnclear: Job.OnUnclear { settings.outward.onUnclear }

    package func parts(of command: Command) -> [Part] {
        let person = command.data["recipient_id"].text ?? command.data["person_id"].text ?? ""
        return [Part("", lane: person)]
    }

    package func prepare(_ ledger: Ledger, now: Date) throws(Failure) {
        _ = try api.call("getMe")
    }

    /// Notices wait where Telegram is away.
    package func hasBegun(_ ledger: Ledger) throws(Failure) -> Bool { true }

    package func carryOut(_ job: Job) throws(Failure) {
        guard !isShadow else {
            logger.notice("shadow: would carry \(job.command.type) out in Telegram")
            return
        }
        switch job.command.type {
        case "chat.notify": try notify(job)
        case "lead.offer_withdrawn": try withdraw(job)
        default: throw .refused(code: "unknown_type", "\(job.command.type) is not for a chat")
        }
    }

    // MARK: - Out

    private func notify(_ job: Job) throws(Failure) {
        let expires = job.data["expires_at"].text.flatMap(Timestamp.date)
        if let expires, expires < Date() {
            throw .stale("the notice holds until \(Timestamp.text(expires)), which is over")
        }
        let person = try job.command.required("recipient_id")
        guard let chat = job.data["chat_id"].filled else {
            throw .refused(
                code: "no_chat",
                "person \(person) has no chat_id: he presses Start at the bot, which tells him "
                    + "his number for person.upserted"
            )
        }
        let tokens = try buttons(job, chat, expires)
        var parameters: [String: Value] = [
            "chat_id": .text(chat), "text": .text(Self.cut(try job.command.required("text"))),
            "link_preview_options": .object(["is_disabled": .bool(true)]),
        ]
        if !tokens.isEmpty {
            let row = zip(job.data["actions"].elements, tokens).map { action, token in
                Value.object([
                    "text": .text(action["label"].text ?? "…"), "callback_data": .text(token),
                ])
            }
            parameters["reply_markup"] = .object(["inline_keyboard": .list([.list(row)])])
        }
        let message = try job.once("message") { () throws(Failure) in
            try api.call("sendMessage", parameters)["message_id"].identifier ?? ""
        }
        job.atEnd(job.ledger.setLink("chat", person, chat, now: job.now))
        if !tokens.isEmpty { job.atEnd(Buttons.sent(tokens, message: "\(chat):\(message)")) }
    }

    private static func cut(_ text: String) -> String {
        guard text.utf16.count > textMax else { return text }
        return String(text.prefix(textMax / 2)) + "…"
    }

    private func buttons(
        _ job: Job,
        _ chat: String,
        _ expires: Date?
    ) throws(Failure) -> [String] {
        let events = job.data["actions"].elements.map { $0["event"] }
        guard !events.isEmpty else { return [] }
        let known = try Buttons.tokens(of: job.command.id, job.ledger)
        if known.count == events.count { return known }
        let buttons = events.map { event in
            Buttons.Button(
                token: Buttons.token(),
                // A private chat has the number of its person.
                recipient: chat,
                event: event,
                command: job.command.id,
                topic: job.data["lead_id"].text ?? job.data["call_id"].text ?? "",
                expires: expires
            )
        }
        try job.ledger.commit(buttons.map { Buttons.keep($0, job.ledger, now: job.now) })
        return buttons.map(\.token)
    }

    private func withdraw(_ job: Job) throws(Failure) {
        let lead = try job.command.required("lead_id")
        let person = try job.command.required("person_id")
        guard let chat = try job.ledger.link("chat", person) else { return }
        for message in try Buttons.messages(topic: lead, recipient: chat, job.ledger) {
            try removeButtons(message)
            job.atEnd(Buttons.gone(message.id, job.ledger))
        }
    }

    /// Takes the buttons off a message; one that is deleted has none.
    private func removeButtons(_ message: Buttons.Message) throws(Failure) {
        guard let (chat, id) = message.id.halves(atLast: ":"), let number = Int(id) else { return }
        do throws(Failure) {
            _ = try api.call(
                "editMessageReplyMarkup",
                ["chat_id": .text(String(chat)), "message_id": .number(Decimal(number))]
            )
        } catch .refused {}
    }

    // MARK: - In

    package func observe(_ ledger: Ledger, now: Date) throws(Failure) {
        for message in try Buttons.expired(ledger, now: now) {
            try removeButtons(message)
            try ledger.commit([Buttons.gone(message.id, ledger)])
        }
        let offset = try ledger.cursor("updates").flatMap { Int($0) } ?? 0
        let seconds = try longPoll(ledger)
        let updates = try api.call(
            "getUpdates",
            [
                "offset": .number(Decimal(offset)), "timeout": .number(Decimal(seconds)),
                "allowed_updates": .list([.text("callback_query"), .text("message")]),
            ],
            timeout: .seconds(seconds + 15)
        )
        for update in updates.elements { try take(update, ledger) }
    }

    /// Buttons that expire meanwhile are to go in time.
    private func longPoll(_ ledger: Ledger) throws(Failure) -> Int {
        guard let next = try Buttons.nextExpiry(ledger) else { return Self.longPoll }
        let seconds = next.timeIntervalSinceNow.rounded(.up)
        return Int(min(max(seconds, 1), TimeInterval(Self.longPoll)))
    }

    private func take(_ update: Value, _ ledger: Ledger) throws(Failure) {
        guard let id = update["update_id"].integer else { return }
        let now = Date()
        var queries = [ledger.setCursor("updates", String(id + 1))]
        var over: Buttons.Message?
        let query = update["callback_query"]
        if query != .null {
            let (more, text, message) = try pressed(query, id, ledger, now)
            queries += more
            over = message
            try answer(query, text)
        } else if update["message"]["text"].text?.hasPrefix("/start") == true {
            try tellNumber(update["message"]["chat"]["id"].identifier)
        }
        try ledger.commit(queries)
        if let over {
            try removeButtons(over)
            try ledger.commit([Buttons.gone(over.id, ledger)])
        }
    }

    private func pressed(
        _ query: Value,
        _ update: Int,
        _ ledger: Ledger,
        _ now: Date
    ) throws(Failure) -> ([Query], String, Buttons.Message?) {
        let person = query["from"]["id"].identifier ?? ""
        let token = query["data"].text ?? ""
        switch try Buttons.press(token, by: person, ledger, now: now) {
        case .taken(let type, let data, let message, let isFinal):
            let event = OutgoingEvent(
                id: "telegram-press-\(update)",
                type: type,
                subject: data["lead_id"]?.text ?? data["call_id"]?.text ?? person,
                data: data
            )
            var queries = [ledger.announce(event, now: now), Buttons.pressed(token, now: now)]
            let over = isFinal ? message : nil
            if let over { queries.append(Buttons.over(over, ledger, now: now)) }
            return (queries, "Принято", over)
        case .repeated: return ([], "Уже принято", nil)
        case .expired: return ([], "Время вышло", nil)
        case .notTheirs, .unknown:
            logger.warning("user \(person) pressed a button that is not for him: nothing follows")
            return ([], "Эта кнопка не для вас", nil)
        }
    }

    /// Without an answer the chat shows a clock; that one comes too late is no error.
    private func answer(_ query: Value, _ text: String) throws(Failure) {
        do throws(Failure) {
            _ = try api.call(
                "answerCallbackQuery",
                ["callback_query_id": query["id"], "text": .text(text)]
            )
        } catch .refused {}
    }

    private func tellNumber(_ chat: String?) throws(Failure) {
        guard let chat else { return }
        do throws(Failure) {
            _ = try api.call(
                "sendMessage",
                [
                    "chat_id": .text(chat),
                    "text": .text("Ваш номер для Baton: \(chat). Передайте его администратору."),
                ]
            )
        } catch .refused {}
    }

    package func check() -> [Finding] {
        do throws(Failure) {
            let bot = try api.call("getMe")
            return [Finding(true, "telegram: the bot is @\(bot["username"].text ?? "?")")]
        } catch {
            return [Finding(false, "telegram: \(error.reason)")]
        }
    }
}
