import Foundation

/// The letters that a client gets about his fee; each has a subject, an HTML text and a plain one.
package enum IndexationLetter: String, CaseIterable, Sendable {
    /// The fee rises.
    case notice
    /// It does not rise after all.
    case withdrawn

    /// The template as `mail.send` names it.
    package var template: String { "indexation.\(rawValue)" }
}

/// Telling the client.
extension IndexationMove {
    /// Asks for room on one of the coming days.
    mutating func wantNotice(from day: CalendarDay) {
        guard let proposal = state.proposal else { return }
        set(.notice, at: nil)
        effects.append(.tell(NoticeWanted(clientID: client.id, proposalID: proposal.id, from: day)))
    }

    /// There is room.
    func plan(_ news: NoticePlanned) -> Decision<ClientIndexation> {
        guard let proposal = state.proposal, proposal.id == news.proposalID,
            proposal.phase == .approved
        else { return .ignored(Ignored.nothingNew) }
        return after { $0.set(.notice, at: news.at) }
    }

    /// The letter goes out, if everything is still as it was decided.
    ///
    /// - Parameter planned: For when there was room; another day needs room of its own.
    mutating func sendNotice(plannedFor planned: Date?) {
        guard let proposal = state.proposal, proposal.phase == .approved else { return }
        guard contractFrom != nil else { return end() }
        guard client.fee == proposal.fee else { return stop(.feeChanged) }
        if !proposal.isHoldOverruled, let hold {
            state.proposal?.phase = .parked
            ask(hold)
            return set(.look, at: nextLook(hold))
        }
        guard let address = client.address else { return needAddress() }
        guard planned.map({ calendar.day(of: $0) == today }) ?? true else {
            return wantNotice(from: today)
        }
        if !calendar.isOpen(at: now), let opening = calendar.nextOpening(atOrAfter: now) {
            guard calendar.day(of: opening) == today else { return wantNotice(from: today) }
            return set(.notice, at: opening)
        }
        announce(to: address)
    }

    private mutating func announce(to address: String) {
        guard var proposal = state.proposal else { return }
        let day = policy.dates.effective(dueOn: proposal.dueOn, toldOn: today)
        proposal.notice = Proposal.Notice(
            sentAt: now,
            statedOn: day,
            needsDelivery: policy.delivery == .confirmed
        )
        proposal.notices += 1
        proposal.effectiveOn = day
        proposal.phase = .announced
        proposal.lostAddress = address
        state.proposal = proposal
        send(.notice, proposal, to: address)
        tellHeads(.info, Phrase("indexation.announced", values(of: proposal)), withdrawal(proposal))
        if policy.delivery == .confirmed {
            set(.delivery, at: now + max(policy.dates.noticeBuffer, .seconds(86_400)))
        } else {
            awaitDay(day)
        }
    }

    private mutating func wantAddress() {
        state.proposal?.phase = .addressNeeded
        state.proposal?.why = context.text(Phrase("indexation.hold.address"))
    }

    private mutating func needAddress() {
        guard let proposal = state.proposal else { return }
        wantAddress()
        state.proposal?.lostAddress = nil
        tellHeads(.warning, Phrase("indexation.address_needed", values(of: proposal)))
    }

    /// The new fee holds from 00:00 of the day.
    mutating func awaitDay(_ day: CalendarDay) {
        set(.apply, at: calendar.startOfDay(day))
    }

    mutating func send(_ letter: IndexationLetter, _ proposal: Proposal, to address: String) {
        let values = letterValues(of: proposal)
        func text(_ part: String) -> String {
            context.text(Phrase("mail.\(letter.template).\(part)", values))
        }
        publish(
            MailSend(
                to: [address],
                template: letter.template,
                mailSubject: text("subject").onOneLine,
                html: text("html"),
                text: text("text"),
                clientID: client.id
            )
        )
    }

    // MARK: - What becomes of the letter

    /// The letter has an id now, by which it is spoken of.
    func noticeWasSent(_ id: CommandID) -> Decision<ClientIndexation> {
        guard let notice = state.proposal?.notice, notice.commandID == nil else {
            return .ignored(Ignored.oldCommand)
        }
        return after { $0.state.proposal?.notice?.commandID = id }
    }

    func hear(_ news: CommandAnswered) -> Decision<ClientIndexation> {
        if let proposal = state.proposal, proposal.notice?.commandID == news.commandID {
            if let failure = news.outcome.failure {
                return after { $0.letterIsLost(proposal, failure) }
            }
            guard let instant = news.outcome.deliveredAt, proposal.notice?.deliveredAt == nil else {
                return .ignored(Ignored.nothingNew)
            }
            return after { $0.letterArrived(proposal, instant) }
        }
        guard let last = state.past.last, last.notice?.commandID == news.commandID,
            last.phase == .applied, news.outcome.failure != nil
        else { return .ignored(Ignored.oldCommand) }
        // The fee holds already: only people can mend that.
        return after { move in
            let phrase = Phrase("indexation.lost_too_late", move.values(of: last))
            move.tell(move.heads + move.directors, .critical, phrase)
        }
    }

    /// The letter does not count: another one is needed.
    private mutating func letterIsLost(_ proposal: Proposal, _ failure: CommandOutcome.Failure) {
        state.proposal?.notice = nil
        state.proposal?.lostCommandID = proposal.notice?.commandID
        state.proposal?.failures += 1
        for timer in [Timer.apply, .delivery] { set(timer, at: nil) }
        var values = values(of: proposal)
        values["reason"] = .text(failure.reason)
        tellHeads(.warning, Phrase("indexation.letter_lost", values))
        if failure.isPermanent || proposal.failures + 1 >= Self.failuresMax {
            wantAddress()
        } else {
            state.proposal?.phase = .approved
            wantNotice(from: today.adding(days: 1))
        }
    }

    /// After this many letters that did not arrive the address is taken as wrong.
    private static let failuresMax = 3

    private mutating func letterArrived(_ proposal: Proposal, _ instant: Date) {
        guard let notice = proposal.notice else { return }
        let instant = max(instant, notice.sentAt)
        state.proposal?.notice?.deliveredAt = instant
        guard notice.needsDelivery, proposal.phase == .announced else { return }
        set(.delivery, at: nil)
        let told = policy.dates.effective(dueOn: proposal.dueOn, toldOn: calendar.day(of: instant))
        // What is heard too late must not raise a fee for days that are over.
        let day =
            told > today ? told : policy.dates.billingDay.first(onOrAfter: today.adding(days: 1))
        state.proposal?.effectiveOn = day
        awaitDay(day)
        guard day != notice.statedOn, let proposal = state.proposal else { return }
        tellHeads(.info, Phrase("indexation.day_moved", values(of: proposal)))
    }

    /// The letter should have been delivered by now.
    mutating func askForDelivery() {
        guard let proposal = state.proposal, proposal.phase == .announced,
            proposal.notice?.deliveredAt == nil
        else { return }
        tellHeads(
            .warning,
            Phrase("indexation.not_delivered", values(of: proposal)),
            withdrawal(proposal)
        )
    }
}
