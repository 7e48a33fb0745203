import Foundation

/// From the figures to a proposal.
extension IndexationMove {
    /// What the figures say.
    enum Outlook {
        case raise(IndexationFormula.Raise, IndexationInputs)
        case none(IndexationFormula.NoRaise)
        case waits(IndexationSkipped.Reason, Phrase)
    }

    /// The next raise is due, or was waiting for figures.
    mutating func attempt() {
        guard let contractFrom, let dueOn = state.dueOn else { return end() }
        let window = window(contractFrom)
        switch outlook(window) {
        case .waits(let reason, let detail): wait(reason, detail)
        case .none(let why):
            skip(why.reason, phrase(of: why))
            postpone(dueOn)
        case .raise(let raise, let inputs):
            let id = ProposalID(client: client.id, number: state.count + 1)
            let proposal = Proposal(
                id: id,
                dueOn: dueOn,
                window: window,
                currency: client.fee?.currency ?? "",
                raise: raise,
                inputs: inputs,
                effectiveOn: policy.dates.effective(dueOn: dueOn, toldOn: today),
                phase: .held
            )
            state.count += 1
            state.proposal = proposal
            state.saidMissing = nil
            if let hold { park(hold) } else { propose() }
        }
    }

    /// The client's mood, or the figures, are looked at again.
    mutating func lookAgain() {
        guard let proposal = state.proposal else { return attempt() }
        guard contractFrom != nil || proposal.phase == .announced else { return end() }
        switch proposal.phase {
        case .held: lookAtHeld(proposal)
        case .proposed, .climbed: review(proposal)
        case .parked:
            if let hold {
                set(.look, at: nextLook(hold))
            } else {
                state.proposal?.phase = .approved
                state.proposal?.why = nil
                wantNotice(from: today)
            }
        case .approved, .addressNeeded, .announced, .stopped, .applied, .refused, .dropped,
            .withdrawn, .lapsed:
            break
        }
    }

    // MARK: - Figures

    private func window(_ contractFrom: CalendarDay) -> IndexationWindow {
        let lag = -policy.lagMonths
        return IndexationWindow(
            currentEnd: CalendarMonth(of: today).adding(lag),
            baseEnd: state.lastCurrentEnd ?? CalendarMonth(of: contractFrom).adding(lag),
            length: policy.averageMonths
        )
    }

    private func outlook(_ window: IndexationWindow) -> Outlook {
        var figures = IndexationFigures(policy)
        figures.read(
            index: context.related.states(of: Subject(.index, policy.index)),
            payroll: client.department.flatMap {
                context.related.states(of: Subject(.department, $0))
            },
            department: client.department,
            window
        )
        if let (reason, missing) = figures.missing { return .waits(reason, missing) }
        do throws(IndexationFormula.NoRaise) {
            let raise = try policy.formula.raise(
                client.fee?.amount ?? 0,
                index: figures.index?.value ?? 0,
                payroll: figures.payroll?.growth.value ?? 0
            )
            return .raise(raise, figures.inputs(raise, priceToday: priceToday))
        } catch {
            return .none(error)
        }
    }

    /// What the client's services would cost by today's prices.
    private var priceToday: Money? {
        guard let prices = context.policies.prices, !client.services.isEmpty else { return nil }
        let ground = PriceGround(
            region: client.region.flatMap(prices.region),
            market: client.market.flatMap(MarketID.init(rawValue:)),
            prices
        ) { context.related.states(of: $0) }
        let calculation = PriceCalculation(of: client.services, on: today, ground, prices)
        return calculation.total.map { Money($0, prices.currency) }
    }

    /// Too little is known: that is said once, and looked at again every day.
    private mutating func wait(_ reason: IndexationSkipped.Reason, _ detail: Phrase) {
        set(.look, at: tomorrow)
        let text = context.text(detail)
        guard state.saidMissing != text else { return }
        state.saidMissing = text
        skip(reason, detail)
    }

    private func phrase(of why: IndexationFormula.NoRaise) -> Phrase {
        switch why {
        case .belowMinimum(let percent):
            Phrase(
                "indexation.below_minimum",
                ["percent": .number(percent), "min": .number(policy.formula.percentMin)]
            )
        case .notHigher(let percent):
            Phrase("indexation.not_higher", ["percent": .number(percent)])
        }
    }

    // MARK: - Unhappy clients

    /// Why a client is not to be bothered now, and until when, as far as that is known.
    struct Hold {
        let phrase: Phrase
        let until: Date?
    }

    var hold: Hold? {
        if let caution = context.subject.caution { return Hold(phrase: caution, until: nil) }
        return badAnswer ?? debt
    }

    private var badAnswer: Hold? {
        let bad = context.subject.opinions.filter { $0.satisfaction == .bad }.map(\.at).max()
        guard let bad, bad + policy.holdAfterBad > now else { return nil }
        let phrase = Phrase("indexation.hold.bad_answer", ["at": .instant(bad)])
        return Hold(phrase: phrase, until: bad + policy.holdAfterBad)
    }

