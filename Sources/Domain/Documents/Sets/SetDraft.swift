import Foundation

/// Makes a set of documents out of what is known now.
struct SetDraft {
    let order: DocumentSet.Order
    let requestID: RequestID
    let client: Client
    let entity: LegalEntity
    let account: ClientAccount
    /// The client's other sets, among which the act before this one is looked for.
    let sets: [DocumentSet]
    let ordinal: Int
    let opinions: [Opinion]
    let figures: CollectedFigures
    let calendar: WorkCalendar
    let language: DocumentLanguage
    /// The heads of documents that have a number; others are drawn with a placeholder.
    let heads: [DocumentKind: FrozenHead]
    /// The day of documents without a number.
    let today: CalendarDay

    /// The set, and the kinds that can't be made.
    struct Outcome {
        let set: FrozenSet
        let missing: [DocumentKind]
    }

    func made() -> Outcome {
        let lines = Lines(self)
        var missing: [DocumentKind] = []
        if order.kinds.contains(.invoice), lines.invoice.isEmpty { missing.append(.invoice) }
        if order.kinds.contains(.completion), lines.completion.isEmpty {
            missing.append(.completion)
        }
        func wants(_ kind: DocumentKind) -> Bool {
            order.kinds.contains(kind) && !missing.contains(kind)
        }
        let act = wants(.act) ? act() : nil
        let set = FrozenSet(
            requestID: requestID,
            language: language,
            period: order.period,
            seller: entity.seller,
            client: FrozenClient(client),
            invoice: wants(.invoice) ? lines.invoice.invoice(head(.invoice)) : nil,
            act: act,
            completion: wants(.completion) ? lines.completion.completion(head(.completion)) : nil,
            analysis: wants(.analysis) ? analysis() : nil,
            missing: missing.map { FrozenGap(kind: $0, sentence: $0.missing(language)) }
        )
        return Outcome(set: set, missing: missing)
    }

    func head(_ kind: DocumentKind) -> FrozenHead {
        heads[kind]
            ?? FrozenHead(
                kind: kind,
                number: FrozenHead.placeholder,
                date: today,
                replaces: replaced(kind)
            )
    }

    /// The document in whose place one stands.
    func replaced(_ kind: DocumentKind) -> FrozenHead.Replaced? {
        let own = sets.first { $0.ordinal == ordinal }
        let old = own?.replaces.flatMap { old in sets.first { $0.ordinal == old } }
        return old?.document(kind).map { .init(number: $0.number, date: $0.date) }
    }

    // MARK: - The act

    /// The last act before the period that still holds.
    private var previous: (act: DocumentSet.Issued, to: CalendarDay)? {
        let own = sets.first { $0.ordinal == ordinal }
        return sets.filter {
            $0.ordinal != ordinal && $0.ordinal != own?.replaces && $0.phase.isIssued
                && $0.order.legalEntity == order.legalEntity
                && $0.order.period.to < order.period.from
        }.compactMap { set in set.document(.act).map { ($0, set.order.period.to) } }
            .max { ($0.1, $0.0.date, $0.0.number) < ($1.1, $1.0.date, $1.0.number) }
            .map { (act: $0.0, to: $0.1) }
    }

    private func act() -> FrozenAct {
        let moves = account.entries.filter { $0.legalEntity == order.legalEntity && $0.isMove }
            .sorted { ($0.date, $0.number) < ($1.date, $1.number) }
        let (from, to) = (order.period.from, order.period.to)
        let entries = moves.filter { order.period.contains($0.date) }
        let opening = account.balance(order.legalEntity, through: from.adding(days: -1))
        let debit = entries.map(\.debit).total
        let credit = entries.map(\.credit).total
        let previous = previous
        let late = previous.map { before in
            moves.filter {
                $0.date < from && ($0.date > before.to || $0.number > before.act.known ?? 0)
            }
        }
        return FrozenAct(
            head: head(.act),
            previous: previous.map {
                .init(
                    number: $0.act.number,
                    date: $0.act.date,
                    to: $0.to,
                    closing: $0.act.closing ?? .zero
                )
            },
            late: (late ?? []).map(\.frozen),
            opening: opening,
            entries: entries.map(\.frozen),
            debit: debit,
            credit: credit,
            closing: account.balance(order.legalEntity, through: to)
        )
    }

    private func analysis() -> FrozenAnalysis {
        AnalysisText(self, opening: order.period.from.adding(days: -1)).analysis(head(.analysis))
    }
}

/// The lines of the documents that list charges.
private struct Lines {
    let invoice: [FrozenLine]
    let completion: [FrozenLine]

    init(_ draft: SetDraft) {
        func lines(_ kind: ChargePosted.Kind) -> [FrozenLine] {
            let (entity, period) = (draft.order.legalEntity, draft.order.period)
            return draft.account.charges(entity, kind, period).flatMap { $0.charge?.lines ?? [] }
        }
        completion = lines(.act)
        let invoices = lines(.invoice)
        invoice = invoices.isEmpty ? completion : invoices
    }
}

extension [FrozenLine] {
    /// The VAT by rate, in the order in which the rates occur, without «Без НДС».
    fileprivate var vatByRate: [FrozenVAT] {
        var rates: [VATRate] = []
        for line in self where line.rate != .none && !rates.contains(line.rate) {
            rates.append(line.rate)
        }
        return rates.map { rate in
            FrozenVAT(rate: rate, amount: filter { $0.rate == rate }.map(\.vat).total)
        }
    }

    fileprivate func invoice(_ head: FrozenHead) -> FrozenInvoice {
        FrozenInvoice(
            head: head,
            lines: self,
            total: map(\.amount).total,
            vat: map(\.vat).total,
            vatByRate: vatByRate
        )
    }

    fileprivate func completion(_ head: FrozenHead) -> FrozenCompletion {
        FrozenCompletion(
            head: head,
            lines: self,
            total: map(\.amount).total,
            vat: map(\.vat).total,
            vatByRate: vatByRate
        )
    }
}

extension FrozenClient {
    /// The client with what the company's systems say of him as a legal entity.
    init(_ client: Client) {
        func text(_ field: String) -> String? {
            let text = client.legal?[field]?.plainText?.inDocuments ?? ""
            return text.isEmpty ? nil : text
        }
        self.init(
            id: client.id,
            name: text("name") ?? client.name.inDocuments,
            inn: text("inn"),
            kpp: text("kpp"),
            address: text("address")
        )
    }
}

extension DocumentKind {
    /// Why a set has no document of the kind.
    fileprivate func missing(_ language: DocumentLanguage) -> String {
        switch (self, language) {
        case (.invoice, .russian): "Счёта нет: за период ничего не начислено."
        case (.completion, .russian): "Акта выполненных работ нет: за период работ не было."
        case (.act, .russian), (.analysis, .russian): "Документ не составлен."
        case (.invoice, .english): "There is no invoice: nothing was charged in the period."
        case (.completion, .english): "There is no act of completion: nothing was done."
        case (.act, .english), (.analysis, .english): "The document was not made."
        }
    }
}
