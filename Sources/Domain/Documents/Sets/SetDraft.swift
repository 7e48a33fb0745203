import Foundation

/// Makes a set of documents out of what is known now.
struct SetDraft {
    let order: DocumentSet.Order
    let requestID: RequestID
    let client: Client
    let entity: LegalEntity
    let ledger: LedgerView
    /// The act before this one.
    let previous: PreviousAct?
    /// The set in whose place this one stands.
    let replaces: DocumentSet?
    let opinions: [Opinion]
    let calendar: WorkCalendar
    let language: DocumentLanguage
    /// The company's own phrases.
    let texts: [String: String]
    /// The heads of documents that have a number; others get ``FrozenHead/placeholder``.
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
            analysis: wants(.analysis) ? AnalysisText.analysis(self, head(.analysis)) : nil,
            missing: missing.map { FrozenGap(kind: $0, sentence: $0.missing(language)) },
            texts: texts
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
        replaces?.document(kind).map { .init(number: $0.number, date: $0.date) }
    }

    // MARK: - The act

    private func act() -> FrozenAct {
        let entries = ledger.moves(order.period)
        return FrozenAct(
            head: head(.act),
            previous: previous.map {
                .init(
                    number: $0.document.number,
                    date: $0.document.date,
                    to: $0.to,
                    closing: $0.document.closing ?? .zero
                )
            },
            late: previous.map { ledger.late(before: order.period, since: $0).map(\.frozen) } ?? [],
            opening: ledger.balance(through: order.period.from.adding(days: -1)),
            entries: entries.map(\.frozen),
            debit: entries.map(\.debit).total,
            credit: entries.map(\.credit).total,
            closing: ledger.balance(through: order.period.to)
        )
    }
}

/// The lines of the documents that list charges.
private struct Lines {
    let invoice: [FrozenLine]
    let completion: [FrozenLine]

    init(_ draft: SetDraft) {
        func lines(_ kind: ChargePosted.Kind) -> [FrozenLine] {
            draft.ledger.charges(kind, draft.order.period).flatMap { $0.charge?.lines ?? [] }
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
    func missing(_ language: DocumentLanguage) -> String {
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
