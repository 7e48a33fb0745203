import Foundation

/// Who is told what of a request.
extension RequestMove {
    mutating func tellAssigned(_ turn: TurnGiven.Turn, isConfirmed: Bool) {
        var values = values(of: turn)
        values["confirmed"] = .bool(isConfirmed)
        tell([turn.personID], .info, "request.assigned", values)
        let heads = [state.content.requesterID, headOfClient]
        tell(heads.filter { $0 != turn.personID }, .info, "request.assigned.heads", values)
    }

    mutating func tellOffered(_ turn: TurnGiven.Turn, until: Date) {
        var values = values(of: turn)
        values["until"] = .instant(until)
        guard let person = context.company.people[turn.personID] else { return }
        let phrase = Phrase("request.offered", values)
        effects.append(
            context.notify(
                person,
                .warning,
                phrase,
                lead: state.content.leadID,
                client: state.content.clientID,
                actions: actions(person.id)
            )
        )
    }

    private func actions(_ person: PersonID) -> [ChatNotify.Action] {
        let types =
            switch state.content.kind {
            case .presale: (PresaleAccepted.type, PresaleDeclined.type)
            case .client: (ClientManagerAccepted.type, ClientManagerDeclined.type)
            }
        let data: [String: Value] = [
            "request_id": .text(state.id.rawValue), "person_id": .text(person.rawValue),
        ]
        return [("accept", types.0), ("decline", types.1)].map { id, type in
            ChatNotify.Action(
                id: id,
                label: context.text(Phrase("request.action.\(id)")),
                type: type,
                data: data
            )
        }
    }

    /// Nobody could be asked: that is the heads' to know.
    mutating func tellWaiting() {
        let heads = context.company.everybody(.salesHead)
        let told = heads.isEmpty ? context.company.everybody(.director) : heads
        var values = title
        values["asked"] = .number(Decimal(state.pastTurns.count))
        let people: [PersonID?] = told.map(\.id) + [state.content.requesterID]
        tell(people, .warning, "request.waiting", values)
    }

    mutating func tellDeclined(_ person: PersonID, _ reason: String?) {
        var values = title
        values["person"] = .text(context.company.name(of: person))
        values["reason"] = reason.map { .text(String($0.prefix(Limits.commentCharactersMax))) }
        tell([state.content.requesterID], .info, "request.declined", values)
    }

    mutating func tellExpired(_ person: PersonID) {
        tell([person], .info, "request.expired", title)
    }

    mutating func tellCancelled(by actor: PersonID?) {
        var values = title
        values["actor"] = actor.map { .text(context.company.name(of: $0)) }
        tell([state.holder], .warning, "request.cancelled", values)
    }

    func conflict(_ content: ManagerRequest.Content) -> Decision<ManagerRequest> {
        reject(.conflict, content.requesterID)
    }

    /// Whoever asked for it is told why it does not happen.
    func reject(_ reason: Rejected, _ person: PersonID?) -> Decision<ManagerRequest> {
        let told = person.flatMap { context.company.people[$0] }
        var values = title
        values["request"] = .text(state.id.rawValue)
        values["holder"] = state.holder.map { .text(context.company.name(of: $0)) }
        let phrase = Phrase("request.rejected.\(reason.rawValue)", values)
        let notice = told.map { context.notify($0, .warning, phrase) }
        return .rejected(reason, effects: [notice].compactMap(\.self))
    }

    private mutating func tell(
        _ people: [PersonID?],
        _ severity: ChatNotify.Severity,
        _ template: String,
        _ values: [String: Value]
    ) {
        let known = people.compactMap(\.self).withoutRepeats
            .compactMap { context.company.people[$0] }.filter(\.active)
        effects += known.map {
            context.notify(
                $0,
                severity,
                Phrase(template, values),
                lead: state.content.leadID,
                client: state.content.clientID
            )
        }
    }

    private var headOfClient: PersonID? {
        state.content.kind == .client ? client?.salesHeadID : nil
    }

    /// What it is about, as people say it.
    private var title: [String: Value] {
        var values: [String: Value] = [
            "kind": .text(state.content.kind.word), "request": .text(state.id.rawValue),
        ]
        values["client"] =
            client?.title ?? state.content.clientID.map { .text($0.rawValue) }
        values["lead"] = state.content.leadID.map { .text($0.rawValue) }
        values["note"] = state.content.note.map {
            .text(String($0.prefix(Limits.commentCharactersMax)))
        }
        return values
    }

    private func values(of turn: TurnGiven.Turn) -> [String: Value] {
        var values = title
        values["person"] = .text(context.company.name(of: turn.personID))
        values["cost"] = .text(turn.cost.text)
        values["balance"] = turn.posting.map { .text($0.balance.text) }
        values["refilled"] = turn.posting.map { .bool($0.refill != nil) }
        return values
    }
}
