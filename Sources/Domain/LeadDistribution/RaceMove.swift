import Foundation

/// One thing happens to a lead on its way to an owner: what follows.
///
/// Effects that may come back to this very lead, as a pause of its holder does, stand last: what
/// they lead to must find everything before them done.
struct RaceMove {
    typealias Ignored = LeadDistribution.Ignored
    typealias Rejected = LeadDistribution.Rejected
    typealias Timer = LeadDistribution.Timer

    let context: Context
    private(set) var race: LeadRace
    private(set) var effects: [Effect] = []
    private var lastEffects: [Effect] = []

    init(_ race: LeadRace, _ context: Context) {
        self.race = race
        self.context = context
    }

    var lead: Lead? { context.subject.state(of: Leads.self) }
    var leadID: LeadID { race.leadID }
    var now: Date { context.now }

    /// The rules that hold for this lead.
    var terms: LeadDistributionPolicy? { race.terms ?? context.policies.leadDistribution }

    // MARK: - Collecting what follows

    mutating func change(_ body: (inout LeadRace) -> Void) {
        body(&race)
    }

    mutating func add(_ effect: Effect) {
        effects.append(effect)
    }

    mutating func publish(_ message: any Message) {
        effects.append(.publish(message))
    }

    mutating func note(_ phrase: Phrase) {
        effects.append(.note(phrase))
    }

    /// Something that may come back to this lead.
    mutating func tellAtLast(_ message: any Message) {
        lastEffects.append(.tell(message))
    }

    /// Tells people a phrase, which may say what is known of the lead besides its own values.
    mutating func notify(
        _ people: [Person],
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase,
        actions: [ChatNotify.Action]? = nil,
        until expires: Date? = nil
    ) {
        let values = about.merging(phrase.values) { _, own in own }
        let phrase = Phrase(phrase.template, values)
        effects += people.map {
            context.notify($0, severity, phrase, lead: leadID, actions: actions, until: expires)
        }
    }

    mutating func arm(_ timer: Timer, _ generation: Int, at due: Date) {
        effects.append(.arm(timer: timer.rawValue, generation: generation, due: due))
    }

    mutating func disarm(_ timers: Timer...) {
        effects += timers.map { .disarm(timer: $0.rawValue) }
    }

    var decision: Decision<LeadRace> {
        .changed(to: race, effects: effects + lastEffects)
    }

    /// No sign of work is expected any more.
    mutating func stopWatching() {
        guard race.watch != nil else { return }
        race.watch = nil
        disarm(.reminder, .firstAction)
    }

    func ignore(_ reason: Ignored) -> Decision<LeadRace> {
        .ignored(reason)
    }

    // MARK: - Words

    /// What every text may say of the lead.
    private var about: [String: Value] {
        var values: [String: Value] = ["lead": .text(leadID.rawValue)]
        values["company"] = lead?.company.map(Value.text)
        values["contact"] = lead?.contact?.name.map(Value.text)
        values["phone"] = lead?.contact?.phone.map(Value.text)
        values["channel"] = (lead?.source?.channel).map(Value.text)
        values["campaign"] = lead?.source?.campaign.map(Value.text)
        return values
    }

    func name(_ person: PersonID) -> Value {
        .text(context.company.name(of: person))
    }

    /// Those of the people who can be told something now.
    func reachable(_ people: [PersonID]) -> [Person] {
        people.compactMap { context.company.people[$0] }.filter { $0.isAvailable(at: now) }
    }

    var heads: [Person] { context.company.everybody(.salesHead) }

    // MARK: - Arrival

    mutating func appear() -> Decision<LeadRace> {
        switch race.phase {
        case .unseen: arrive()
        case .arriving, .waiting, .racing, .stranded: ignore(.alreadyUnderWay)
        case .owned: ignore(.hasOwner)
        case .closed: ignore(.leadClosed)
        }
    }

    /// Distribution begins, if there is anything to distribute.
    mutating func arrive() -> Decision<LeadRace> {
        guard let policy = context.policies.leadDistribution else { return ignore(.turnedOff) }
        guard let lead, lead.isAnnounced else { return ignore(.unknownLead) }
        guard lead.isOpen else { return ignore(.leadClosed) }
        guard lead.responsibleID == nil else { return ignore(.hasOwner) }
        race.terms = policy
        race.chain = nil
        race.ownerID = nil
        race.reason = nil
        race.wins = nil
        race.twins = nil
        stopWatching()
        guard policy.sticky, let keys = lead.contactKeys, !keys.isEmpty else { return route() }
        race.phase = .arriving
        tellAtLast(LeadSought(leadID: leadID, keys: keys))
        return decision
    }

    mutating func sought() -> Decision<LeadRace> {
        switch race.phase {
        case .arriving:
            meetTwins()
            return giveToAcquaintance() ? decision : route()
        case .waiting, .racing, .stranded:
            guard terms?.sticky == true else { return ignore(.notUnderWay) }
            meetTwins()
            _ = giveToAcquaintance()
            return decision
        case .unseen, .owned, .closed:
            return ignore(.notUnderWay)
        }
    }

    /// At once to somebody, into the race, or into the night pool.
    mutating func route() -> Decision<LeadRace> {
        guard let terms else { return ignore(.turnedOff) }
        let calendar = context.policies.calendar
        if lead?.hot == false {
            giveOrdinary(terms)
        } else if !terms.workingTime || calendar.isOpen(at: now) {
            race(from: 0)
        } else if let duty = terms.duty.flatMap({ available($0) }) {
            give(duty, .duty)
            tellTwins(of: duty.id)
        } else if calendar.nextOpening(atOrAfter: now) == nil {
            race(from: 0)
        } else {
            race.phase = .waiting
            let isHot = lead?.hot == true
            let entry = NightPool.Entry(leadID: leadID, isHot: isHot, since: now)
            note(Phrase("lead_distribution.waits_for_opening"))
            tellAtLast(PoolEntered(entry: entry))
        }
        return decision
    }

    mutating func drain(_ place: Int) -> Decision<LeadRace> {
        switch race.phase {
        case .waiting:
            race.terms = context.policies.leadDistribution ?? race.terms
            race(from: place)
            return decision
        case .unseen, .arriving, .racing, .stranded, .owned, .closed:
            return ignore(.notUnderWay)
        }
    }

    mutating func retry(_ generation: Int) -> Decision<LeadRace> {
        switch race.phase {
        case .stranded where generation == race.armings:
            race.terms = context.policies.leadDistribution ?? race.terms
            return route()
        case .unseen, .arriving, .waiting, .racing, .stranded, .owned, .closed:
            return ignore(.lateTimer)
        }
    }

    /// The person, noting why where nothing can be given to him.
    mutating func available(_ id: PersonID) -> Person? {
        guard let person = context.company.people[id] else { return nil }
        guard let reason = context.company.unavailability(of: person, at: now) else {
            return person
        }
        add(.note(context.company.skipped(id, reason)))
        return nil
    }
}
