import Foundation

/// The lead finds an owner: in the race, through the CRM, or not at all.
extension RaceMove {
    // MARK: - Accepting

    mutating func accept(_ id: PersonID) -> Decision<LeadRace> {
        guard let person = context.company.people[id] else {
            return .refused(.unknownPerson(id, field: "data.person_id"))
        }
        switch race.phase {
        case .unseen:
            let owner = lead?.isOpen == true ? lead?.responsibleID : nil
            return owner == nil ? refuse(id, .unknown) : refuse(id, .taken, holder: owner)
        case .arriving, .waiting: return refuse(id, .notTheirTurn)
        case .racing: return acceptOffer(person)
        case .stranded: return win(person)
        case .owned:
            if race.ownerID == id { return ignore(.alreadyTheirs) }
            return refuse(id, .taken, holder: race.ownerID)
        case .closed: return refuse(id, .unknown)
        }
    }

    private mutating func acceptOffer(_ person: Person) -> Decision<LeadRace> {
        guard let chain = race.chain else { return refuse(person.id, .unknown) }
        guard chain.mayAccept(person.id), person.active else {
            let isStranger = chain.standing(of: person.id) == .stranger || !person.active
            let reason: Rejected = isStranger ? .unknown : .notTheirTurn
            return refuse(person.id, reason, holder: race.holder)
        }
        return win(person)
    }

    private mutating func win(_ person: Person) -> Decision<LeadRace> {
        takeOver(person)
        watch(person)
        return decision
    }

    /// The lead is the person's; everybody else who was asked is told.
    private mutating func takeOver(_ person: Person) {
        let others = reachable(race.chain?.everybody ?? []).filter { $0.id != person.id }
        var lost: ChainStep?
        let now = now
        change {
            lost = $0.chain?.accept(person.id, at: now)
            $0.wins = ($0.wins ?? []) + [$0.win(of: person.id, at: now)]
        }
        add(.tell(PersonActed(person.id)))
        if let lost, lost.holder != person.id { withdraw(lost.holder, .taken) }
        own(person, .offerAccepted)
        tellTwins(of: person.id)
        let values: [String: Value] = ["person": .text(person.name)]
        notify(others, .info, Phrase("lead_distribution.taken", values))
    }

    private func refuse(
        _ person: PersonID,
        _ reason: Rejected,
        holder: PersonID? = nil
    ) -> Decision<LeadRace> {
        let word: LeadOfferRefused.Reason =
            switch reason {
            case .taken: .taken
            case .notTheirTurn: .notYourTurn
            case .unknown: .unknown
            }
        let command = LeadOfferRefused(
            leadID: leadID,
            personID: person,
            reason: word,
            holderID: holder
        )
        return .rejected(reason, effects: [.publish(command), .tell(PersonActed(person))])
    }

    /// The client called and got hold of somebody: the holder thereby takes the lead, and works it.
    mutating func answer(by id: PersonID) -> Decision<LeadRace> {
        switch race.phase {
        case .racing:
            guard let person = context.company.people[id], race.chain?.mayAccept(id) == true
            else { return ignore(.notTheirTurn) }
            takeOver(person)
            return decision
        case .owned: return work(by: id)
        case .unseen, .arriving, .waiting, .stranded, .closed: return ignore(.notUnderWay)
        }
    }

    // MARK: - Worked, not only taken

    private mutating func watch(_ person: Person) {
        guard let within = terms?.firstActionWithin else { return }
        change { $0.armings += 1 }
        let deadline = workingTime(within)
        let generation = race.armings
        change { $0.watch = LeadRace.Watch(generation: generation, deadline: deadline) }
        arm(.reminder, generation, at: workingTime(within / 2))
        arm(.firstAction, generation, at: deadline)
    }

    private func workingTime(_ duration: Duration) -> Date {
        context.policies.calendar.adding(duration, to: now) ?? now + duration
    }

    /// A person worked on the lead; it counts where its owner was waited for.
    mutating func work(by person: PersonID?) -> Decision<LeadRace> {
        switch race.phase {
        case .owned:
            guard race.watch != nil else { return ignore(.notWatched) }
            guard person == nil || person == race.ownerID else { return ignore(.notTheirTurn) }
            stopWatching()
            note(Phrase("lead_distribution.worked"))
            return decision
        case .unseen, .arriving, .waiting, .racing, .stranded, .closed:
            return ignore(.notWatched)
        }
    }