    /// What the client should have paid long since.
    private var debt: Hold? {
        guard let after = policy.debtAfter,
            let account = context.subject.state(of: ClientLedger.self)
        else { return nil }
        let owed = account.unpaid(through: calendar.day(of: now - after / .seconds(1)))
        guard owed > .zero else { return nil }
        let phrase = Phrase("indexation.hold.debt", ["debt": .money(owed.money)])
        return Hold(phrase: phrase, until: nil)
    }

    /// Nothing is proposed, and somebody is asked what to do.
    private mutating func park(_ hold: Hold) {
        skip(.held, hold.phrase)
        ask(hold)
        set(.look, at: nextLook(hold))
    }

    /// Asks whether to go on although the client is unhappy.
    mutating func ask(_ hold: Hold) {
        let words = context.text(hold.phrase)
        state.proposal?.why = words
        guard let proposal = state.proposal else { return }
        var values = values(of: proposal)
        values["reason"] = .text(context.text(hold.phrase))
        let template = proposal.phase == .held ? "indexation.held" : "indexation.parked"
        tellHeads(.warning, Phrase(template, values), actions(of: proposal))
    }

    func nextLook(_ hold: Hold) -> Date {
        min(hold.until ?? tomorrow, tomorrow)
    }

    private mutating func lookAtHeld(_ proposal: Proposal) {
        guard let contractFrom else { return end() }
        let window = window(contractFrom)
        switch outlook(window) {
        case .waits: set(.look, at: tomorrow)
        case .none(let why): lapse(proposal, why)
        case .raise(let raise, let inputs):
            state.proposal?.window = window
            update(raise, inputs)
            if let hold { set(.look, at: nextLook(hold)) } else { propose() }
        }
    }

    // MARK: - Proposing

    /// The client's head is asked.
    mutating func propose() {
        guard var proposal = state.proposal else { return }
        let until = now + policy.dates.decideWithin
        proposal.phase = .proposed
        proposal.why = nil
        proposal.proposedAt = now
        proposal.decideUntil = until
        proposal.effectiveOn = policy.dates.effective(dueOn: proposal.dueOn, toldOn: today)
        state.proposal = proposal
        publish(proposal.fact(client.id, until))
        tellHeads(.info, Phrase("indexation.proposed", values(of: proposal)), actions(of: proposal))
        let half = now + policy.dates.decideWithin / 2
        set(.reminder, at: calendar.nextOpening(atOrAfter: half) ?? half)
        set(.deadline, at: until)
        set(.look, at: tomorrow)
    }

    /// Figures moved, or the fee is another: the proposal follows, as long as nobody decided.
    private mutating func review(_ proposal: Proposal) {
        set(.look, at: tomorrow)
        switch outlook(proposal.window) {
        case .waits: break
        case .none(let why):
            tellHeads(.info, Phrase("indexation.no_longer", values(of: proposal)))
            lapse(proposal, why)
        case .raise(let raise, let inputs):
            let moved = abs(raise.growthPercent - proposal.raise.growthPercent)
            guard moved >= Self.revisedFrom || client.fee != proposal.fee,
                raise.fee != proposal.raise.fee || raise.newFee != proposal.raise.newFee
                    || client.fee?.currency != proposal.currency
            else { return }
            update(raise, inputs)
            revise()
        }
    }

    private mutating func revise() {
        state.proposal?.revision += 1
        guard let proposal = state.proposal, let until = proposal.decideUntil else { return }
        publish(proposal.fact(client.id, until))
        let people = proposal.phase == .climbed ? directors : heads
        tell(
            people,
            .info,
            Phrase("indexation.revised", values(of: proposal)),
            actions(of: proposal)
        )
    }

    private mutating func update(_ raise: IndexationFormula.Raise, _ inputs: IndexationInputs) {
        state.proposal?.raise = raise
        state.proposal?.inputs = inputs
        state.proposal?.currency = client.fee?.currency ?? ""
    }

    private mutating func lapse(_ proposal: Proposal, _ why: IndexationFormula.NoRaise) {
        skip(why.reason, phrase(of: why))
        let words = context.text(phrase(of: why))
        state.proposal?.why = words
        close(.lapsed)
        postpone(proposal.dueOn)
    }

    /// From how many points on a proposal is revised.
    private static let revisedFrom = Decimal(sign: .plus, exponent: -2, significand: 10)
}

extension IndexationFormula.NoRaise {
    fileprivate var reason: IndexationSkipped.Reason {
        switch self {
        case .belowMinimum: .belowMinimum
        case .notHigher: .notHigher
        }
    }
}

extension Proposal {
    /// The proposal as it is announced.
    func fact(_ client: ClientID, _ until: Date) -> IndexationProposed {
        IndexationProposed(
            proposalID: id,
            clientID: client,
            revision: revision,
            fee: fee,
            newFee: newFee,
            percent: raise.percent,
            effectiveOn: effectiveOn,
            decideUntil: until,
            inputs: inputs
        )
    }
}
