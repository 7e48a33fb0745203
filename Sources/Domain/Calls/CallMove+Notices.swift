import Foundation

/// What people read of a call.
extension CallMove {
    /// Tells a person something about the call.
    mutating func notify(
        _ person: Person,
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase,
        actions: [ChatNotify.Action]? = nil
    ) {
        add(
            context.notify(
                person,
                severity,
                about(phrase),
                lead: call.lead?.leadID ?? call.arrival?.caller?.leadID,
                call: call.id,
                client: call.arrival?.caller?.clientID,
                actions: actions
            )
        )
    }

    /// Why something was done, for the journal.
    mutating func note(_ phrase: Phrase) {
        add(.note(about(phrase)))
    }

    /// The phrase with everything that is known of the call.
    func about(_ phrase: Phrase) -> Phrase {
        Phrase(phrase.template, values.merging(phrase.values) { $1 })
    }

    /// The buttons with which a person marks the call.
    func markActions(of person: Person) -> [ChatNotify.Action] {
        CallMarked.Verdict.allCases.map { verdict in
            ChatNotify.Action(
                id: verdict.rawValue,
                label: context.text(Phrase("calls.verdict.\(verdict.rawValue)")),
                type: CallMarked.type,
                data: [
                    "call_id": .text(call.id.rawValue),
                    "person_id": .text(person.id.rawValue),
                    "verdict": .text(verdict.rawValue),
                ]
            )
        }
    }

    /// What fills every phrase about the call; what is not known is not there.
    var values: [String: Value] {
        var values: [String: Value] = ["call": .text(call.id.rawValue)]
        guard let arrival = call.arrival else { return values }
        values["caller"] = .text(callerText(arrival))
        values["line"] = .text(arrival.line)
        values["channel"] = .text(arrival.channel)
        values["campaign"] = arrival.campaign.map(Value.text)
        let lead = call.lead?.leadID ?? arrival.caller?.leadID
        values["lead"] = lead.map { .text($0.rawValue) }
        values["name"] = context.openLead?.value(of: "contact_name")
        values["company"] =
            context.client.map { .text($0.name) } ?? context.openLead?.value(of: "company")
        if let before = arrival.caller?.callsBefore, before > 0 {
            values["calls_before"] = .number(Decimal(before))
        }
        return values
    }

    private func callerText(_ arrival: Call.Arrival) -> String {
        guard let phone = arrival.phone.flatMap(PhoneNumber.init(rawValue:)) else {
            return arrival.from
        }
        return phone.display
    }
}
