import Foundation

/// After the call: was it real or spam, and what becomes of it.
extension CallMove {
    /// Asks the person who answered, until the call is marked.
    mutating func askForMark() {
        guard call.arrival?.caller != nil, call.verdict == nil, let answer = call.answer else {
            return
        }
        guard let person = answer.personID.flatMap({ context.company.people[$0] }), person.active
        else {
            // Nobody knows who could tell, so the directors may listen to the recording.
            return tellDirectors()
        }
        ask(person, .info, Phrase("calls.mark"))
    }

    /// The mark is still missing.
    func remind(_ generation: Int) -> Decision<Call> {
        guard call.verdict == nil, generation == call.marking.asked,
            let person = call.answer?.personID.flatMap({ context.company.people[$0] })
        else { return .ignored(Ignored.lateTimer) }
        return after { move in
            if generation > policy.markReminders || !person.active {
                move.tellDirectors()
            } else {
                move.ask(person, .warning, Phrase("calls.mark_reminder"))
            }
        }
    }

    /// Somebody says what the call was.
    func mark(_ news: CallMarked, at instant: Date) -> Decision<Call> {
        guard let person = context.company.people[news.personID] else {
            return .refused(.unknownPerson(news.personID, field: "data.person_id"))
        }
        guard call.arrival?.caller != nil, let answer = call.answer else {
            return reject(.notAnswered, person)
        }
        let mayMark = answer.personID == person.id || person.leads
        guard person.active, mayMark else { return reject(.notAllowed, person) }
        guard news.verdict != call.verdict else { return .ignored(Ignored.nothingNew) }
        let mark = Call.Mark(
            verdict: news.verdict,
            personID: person.id,
            at: instant,
            comment: news.comment
        )
        return after { $0.take(mark) }
    }

    // MARK: - Pieces

    private mutating func take(_ mark: Call.Mark) {
        change(\.marking.history, to: call.marking.history + [mark])
        disarm(.mark)
        remember(.marked(mark.verdict), of: call.ownID)
        tell(PersonActed(mark.personID))
        switch mark.verdict {
        case .real:
            guard call.lead == nil else { return }
            tell(CallLeadSought(callID: call.id, phone: call.arrival?.phone))
        case .spam:
            guard call.lead?.isMade == true else { return }
            note(Phrase("calls.lead_stays"))
        }
    }

    private mutating func ask(
        _ person: Person,
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase
    ) {
        change(\.marking.asked, to: call.marking.asked + 1)
        notify(person, severity, phrase, actions: markActions(of: person))
        arm(.mark, generation: call.marking.asked, after: policy.markReminder)
    }

    private mutating func tellDirectors() {
        change(\.marking.asked, to: call.marking.asked + 1)
        let known = call.answer?.personID.map(context.company.name(of:))
        let answerer = known ?? call.answer?.named ?? ""
        for director in context.company.everybody(.director) {
            let phrase = Phrase("calls.unmarked", ["person": .text(answerer)])
            notify(director, .warning, phrase, actions: markActions(of: director))
        }
    }

    private func reject(_ reason: Calls.Rejected, _ person: Person) -> Decision<Call> {
        var move = self
        move.notify(person, .warning, Phrase("calls.rejected.\(reason.rawValue)"))
        return .rejected(reason, effects: move.effects)
    }
}

// MARK: - The lead

extension CallMove {
    /// The call was real: it belongs to the caller's open lead, or becomes one.
    mutating func findLead() {
        if let lead = context.openLead {
            change(\.lead, to: Call.LeadLink(leadID: lead.id, isMade: false))
            note(Phrase("calls.attached"))
        } else if isLeadUnderWay {
            change(\.lead, to: Call.LeadLink(leadID: nil, isMade: false))
            remember(.leadAwaited)
            note(Phrase("calls.lead_awaited"))
        } else {
            change(\.lead, to: Call.LeadLink(leadID: nil, isMade: true))
            remember(.leadAsked(at: context.now))
            makeLead()
        }
    }

    /// Whether another call of the caller is just being made into a lead.
    private var isLeadUnderWay: Bool {
        guard let asked = context.caller?.leadAsked else { return false }
        let waited = context.now.timeIntervalSince(asked.at)
        return waited <= Caller.LeadAsked.patience / .seconds(1)
    }

    private mutating func makeLead() {
        guard let arrival = call.arrival else { return }
        publish(
            LeadCreate(
                leadRef: CallLeadRef(call).text,
                source: LeadSource(channel: arrival.channel, campaign: arrival.campaign),
                contact: Contact(phone: callBackNumber),
                responsibleID: responsibleID,
                callID: call.id
            )
        )
    }

    private var responsibleID: PersonID? {
        switch policy.realCall {
        case .answerer: call.answer?.personID
        case .distribute: nil
        }
    }

    /// The CRM made the lead that was asked for.
    func link(_ id: LeadID) -> Decision<Call> {
        guard call.lead?.isMade == true else { return .ignored(Ignored.leadNotAskedFor) }
        guard call.lead?.leadID == nil else { return .ignored(Ignored.leadKnown) }
        return after { move in
            move.change(\.lead, to: Call.LeadLink(leadID: id, isMade: true))
            move.remember(.leadMade(id))
        }
    }

    /// Another call of the same caller was made into the lead.
    func share(_ id: LeadID) -> Decision<Call> {
        guard let lead = call.lead, lead.leadID == nil else {
            return .ignored(Ignored.leadKnown)
        }
        return after {
            $0.change(\.lead, to: Call.LeadLink(leadID: id, isMade: lead.isMade))
        }
    }
}

extension Person {
    /// Whether he leads others, so that he may decide for them.
    fileprivate var leads: Bool { !roles.isDisjoint(with: [.salesHead, .director]) }
}
