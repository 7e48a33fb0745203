import Domain

/// Акт сверки: both sides' accounts beside each other, the client's side left for him to fill in.
struct ActPaper {
    let set: FrozenSet
    let act: FrozenAct
    let words: PaperWords

    var paper: Paper {
        let title = words(
            .act,
            ["number": String(act.head.number), "date": words.long(act.head.date)]
        )
        let replaced = words.replaces(act.head)
        let period = words(.forPeriod, ["period": words.period(set.period)])
        return set.paper(
            act.head,
            title: title,
            [
                .title(
                    title,
                    under: [period, replaced].filter { !$0.isEmpty }.joined(separator: ", ")
                ),
                .text(Paper.Text(introduction)),
            ] + late + [
                .table(accounts),
                .text(Paper.Text(outcome, isStrong: true)),
            ] + words.note(.act) + [
                .signatures([
                    set.signature(as: words(.onBehalf, ["name": set.seller.name])),
                    Paper.Signature(role: words(.onBehalf, ["name": set.client.name]), name: ""),
                ])
            ]
        )
    }

    private var introduction: String {
        words(
            .between,
            [
                "seller": words.party(set.seller), "client": words.party(set.client),
                "period": words(
                    .fromTo,
                    ["from": words.short(set.period.from), "to": words.short(set.period.to)]
                ),
            ]
        )
    }

    // MARK: - What was learnt late

    private var late: [Paper.Block] {
        guard !act.late.isEmpty, let previous = act.previous else { return [] }
        let introduction = words(
            .lateIntroduction,
            [
                "number": String(previous.number), "date": words.short(previous.date),
                "to": words.short(previous.to), "closing": side(previous.closing),
            ]
        )
        return [
            .heading(words(.lateHeading, ["number": String(previous.number)])),
            .text(Paper.Text(introduction)),
            .table(
                Paper.Table(
                    columns: [.fit(.centre), .share(1), .fit(), .fit()],
                    head: [
                        Paper.Row([
                            Paper.Cell(words(.date)), Paper.Cell(words(.document)),
                            Paper.Cell(words(.debit)), Paper.Cell(words(.credit)),
                        ])
                    ],
                    rows: act.late.map { Paper.Row(cells($0)) },
                    size: .small
                )
            ),
            .text(Paper.Text(words(.lateOutcome, ["opening": side(act.opening)]))),
        ]
    }

    /// On which side a balance stands.
    private func side(_ balance: Kopecks) -> String {
        let phrase = balance < .zero ? PaperPhrase.creditOf : .debitOf
        return words(phrase, ["amount": words.amount(balance.magnitude)])
    }

    // MARK: - Accounts

    private var accounts: Paper.Table {
        let ours: [Paper.Column] = [.fit(.centre), .share(1), .fit(), .fit()]
        let theirs: [Paper.Column] = [
            .fit(.centre, twin: 0), .share(1), .fit(twin: 2), .fit(twin: 3),
        ]
        let names = [words(.date), words(.document), words(.debit), words(.credit)]
        return Paper.Table(
            columns: ours + theirs,
            head: [
                Paper.Row([
                    Paper.Cell(words(.byData, ["name": set.seller.name]), span: 4),
                    Paper.Cell(words(.byData, ["name": set.client.name]), span: 4),
                ]),
                Paper.Row((names + names).map { Paper.Cell($0) }),
            ],
            rows: [balance(words(.opening), act.opening)]
                + act.entries.map { Paper.Row(cells($0) + ["", "", "", ""]) }
                + [
                    sums(words(.turnovers), act.debit, act.credit),
                    balance(words(.closing), act.closing),
                ],
            size: .small
        )
    }

    private func balance(_ name: String, _ balance: Kopecks) -> Paper.Row {
        // A balance of nothing is written as such: an empty row would look forgotten.
        let amount = words.amount(balance.magnitude)
        let (debit, credit) = balance < .zero ? ("", amount) : (amount, "")
        return row(name, debit, credit)
    }

    private func sums(_ name: String, _ debit: Kopecks, _ credit: Kopecks) -> Paper.Row {
        row(name, words.amount(debit), words.amount(credit))
    }

    private func row(_ name: String, _ debit: String, _ credit: String) -> Paper.Row {
        Paper.Row(
            [
                Paper.Cell(name, span: 2, .leading), Paper.Cell(debit), Paper.Cell(credit),
                Paper.Cell(name, span: 2, .leading), "", "",
            ],
            .strong
        )
    }

    private func cells(_ entry: FrozenEntry) -> [Paper.Cell] {
        [
            Paper.Cell(words.short(entry.date)), Paper.Cell(name(of: entry)),
            Paper.Cell(words.amountOrBlank(entry.debit)),
            Paper.Cell(words.amountOrBlank(entry.credit)),
        ]
    }

    private func name(of entry: FrozenEntry) -> String {
        let phrase: PaperPhrase =
            switch entry.kind {
            case .opening: .entryOpening
            case .charge: .entryCharge
            case .payment: .entryPayment
            case .chargeReversed: .entryChargeReversed
            case .paymentReversed: .entryPaymentReversed
            }
        return words(phrase, ["reference": entry.reference])
    }

    private var outcome: String {
        let values = [
            "date": words.short(set.period.to),
            "name": act.closing < .zero ? set.client.name : set.seller.name,
            "amount": words.amount(act.closing.magnitude),
            "words": words.inWords(act.closing.magnitude),
        ]
        return words(act.closing == .zero ? .nothingOwed : .owed, values)
    }
}
