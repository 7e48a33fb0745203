import AdapterKit
import Domain
import Foundation
import Logging
import Postgres

/// Turns presses of buttons into the events that the buttons carry.
struct PressObserver {
    let messages: BotMessages
    let logger: Logger

    /// Takes what the bot's queue has given; the next look confirms it by its offset.
    func take(
        _ result: Value,
        _ offset: Int,
        _ ledger: Ledger,
        now: Date
    ) throws(Failure) {
        var over = try Buttons.expired(ledger, now: now)
        for event in result["events"].elements where event["type"].text == "ONIMBOTV2COMMANDADD" {
            if let message = try take(event, ledger, now) { over.append(message) }
        }
        let next = result["nextOffset"].integer ?? offset
        if next != offset { try ledger.commit([ledger.setCursor("bot.events", String(next))]) }
        for message in over {
            try messages.removeButtons(message)
            try ledger.commit([Buttons.gone(message.id, ledger)])
        }
    }

    /// Publishes what a press says; the message, where its buttons are of no more use.
    private func take(
        _ event: Value,
        _ ledger: Ledger,
        _ now: Date
    ) throws(Failure) -> Buttons.Message? {
        let data = event["data"]
        guard let id = event["eventId"].identifier,
            let token = data["command"]["params"].text,
            let person = data["user"]["id"].identifier
        else { return nil }
        // An event that was taken before this process ended comes once more.
        guard try ledger.link("press", id) == nil else { return nil }
        let seen = ledger.setLink("press", id, person, now: now)
        switch try Buttons.press(token, by: person, ledger, now: now) {
        case .taken(let type, let fields, let message, let isFinal):
            let subject = fields["lead_id"]?.text ?? fields["call_id"]?.text ?? person
            let over = isFinal ? message : nil
            let ends = over.map { Buttons.over($0, ledger, now: now) }
            try ledger.commit(
                [
                    ledger.announce(
                        OutgoingEvent(
                            id: "b24-press-\(id)",
                            type: type,
                            subject: subject,
                            data: fields
                        ),
                        now: now
                    ),
                    Buttons.pressed(token, now: now), seen,
                ] + [ends].compactMap(\.self)
            )
            return over
        case .repeated, .expired:
            try ledger.commit([seen])
        case .notTheirs:
            logger.warning("user \(person) pressed a button that is not for him: nothing follows")
            try ledger.commit([seen])
        case .unknown:
            logger.warning("user \(person) pressed a button that is not ours: nothing follows")
            try ledger.commit([seen])
        }
        return nil
    }
}
