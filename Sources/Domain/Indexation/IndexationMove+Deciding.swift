import Foundation

/// What people decide, and what happens while they don't.
extension IndexationMove {
    var directors: [Person] {
        let directors = context.company.everybody(.director)
        return directors.isEmpty ? heads : directors
    }

    // MARK: - Deciding

    func decide(_ news: IndexationDecided) -> Decision<ClientIndexation> {
        guard let actor = context.company.people[news.actorID] else {
            return .refused(.unknownPerson(news.actorID, field: "data.actor_id"))
        }
        guard let proposal = state.proposal(news.proposalID) else {
            return .refused(.unknownProposal(news.proposalID))
        }
        guard mayDecide(actor) else { return reject(.notAllowed, actor, proposal) }
        switch proposal.phase {
        case .held, .proposed, .climbed, .parked:
            guard news.revision.map({ $0 == proposal.revision }) ?? true else {
                return reject(.revised, actor, proposal)
            }
            return take(news, proposal, actor)
        case .stopped where news.decision == .approved: return tryAgain(proposal, actor)
        case .approved, .addressNeeded, .announced, .stopped, .applied, .refused, .dropped,
            .withdrawn, .lapsed:
            let isRepeated = proposal.decision.map { $0.says(news) } ?? false
            if isRepeated { return .ignored(Ignored.alreadyDecided) }
            let isOver = proposal.closedAt != nil
            return reject(isOver ? .over : .decidedOtherwise, actor, proposal)
        }
    }

    private func take(
        _ news: IndexationDecided,
        _ proposal: Proposal,
        _ actor: Person
    ) -> Decision<ClientIndexation> {
        switch news.decision {
        case .approved: return after { $0.approve(news, proposal.raise) }
        case .refused: return after { $0.refuse(news, actor) }
        case .changed:
            let percent = news.percent ?? 0
            guard percent <= policy.formula.percentMax else {
                return reject(.aboveMaximum, actor, proposal)
            }
            do throws(IndexationFormula.NoRaise) {
                let raise = try policy.formula.raise(proposal.raise.fee, by: percent)
                return after { $0.approve(news, raise) }
            } catch {
                return reject(.noRaise, actor, proposal)
            }
        }
    }

    private mutating func approve(_ news: IndexationDecided, _ raise: IndexationFormula.Raise) {
        guard var proposal = state.proposal else { return }
        // Whoever approves what was held back has been told why it was.
        if proposal.phase == .held || proposal.phase == .parked { proposal.isHoldOverruled = true }
        let wasHeld = proposal.phase == .held
        proposal.raise = raise
        proposal.decision = Proposal.Decided(news, now)
        proposal.phase = .approved
        proposal.why = nil
        state.proposal = proposal
        if wasHeld { publish(proposal.fact(client.id, now)) }
        for timer in [Timer.reminder, .deadline, .look] { set(timer, at: nil) }
        wantNotice(from: today)
    }

    private mutating func refuse(_ news: IndexationDecided, _ actor: Person) {
        guard var proposal = state.proposal else { return }
        proposal.decision = Proposal.Decided(news, now)
        proposal.why = nil
        state.proposal = proposal
        var values = values(of: proposal)
        values["person"] = .text(actor.name.onOneLine)
        values["comment"] = news.comment.map { .text($0.onOneLine) }
        let phrase = Phrase("indexation.refused", values)
        skip(.refused, phrase)
        tell(heads.filter { $0.id != actor.id }, .info, phrase)
        close(.refused)
        postpone(proposal.dueOn)
    }

    /// The client's head, every sales head, every director.
    func mayDecide(_ actor: Person) -> Bool {
        actor.active
            && (actor.id == client.salesHeadID
                || !actor.roles.isDisjoint(with: [.salesHead, .director]))
    }

    /// Whoever decided is told why it does not count.
    func reject(
        _ reason: Rejected,
        _ actor: Person,
        _ proposal: Proposal
    ) -> Decision<ClientIndexation> {
        var values = values(of: proposal)
        values["max"] = .number(policy.formula.percentMax)
        let phrase = Phrase("indexation.rejected.\(reason.rawValue)", values)
        return .rejected(reason, effects: [context.notify(actor, .info, phrase, client: client.id)])
    }

    // MARK: - Nobody decides

    mutating func remind() {
        guard let proposal = state.proposal, proposal.phase == .proposed else { return }
        tellHeads(
            .warning,
            Phrase("indexation.reminder", values(of: proposal)),
            actions(of: proposal)
        )
    }

    /// First the directors are asked; then the raise is dropped.
    mutating func deadlineIsOver() {
        guard let proposal = state.proposal else { return }
        switch proposal.phase {
        case .proposed:
            state.proposal?.phase = .climbed
            let phrase = Phrase("indexation.climbed", values(of: proposal))
            tell(directors, .warning, phrase, actions(of: proposal))
            set(.reminder, at: nil)
            set(.deadline, at: now + max(policy.dates.noticeBuffer, .seconds(86_400)))
        case .climbed:
            let phrase = Phrase("indexation.dropped", values(of: proposal))
            skip(.dropped, phrase)
            tell(Self.once(heads + directors), .warning, phrase)
            close(.dropped)
            postpone(proposal.dueOn)
        case .held, .approved, .parked, .addressNeeded, .announced, .stopped, .applied,
            .refused, .dropped, .withdrawn, .lapsed:
            break
        }
    }

    private static func once(_ people: [Person]) -> [Person] {
        var seen: Set<PersonID> = []
        return people.filter { seen.insert($0.id).inserted }
    }

    // MARK: - Taking back

    func withdraw(_ news: IndexationWithdrawn) -> Decision<ClientIndexation> {
        guard let actor = context.company.people[news.actorID] else {
            return .refused(.unknownPerson(news.actorID, field: "data.actor_id"))
        }
        guard let proposal = state.proposal(news.proposalID) else {
            return .refused(.unknownProposal(news.proposalID))
        }
        guard mayDecide(actor) else { return reject(.notAllowed, actor, proposal) }
        switch proposal.phase {
        case .held, .proposed, .climbed, .approved, .parked, .addressNeeded, .announced, .stopped:
            return after { $0.takeBack(proposal, news, actor) }
        case .withdrawn, .refused: return .ignored(Ignored.alreadyDecided)
        case .applied, .dropped, .lapsed: return reject(.over, actor, proposal)
        }
    }

    private mutating func takeBack(
        _ proposal: Proposal,
        _ news: IndexationWithdrawn,
        _ actor: Person
    ) {
        var values = values(of: proposal)
        values["person"] = .text(actor.name.onOneLine)
        values["comment"] = news.comment.map { .text($0.onOneLine) }
        let phrase = Phrase("indexation.withdrawn", values)
        skip(.withdrawn, phrase)
        tell(heads.filter { $0.id != actor.id }, .info, phrase)
        // Whoever was told of the raise must be told that it does not come.
        if proposal.notice != nil, let address = client.address {
            send(.withdrawn, proposal, to: address)
        }
        state.proposal?.why = nil
        close(.withdrawn)
        postpone(proposal.dueOn)
    }
}

extension Proposal.Decided {
    fileprivate init(_ news: IndexationDecided, _ now: Date) {
        self.init(
            decision: news.decision,
            actorID: news.actorID,
            at: now,
            comment: news.comment?.onOneLine
        )
    }

    /// Whether the news says the same again.
    fileprivate func says(_ news: IndexationDecided) -> Bool {
        decision == news.decision && actorID == news.actorID
    }
}