    mutating func remind(_ generation: Int) -> Decision<LeadRace> {
        guard let watch = race.watch, watch.generation == generation,
            let owner = race.ownerID.flatMap({ context.company.people[$0] })
        else { return ignore(.lateTimer) }
        let values: [String: Value] = ["until": .instant(watch.deadline)]
        notify([owner], .warning, Phrase("lead_distribution.first_action_reminder", values))
        return decision
    }

    mutating func takeBack(_ generation: Int) -> Decision<LeadRace> {
        guard let watch = race.watch, watch.generation == generation, let owner = race.ownerID
        else { return ignore(.lateTimer) }
        if watch.deadline > now {
            arm(.firstAction, generation, at: watch.deadline)
            return decision
        }
        change {
            $0.watch = nil
            $0.ownerID = nil
            $0.ownedAt = nil
            $0.reason = nil
        }
        publish(LeadUnassigned(leadID: leadID, personID: owner, reason: .noFirstAction))
        let values = ["person": name(owner)]
        let others = heads.filter { $0.id != owner }
        notify(reachable([owner]), .warning, Phrase("lead_distribution.taken_back"))
        notify(others, .warning, Phrase("lead_distribution.taken_back.heads", values))
        goOn(without: owner)
        return decision
    }

    private mutating func goOn(without owner: PersonID) {
        guard var chain = race.chain else { return race(from: 0) }
        let extras = terms.map { [context] in context.extras($0) } ?? []
        let moment = context.chainMoment(nextRound: race.top + extras)
        let move = chain.resume(without: owner, moment)
        change { $0.chain = chain }
        go(on: move)
    }

    // MARK: - Owners from elsewhere

    /// The CRM says whose the lead is; first of all it repeats what it was told.
    mutating func belong(to person: PersonID?) -> Decision<LeadRace> {
        guard let person, person == race.echoAwaitedID else { return assigned(to: person) }
        change { $0.echoAwaitedID = nil }
        return decision
    }

    /// Somebody, or Baton itself, has decided whose the lead is.
    mutating func assigned(to person: PersonID?) -> Decision<LeadRace> {
        switch (race.phase, person) {
        case (.unseen, nil), (.owned, nil): return arrive()
        case (.unseen, _?): return ignore(.hasOwner)
        case (.arriving, nil), (.waiting, nil), (.racing, nil), (.stranded, nil):
            return ignore(.alreadyUnderWay)
        case (.arriving, let owner?), (.waiting, let owner?), (.racing, let owner?),
            (.stranded, let owner?):
            cancel(for: owner)
            own(owner)
            tellTwins(of: owner)
            return decision
        case (.owned, let owner?):
            guard owner != race.ownerID else { return ignore(.nothingNew) }
            stopWatching()
            own(owner)
            return decision
        case (.closed, _): return ignore(.leadClosed)
        }
    }

    /// The lead is closed, deleted or converted.
    mutating func end() -> Decision<LeadRace> {
        switch race.phase {
        case .unseen, .closed: return ignore(.notUnderWay)
        case .arriving, .waiting, .racing, .stranded: cancel()
        case .owned: stopWatching()
        }
        change { $0.phase = .closed }
        return decision
    }

    /// The lead changed its stage and is open: a sign of work, or a lead that is opened again.
    mutating func moved(by actor: PersonID?) -> Decision<LeadRace> {
        switch race.phase {
        case .closed:
            guard lead?.isOpen == true else { return ignore(.leadClosed) }
            guard let owner = lead?.responsibleID else { return arrive() }
            own(owner)
            return decision
        case .owned: return work(by: actor)
        // It was closed before it was announced, and is opened now.
        case .unseen: return arrive()
        case .arriving, .waiting, .racing, .stranded: return ignore(.notWatched)
        }
    }

    private mutating func own(_ person: PersonID) {
        let now = now
        change { $0.own(person, at: now) }
    }

    /// Nobody is asked any more; the new owner need not be told that he is not.
    mutating func cancel(for owner: PersonID? = nil) {
        var lost: ChainStep?
        let now = now
        change { lost = $0.chain?.cancel(at: now) }
        disarm(.offer, .retry)
        guard let lost else { return }
        withdraw(lost.holder, .cancelled)
        let losers = reachable([lost.holder]).filter { $0.id != owner }
        notify(losers, .info, Phrase("lead_distribution.cancelled"))
    }
}

extension LeadRace {
    /// Somebody has the lead whom Baton did not choose.
    fileprivate mutating func own(_ person: PersonID, at now: Date) {
        phase = .owned
        ownerID = person
        ownedAt = now
        reason = nil
        watch = nil
        echoAwaitedID = nil
    }
}
