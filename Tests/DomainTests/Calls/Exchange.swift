import Domain
import Foundation

/// The company of these tests and its telephone exchange: what it reports, what it is told.
///
/// Five heads with extensions 101 to 105, a seller, a director.
struct Exchange {
    static let caller = "+79131234567"
    static let line = "+73812000001"

    private var floor: SalesFloor
    /// Where in the journal the last input begins.
    private var lastInput = 0

    /// A company with calls turned on, changed as the test wants it.
    static func agency(_ change: (inout CallPolicy) -> Void = { _ in }) throws -> Exchange {
        var policy = CallPolicy()
        policy.lines = [line: CallPolicy.Line(channel: "yandex_direct", campaign: "autumn")]
        change(&policy)
        var exchange = Exchange(floor: SalesFloor(Policies([policy])))
        for number in 1...5 {
            try exchange.hire("head\(number)", .salesHead, phoneExtension: "10\(number)")
        }
        try exchange.hire("anna", .salesManager, phoneExtension: "201")
        try exchange.hire("dir", .director)
        exchange.forget()
        return exchange
    }

    private init(floor: SalesFloor) {
        self.floor = floor
    }

    var now: Date { floor.now }

    var policies: Policies {
        get { floor.policies }
        set { floor.policies = newValue }
    }

    // MARK: - What happens

    /// Something reaches the company now.
    mutating func take(_ message: any Message) {
        lastInput = floor.journal.count
        floor.hear(message)
    }

    mutating func pass(_ seconds: Double) {
        floor.pass(.seconds(seconds))
    }

    /// Nothing is decided for a while, as in an outage; what is overdue then comes at once.
    mutating func standStill(_ seconds: Double) {
        floor.sleep(.seconds(seconds))
        pass(0)
    }

    /// A timer of a call fires, armed or not.
    mutating func fire(_ name: String, of call: CallID, generation: Int, after seconds: Double) {
        floor.sleep(.seconds(seconds))
        lastInput = floor.journal.count
        let key = SalesFloor.TimerName(
            subject: Subject(.call, call.rawValue),
            process: Calls.name,
            name: name
        )
        floor.fire(key, TimerFiring(name: name, generation: generation, due: now))
    }

    mutating func forget() {
        floor.forget()
        lastInput = 0
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
        phone: String = Exchange.caller,
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
        from: String = Exchange.caller,
        to: String = Exchange.line,
        secondsAgo: Double = 0
    ) {
        let instant = now.addingTimeInterval(-secondsAgo)
        take(CallIncoming(callID: id, from: from, to: to, at: instant))
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
    func noted(_ template: String) -> Bool { floor.journal.contains("note \(template)") }

    /// What the process of calls said to the last input: `applied`, or why not.
    var outcome: String? {
        let word = "\(Calls.name) "
        let line = floor.journal.dropFirst(lastInput).first { $0.hasPrefix(word) }
        return line.flatMap { $0.split(separator: " ").last }.map(String.init)
    }

    // MARK: - What is known

    func state<P: BusinessProcess>(_ process: P.Type, _ id: String) -> P.State? {
        floor.state(of: process, id)
    }

    func call(_ id: CallID = "C1") -> Call? { state(Calls.self, id.rawValue) }

    /// Whether anything is still going to happen to a call by itself.
    func isTimed(_ id: CallID) -> Bool {
        floor.timers.keys.contains { $0.subject == Subject(.call, id.rawValue) }
    }

    /// Everything that was published.
    var sent: [any Message] { floor.published }

    /// The commands of a type, in order.
    func all<M: Message>(_ type: M.Type) -> [M] { sent.compactMap { $0 as? M } }
}

/// A message as it comes off the bus.
func read<M: Message>(_ type: M.Type, _ data: [String: Any]) throws -> M {
    try JSONDecoder().decode(type, from: JSONSerialization.data(withJSONObject: data))
}
