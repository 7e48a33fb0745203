import Foundation

/// One input taken by a request: what it becomes, and what follows.
struct RequestMove {
    typealias Ignored = ManagerRequests.Ignored
    typealias Rejected = ManagerRequests.Rejected

    let context: Context
    var state: ManagerRequest
    var effects: [Effect] = []

    init(_ state: ManagerRequest, _ context: Context) {
        self.state = state
        self.context = context
    }

    // MARK: - What happens

    /// Somebody is to be found for the first time.
    ///
    /// A presale may be for somebody who is no client yet; who gets a manager must be known.
    func ask() -> Decision<ManagerRequest> {
        if state.content.kind == .client, let id = state.content.clientID, client == nil {
            return .refused(.unknownClient(id))
        }
        return after { $0.askNext() }
    }

    /// The same question again has the same answer, under the same id.
    func repeatAnswer(_ content: ManagerRequest.Content) -> Decision<ManagerRequest> {
        guard content == state.content else { return conflict(content) }
        switch state.phase {
        case .waiting, .offered: return .ignored(Ignored.alreadyAsked)
        case .cancelled: return .ignored(Ignored.requestOver)
        case .assigned:
            guard let answer else { return .ignored(Ignored.alreadyAsked) }
            return .changed(to: state, effects: [.publish(answer)])
        }
    }

    /// Whose turn it is, or that it is nobody's.
    func give(_ news: TurnGiven) -> Decision<ManagerRequest> {
        guard news.attempt == state.attempt, state.phase != .cancelled else {
            return .ignored(Ignored.requestOver)
        }
        return after { move in
            move.state.note(news.passedOver ?? [], at: context.now)
            guard let turn = news.turn else { return move.wait() }
            move.state.turn = turn
            if move.state.turnAt == nil { move.state.turnAt = context.now }
            if let until = turn.heldUntil {
                move.offer(turn, until: until)
            } else {
                move.assign(turn)
            }
        }
    }

    func accept(_ kind: RequestKind, _ person: PersonID) -> Decision<ManagerRequest> {
        guard kind == state.content.kind else { return reject(.unknownRequest, person) }
        switch state.phase {
        case .cancelled: return .ignored(Ignored.requestOver)
        case .waiting: return reject(.notTheirs, person)
        case .assigned:
            return state.holder == person
                ? .ignored(Ignored.alreadyTheirs) : reject(.notTheirs, person)
        case .offered:
            guard state.holder == person, isInTime else { return reject(.notTheirs, person) }
            return after { move in
                move.effects.append(.disarm(timer: ManagerRequests.timer))
                let news = TurnConfirmed(
                    requestID: state.id,
                    attempt: state.attempt,
                    personID: person,
                    kind: kind
                )
                move.effects.append(.tell(news))
            }
        }
    }

    func decline(
        _ kind: RequestKind,
        _ person: PersonID,
        _ reason: String?
    ) -> Decision<ManagerRequest> {
        guard kind == state.content.kind else { return reject(.unknownRequest, person) }
        guard state.phase != .cancelled else { return .ignored(Ignored.requestOver) }
        guard state.holder == person else {
            return state.asked.contains(person)
                ? .ignored(Ignored.alreadyDeclined) : reject(.notTheirs, person)
        }
        return after { move in
            move.effects.append(.disarm(timer: ManagerRequests.timer))
            move.tellDeclined(person, reason)
            move.passOn(because: .declined)
        }
    }

    func expire(_ attempt: Int) -> Decision<ManagerRequest> {
        guard state.phase == .offered, attempt == state.attempt, let holder = state.holder else {
            return .ignored(Ignored.lateTimer)
        }
        return after { move in
            move.tellExpired(holder)
            move.passOn(because: .expired)
        }
    }

