import Contract
import Domain
import Engine
import Foundation

/// What was asked so far in a course of events.
struct Asked {
    /// A question with the instant at which it was asked.
    struct Open {
        let question: Question
        let at: Date
        /// What its buttons publish, by their types.
        var events: [ChatNotify.Action.Event] = []
    }

    /// The last question of its kind, about a thing, to a person.
    private(set) var last: [Key: Open] = [:]
    /// Who has each lead that Baton gave to somebody.
    private(set) var owners: [String: String] = [:]

    struct Key: Hashable {
        let kind: Question.Kind
        let about: String
        let person: String?
    }

    /// Follows a command, and answers with the question that it is.
    mutating func follow(_ command: Written) -> Open? {
        switch command.type {
        case LeadOffer.type:
            guard let body = EventBody(command.json), let lead = body["lead_id"],
                let person = body["person_id"]
            else { return nil }
            return ask(.offer, about: lead, person, command.time)
        case LeadAssign.type:
            guard let body = EventBody(command.json), let lead = body["lead_id"] else {
                return nil
            }
            owners[lead] = body["assignee_id"]
            return ask(.work, about: lead, nil, command.time)
        case ChatNotify.type: return askByButtons(command)
        default: return nil
        }
    }

    private mutating func askByButtons(_ command: Written) -> Open? {
        guard let body = EventBody(command.json), case .list(let actions) = body.data["actions"],
            let person = body["recipient_id"]
        else { return nil }
        let events = actions.compactMap(Self.event)
        // Offers are asked by a command of their own, which says when somebody's turn begins.
        guard let first = events.first, !Self.offers.contains(first.type) else { return nil }
        return ask(
            .buttons(events.map(\.type)),
            about: Self.about(first),
            person,
            command.time,
            events
        )
    }

    private mutating func ask(
        _ kind: Question.Kind,
        about: String,
        _ person: String?,
        _ at: Date,
        _ events: [ChatNotify.Action.Event] = []
    ) -> Open {
        let key = Key(kind: kind, about: about, person: person)
        let count = last[key].map { $0.question.count + 1 } ?? 0
        let question = Question(kind: kind, about: about, person: person, count: count)
        let open = Open(question: question, at: at, events: events)
        last[key] = open
        for event in events { buttons[Button(event)] = open }
        return open
    }

    // MARK: - Answers

    private var buttons: [Button: Open] = [:]

    private struct Button: Hashable {
        let type: String
        let about: String

        init(_ event: ChatNotify.Action.Event) {
            (type, about) = (event.type, Asked.about(event))
        }

        init(_ body: EventBody) {
            (type, about) = (body.type, Asked.about(body.type, body.data))
        }
    }

    /// Which question an event answers, if any, and the field that names who answers it.
    func question(answeredBy body: EventBody) -> (open: Open, actor: String?)? {
        if Self.offers.contains(body.type), let lead = body["lead_id"] {
            let key = Key(kind: .offer, about: lead, person: body["person_id"])
            return last[key].map { ($0, nil) }
        }
        if let open = buttons[Button(body)] { return (open, nil) }
        return work(body)
    }

    /// What the owner does in a lead that Baton gave him, and the CRM's echo of that.
    private func work(_ body: EventBody) -> (open: Open, actor: String?)? {
        guard let field = Self.actors[body.type], let lead = body["lead_id"],
            let owner = owners[lead], let open = last[Key(kind: .work, about: lead, person: nil)]
        else { return nil }
        guard let actor = body[field] else {
            // A stage that changes by nobody's hand follows the work; a lead without an owner not.
            return body.type == LeadStageChanged.type ? (open, nil) : nil
        }
        return actor == owner ? (open, field) : nil
    }

    private static let offers: Set = [LeadOfferAccepted.type, LeadOfferDeclined.type]

    /// The field that names the person who did something in a lead.
    private static let actors = [
        CallMade.type: "person_id", LeadStageChanged.type: "actor_id",
        LeadUpdated.type: "actor_id", LeadResponsibleChanged.type: "responsible_id",
    ]

    /// What a button is about: what its event carries, but for the answer itself.
    private static func about(_ event: ChatNotify.Action.Event) -> String {
        about(event.type, event.data)
    }

    private static func about(_ type: String, _ data: [String: Value]) -> String {
        let ids = data.filter { $0.key.hasSuffix("_id") }.sorted { $0.key < $1.key }
        return ids.map { "\($0.key)=\($0.value.plainText ?? "")" }.joined(separator: "&")
    }

    private static func event(_ action: Value) -> ChatNotify.Action.Event? {
        guard case .object(let members) = action, case .object(let event) = members["event"],
            let type = event["type"]?.text, case .object(let data) = event["data"]
        else { return nil }
        return ChatNotify.Action(id: "", label: "", type: type, data: data).event
    }
}
