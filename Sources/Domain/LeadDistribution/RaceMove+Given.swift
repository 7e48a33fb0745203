import Foundation

/// Leads that are given to somebody without being offered.
extension RaceMove {
    /// The rotation in which sales managers get leads that are not hot.
    static let rotation = "lead_distribution.ordinary"

    /// Assigns it to the person who already works with the contact, if there is one.
    mutating func giveToAcquaintance() -> Bool {
        guard let known = Acquaintance(context, except: leadID) else { return false }
        guard let person = available(known.personID) else { return false }
        switch known.through {
        case .lead(let original): give(person, asDuplicateOf: original)
        case .client: give(person, asDuplicateOf: nil)
        }
        tellTwins(of: person.id)
        return true
    }

    mutating func giveOrdinary(_ terms: LeadDistributionPolicy) {
        let managers = context.company.everybody(.salesManager).map(\.id)
        let free = managers.compactMap { available($0) }
        switch terms.ordinary {
        case .roundRobin:
            guard let person = context.company.rotations.inTurn(free, of: Self.rotation).first
            else { return finish(terms.final) }
            give(person, .ordinary)
            tellTwins(of: person.id)
            add(.tell(RotationMoved(rotation: Self.rotation, personID: person.id)))
        case .leastLoaded:
            guard let person = context.company.leastLoaded(free).first else {
                return finish(terms.final)
            }
            give(person, .ordinary)
            tellTwins(of: person.id)
        }
    }

    /// Nobody took it: it goes to the configured fallback, or else to anybody who can decide.
    mutating func finish(_ final: Assignee) {
        guard let person = lastResort(final) else { return strand() }
        give(person, .final)
        tellTwins(of: person.id)
        let directors = context.company.everybody(.director).filter { $0.id != person.id }
        let values: [String: Value] = ["person": .text(person.name)]
        notify(directors, .critical, Phrase("lead_distribution.nobody_took_it", values))
    }

    /// The lead is somebody's from now on.
    mutating func give(_ person: Person, _ reason: LeadAssign.Reason) {
        own(person, reason)
        notify([person], Self.severity(reason, person), Self.given(reason))
    }

    /// That nobody took a lead is critical to directors, also to the one who got it.
    private static func severity(
        _ reason: LeadAssign.Reason,
        _ person: Person
    ) -> ChatNotify.Severity {
        guard reason == .final else { return .info }
        return person.roles.contains(.director) ? .critical : .warning
    }

    private static func given(_ reason: LeadAssign.Reason) -> Phrase {
        switch reason {
        case .knownClient: Phrase("lead_distribution.given.known_client")
        case .duty: Phrase("lead_distribution.given.duty")
        case .final: Phrase("lead_distribution.given.final")
        default: Phrase("lead_distribution.given.ordinary")
        }
    }

    /// What belongs to every decision about an owner, whatever led to it.
    mutating func own(_ person: Person, _ reason: LeadAssign.Reason) {
        let now = now
        if race.phase == .racing || race.phase == .stranded { disarm(.offer, .retry) }
        change {
            $0.phase = .owned
            $0.ownerID = person.id
            $0.ownedAt = now
            $0.reason = reason
            $0.watch = nil
            $0.echoAwaitedID = person.id
        }
        publish(LeadAssign(leadID: leadID, assigneeID: person.id, reason: reason))
        let reason = CallSchedule.Reason(rawValue: reason.rawValue)
        guard CallSchedule.Reason.known.contains(reason) else { return }
        publish(
            CallSchedule(
                assigneeID: person.id,
                dueAt: now,
                reason: reason,
                leadID: leadID,
                phone: lead?.contact?.phone
            )
        )
    }

    // MARK: - When nobody is left

    private func lastResort(_ final: Assignee) -> Person? {
        switch final {
        case .person(let id):
            if let person = context.company.people[id], person.active { return person }
            return somebody([.salesHead, .director])
        case .role(let role):
            return somebody([role, .salesHead, .director])
        }
    }

    /// The least loaded one available of the first role that has any, else one who is away.
    private func somebody(_ roles: [Role]) -> Person? {
        let company = context.company
        let available = roles.lazy.map { company.available($0, at: now) }.compactMap(preferred)
        if let person = available.first { return person }
        return roles.lazy.map { company.leastLoaded(company.everybody($0)) }
            .compactMap(preferred).first
    }

    /// Whoever did not work on the lead before, if there is a choice.
    private func preferred(_ people: [Person]) -> Person? {
        let excluded = race.chain?.excluded ?? []
        return people.first { !excluded.contains($0.id) } ?? people.first
    }

    /// There is nobody in the whole company: it is tried again.
    private mutating func strand() {
        change {
            $0.phase = .stranded
            $0.chain = nil
            $0.armings += 1
        }
        note(Phrase("lead_distribution.nobody_at_all"))
        arm(.retry, race.armings, at: now + (terms?.offerTimeout ?? .seconds(900)))
    }
}

/// Who works with the contact of a lead already.
struct Acquaintance {
    /// By what he is known.
    enum Link {
        case lead(LeadID)
        case client(ClientID)
    }

    let personID: PersonID
    let through: Link

    /// The owner of the oldest open lead, else the client's sales head, else its manager.
    init?(_ context: Context, except leadID: LeadID) {
        let leads = context.related.compactMap { $0.states.state(of: Leads.self) }
            .filter { $0.id != leadID && $0.isOpen && $0.responsibleID != nil }
            .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        let now = context.now
        let free = leads.first { lead in
            guard let owner = lead.responsibleID.flatMap({ context.company.people[$0] }) else {
                return false
            }
            return context.company.unavailability(of: owner, at: now) == nil
        }
        if let lead = free ?? leads.first, let owner = lead.responsibleID {
            self.init(personID: owner, through: .lead(lead.id))
            return
        }
        let clients = context.related.compactMap { $0.states.state(of: Clients.self) }
            .filter(\.active)
            .sorted { $0.id < $1.id }
        for client in clients {
            guard let person = client.salesHeadID ?? client.projectManagerID else { continue }
            self.init(personID: person, through: .client(client.id))
            return
        }
        return nil
    }

    private init(personID: PersonID, through link: Link) {
        self.personID = personID
        through = link
    }
}