    func cancel(_ kind: RequestKind, by actor: PersonID?) -> Decision<ManagerRequest> {
        guard kind == state.content.kind else { return reject(.unknownRequest, actor) }
        guard state.phase != .cancelled else { return .ignored(Ignored.requestOver) }
        return after { move in
            move.effects.append(.disarm(timer: ManagerRequests.timer))
            move.tellCancelled(by: actor)
            move.takeBack(because: .cancelled)
            move.state.phase = .cancelled
            move.state.endedAt = context.now
        }
    }

    // MARK: - Turns

    /// Asks for the next one in turn.
    private mutating func askNext() {
        state.attempt += 1
        state.phase = .waiting
        let news = TurnAsked(
            requestID: state.id,
            kind: state.content.kind,
            attempt: state.attempt,
            asked: state.asked
        )
        effects.append(.tell(news))
    }

    /// Whoever had it has it no more, and is not asked again.
    private mutating func passOn(because ending: ManagerRequest.Ending) {
        takeBack(because: ending)
        askNext()
    }

    /// Leaves no trace of a turn: neither on the account nor in a portfolio.
    private mutating func takeBack(because ending: ManagerRequest.Ending) {
        let news = TurnTakenBack(
            requestID: state.id,
            attempt: state.attempt,
            personID: state.holder,
            posting: state.turn?.posting
        )
        if state.phase == .assigned, state.content.kind == .client,
            let id = state.content.clientID
        {
            let change = ClientManagerChanged(
                clientID: id,
                before: state.holder,
                after: state.managerBefore
            )
            effects.append(.tell(change))
        }
        if let holder = state.holder {
            let turn = ManagerRequest.PastTurn(
                attempt: state.attempt,
                personID: holder,
                ending: ending,
                at: state.turnAt ?? context.now,
                assignedAt: state.assignedAt,
                endedAt: context.now
            )
            state.pastTurns.append(turn)
        }
        (state.turn, state.turnAt, state.assignedAt, state.managerBefore) = (nil, nil, nil, nil)
        effects.append(.tell(news))
    }

    private mutating func wait() {
        state.phase = .waiting
        tellWaiting()
    }

    private mutating func offer(_ turn: TurnGiven.Turn, until: Date) {
        state.phase = .offered
        effects.append(
            .arm(timer: ManagerRequests.timer, generation: state.attempt, due: until)
        )
        tellOffered(turn, until: until)
    }

    private mutating func assign(_ turn: TurnGiven.Turn) {
        let isConfirmed = state.phase == .offered
        state.phase = .assigned
        state.assignedAt = context.now
        if let answer { effects.append(.publish(answer)) }
        if state.content.kind == .client, let id = state.content.clientID {
            state.managerBefore = client?.projectManagerID
            let change = ClientManagerChanged(
                clientID: id,
                before: state.managerBefore,
                after: turn.personID
            )
            effects.append(.tell(change))
        }
        tellAssigned(turn, isConfirmed: isConfirmed)
    }

    /// The command that assigns it to its manager.
    private var answer: (any Message)? {
        guard let turn = state.turn, let posting = turn.posting else { return nil }
        switch (state.content.kind, state.content.clientID) {
        case (.presale, let client):
            return PresaleAssign(
                requestID: state.id,
                personID: turn.personID,
                clientID: client,
                leadID: state.content.leadID,
                cost: turn.cost,
                balance: posting.balance
            )
        case (.client, let client?):
            return ClientAssignManager(
                requestID: state.id,
                personID: turn.personID,
                clientID: client,
                cost: turn.cost,
                balance: posting.balance
            )
        case (.client, nil): return nil
        }
    }

    // MARK: - Pieces

    var client: Client? {
        state.content.clientID.flatMap { id in
            context.related.first { $0.subject == Subject(.client, id.rawValue) }?
                .states.state(of: Clients.self)
        }
    }

    /// An answer counts until its time is over, whenever the clock is looked at.
    private var isInTime: Bool { state.turn?.heldUntil.map { $0 > context.now } ?? true }

    private func after(_ change: (inout RequestMove) -> Void) -> Decision<ManagerRequest> {
        var move = self
        change(&move)
        return .changed(to: move.state, effects: move.effects)
    }
}
