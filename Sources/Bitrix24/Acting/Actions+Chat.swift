import AdapterKit
import Domain
import Foundation

/// Notices by the bot, with buttons.
extension Actions {
    /// Text that no BB code, and so no link, mention or button, can hide in.
    static func plain(_ text: String) -> String {
        // A space of no width ends every code before it begins, and nobody sees it.
        text.replacing(scalars: { $0 == "[" ? "[\u{200B}" : nil })
    }

    func notify() throws(Failure) {
        let recipient = try job.required("recipient_id")
        let dialog = data["chat_id"].filled ?? recipient
        let expires = data["expires_at"].text.flatMap(Timestamp.date)
        if let expires, expires < Date() {
            throw .stale("the notice holds until \(Timestamp.text(expires)), which is over")
        }
        let text = Self.plain(try job.required("text"))
        let tokens = try buttons(recipient, expires)
        let buttons = zip(data["actions"].elements, tokens).map { action, token in
            Value.object([
                "TEXT": .text(action["label"].text ?? "…"),
                "COMMAND": .text(Preparation.botCommand),
                "COMMAND_PARAMS": .text(token),
                "DISPLAY": .text("LINE"),
            ])
        }
        let message = try job.once("message") { () throws(Failure) in
            try say(text, to: dialog, buttons: buttons)
        }
        if !tokens.isEmpty {
            job.atEnd(Buttons.sent(tokens, message: message))
        }
    }

    /// One token a button, kept before the message goes out; the same when it is tried again.
    private func buttons(_ recipient: String, _ expires: Date?) throws(Failure) -> [String] {
        let events = data["actions"].elements.map { $0["event"] }
        guard !events.isEmpty else { return [] }
        let known = try Buttons.tokens(of: job.command.id, ledger)
        if known.count == events.count { return known }
        let topic = data["lead_id"].filled ?? data["call_id"].filled ?? ""
        let buttons = events.map { event in
            Buttons.Button(
                token: Buttons.token(),
                recipient: recipient,
                event: event,
                command: job.command.id,
                topic: topic,
                expires: expires
            )
        }
        try ledger.commit(buttons.map { Buttons.keep($0, ledger, now: job.now) })
        return buttons.map(\.token)
    }

    /// Sends a message of the bot; its number.
    func say(
        _ text: String,
        to dialog: String,
        buttons: [Value]
    ) throws(Failure) -> String {
        guard let bot = knowledge.bot else {
            throw .refused(code: "no_bot", "there is no bot: [bitrix24] bot = false")
        }
        var fields: [String: Value] = ["message": .text(text)]
        if !buttons.isEmpty { fields["keyboard"] = .list(buttons) }
        let reply = try portal.call(
            "imbot.v2.Chat.Message.send",
            [
                "botId": .number(Decimal(bot)), "botToken": .text(knowledge.botToken),
                "dialogId": .text(dialog), "fields": .object(fields),
            ]
        )
        return reply.result["id"].identifier ?? ""
    }

    /// The buttons of an offer that is over go.
    func withdrawOffer() throws(Failure) {
        let (lead, person) = (try job.required("lead_id"), try job.required("person_id"))
        for message in try Buttons.messages(topic: lead, recipient: person, ledger) {
            try BotMessages(portal: portal, knowledge: knowledge)
                .removeButtons(message)
            job.atEnd(Buttons.gone(message.id, ledger))
        }
    }
}

/// Messages that the bot has sent.
struct BotMessages {
    let portal: Portal
    let knowledge: Knowledge

    /// Takes the buttons off; a message that somebody has deleted has none.
    func removeButtons(_ message: Buttons.Message) throws(Failure) {
        guard let bot = knowledge.bot, let number = Int(message.id) else { return }
        do throws(Failure) {
            _ = try portal.call(
                "imbot.v2.Chat.Message.update",
                [
                    "botId": .number(Decimal(bot)), "botToken": .text(knowledge.botToken),
                    "messageId": .number(Decimal(number)),
                    "fields": .object(["keyboard": .text("N")]),
                ]
            )
        } catch .refused {}
    }
}
