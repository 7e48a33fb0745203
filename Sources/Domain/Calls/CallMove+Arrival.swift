import Foundation

/// A call comes in: who calls, over which line, and whether he is rung through at all.
extension CallMove {
    /// The exchange says that the call came in.
    mutating func arrive(_ news: CallIncoming, at instant: Date) {
        let region = context.policies.phoneRegion
        let phone = context.policies.contacts.phone(news.from)?.rawValue
        let key = CallPolicy.key(of: news.to, region: region)
        let line = policy.line(key)
        change(
            \.arrival,
            to: Call.Arrival(
                from: news.from,
                phone: phone,
                line: key,
                channel: line.channel,
                campaign: line.campaign,
                at: instant
            )
        )
        if var answer = call.answer {
            answer.secondsToAnswer = max(0, answer.at.timeIntervalSince(instant))
            change(\.answer, to: answer)
        }
        tell(CallerSought(callID: call.id, phone: phone))
    }

    /// Whatever is known of the caller was looked up.
    mutating func recognise() {
        guard var arrival = call.arrival else { return }
        let caller = context.caller
        let isSpam = policy.spamAfter > 0 && (caller?.spamCalls.count ?? 0) >= policy.spamAfter
        arrival.caller = Call.Match(
            leadID: context.openLead?.id,
            holderID: context.offerHolderID,
            clientID: context.client?.id,
            isSpam: isSpam,
            callsBefore: caller?.calls ?? 0
        )
        change(\.arrival, to: arrival)
        remember(.called)
        switch call.phase {
        case .waiting: handle(arrival, caller)
        case .ringing: break
        case .talking: credit(call.answer?.personID)
        case .over: catchUp()
        }
    }

    private mutating func handle(_ arrival: Call.Arrival, _ caller: Caller?) {
        if arrival.caller?.isSpam == true {
            note(Phrase("calls.spam_number"))
            publish(CallFallback(callID: call.id, action: .reject, target: nil))
        } else if arrival.at + policy.staleAfter < context.now {
            turnAway(arrival)
        } else {
            startRinging(caller)
        }
    }

    /// The call came in too long ago to be rung, by the clock of the exchange.
    ///
    /// Should that clock be slow, the caller is still there: he gets what every caller gets whom
    /// nobody answers.
    private mutating func turnAway(_ arrival: Call.Arrival) {
        let age = Value.seconds(.seconds(context.now.timeIntervalSince(arrival.at)))
        note(Phrase("calls.stale_clock", ["age": age]))
        let fallback = policy.fallback
        publish(
            CallFallback(callID: call.id, action: fallback.action, target: fallback.target)
        )
        miss(.stale)
    }

    /// The beginning of a call was told after its end.
    private mutating func catchUp() {
        if call.answer != nil {
            credit(call.answer?.personID)
            askForMark()
        } else if call.arrival?.caller?.isSpam != true {
            miss(.hungUp)
        }
    }
}

// MARK: - Who is rung

extension CallMove {
    /// The heads whom this call rings, in order; why not in the usual one is noted.
    mutating func heads(for caller: Caller?) -> [PersonID] {
        let inOrder = context.headsInOrder(policy)
        let own = policy.stickyFirst ? ownHead(among: inOrder) : nil
        let holder = call.arrival?.caller?.holderID
        if let holder {
            note(Phrase("calls.holder_first", named(holder)))
        } else if let own {
            note(Phrase("calls.own_head_first", named(own)))
        }
        let preferred = [holder, own].compactMap(\.self)
        change(\.outOfTurn, to: preferred.filter { $0 != inOrder.first })
        let all = (preferred + inOrder).withoutRepeats
        let rungBefore = rungAMomentAgo(caller)
        guard let last = rungBefore.last, all.contains(last) else { return all }
        note(Phrase("calls.resumed", named(last)))
        let resumed = all.beginning(after: last)
        // Whoever got the lead's offer in between has not been rung for the caller yet.
        guard let holder, !rungBefore.contains(holder) else { return resumed }
        return ([holder] + resumed).withoutRepeats
    }

    private func named(_ person: PersonID) -> [String: Value] {
        ["person": .text(context.company.name(of: person))]
    }

    /// The head who works with the caller already: the client's, or the one who has the lead.
    private func ownHead(among heads: [PersonID]) -> PersonID? {
        if let own = context.client?.salesHeadID { return own }
        guard let owner = context.openLead?.responsibleID, heads.contains(owner) else {
            return nil
        }
        return owner
    }

    /// Who was rung when the same caller gave up a moment ago.
    private func rungAMomentAgo(_ caller: Caller?) -> [PersonID] {
        guard let earlier = caller?.unanswered, let arrival = call.arrival,
            arrival.at.timeIntervalSince(earlier.at) <= policy.resumeWithin / .seconds(1)
        else { return [] }
        return earlier.rungIDs
    }
}

extension Context {
    /// What the number at hand is known for.
    var caller: Caller? {
        related.lazy.compactMap { $0.states.state(of: Callers.self) }.first
    }

    /// The client whose number is at hand.
    var client: Client? {
        related.lazy.compactMap { $0.states.state(of: Clients.self) }.first(where: \.active)
    }

    /// The open lead of the number at hand; of several one on offer, then the youngest.
    var openLead: Lead? { openLeads.last?.lead }

    /// Who holds the offer of that lead.
    var offerHolderID: PersonID? { openLeads.last?.holder }

    private var openLeads: [(lead: Lead, holder: PersonID?)] {
        related.compactMap { found -> (lead: Lead, holder: PersonID?)? in
            guard let lead = found.states.state(of: Leads.self), lead.isOpen else { return nil }
            return (lead, found.states.state(of: LeadDistribution.self)?.holder)
        }.sorted { left, right in
            let (one, other) = (left.holder == nil ? 0 : 1, right.holder == nil ? 0 : 1)
            return (one, left.lead.createdAt, left.lead.id)
                < (other, right.lead.createdAt, right.lead.id)
        }
    }

    /// All heads in the order of the strategy.
    func headsInOrder(_ policy: CallPolicy) -> [PersonID] {
        let listed =
            policy.heads.isEmpty ? company.everybody(.salesHead).map(\.id) : policy.heads
        let telephones = company.telephones
        switch policy.strategy {
        case .linear:
            return listed
        case .roundRobin:
            guard let last = telephones.lastRungID else { return listed }
            guard policy.heads.isEmpty else { return listed.beginning(after: last) }
            // In the order of ids the turn goes on even where the last one has left.
            return listed.filter { $0 > last } + listed.filter { $0 <= last }
        case .leastRecent:
            let order = listed.enumerated().sorted { left, right in
                let one = telephones.reachedAt[left.element.rawValue] ?? .distantPast
                let other = telephones.reachedAt[right.element.rawValue] ?? .distantPast
                return (one, left.offset) < (other, right.offset)
            }
            return order.map(\.element)
        }
    }
}

extension [PersonID] {
    /// The same in a circle, beginning after somebody; where he is gone, as they are.
    fileprivate func beginning(after last: PersonID?) -> [PersonID] {
        guard let last, let place = firstIndex(of: last) else { return self }
        return Array(self[(place + 1)...] + self[...place])
    }
}
