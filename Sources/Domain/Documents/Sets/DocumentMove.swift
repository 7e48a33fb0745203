import Foundation

/// One input taken by a client's documents: what they become, and what follows.
struct DocumentMove {
    typealias Ignored = Documents.Ignored
    typealias Rejected = Documents.Rejected
    typealias Timer = Documents.Timer

    let client: Client
    let policy: DocumentsPolicy
    let context: Context
    var state: ClientDocuments
    var effects: [Effect] = []
    /// The sets as they were before, by their ordinals.
    let known: [Int: DocumentSet]
    /// Those that were read off shelves.
    let shelved: [Int: DocumentSet]
    /// Of those in the client's own row.
    let ownOrdinals: Set<Int>

    init(
        _ state: ClientDocuments,
        _ client: Client,
        _ policy: DocumentsPolicy,
        _ context: Context
    ) {
        let shelved = (state.shelvedYears ?? []).flatMap { year in
            context.related.states(of: ShelvedSets.subject(client.id, year.year))?
                .state(of: DocumentShelves.self)?.sets ?? []
        }
        ownOrdinals = Set(state.sets.map(\.ordinal))
        self.shelved = Dictionary(shelved.map { ($0.ordinal, $0) }) { _, later in later }
        self.state = state
        self.state.sets = Self.together(state, shelved)
        known = Dictionary(self.state.sets.map { ($0.ordinal, $0) }) { _, later in later }
        self.client = client
        self.policy = policy
        self.context = context
    }

    var now: Date { context.now }
    var calendar: WorkCalendar { context.policies.calendar }
    var today: CalendarDay { calendar.day(of: now) }
    var account: ClientAccount {
        context.subject.state(of: ClientLedger.self) ?? ClientAccount()
    }
    /// In which language the company writes; a template of the texts says so.
    var language: DocumentLanguage {
        DocumentLanguage(rawValue: context.text(Phrase("documents.language"))) ?? .russian
    }

    func timerIsDue(_ timer: Timer, _ generation: Int) -> Decision<ClientDocuments> {
        guard state.alarms[timer.rawValue]?.generation == generation else {
            return .ignored(Ignored.lateTimer)
        }
        return after { move in
            _ = move.state.take(timer.rawValue, generation)
            switch timer {
            case .due: move.makeUp()
            case .retry: move.sendAgain()
            case .delivery: move.warnOfSilence()
            }
        }
    }

    /// Something was learnt of a day: documents that don't say it are outdated.
    func learn(_ news: LedgerChanged) -> Decision<ClientDocuments> {
        let stale = state.sets.indices.filter { index in
            let set = state.sets[index]
            return set.phase.isIssued && set.outdatedAt == nil
                && set.order.legalEntity == news.legalEntity
                && news.date <= set.order.period.to
                && (set.document(.act) != nil || set.order.period.contains(news.date))
        }
        guard !stale.isEmpty else { return .ignored(Ignored.nothingNew) }
        return after { move in
            for index in stale {
                move.state.sets[index].outdatedAt = move.now
                let set = move.state.sets[index]
                move.publish(DocumentOutdated(set, move.client.id, news))
            }
        }
    }

    // MARK: - Pieces

    func after(_ body: (inout DocumentMove) -> Void) -> Decision<ClientDocuments> {
        var move = self
        body(&move)
        move.shelve()
        return .changed(to: move.state, effects: move.effects)
    }

    mutating func note(_ phrase: Phrase) { effects.append(.note(phrase)) }
    mutating func publish(_ message: any Message) { effects.append(.publish(message)) }

    mutating func set(_ timer: Timer, at due: Date?) {
        if let effect = state.set(timer.rawValue, at: due) { effects.append(effect) }
    }

    mutating func enter(_ phase: DocumentSet.Phase, _ index: Int) {
        state.sets[index].phase = phase
        state.sets[index].phaseSince = now
    }

