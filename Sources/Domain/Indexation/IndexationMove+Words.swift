import Foundation

/// What notices and letters say.
extension IndexationMove {
    func values(of proposal: Proposal) -> [String: Value] {
        var values: [String: Value] = [
            "client": client.title, "fee": .money(proposal.fee),
            "new_fee": .money(proposal.newFee), "difference": .money(proposal.difference),
            "percent": .number(proposal.raise.percent),
            "effective_on": day(proposal.effectiveOn),
        ]
        values["decide_until"] = proposal.decideUntil.map(Value.instant)
        values.merge(figures(of: proposal)) { first, _ in first }
        return values
    }

    /// What the raise follows from, in numbers that say something.
    private func figures(of proposal: Proposal) -> [String: Value] {
        var values: [String: Value] = [:]
        let inputs = proposal.inputs
        values["index_percent"] = inputs.indexPercent.map(Value.number)
        values["payroll_percent"] = inputs.payrollPercent.map(Value.number)
        values["price_today"] = inputs.priceToday.map(Value.money)
        guard let before = inputs.basePerHead, let now = inputs.perHead, before > 0, now > 0 else {
            return values
        }
        func share(_ fee: Decimal, _ pay: Decimal) -> Decimal {
            fee.divided(by: pay).rounded(places: 2)
        }
        let (covered, becomes) = (
            share(proposal.raise.fee, before), share(proposal.raise.newFee, now)
        )
        values["covered"] = .number(covered)
        values["covers"] = .number(share(proposal.raise.fee, now))
        values["will_cover"] = .number(becomes)
        values["again"] = .bool(becomes == covered)
        return values
    }

    func letterValues(of proposal: Proposal) -> [String: Value] {
        var values = values(of: proposal)
        let head = heads.first
        values["head"] = head.map { .text($0.name.onOneLine) }
        values["head_phone"] = head?.phone.map { .text($0.onOneLine) }
        values["head_email"] = head?.email.map { .text($0.onOneLine) }
        values["clause"] = policy.clause.map(Value.text)
        // What fell is no reason for a higher fee.
        for (key, grew) in [
            ("index_percent", proposal.inputs.indexPercent),
            ("payroll_percent", proposal.inputs.payrollPercent),
        ] where (grew ?? 0) <= 0 {
            values[key] = nil
        }
        values["effective_on"] = day(proposal.notice?.statedOn ?? proposal.effectiveOn)
        values["confirmed"] = .bool(proposal.notice?.needsDelivery ?? false)
        values["notice_days"] = .number(Decimal(policy.dates.noticeDays))
        return values
    }

    /// A day as texts show it: noon, so that no zone makes another day of it.
    private func day(_ day: CalendarDay) -> Value {
        .instant(calendar.startOfDay(day) + .seconds(43_200))
    }

    // MARK: - Buttons

    /// The buttons that each person finds under a notice about the proposal.
    typealias Buttons = (Person) -> [ChatNotify.Action]

    /// The buttons under a question about the proposal.
    func actions(of proposal: Proposal) -> Buttons {
        let decisions: [IndexationDecided.Decision] =
            switch proposal.phase {
            case .held, .proposed, .climbed: [.approved, .refused]
            case .parked, .stopped: [.approved]
            case .approved, .addressNeeded, .announced, .applied, .refused, .dropped,
                .withdrawn, .lapsed:
                []
            }
        let isLate = proposal.phase == .parked || proposal.phase == .stopped
        return { person in
            decisions.map { decision($0, proposal, person) }
                + (isLate ? withdrawal(proposal)(person) : [])
        }
    }

    private func decision(
        _ decision: IndexationDecided.Decision,
        _ proposal: Proposal,
        _ person: Person
    ) -> ChatNotify.Action {
        ChatNotify.Action(
            id: decision.rawValue,
            label: context.text(Phrase("indexation.action.\(decision.rawValue)")),
            type: IndexationDecided.type,
            data: [
                "proposal_id": .text(proposal.id.rawValue),
                "decision": .text(decision.rawValue), "actor_id": .text(person.id.rawValue),
                "revision": .number(Decimal(proposal.revision)),
            ]
        )
    }

    /// The button that takes a raise back.
    func withdrawal(_ proposal: Proposal) -> Buttons {
        { person in
            [
                ChatNotify.Action(
                    id: "withdraw",
                    label: context.text(Phrase("indexation.action.withdraw")),
                    type: IndexationWithdrawn.type,
                    data: [
                        "proposal_id": .text(proposal.id.rawValue),
                        "actor_id": .text(person.id.rawValue),
                    ]
                )
            ]
        }
    }
}

extension Value {
    /// Money as the contract writes it.
    package static func money(_ money: Money) -> Value {
        .object(["amount": .text(Money.text(money.amount)), "currency": .text(money.currency)])
    }
}
