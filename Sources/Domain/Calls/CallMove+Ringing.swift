import Foundation

/// Heads are rung one after the other until somebody answers.
extension CallMove {
    /// Rings the first head who can be rung.
    mutating func startRinging(_ caller: Caller?) {
        let terms = ChainTerms(
            timeout: policy.ringTimeout,
            repeats: max(0, policy.roundsMax - 1),
            accept: .anyone,
            final: policy.fallback
        )
        let chain = Chain(heads(for: caller), terms: terms)
        change(\.chain, to: chain)
        if let next = withChain({ [context] in $0.start(context.ringMoment) }) { follow(next) }
    }

    /// The head can't or won't take it: at once the next one.
    func decline(_ news: CallDeclined) -> Decision<Call> {
        guard let step = call.chain?.present,
            isNamed(step.holder, news.personID, news.phoneExtension)
        else { return .ignored(Ignored.notRungNow) }
        return after { move in
            let next = move.withChain { [context] in
                $0.decline(step.holder, context.ringMoment)
            }
            move.publish(stop(step.holder, .declined))
            move.tell(PersonActed(step.holder))
            if let next { move.follow(next) }
        }
    }

    /// The head has been rung long enough.
    func expire(_ generation: Int) -> Decision<Call> {
        var move = self
        let expiry = move.withChain { [context] in
            $0.expire(generation: generation, context.ringMoment)
        }
        switch expiry {
        case .late, nil:
            return .ignored(Ignored.lateTimer)
        case .early(let step):
            move.arm(.step, generation: step.generation, due: step.deadline)
        case .expired(let step, let next):
            move.publish(stop(step.holder, .timeout))
            move.countMiss(of: step.holder)
            move.follow(next)
        }
        return .changed(to: move.call, effects: move.effects)
    }

    /// Nobody is rung any more.
    mutating func stopRinging(_ reason: CallStopRing.Reason) {
        guard let step = withChain({ [context] in $0.cancel(at: context.now) }) else { return }
        disarm(.step)
        publish(stop(step.holder, reason))
    }

    // MARK: - Steps

    private mutating func follow(_ next: ChainMove<CallPolicy.Fallback>) {
        for passage in next.skipped { note(context.skipped(passage)) }
        switch next.next {
        case .step(let step): ring(step)
        case .exhausted(let fallback): giveUp(fallback)
        }
    }

    private mutating func ring(_ step: ChainStep) {
        guard let person = context.company.people[step.holder] else { return }
        change(\.phase, to: .ringing)
        publish(
            CallRing(
                callID: call.id,
                personID: person.id,
                phoneExtension: person.phoneExtension,
                timeout: policySeconds,
                step: step.number
            )
        )
        arm(.step, generation: step.generation, due: step.deadline)
        let isInTurn = call.outOfTurn?.contains(person.id) != true
        tell(TelephoneRung(personID: person.id, at: context.now, isInTurn: isInTurn))
        let card = Phrase("calls.ringing", ["step": .number(Decimal(step.number))])
        notify(person, .info, card)
    }

    /// Whoever lets calls and offers pass too often is paused, by the rules of distribution.
    private mutating func countMiss(of person: PersonID) {
        guard let rules = context.policies.leadDistribution else { return }
        tell(
            ReactionMissed(
                person,
                missesMax: rules.missesToPause,
                pause: rules.pauseFor,
                peers: call.chain?.everybody ?? []
            )
        )
    }

    /// How long each head of this call is rung.
    private var policySeconds: Double {
        (call.chain?.terms.timeout ?? policy.ringTimeout) / .seconds(1)
    }

    private mutating func giveUp(_ fallback: CallPolicy.Fallback) {
        change(\.phase, to: .waiting)
        disarm(.step)
        publish(
            CallFallback(callID: call.id, action: fallback.action, target: fallback.target)
        )
        miss(.nobodyAnswered)
    }

    private func stop(_ person: PersonID, _ reason: CallStopRing.Reason) -> CallStopRing {
        CallStopRing(callID: call.id, personID: person, reason: reason)
    }
}