    func index(_ ordinal: Int) -> Int? { state.sets.firstIndex { $0.ordinal == ordinal } }

    /// Whom a set's fate concerns: the requester, else those who serve the client.
    func people(_ requester: PersonID?) -> [Person] {
        let named = requester.flatMap { context.company.people[$0] }
        if let named { return [named] }
        let own = [client.projectManagerID, client.salesHeadID].lazy.compactMap(\.self)
            .compactMap { context.company.people[$0] }.first { $0.active }
        return own.map { [$0] } ?? context.company.everybody(.director)
    }

    mutating func tell(
        _ people: [Person],
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase
    ) {
        effects += people.map { context.notify($0, severity, phrase, client: client.id) }
    }

    /// What texts may say of a set.
    func values(of set: DocumentSet) -> [String: Value] {
        [
            "client": .text(client.name.onOneLine),
            "request_id": .text(set.requestID.rawValue.onOneLine),
            "from": .text(set.order.period.from.text), "to": .text(set.order.period.to.text),
            "documents": .list(set.documents.map { .text($0.title(language)) }),
        ]
    }
}

extension DocumentSet.Issued {
    /// Such as `Счёт № 118 от 30.11.2026`.
    func title(_ language: DocumentLanguage) -> String {
        switch (language, kind) {
        case (.russian, .invoice): "Счёт № \(number) от \(date.dotted)"
        case (.russian, .act): "Акт сверки № \(number) от \(date.dotted)"
        case (.russian, .completion):
            "Акт выполненных работ № \(number) от \(date.dotted)"
        case (.russian, .analysis): "Анализ № \(number) от \(date.dotted)"
        case (.english, .invoice): "Invoice No. \(number) of \(date.text)"
        case (.english, .act): "Reconciliation act No. \(number) of \(date.text)"
        case (.english, .completion): "Completion act No. \(number) of \(date.text)"
        case (.english, .analysis): "Analysis No. \(number) of \(date.text)"
        }
    }
}

extension DocumentOutdated {
    fileprivate init(_ set: DocumentSet, _ client: ClientID, _ news: LedgerChanged) {
        self.init(
            requestID: set.requestID,
            clientID: client,
            documents: set.documents.map {
                Document(kind: $0.kind, number: "\($0.number)", date: $0.date)
            },
            cause: Cause(kind: news.kind, reference: news.reference, date: news.date)
        )
    }
}

extension Context {
    /// What follows from a request that can't be met: the fact, a line in the journal, and a word
    /// to the requester.
    func blocked(
        _ request: RequestID,
        _ client: ClientID,
        _ faults: [DocumentFault],
        _ requester: PersonID?
    ) -> [Effect] {
        let reasons = faults.map(reason)
        let phrase = Phrase(
            "documents.blocked",
            [
                "request_id": .text(request.rawValue.onOneLine),
                "client": .text(client.rawValue.onOneLine),
                "reasons": .list(reasons.map { .object(["sentence": .text($0.sentence)]) }),
            ]
        )
        let fact = DocumentBlocked(
            requestID: request,
            clientID: client,
            reasons: reasons.map {
                .init(code: $0.code, field: $0.field, sentence: $0.sentence)
            }
        )
        let asker = requester.flatMap { company.people[$0] }
        let notice = asker.map { notify($0, .warning, phrase, client: client) }
        return [.publish(fact), .note(phrase)] + [notice].compactMap(\.self)
    }

    /// What is wrong, as a sentence.
    func reason(_ fault: DocumentFault) -> DocumentSet.Reason {
        let phrase = Phrase(
            "documents.fault.\(fault.code.rawValue)",
            [
                "field": fault.field.map { .text($0) } ?? .null,
                "expected": fault.expected.map { .text($0.onOneLine) } ?? .null,
                "found": fault.found.map { .text($0.onOneLine) } ?? .null,
            ]
        )
        return .init(code: fault.code, field: fault.field, sentence: text(phrase))
    }
}
