import Foundation

/// The race itself: offers that go from one to the next.
extension RaceMove {
    /// The race begins, with the one at the given place of the list.
    mutating func race(from place: Int) {
        guard let terms else { return }
        let list = context.raceList(terms)
        if let quarter = list.toBeFrozen { tellAtLast(RankingAsked(quarter: quarter)) }
        var people = (list.top + list.extras).withoutRepeats
        if !people.isEmpty {
            let first = place % people.count
            people = Array(people[first...] + people[..<first])
        }
        var chain = Chain(people, terms: terms.chainTerms)
        guard let start = chain.start(context.chainMoment()) else { return }
        change {
            $0.phase = .racing
            $0.top = list.top
            $0.chain = chain
        }
        announce(people, terms)
        go(on: start)
    }

    /// Everybody in the list hears of the lead at once; the holder hears more with his offer.
    private mutating func announce(_ people: [PersonID], _ terms: LeadDistributionPolicy) {
        let holder = race.chain?.present?.holder
        guard let holder else { return }
        let others = reachable(people).filter { $0.id != holder }
        for person in others {
            notify(
                [person],
                .info,
                Phrase("lead_distribution.hot_lead", ["holder": name(holder)]),
                actions: terms.accept == .anyone ? [accepting(person.id)] : nil
            )
        }
    }

    /// What follows when the chain has gone on.
    mutating func go(on move: ChainMove<Assignee>) {
        for skipped in move.skipped {
            guard let reason = skipped.reason else { continue }
            add(.note(context.company.skipped(skipped.person, reason)))
        }
        if move.beginsFurtherRound, let round = race.chain?.round {
            let values: [String: Value] = ["round": .number(Decimal(round))]
            notify(heads, .warning, Phrase("lead_distribution.further_round", values))
        }
        if move.neverOpens { note(Phrase("lead_distribution.never_opens")) }
        switch move.next {
        case .step(let step): offer(step)
        case .exhausted(let final): finish(final)
        }
    }

    private mutating func offer(_ step: ChainStep) {
        change { $0.phase = .racing }
        publish(
            LeadOffer(
                leadID: leadID,
                personID: step.holder,
                step: step.number,
                expiresAt: step.deadline,
                lead: LeadOffer.Content(lead)
            )
        )
        if let person = context.company.people[step.holder] {
            notify(
                [person],
                .warning,
                Phrase("lead_distribution.offer", ["until": .instant(step.deadline)]),
                actions: [accepting(person.id), declining(person.id)],
                // Where anybody may take it, the button is of use as long as nobody has.
                until: context.policies.leadDistribution?.accept == .anyone ? nil : step.deadline
            )
        }
        arm(.offer, step.generation, at: step.deadline)
    }

    private func accepting(_ person: PersonID) -> ChatNotify.Action {
        let label = Phrase("lead_distribution.action.accept")
        return button("accept", label, LeadOfferAccepted.type, person)
    }

    private func declining(_ person: PersonID) -> ChatNotify.Action {
        let label = Phrase("lead_distribution.action.decline")
        return button("decline", label, LeadOfferDeclined.type, person)
    }

    private func button(
        _ id: String,
        _ label: Phrase,
        _ type: String,
        _ person: PersonID
    ) -> ChatNotify.Action {
        ChatNotify.Action(
            id: id,
            label: context.text(label),
            type: type,
            data: ["lead_id": .text(leadID.rawValue), "person_id": .text(person.rawValue)]
        )
    }

    // MARK: - Turns that end

    /// Who would be in the list of a further round: the ranking is as it was, the extras are not.
    private var moment: ChainMoment {
        guard let terms else { return context.chainMoment() }
        return context.chainMoment(nextRound: race.top + context.extras(terms))
    }

    mutating func expire(_ generation: Int) -> Decision<LeadRace> {
        guard race.phase == .racing, var chain = race.chain else { return ignore(.lateTimer) }
        let expiry = chain.expire(generation: generation, moment)
        change { $0.chain = chain }
        switch expiry {
        case .late:
            return ignore(.lateTimer)
        case .early(let step):
            arm(.offer, step.generation, at: step.deadline)
        case .expired(let step, let move):
            withdraw(step.holder, .expired)
            go(on: move)
            missed(step.holder)
        }
        return decision
    }

    private mutating func missed(_ person: PersonID) {
        guard let terms, let bound = terms.missesToPause else { return }
        tellAtLast(
            ReactionMissed(
                person,
                missesMax: bound,
                pause: terms.pauseFor,
                peers: race.chain?.everybody ?? []
            )
        )
    }

    mutating func decline(_ person: PersonID) -> Decision<LeadRace> {
        guard let decliner = context.company.people[person] else {
            return .refused(.unknownPerson(person, field: "data.person_id"))
        }
        switch race.phase {
        case .racing where race.holder == person:
            return pass(person, .declined) { $0.decline(person, $1) }
        case .racing, .owned: return answerDecline(of: decliner)
        case .unseen, .arriving, .waiting, .stranded, .closed: return ignore(.notTheirTurn)
        }
    }

    /// Whoever declines what is not offered to him, or not any more, hears who has it.
    private mutating func answerDecline(of person: Person) -> Decision<LeadRace> {
        guard let chain = race.chain, chain.standing(of: person.id) != .stranger else {
            return ignore(.notTheirTurn)
        }
        let owner = race.ownerID
        if owner == person.id {
            notify([person], .info, Phrase("lead_distribution.already_yours"))
        } else if let other = owner ?? race.holder {
            let template =
                owner == nil ? "lead_distribution.offered_to_another" : "lead_distribution.taken"
            notify([person], .info, Phrase(template, ["person": name(other)]))
        }
        add(.tell(PersonActed(person.id)))
        return .rejected(owner == nil ? Rejected.notTheirTurn : .taken, effects: effects)
    }

    mutating func leave(_ person: PersonID) -> Decision<LeadRace> {
        switch race.phase {
        case .racing: pass(person, .unavailable) { $0.leave(person, $1) }
        case .unseen, .arriving, .waiting, .stranded, .owned, .closed: ignore(.notTheirTurn)
        }
    }

    private mutating func pass(
        _ person: PersonID,
        _ reason: LeadOfferWithdrawn.Reason,
        _ turn: (inout Chain<Assignee>, ChainMoment) -> ChainMove<Assignee>?
    ) -> Decision<LeadRace> {
        guard var chain = race.chain, let move = turn(&chain, moment) else {
            return ignore(.notTheirTurn)
        }
        change { $0.chain = chain }
        withdraw(person, reason)
        if reason == .declined { add(.tell(PersonActed(person))) }
        go(on: move)
        return decision
    }

    mutating func withdraw(_ person: PersonID, _ reason: LeadOfferWithdrawn.Reason) {
        publish(LeadOfferWithdrawn(leadID: leadID, personID: person, reason: reason))
    }
}
