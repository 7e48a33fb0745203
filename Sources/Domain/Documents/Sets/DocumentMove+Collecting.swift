import Foundation

/// From what is known to a set that has its numbers.
extension DocumentMove {
    /// After this many trials, each of which found other numbers than the one before, a set is
    /// blocked.
    private static let trialsMax = 6

    /// Puts a set together, verifies it, and has it drawn on trial.
    mutating func collect(_ index: Int) {
        enter(.collecting, index)
        state.sets[index].reasons = []
        let (draft, faults) = draft(index)
        guard let draft, faults.isEmpty else { return block(index, faults) }
        drawOnTrial(draft, index)
    }

    private mutating func drawOnTrial(_ draft: FrozenSet, _ index: Int) {
        let json = draft.canonicalJSON
        state.sets[index].trial += 1
        state.sets[index].draft = json.fingerprint
        let set = state.sets[index]
        var input: [String: Value] = [
            "client": .text(client.id.rawValue), "set": .number(Decimal(set.ordinal)),
            "trial": .number(Decimal(set.trial)), "frozen": .text(json),
            "account": .text("\(ClientLedger.book)/\(set.order.legalEntity)/\(client.id)"),
            "pdf": .bool(policy.pdf),
        ]
        if let act = draft.act { input["closing"] = .text(act.closing.text) }
        effects.append(
            .job(
                JobRequest(
                    kind: Documents.Job.trial.rawValue,
                    key: "document-trial-\(set.ordinal)-\(set.trial)-\(client.id)",
                    input: input
                )
            )
        )
    }

    /// What came of the trial: numbers are taken, or it is said what is wrong.
    func judge(_ news: DocumentsCollected) -> Decision<ClientDocuments> {
        guard let index = index(news.set), state.sets[index].phase == .collecting,
            state.sets[index].trial == news.trial
        else { return .ignored(Ignored.notWaited) }
        return after { move in
            let (draft, faults) = move.draft(index)
            guard let draft, faults.isEmpty else { return move.block(index, faults) }
            // What was drawn must be what gets the numbers; the ledger may have moved on.
            guard draft.canonicalJSON.fingerprint == move.state.sets[index].draft else {
                guard move.state.sets[index].trial % Self.trialsMax != 0 else {
                    return move.block(index, [DocumentFault(.unsettled)])
                }
                return move.drawOnTrial(draft, index)
            }
            let found = news.faults + SetCheck.faults(of: draft.adding(news.figures))
            guard found.isEmpty else { return move.block(index, found) }
            move.state.sets[index].figures = news.figures
            move.takeNumbers(draft, index)
        }
    }

    // MARK: - Drafts

    /// The set as the lanes know it now, without what is looked up beside them, and what is wrong
    /// with it.
    private func draft(
        _ index: Int,
        heads: [DocumentKind: FrozenHead] = [:]
    ) -> (FrozenSet?, [DocumentFault]) {
        let set = state.sets[index]
        guard let entity = context.policies.legalEntity(set.order.legalEntity) else {
            let fault = DocumentFault(
                .unknownLegalEntity,
                field: "legal_entity",
                found: set.order.legalEntity.rawValue
            )
            return (nil, [fault])
        }
        let previous = PreviousAct(state.sets, entity.id, set.order.period)
        let draft = SetDraft(
            order: set.order,
            requestID: set.requestID,
            client: client,
            entity: entity,
            ledger: LedgerView(
                context,
                account,
                client.id,
                entity.id,
                set.order.period,
                since: previous
            ),
            previous: previous,
            replaces: set.replaces.flatMap(self.index).map { state.sets[$0] },
            opinions: context.subject.opinions,
            calendar: calendar,
            language: language,
            texts: PaperPhrase.own(context),
            heads: heads,
            today: today
        )
        let outcome = draft.made()
        return (outcome.set, faults(of: outcome, set))
    }

    private func faults(of outcome: SetDraft.Outcome, _ set: DocumentSet) -> [DocumentFault] {
        var faults: [DocumentFault] = []
        if recipients(of: set.order).isEmpty {
            faults.append(DocumentFault(.noAddress, field: "emails"))
        }
        // A client who only owes gets what there is; a requested document is waited for.
        let mayLack = set.order.isScheduled || policy.partial == .sendNamed
        let isEmpty = outcome.set.heads.isEmpty
        if !outcome.missing.isEmpty && (!mayLack || isEmpty) {
            let field = { (kind: DocumentKind) in "\(kind.rawValue).lines" }
            faults += outcome.missing.map { DocumentFault(.noLines, field: field($0)) }
        }
        return faults + SetCheck.faults(of: outcome.set)
    }

    /// To whom a set goes.
    func recipients(of order: DocumentSet.Order) -> [String] {
        (order.sendTo ?? client.emails).compactMap { EmailAddress(recipient: $0)?.rawValue }
    }

    /// Nothing is numbered; it is said why, to everybody who waits.
    mutating func block(_ index: Int, _ faults: [DocumentFault]) {
        enter(.blocked, index)
        let waiting = state.sets[index].waiting
        state.sets[index].waiting = []
        state.sets[index].figures = nil
        state.sets[index].draft = nil
        state.sets[index].reasons = faults.map(context.reason)
        let order = state.sets[index].order
        for request in waiting {
            let requester = state.sets[index].requests.last { $0.id == request }?.order.requesterID
            effects += context.blocked(request, client.id, faults, requester)
        }
        guard order.isScheduled else { return }
        var values = values(of: state.sets[index])
        values["reasons"] = .list(
            state.sets[index].reasons.map { .object(["sentence": .text($0.sentence)]) }
        )
        tell(people(nil), .warning, Phrase("documents.schedule_blocked", values))
    }

