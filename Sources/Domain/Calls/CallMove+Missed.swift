import Foundation

/// A call that nobody answered: somebody calls back, and all heads know.
extension CallMove {
    /// Nobody answered; told once a call.
    mutating func miss(_ why: Call.Missed.Why) {
        let heads = context.headsInOrder(policy).compactMap { context.company.people[$0] }
        let callBack = canBeCalledBack ? context.callsBack(among: heads) : nil
        change(
            \.missed,
            to: Call.Missed(why: why, at: context.now, callBackID: callBack?.id)
        )
        remember(.unanswered(rung: call.rungIDs, at: missedAt))
        if let callBack { schedule(callBack) }
        let callBackName = ["callback": callBack.map { Value.text($0.name) } ?? .null]
        for head in heads where head.active {
            notify(head, .warning, Phrase("calls.missed.\(why.rawValue)", callBackName))
        }
        if canBeCalledBack, callBack == nil { alarm() }
    }

    /// The caller hung up some time after everybody was rung and nobody answered.
    mutating func stayUnanswered(at instant: Date) {
        guard call.missed != nil else { return }
        remember(.unanswered(rung: call.rungIDs, at: instant))
    }

    /// It was answered after all: it does not count as missed.
    mutating func revokeMissed(_ person: Person?) {
        guard let missed = call.missed else { return }
        change(\.missed, to: nil)
        let answerer = Value.text(person?.name ?? call.answer?.named ?? "")
        let phrase = Phrase("calls.answered_after_all", ["person": answerer])
        note(phrase)
        guard let id = missed.callBackID, id != person?.id,
            let callBack = context.company.people[id]
        else { return }
        notify(callBack, .info, phrase)
    }

    // MARK: - Pieces

    /// When the caller gave up, as far as it is known.
    private var missedAt: Date { call.ending?.at ?? context.now }

    /// The number to call back, as far as there is one.
    var callBackNumber: String? {
        guard let arrival = call.arrival else { return nil }
        return arrival.phone ?? (arrival.from.contains(where: \.isNumber) ? arrival.from : nil)
    }

    private var canBeCalledBack: Bool {
        callBackNumber != nil
    }

    private mutating func schedule(_ person: Person) {
        publish(
            CallSchedule(
                assigneeID: person.id,
                dueAt: context.now,
                reason: .missedCall,
                leadID: call.arrival?.caller?.leadID,
                clientID: call.arrival?.caller?.clientID,
                phone: callBackNumber,
                note: context.text(about(Phrase("calls.call_back")))
            )
        )
    }

    private mutating func alarm() {
        for director in context.company.everybody(.director) {
            notify(director, .critical, Phrase("calls.nobody_calls_back"))
        }
    }
}

extension Context {
    /// Who calls back: the first who is there, better one who is not on a call.
    fileprivate func callsBack(among heads: [Person]) -> Person? {
        let available = heads.filter { $0.isAvailable(at: now) }
        return available.first { !company.telephones.isTalking($0.id) } ?? available.first
    }
}
