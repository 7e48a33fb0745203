import Domain
import Foundation

/// The company of these tests: five heads with extensions 101 to 105, a seller, a director.
extension Office {
    static let caller = "+79131234567"
    static let line = "+73812000001"

    /// A company with calls turned on, changed as the test wants it.
    static func agency(_ change: (inout CallPolicy) -> Void = { _ in }) throws -> Office {
        var policy = CallPolicy(lines: [
            line: CallPolicy.Line(channel: "yandex_direct", campaign: "autumn")
        ])
        change(&policy)
        var office = Office(policies: Policies(calls: policy))
        for number in 1...5 {
            try office.hire("head\(number)", .salesHead, phoneExtension: "10\(number)")
        }
        try office.hire("anna", .salesManager, phoneExtension: "201")
        try office.hire("dir", .director)
        office.forget()
        return office
    }

    mutating func hire(
        _ id: String,
        _ role: Role,
        phoneExtension: String? = nil,
        active: Bool = true
    ) throws {
        var person: [String: Any] = [
            "person_id": id, "name": id, "roles": [role.rawValue], "active": active,
        ]
        person["extension"] = phoneExtension
        take(try read(PersonUpserted.self, person))
    }

    mutating func sendAway(_ id: String) throws {
        take(try read(AvailabilityChanged.self, ["person_id": id, "available": false]))
    }

    /// The CRM announces a lead.
    mutating func lead(
        _ id: String,
        phone: String = Office.caller,
        of person: String? = nil,
        ref: String? = nil
    ) throws {
        var lead: [String: Any] = [
            "lead_id": id, "source": ["channel": "site"], "contact": ["phone": phone],
        ]
        lead["responsible_id"] = person
        lead["lead_ref"] = ref
        take(try read(LeadCreated.self, lead))
    }

    mutating func incoming(
        _ id: CallID = "C1",
        from: String = Office.caller,
        to: String = Office.line,
        secondsAgo: Double = 0
    ) {
        take(
            CallIncoming(callID: id, from: from, to: to),
            occurred: now.addingTimeInterval(-secondsAgo)
        )
    }

    mutating func answered(_ person: PersonID, _ id: CallID = "C1") {
        take(CallAnswered(callID: id, personID: person))
    }

    mutating func declined(_ person: PersonID, _ id: CallID = "C1") {
        take(CallDeclined(callID: id, personID: person))
    }

    mutating func ended(_ id: CallID = "C1") {
        take(CallEnded(callID: id))
    }

    mutating func marked(
        _ verdict: CallMarked.Verdict,
        by person: PersonID = "head1",
        _ id: CallID = "C1"
    ) {
        take(CallMarked(callID: id, personID: person, verdict: verdict))
    }

    /// A whole call that the first head takes at once.
    mutating func talk(_ id: CallID = "C1", with person: PersonID = "head1") {
        incoming(id)
        answered(person, id)
        pass(60)
        ended(id)
    }

    // MARK: - What followed

    /// What was commanded about calls and leads, one short line each, without notices.
    var trace: [String] { sent.compactMap(Self.line(of:)) }

    private static func line(of message: any Message) -> String? {
        switch message {
        case let ring as CallRing: "ring \(ring.personID)"
        case let stop as CallStopRing: "stop \(stop.personID) \(stop.reason.rawValue)"
        case let fallback as CallFallback: "fallback \(fallback.action.rawValue)"
        case let schedule as CallSchedule:
            "schedule \(schedule.assigneeID) \(schedule.reason.rawValue)"
        case let create as LeadCreate: "create \(create.leadRef)"
        default: nil
        }
    }

    /// Who was rung, in order.
    var rung: [PersonID] { all(CallRing.self).map(\.personID) }

    /// Who was told something, in order.
    func told(_ template: String) -> [PersonID] {
        all(ChatNotify.self).filter { $0.template == template }.map(\.recipientID)
    }

    /// Whether something of the kind was noted in the journal.
    func noted(_ template: String) -> Bool { notes.contains { $0.template == template } }

    /// What the process of calls said to the last input.
    var outcome: String? { lines.last { $0.process == Calls.name }?.outcome }
}

/// A message as it comes off the bus.
func read<M: Message>(_ type: M.Type, _ data: [String: Any]) throws -> M {
    try JSONDecoder().decode(type, from: JSONSerialization.data(withJSONObject: data))
}