    // MARK: - Numbers

    private mutating func takeNumbers(_ draft: FrozenSet, _ index: Int) {
        enter(.issued, index)
        let set = state.sets[index]
        let kinds = draft.heads.map(\.kind).sorted()
        state.sets[index].wanted = kinds
        for kind in kinds {
            let series = DocumentSeries(
                entity: set.order.legalEntity,
                kind: kind,
                year: today.year
            )
            effects.append(
                .tell(
                    NumberWanted(
                        series: series.name,
                        date: today,
                        asker: Documents.name,
                        forID: client.id.rawValue,
                        purpose: "\(set.ordinal)/\(kind.rawValue)",
                        first: first(of: series)
                    )
                )
            )
        }
    }

    /// The number with which a series begins: what the configuration says holds for its first
    /// year only.
    private func first(of series: DocumentSeries) -> Int {
        let years = series.year - DocumentSeries.yearsBack..<series.year
        let isLater = years.contains { year in
            let earlier = DocumentSeries(entity: series.entity, kind: series.kind, year: year)
            return context.related.states(of: earlier.subject)?.state(of: Series.self) != nil
        }
        let start = context.policies.legalEntity(series.entity)?.start[series.kind]
        return isLater ? 1 : start ?? 1
    }

    /// For which set a number was taken.
    static func ordinal(_ news: NumberTaken) -> Int? {
        let parts = news.purpose.parts(at: "/")
        return parts.count == 2 ? Int(parts[0]) : nil
    }

    /// A number was taken; with the last one the set is frozen, in the same transaction.
    func number(_ news: NumberTaken) -> Decision<ClientDocuments> {
        guard let index = Self.ordinal(news).flatMap(index),
            let kind = news.purpose.parts(at: "/").last.flatMap({
                DocumentKind(rawValue: String($0))
            }),
            state.sets[index].wanted.contains(kind), let date = CalendarDay(news.date)
        else { return .ignored(Ignored.notWaited) }
        return after { move in
            move.state.sets[index].wanted.removeAll { $0 == kind }
            move.state.sets[index].documents.append(
                DocumentSet.Issued(kind: kind, number: news.number, date: date)
            )
            if move.state.sets[index].wanted.isEmpty { move.freeze(index) }
        }
    }

    private mutating func freeze(_ index: Int) {
        let set = state.sets[index]
        let heads = set.documents.map { document in
            FrozenHead(
                kind: document.kind,
                number: document.number,
                date: document.date,
                replaces: replaced(document.kind, set)
            )
        }
        let byKind = Dictionary(heads.map { ($0.kind, $0) }) { first, _ in first }
        guard let known = draft(index, heads: byKind).0 else { return }
        let frozen = known.adding(set.figures ?? CollectedFigures())
        remember(frozen, index)
        voidReplaced(set)
        let json = frozen.canonicalJSON
        effects.append(
            .job(
                JobRequest(
                    kind: Documents.Job.rendering.rawValue,
                    key: "document-rendering-\(set.ordinal)-\(client.id)",
                    input: [
                        "client": .text(client.id.rawValue),
                        "set": .number(Decimal(set.ordinal)), "frozen": .text(json),
                        "pdf": .bool(policy.pdf),
                    ]
                )
            )
        )
        note(Phrase("documents.issued", values(of: state.sets[index])))
    }

    private func replaced(_ kind: DocumentKind, _ set: DocumentSet) -> FrozenHead.Replaced? {
        let old = set.replaces.flatMap(index).map { state.sets[$0] }
        return old?.document(kind).map { .init(number: $0.number, date: $0.date) }
    }

    /// Keeps what later sets, facts and reports need of a set that is frozen.
    private mutating func remember(_ frozen: FrozenSet, _ index: Int) {
        let known = account.lastNumber
        for place in state.sets[index].documents.indices {
            switch state.sets[index].documents[place].kind {
            case .invoice:
                state.sets[index].documents[place].total = frozen.invoice?.total
                state.sets[index].documents[place].vat = frozen.invoice?.vat
            case .completion:
                state.sets[index].documents[place].total = frozen.completion?.total
                state.sets[index].documents[place].vat = frozen.completion?.vat
            case .act:
                state.sets[index].documents[place].closing = frozen.act?.closing
                state.sets[index].documents[place].known = known
            case .analysis: break
            }
        }
        state.sets[index].figures = nil
        state.sets[index].draft = nil
    }

    private mutating func voidReplaced(_ set: DocumentSet) {
        guard let old = set.replaces.flatMap(index) else { return }
        enter(.voided, old)
    }
}

extension FrozenSet {
    /// The canonical JSON: the same set gives the same text.
    package var canonicalJSON: String {
        do {
            return String(decoding: try JSONWriter.bytes(of: self), as: UTF8.self)
        } catch {
            // Only a number that is not finite can't be written, and amounts are whole numbers.
            return ""
        }
    }
}

extension String {
    /// Tells texts apart that follow from what is known.
    var fingerprint: String { String(utf8.fnv1a, radix: 16) }
}
