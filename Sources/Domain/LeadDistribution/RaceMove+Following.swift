/// Two leads of one contact that nobody has yet: the later one goes to whoever gets the first.
///
/// One client, one seller, also where he asks twice within a minute. Leads that come at the same
/// instant into different lanes may not see each other: then each is raced for.
extension RaceMove {
    /// Waits for the oldest open lead of the contact that is on its way to an owner.
    mutating func follow() -> Bool {
        let leads = context.related.compactMap { related -> Lead? in
            guard let lead = related.states.state(of: Leads.self), lead.id != leadID, lead.isOpen,
                related.states.state(of: LeadDistribution.self)?.phase.leadsToOwner == true
            else { return nil }
            return lead
        }
        let original = leads.min { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        guard let original else { return false }
        change {
            $0.phase = .following
            $0.followsID = original.id
        }
        let values = ["original": Value.text(original.id.rawValue)]
        note(Phrase("lead_distribution.follows", values))
        tellAtLast(LeadFollowed(leadID: original.id, followerID: leadID))
        return true
    }

    mutating func followed(by follower: LeadID) -> Decision<LeadRace> {
        if race.phase.leadsToOwner {
            change { $0.followers = ($0.followers ?? []).filter { $0 != follower } + [follower] }
        } else {
            tellAtLast(LeadSettled(leadID: follower, originalID: leadID, ownerID: race.ownerID))
        }
        return decision
    }

    /// Those who waited hear whose the lead is; without an owner they look for one themselves.
    mutating func settle(_ owner: PersonID?) {
        for follower in race.followers ?? [] {
            tellAtLast(LeadSettled(leadID: follower, originalID: leadID, ownerID: owner))
        }
        change { $0.followers = nil }
    }

    mutating func settled(_ owner: PersonID?, _ original: LeadID) -> Decision<LeadRace> {
        guard race.phase == .following, race.followsID == original else {
            return ignore(.notUnderWay)
        }
        guard let person = owner.flatMap({ available($0) }) else {
            // Turned off meanwhile, what has begun still comes to its end.
            return context.policies.leadDistribution == nil ? route() : arrive()
        }
        publish(LeadLinkDuplicate(leadID: leadID, duplicateOf: original))
        give(person, .knownClient)
        return decision
    }
}

extension LeadRace.Phase {
    /// Whether somebody will own the lead, as far as it depends on Baton.
    fileprivate var leadsToOwner: Bool {
        switch self {
        case .waiting, .racing, .stranded: true
        case .unseen, .arriving, .following, .owned, .closed: false
        }
    }
}
