/// Several leads of one contact that wait for an owner at once.
extension RaceMove {
    /// Those that wait beside this one know of it from now on, and it of them.
    mutating func meetTwins() {
        let known = race.twins ?? []
        let new = waitingTwins.filter { !known.contains($0) }.prefix(Limits.twinsMax - known.count)
        guard !new.isEmpty else { return }
        change { $0.twins = known + new }
        for twin in new { tellAtLast(LeadTwinSeen(leadID: twin, twinID: leadID)) }
    }

    mutating func meet(_ twin: LeadID) -> Decision<LeadRace> {
        let known = race.twins ?? []
        guard race.awaitsOwner, !known.contains(twin), known.count < Limits.twinsMax else {
            return ignore(.nothingNew)
        }
        change { $0.twins = known + [twin] }
        return decision
    }

    /// Somebody works with the contact from now on: this lead is his too, if he can take it.
    mutating func follow(_ news: LeadTwinOwned) -> Decision<LeadRace> {
        guard race.awaitsOwner else { return ignore(.notUnderWay) }
        guard terms?.sticky == true, let person = available(news.ownerID) else { return decision }
        give(person, asDuplicateOf: news.twinID)
        tellTwins(of: person.id, besides: [news.twinID] + news.told)
        return decision
    }

    /// The lead came with an owner: those of the same contact that wait for one are his too.
    mutating func tellWaiting(of owner: PersonID) -> Decision<LeadRace> {
        let waiting = waitingTwins
        guard !waiting.isEmpty else { return ignore(.hasOwner) }
        change { $0.twins = waiting }
        tellTwins(of: owner)
        return decision
    }

    /// The leads that wait beside this one hear that it has an owner.
    mutating func tellTwins(of owner: PersonID, besides told: [LeadID] = []) {
        guard let twins = race.twins else { return }
        change { $0.twins = nil }
        for twin in twins where !told.contains(twin) {
            tellAtLast(
                LeadTwinOwned(leadID: twin, twinID: leadID, ownerID: owner, told: twins)
            )
        }
    }

    /// The lead is somebody's who works with the contact already.
    mutating func give(_ person: Person, asDuplicateOf original: LeadID?) {
        if race.phase == .racing || race.phase == .stranded { cancel(for: person.id) }
        if let original { publish(LeadLinkDuplicate(leadID: leadID, duplicateOf: original)) }
        give(person, .knownClient)
    }

    private var waitingTwins: [LeadID] {
        context.related.compactMap { found in
            guard let other = found.states.state(of: LeadDistribution.self),
                other.leadID != leadID, other.awaitsOwner,
                found.states.state(of: Leads.self)?.isOpen == true
            else { return nil }
            return other.leadID
        }
    }
}
