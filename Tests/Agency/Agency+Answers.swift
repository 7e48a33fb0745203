import Domain
import Foundation
import SeededChance
import Simulating

/// Heads at their telephones, buttons in the chat, clients at their mail.
extension Agency {
    /// A head picks up within the eight seconds, or does not.
    mutating func pickUp(_ body: EventBody, _ now: Date) throws {
        guard let call = body["call_id"], let person = body["person_id"],
            let member = Cast.byID[person], diary.dice.chance(member.takes)
        else { return }
        let answered = now + Double(diary.number(2...7))
        try diary.say(
            answered,
            CallAnswered.type,
            ["call_id": .text(call), "person_id": .text(person)]
        )
        let length = diary.number(20...420)
        try diary.say(
            answered + Double(length),
            CallEnded.type,
            ["call_id": .text(call), "duration": .number(length)]
        )
    }

    /// Somebody presses one of the buttons under a notice, or none.
    mutating func press(_ body: EventBody, _ now: Date) throws {
        guard case .list(let actions) = body.data["actions"], let person = body["recipient_id"]
        else { return }
        let events = actions.compactMap { action -> (type: String, data: [String: Value])? in
            guard case .object(let members) = action, case .object(let event) = members["event"],
                let type = event["type"]?.text, case .object(let data) = event["data"]
            else { return nil }
            return (type, data)
        }
        guard let first = events.first else { return }
        switch first.type {
        case CallMarked.type: try mark(first.data, now)
        case IndexationDecided.type:
            guard diary.dice.chance(90) else { return }
            let chosen = diary.dice.chance(85) ? first : events[min(1, events.count - 1)]
            let at = diary.office(now + Double(diary.number(2...70)) * 3600)
            try diary.say(at, chosen.type, chosen.data)
        case RecoveryAccepted.type: try recover(first.data, person, now)
        case PresaleAccepted.type, ClientManagerAccepted.type:
            let takes = Cast.byID[person].map(\.takes) ?? 80
            let chosen = diary.dice.chance(takes) ? first : events[min(1, events.count - 1)]
            let at = diary.office(now + diary.about(minutes: 20))
            try diary.say(at, chosen.type, chosen.data)
        default: break
        }
    }

    /// Whoever answered a call says whether it was a client: mostly he is right, seldom he forgets.
    private mutating func mark(_ button: [String: Value], _ now: Date) throws {
        guard let call = button["call_id"]?.text, !settled.contains(call),
            diary.dice.chance(80)
        else { return }
        settled.insert(call)
        let isSpam =
            callers[call]?.hasPrefix("+7495") == true
            ? diary.dice.chance(95) : diary.dice.chance(12)
        var data = button
        data["verdict"] = isSpam ? "spam" : "real"
        try diary.say(now + Double(diary.number(60...900)), CallMarked.type, data)
    }

    private mutating func recover(
        _ button: [String: Value],
        _ person: String,
        _ now: Date
    ) throws {
        guard let client = button["client_id"]?.text, diary.dice.chance(70),
            recovering.insert(client).inserted
        else { return }
        let accepted = now + diary.about(minutes: 12)
        try diary.say(accepted, RecoveryAccepted.type, button)
        try diary.say(
            diary.office(accepted + Double(diary.number(1...4)) * 86_400),
            RecoveryClosed.type,
            [
                "client_id": .text(client), "actor_id": .text(person),
                "outcome": .text(diary.dice.chance(80) ? "kept" : "lost"),
                "comment": "Обсудили отчёты, договорились о плане",
            ]
        )
    }

    // MARK: - Mail

    /// The mailer hands every letter over; clients answer surveys as content as they are.
    mutating func read(_ body: EventBody, _ command: String, _ now: Date) throws {
        if case .list(let addresses) = body.data["to"] {
            for address in addresses {
                try diary.say(
                    now + 8,
                    MailDelivered.type,
                    ["command_id": .text(command), "to": address]
                )
            }
        }
        guard let survey = body["survey_id"], let id = body["client_id"], let client = clients[id],
            id == Self.unhappyClient || diary.dice.chance(55), settled.insert(survey).inserted
        else { return }
        let charm = client.manager.flatMap { Cast.byID[$0]?.charm } ?? 70
        let mood = diary.number(1...100)
        let score =
            id == Self.unhappyClient
            ? "bad" : mood <= charm ? "excellent" : mood <= charm + 22 ? "good" : "bad"
        let at = now + Double(diary.number(1...70)) * 3600
        try diary.say(
            at,
            SurveyAnswered.type,
            ["survey_id": .text(survey), "score": .text(score), "channel": "mail"]
        )
        recovering.remove(id)
        guard score == "excellent", diary.dice.chance(15) else { return }
        try diary.say(
            at + 3600,
            ReviewReceived.type,
            ["review_id": Self.reference("V", survey), "client_id": .text(id)]
        )
    }
}