// MARK: - Answers

extension CallMove {
    /// Somebody took the call, not necessarily the one being rung: the exchange is right.
    mutating func answer(_ news: CallAnswered, at instant: Date) {
        let person = person(news.personID, news.phoneExtension)
        let holder = call.chain?.present?.holder
        let wait = call.arrival.map { max(0, instant.timeIntervalSince($0.at)) }
        change(
            \.answer,
            to: Call.Answer(
                personID: person?.id,
                named: news.personID?.rawValue ?? news.phoneExtension ?? "",
                at: instant,
                step: person.flatMap { call.step(of: $0.id) },
                secondsToAnswer: wait
            )
        )
        if person == nil {
            let named = call.answer?.named ?? ""
            note(Phrase("calls.answered_by_unknown", ["person": .text(named)]))
        }
        if let person, holder == person.id {
            _ = withChain { [context] in $0.accept(person.id, at: context.now) }
            disarm(.step)
        } else {
            stopRinging(.answeredElsewhere)
        }
        revokeMissed(person)
        talk(person)
        credit(person?.id)
    }

    private mutating func talk(_ person: Person?) {
        switch call.phase {
        case .over:
            askForMark()
        case .waiting, .ringing, .talking:
            change(\.phase, to: .talking)
            arm(.length, generation: lengthGeneration, after: policy.lengthMax)
            take(person)
        }
    }

    private mutating func take(_ person: Person?) {
        guard let person else { return }
        tell(TelephoneTaken(personID: person.id, callID: call.id, at: context.now))
    }

    /// Who talks to the caller acts, works on the caller's lead, and accepts it if he may.
    mutating func credit(_ person: PersonID?) {
        guard let caller = call.arrival?.caller else { return }
        remember(.answered(by: person))
        guard let person else { return }
        tell(PersonActed(person))
        guard let lead = caller.leadID else { return }
        if caller.holderID == person { tell(LeadCallAnswered(lead, by: person)) }
        tell(LeadWorkSeen(lead, by: person))
    }

    /// A further report of the answer counts only where the first named nobody who is known.
    func identify(_ news: CallAnswered) -> Decision<Call> {
        guard var answer = call.answer, answer.personID == nil,
            let person = person(news.personID, news.phoneExtension)
        else { return .ignored(Ignored.alreadyAnswered) }
        answer.personID = person.id
        answer.step = call.step(of: person.id)
        return after { move in
            move.change(\.answer, to: answer)
            switch call.phase {
            case .talking: move.take(person)
            case .waiting, .ringing: break
            case .over: move.askForMark()
            }
            move.credit(person.id)
        }
    }

    // MARK: - Whose telephone

    /// The person whom the exchange names by id or by extension; nil if nobody is known as such.
    private func person(_ id: PersonID?, _ phoneExtension: String?) -> Person? {
        if let id { return context.company.people[id] }
        let holder = call.chain?.present?.holder
        let named = context.company.people.values.filter {
            $0.active && $0.phoneExtension == phoneExtension
        }
        return named.first { $0.id == holder } ?? named.min { $0.id < $1.id }
    }

    private func isNamed(_ holder: PersonID, _ id: PersonID?, _ phoneExtension: String?) -> Bool {
        if let id { return id == holder }
        return context.company.people[holder]?.phoneExtension == phoneExtension
    }
}

extension Context {
    /// People who can't be rung now: they are away or on a call.
    fileprivate var ringMoment: ChainMoment {
        let (company, now) = (company, now)
        return ChainMoment(now: now, calendar: policies.calendar) { id in
            guard let person = company.people[id] else { return .unknown }
            return person.unavailability(at: now)
                ?? (company.telephones.isTalking(id) ? .busy : nil)
        }
    }

    /// Why somebody was passed over.
    fileprivate func skipped(_ passage: ChainPassage) -> Phrase {
        company.skipped(passage.person, passage.reason ?? .unknown)
    }
}
