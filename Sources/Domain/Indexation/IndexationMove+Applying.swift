import Foundation

/// The day on which the new fee holds.
extension IndexationMove {
    /// Why a raise that was announced can't simply be applied.
    enum Obstacle: String, CaseIterable {
        case feeChanged = "fee_changed"
        case clientLeft = "client_not_active"
    }

    mutating func apply() {
        guard let proposal = state.proposal, proposal.phase == .announced,
            proposal.notice?.toldAt != nil
        else { return }
        guard today >= proposal.effectiveOn else { return awaitDay(proposal.effectiveOn) }
        if let obstacle = obstacle(proposal) { return stop(obstacle) }
        publish(
            ClientSetFee(
                clientID: client.id,
                fee: proposal.newFee,
                effectiveOn: proposal.effectiveOn,
                proposalID: proposal.id
            )
        )
        publish(
            IndexationApplied(
                proposalID: proposal.id,
                clientID: client.id,
                fee: proposal.fee,
                newFee: proposal.newFee,
                percent: proposal.raise.percent,
                effectiveOn: proposal.effectiveOn
            )
        )
        tellHeads(.info, Phrase("indexation.applied", values(of: proposal)))
        state.lastEffective = proposal.effectiveOn
        state.lastCurrentEnd = proposal.window.currentEnd
        state.notBefore = nil
        state.isOldFeeTold = false
        close(.applied)
        resume()
    }

    private func obstacle(_ proposal: Proposal) -> Obstacle? {
        guard client.active else { return .clientLeft }
        return client.fee == proposal.fee ? nil : .feeChanged
    }

    /// Nothing is raised; somebody is asked.
    mutating func stop(_ obstacle: Obstacle) {
        state.proposal?.phase = .stopped
        state.proposal?.why = context.text(Phrase("indexation.hold.\(obstacle.rawValue)"))
        guard let proposal = state.proposal else { return }
        var values = values(of: proposal)
        values["present_fee"] = client.fee.map(Value.money)
        values["obstacle"] = .text(obstacle.rawValue)
        let phrase = Phrase("indexation.stopped", values)
        skip(.stopped, phrase)
        tellHeads(.critical, phrase, actions(of: proposal))
    }

    /// Somebody says that a stopped raise is all right after all.
    func tryAgain(_ proposal: Proposal, _ actor: Person) -> Decision<ClientIndexation> {
        guard obstacle(proposal) == nil else { return reject(.stillStopped, actor, proposal) }
        return after { move in
            move.state.proposal?.why = nil
            guard proposal.notice?.toldAt != nil else {
                // It was stopped before the client was told.
                move.state.proposal?.phase = .approved
                return move.wantNotice(from: today)
            }
            let next = policy.dates.billingDay.first(onOrAfter: today.adding(days: 1))
            let day = max(next, proposal.effectiveOn)
            move.state.proposal?.phase = .announced
            move.state.proposal?.effectiveOn = day
            move.awaitDay(day)
        }
    }
}
